#include "validate/network_name.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

#include "base/text.h"
#include "validate/all.h"
#include "validate/context.h"
#include "validate/placeholder.h"

namespace packwarden {
namespace {

/// Whether `host` is one of `names` or below one.
template <std::size_t size>
bool is_below(std::string_view host, const std::array<std::string_view, size>& names) {
  return std::any_of(names.begin(), names.end(), [host](std::string_view name) {
    return host.ends_with(name) &&
           (host.size() == name.size() || host[host.size() - name.size() - 1] == '.');
  });
}

/// What stands directly behind the whole match; NUL at the end.
char next_after(const Match& match) {
  return match.whole.end < match.text.size() ? match.text[match.whole.end] : '\0';
}

/// The four numbers at the end of `text`; none where one is above 255.
std::optional<std::array<unsigned, 4>> address_at_end_of(std::string_view text) {
  text.remove_prefix(std::min(text.size(), text.find_first_of("0123456789")));
  std::array<unsigned, 4> out{};
  for (std::size_t i = 0; i < out.size(); ++i) {
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out[i]);
    if (error != std::errc() || out[i] > 255) return std::nullopt;
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    if (i + 1 < out.size() && text.starts_with('.')) text.remove_prefix(1);
  }
  return out;
}

/// Names that every machine of a kind has, of metadata services, containers and clusters.
bool is_known_by_all(std::string_view host) {
  constexpr std::array<std::string_view, 6> kHosts = {"google.internal", "docker.internal",
                                                      "cluster.local",   "containers.internal",
                                                      "fly.internal",    "railway.internal"};
  return is_below(host, kHosts);
}

}  // namespace

bool is_placeholder_host(std::string_view host) {
  constexpr std::array<std::string_view, 12> kNames = {
      "example.com", "example.org", "example.net", "example",  "test",    "invalid",
      "localhost",   "domain.com",  "mysite.com",  "site.com", "foo.com", "host.com"};
  return host.find('.') == std::string_view::npos || is_below(host, kNames) ||
         host.starts_with("127.") || host == "0.0.0.0";
}

bool is_internal_host(std::string_view host) {
  constexpr std::array<std::string_view, 8> kSuffixes = {
      "internal", "corp", "intranet", "lan", "local", "localdomain", "home.arpa", "svc"};
  return is_below(host, kSuffixes) && !is_known_by_all(host);
}

Verdict check_internal_host(const Match& match) {
  const char next = next_after(match);
  const bool goes_on = next == '.' || next == '-' || next == '(';
  const std::string_view first = match.secret.substr(0, match.secret.find('.'));
  const bool is_any =
      is_placeholder(first) ||
      is_one_of(first, std::array<std::string_view, 4>{"host", "hostname", "server", "domain"});
  return goes_on || is_any || is_known_by_all(match.secret) ? Verdict::refuted : Verdict::unknown;
}

Verdict check_private_address(const Match& match) {
  const char next = next_after(match);
  const bool is_network = next == '/' && match.whole.end + 1 < match.text.size() &&
                          is_ascii_digit(match.text[match.whole.end + 1]);
  const bool goes_on = next == '.' || next == '-' || is_network;
  const auto address = address_at_end_of(whole_of(match));
  const bool begins_elsewhere = match.whole.begin > 0 && match.whole.begin <= match.text.size() &&
                                match.text[match.whole.begin - 1] == '.';
  const bool is_host = address && address->back() != 0 && address->back() != 255;
  return goes_on || begins_elsewhere || !is_host ? Verdict::refuted : Verdict::unknown;
}

Verdict check_plain_http(const Match& match) {
  constexpr std::array<std::string_view, 24> kIdentifiers = {"w3.org",
                                                             "schema.org",
                                                             "json-schema.org",
                                                             "purl.org",
                                                             "xmlsoap.org",
                                                             "openxmlformats.org",
                                                             "microsoft.com",
                                                             "adobe.com",
                                                             "apache.org",
                                                             "opensource.org",
                                                             "creativecommons.org",
                                                             "gnu.org",
                                                             "mozilla.org",
                                                             "inkscape.org",
                                                             "sodipodi.sourceforge.net",
                                                             "xmlns.com",
                                                             "relaxng.org",
                                                             "docbook.org",
                                                             "opengis.net",
                                                             "ogp.me",
                                                             "oasis-open.org",
                                                             "whatwg.org",
                                                             "ietf.org",
                                                             "rssboard.org"};
  const std::string_view host = match.secret;
  const bool is_number = host.empty() || is_ascii_digit(host.back());
  return is_placeholder_host(host) || is_below(host, kIdentifiers) || is_number ||
                 host.starts_with("schemas.") || host.starts_with("ns.")
             ? Verdict::refuted
             : Verdict::unknown;
}

/// A name below such a host is somebody's own; a list of public suffixes has none of these, or
/// short ones that stand for regions.
Verdict check_capture_host(const Match& match) {
  constexpr std::size_t kShortestOwn = 4;
  const std::string_view whole = whole_of(match);
  const bool is_address = whole.starts_with("://");
  const std::string_view host =
      whole.substr(std::min<std::size_t>(whole.size(), is_address ? 3 : 1));
  const char next = next_after(match);
  if (next == '.' || next == '-') return Verdict::refuted;
  if (host == "webhook.site") {
    return next == '/' && is_address ? Verdict::unknown : Verdict::refuted;
  }
  const std::string_view own = host.substr(0, host.find('.'));
  constexpr std::array<std::string_view, 9> kOfService = {
      "www", "docs", "api", "blog", "dashboard", "status", "app", "help", "support"};
  const bool is_own = own.size() >= kShortestOwn && !is_one_of(own, kOfService) &&
                      !is_placeholder(own) && own.find("your") == std::string_view::npos &&
                      own != "abcd" && own != "example" && own != "subdomain";
  return is_own ? Verdict::unknown : Verdict::refuted;
}

}  // namespace packwarden
