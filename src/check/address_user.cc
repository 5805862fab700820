#include "check/address_user.h"

#include <algorithm>
#include <array>

#include "base/text.h"

namespace packwarden {
namespace {

constexpr auto kNone = std::string_view::npos;
constexpr std::string_view kEndsAuthority = "/?#";

/// Behind these a user may stand without slashes before it, as npm reads them.
constexpr std::array<std::string_view, 16> kBeforeUsers = {
    "bitbucket", "ftp",    "ftps",   "gist", "git",   "git+ftp",   "git+http", "git+https",
    "git+ssh",   "github", "gitlab", "http", "https", "sourcehut", "ssh",      "svn+ssh"};

/// What else stands before a colon and is no user.
constexpr std::array<std::string_view, 14> kProtocols = {
    "acct", "catalog", "exec",   "file", "jsr",     "link", "mailto",
    "npm",  "patch",   "portal", "sip",  "virtual", "xmpp", "workspace"};

bool is_name_character(char c) {
  return is_ascii_letter(c) || is_ascii_digit(c) || std::string_view("+-._").find(c) != kNone;
}

/// The characters of a name that `text` begins with.
std::string_view leading_name(std::string_view text) {
  const auto* const end = std::find_if_not(text.begin(), text.end(), is_name_character);
  return text.substr(0, static_cast<std::size_t>(end - text.begin()));
}

/// Whether a host may begin here, and no version: "1.0.0" has no letter and other dots than an
/// address of four numbers.
bool begins_with_host(std::string_view text) {
  if (text.starts_with('[')) return true;
  const std::string_view host = leading_name(text);
  const std::string_view rest = text.substr(host.size());
  const bool is_ended = rest.empty() || rest[0] == ':' || kEndsAuthority.find(rest[0]) != kNone;
  return is_ended && (std::any_of(host.begin(), host.end(), is_ascii_letter) ||
                      std::count(host.begin(), host.end(), '.') == 3);
}

/// Whether what stands before the first of "/?#" has a colon and no port behind it: then it is the
/// begin of a user and a password.
bool is_cut_password(std::string_view authority) {
  const std::size_t colon = authority.find(':');
  if (colon == kNone || authority.starts_with('[')) return false;
  const std::string_view port = authority.substr(colon + 1);
  return !std::all_of(port.begin(), port.end(), is_ascii_digit);
}

/// The last `@` before a host: that behind a password, if it holds one of "/?#".
std::size_t last_before_host(std::string_view address) {
  for (std::size_t at = address.rfind('@'); at != kNone; at = address.rfind('@', at - 1)) {
    if (begins_with_host(address.substr(at + 1))) return at;
    if (at == 0) break;
  }
  return kNone;
}

/// An address and what is looked for in it once.
struct Sought {
  std::string_view address;
  std::size_t last_before_host = kNone;
};

/// The user in an address whose authority begins at `begin`.
std::optional<AddressUser> user_at(const Sought& sought, std::string_view scheme,
                                   std::size_t begin) {
  const std::string_view rest = sought.address.substr(begin);
  const std::string_view authority = rest.substr(0, rest.find_first_of(kEndsAuthority));
  std::size_t at = authority.rfind('@');
  bool is_exact = true;
  const std::size_t last = sought.last_before_host;
  if (at == kNone && last != kNone && last > begin && is_cut_password(authority)) {
    at = last - begin;
    is_exact = at == rest.find('@');
  }
  if (at == kNone) return std::nullopt;
  return AddressUser{scheme, rest.substr(0, at), {begin, begin + at + 1}, is_exact};
}

/// "github:user:password@owner/repository".
std::optional<AddressUser> user_behind_scheme(const Sought& sought) {
  const std::string_view address = sought.address;
  const std::size_t first = std::min(address.find_first_not_of(" \t\r\n"), address.size());
  const std::string_view scheme = leading_name(address.substr(first));
  const std::size_t colon = first + scheme.size();
  if (colon >= address.size() || address[colon] != ':') return std::nullopt;
  if (!is_one_of(ascii_lower(scheme), kBeforeUsers)) return std::nullopt;
  const std::size_t begin = address.find_first_not_of("/\\", colon + 1);
  return begin == kNone ? std::nullopt : user_at(sought, scheme, begin);
}

/// "user:password@host:path", as scp has it but for the password.
std::optional<AddressUser> user_alone(const Sought& sought) {
  const std::string_view address = sought.address;
  const std::string_view user = leading_name(address);
  const std::string_view rest = address.substr(user.size());
  if (user.empty() || !rest.starts_with(':') || rest.starts_with(":/")) return std::nullopt;
  const std::string lower = ascii_lower(user);
  if (is_one_of(lower, kBeforeUsers) || is_one_of(lower, kProtocols)) return std::nullopt;
  if (!is_cut_password(address.substr(0, address.find_first_of(kEndsAuthority)))) {
    return std::nullopt;
  }
  const std::size_t at = sought.last_before_host;
  if (at == kNone || at <= user.size()) return std::nullopt;
  const std::size_t host_end = at + 1 + leading_name(address.substr(at + 1)).size();
  const bool has_path =
      host_end < address.size() && (address[host_end] == ':' || address[host_end] == '/');
  if (!has_path) return std::nullopt;
  return AddressUser{"", address.substr(0, at), {0, at + 1}, at == address.find('@')};
}

}  // namespace

bool AddressUser::is_everybody() const {
  const std::string lower = ascii_lower(scheme);
  return text == "git" && (lower == "git" || lower.ends_with("ssh"));
}

std::optional<AddressUser> find_address_user(std::string_view address, std::size_t from) {
  if (address.find('@', from) == kNone) return std::nullopt;
  const Sought sought = {address, last_before_host(address)};
  if (from == 0) {
    if (const auto found = user_behind_scheme(sought)) return found;
    if (const auto found = user_alone(sought)) return found;
  }
  for (std::size_t slashes = address.find("://", from); slashes != kNone;
       slashes = address.find("://", slashes + 3)) {
    const auto found = user_at(sought, address.substr(0, slashes), slashes + 3);
    if (found) return found;
  }
  return std::nullopt;
}

std::optional<std::string> without_users(std::string_view address) {
  constexpr std::size_t kLongest = 4096;
  if (address.find('@') == kNone) return std::string(address);
  if (address.size() > kLongest) return std::nullopt;
  std::string out;
  std::size_t done = 0;
  for (auto user = find_address_user(address); user; user = find_address_user(address, done)) {
    if (!user->is_exact) return std::nullopt;
    const auto end = static_cast<std::size_t>(user->place.end);
    const auto begin = user->is_everybody() ? end : static_cast<std::size_t>(user->place.begin);
    out += address.substr(done, begin - done);
    done = end;
  }
  return out + std::string(address.substr(done));
}

}  // namespace packwarden
