#include <algorithm>
#include <array>
#include <string>

#include "base/text.h"
#include "validate/all.h"
#include "validate/context.h"
#include "validate/placeholder.h"
#include "validate/token_checksum.h"

namespace packwarden {
namespace {

// The parts around a password in `scheme://user:password@host` (RFC 3986, section 3.2).

std::string_view user_of(const Match& match) {
  constexpr std::size_t kLongest = 512;
  const std::size_t begin = std::min(match.whole.begin, match.span.begin);
  const std::string_view before =
      text_before(match, std::min<std::size_t>(match.span.begin - begin, kLongest));
  const std::size_t scheme_end = before.rfind("//");
  if (scheme_end == std::string_view::npos) return {};
  const std::string_view user = before.substr(scheme_end + 2);
  return user.substr(0, user.rfind(':'));
}

/// In lower case and without the port; of several hosts the first.
std::string host_of(const Match& match) {
  constexpr std::size_t kLongest = 255;  // RFC 1035, section 2.3.4
  std::string_view rest = text_after(match, kLongest);
  if (rest.starts_with('@')) rest.remove_prefix(1);
  const char* const stops = rest.starts_with('[') ? "]" : ":/?#,;\\\"'`<> \t\r\n)";
  return ascii_lower(rest.substr(0, rest.find_first_of(stops)));
}

bool is_in_domain(std::string_view host, std::string_view domain) {
  if (!host.ends_with(domain)) return false;
  host.remove_suffix(domain.size());
  return host.empty() || host.ends_with('.');
}

/// Hosts that nobody else reaches, and hosts of documentation (RFC 2606; RFC 6761). A name without
/// a dot is a neighbour in a container network.
bool is_local_or_documentation(std::string_view host) {
  constexpr std::array<std::string_view, 8> kDomains = {
      "localhost", "example.com", "example.net", "example.org",
      "example",   "test",        "invalid",     "host.docker.internal"};
  return std::any_of(kDomains.begin(), kDomains.end(),
                     [host](std::string_view domain) { return is_in_domain(host, domain); }) ||
         host.starts_with("127.") || host == "0.0.0.0" ||
         host.find_first_of(".$%{") == std::string_view::npos;
}

/// `1`, `123`
bool counts_up(std::string_view digits) {
  return std::string_view("123456789").starts_with(digits);
}

/// `a:b`, `user:pw`, `:123`: what descriptions of the syntax use.
bool is_sketch(std::string_view user, std::string_view password) {
  constexpr std::size_t kLongest = 4;
  if (password.size() <= kLongest && counts_up(password)) return true;
  return password.size() <= kLongest && user.size() <= kLongest &&
         std::all_of(password.begin(), password.end(), is_ascii_letter);
}

/// The letters of a text, with the signs that are read as some; none where no other sign parts
/// them.
std::string parted_letters(std::string_view text) {
  std::string out;
  bool is_parted = false;
  for (const char c : ascii_lower(text)) {
    if (is_ascii_lower(c) || c == '@') {
      out += c == '@' ? 'a' : c;
    } else {
      is_parted = true;
    }
  }
  return is_parted ? out : std::string();
}

/// `use!r:pas*s`: words with signs in them, which show how signs are encoded.
bool shows_encoding(std::string_view user, std::string_view password) {
  const std::string of_user = parted_letters(user);
  const std::string of_password = parted_letters(password);
  return !of_user.empty() && !of_password.empty() && is_placeholder(of_user) &&
         is_placeholder(of_password);
}

/// A piece of a regular expression that reads addresses.
bool is_regular_expression(std::string_view password) {
  constexpr std::array<std::string_view, 5> kMarks = {".*", ".+", "[^", "(?", "\\w"};
  return std::any_of(kMarks.begin(), kMarks.end(), [password](std::string_view mark) {
    return password.find(mark) != std::string_view::npos;
  });
}

/// The password in `match.secret`. A raw `@` in a password is common, so that patterns take one
/// that goes on to the last `@`; but in `user:password@host,user:password@host` it ends at the
/// first.
std::string_view password_of(const Match& match) {
  const std::size_t at = match.secret.find('@');
  const bool list =
      at != std::string_view::npos && match.secret.find(',', at) != std::string_view::npos;
  return list ? match.secret.substr(0, at) : match.secret;
}

/// GitHub takes a token as the user, and this as the password (git over HTTPS).
constexpr std::string_view kNoPassword = "x-oauth-basic";

}  // namespace

Verdict check_url_password(const Match& match) {
  const std::string password = percent_decoded(password_of(match));
  const std::string user = percent_decoded(user_of(match));
  const bool hollow = is_placeholder(password) || password == kNoPassword || user == "anonymous" ||
                      ascii_lower(password) == ascii_lower(user) || is_sketch(user, password) ||
                      shows_encoding(user, password) || is_regular_expression(password);
  if (hollow) return Verdict::refuted;
  if (is_local_or_documentation(host_of(match)) && is_guessable(password)) return Verdict::refuted;
  return carries_checksum(password) ? checksum_verdict(password) : Verdict::unknown;
}

}  // namespace packwarden
