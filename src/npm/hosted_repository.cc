#include "npm/hosted_repository.h"

#include <algorithm>
#include <array>
#include <vector>

#include "base/text.h"

namespace packwarden {
namespace {

constexpr std::size_t kMostBytes = 2048;

enum class HostKind : std::uint8_t { github, gitlab, bitbucket, gist, sourcehut };

struct KnownHost {
  HostKind kind;
  std::string_view shortcut;  // "github" of "github:owner/repository"
  std::string_view domain;
  std::string_view protocols;  // that npm knows it by, each between blanks
};

constexpr std::array<KnownHost, 5> kHosts = {{
    {HostKind::github, "github", "github.com", " git http git+ssh git+https ssh https "},
    {HostKind::gitlab, "gitlab", "gitlab.com", " git+ssh git+https ssh https "},
    {HostKind::bitbucket, "bitbucket", "bitbucket.org", " git+ssh git+https ssh https "},
    {HostKind::gist, "gist", "gist.github.com", " git git+ssh git+https ssh https "},
    {HostKind::sourcehut, "sourcehut", "git.sr.ht", " git+ssh https "},
}};

/// A repository and how it was addressed.
struct Repository {
  const KnownHost* host = nullptr;
  std::string protocol;  // "" of a short form
  std::string login;     // with a password
  std::string owner;     // may have slashes; "" of a gist without
  std::string name;
  std::string committish;
};

std::string_view without_git(std::string_view name) {
  return name.ends_with(".git") ? name.substr(0, name.size() - 4) : name;
}

/// Whether all characters stand for themselves in a URL; behind `#` npm takes escapes back.
bool is_plain(std::string_view text) {
  const std::size_t hash = std::min(text.find('#'), text.size());
  const auto is_safe = [](char c) {
    return is_ascii_letter(c) || is_ascii_digit(c) ||
           std::string_view("-._~!$&'()*+,;=:@/?").find(c) != std::string_view::npos;
  };
  const auto is_printable = [](char c) { return c > ' ' && c < '\x7F' && c != '%'; };
  const std::string_view behind = text.substr(hash);
  return std::all_of(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(hash), is_safe) &&
         std::all_of(behind.begin(), behind.end(), is_printable);
}

/// "owner/repository", with a `#` behind it at most.
bool is_short_form(std::string_view text) {
  const std::string_view path = text.substr(0, text.find('#'));
  return std::count(path.begin(), path.end(), '/') == 1 && !path.starts_with('/') &&
         !path.ends_with('/') && !path.starts_with('.') &&
         path.find_first_of("@:") == std::string_view::npos;
}

/// Takes what is behind the first `separator` off `text`.
std::string_view cut(std::string_view& text, char separator) {
  const std::size_t at = text.find(separator);
  if (at == std::string_view::npos) return {};
  const std::string_view out = text.substr(at + 1);
  text = text.substr(0, at);
  return out;
}

std::vector<std::string_view> segments_of(std::string_view path) {
  std::vector<std::string_view> out;
  for (;;) {
    const std::size_t slash = path.find('/');
    out.push_back(path.substr(0, slash));
    if (slash == std::string_view::npos) return out;
    path.remove_prefix(slash + 1);
  }
}

std::optional<Repository> by_shortcut(const KnownHost& host, std::string_view rest) {
  Repository out;
  out.host = &host;
  out.committish = cut(rest, '#');
  cut(rest, '?');
  if (rest.starts_with('/')) rest.remove_prefix(1);
  const std::size_t at = rest.find('@');
  if (at != std::string_view::npos) rest.remove_prefix(at + 1);
  const std::size_t slash = rest.rfind('/');
  if (slash != std::string_view::npos) out.owner = rest.substr(0, slash);
  out.name = without_git(rest.substr(slash + 1));  // npos + 1 is 0
  const bool needs_owner = host.kind != HostKind::gist;
  if (out.name.empty() || rest.starts_with('/') || (needs_owner && out.owner.empty())) {
    return std::nullopt;
  }
  return out;
}

/// Takes owner and name from the path of a URL, without the slash in front.
bool take_path(Repository& out, std::string_view path, std::string_view hash) {
  out.committish = hash;
  std::vector<std::string_view> parts = segments_of(path);
  if (out.host->kind == HostKind::gitlab) {
    const std::string whole = "/" + std::string(path);
    if (whole.find("/-/") != std::string::npos ||
        whole.find("/archive.tar.gz") != std::string::npos || parts.size() < 2) {
      return false;
    }
    out.name = without_git(parts.back());
    out.owner = path.substr(0, path.size() - parts.back().size() - 1);
    return !out.name.empty() && !out.owner.empty();
  }
  const bool names_tree = parts.size() > 3;
  parts.resize(std::max<std::size_t>(parts.size(), 4));
  out.owner = parts[0];
  out.name = without_git(parts[1]);
  const std::string_view more = parts[2];
  switch (out.host->kind) {
    case HostKind::github:
      if (!more.empty() && more != "tree") return false;
      // npm's own slip: a tree without a name is one called "undefined".
      if (more == "tree") out.committish = names_tree ? parts[3] : "undefined";
      break;
    case HostKind::bitbucket:
      if (more == "get") return false;
      break;
    case HostKind::sourcehut:
      if (more == "archive") return false;
      break;
    default:
      if (more == "raw") return false;
      if (!parts[1].empty()) return true;
      out.owner.clear();
      out.name = without_git(parts[0]);
      return !out.name.empty();
  }
  return !out.owner.empty() && !out.name.empty();
}

bool is_port(std::string_view text) {
  return text.size() <= 4 && std::all_of(text.begin(), text.end(), is_ascii_digit);
}

const KnownHost* host_named(std::string_view domain, std::string_view protocol) {
  if (domain.starts_with("www.")) domain.remove_prefix(4);
  for (const KnownHost& host : kHosts) {
    if (host.domain != domain) continue;
    const std::string word = " " + std::string(protocol) + " ";
    return host.protocols.find(word) == std::string_view::npos ? nullptr : &host;
  }
  return nullptr;
}

/// "protocol" and what is behind "://". What follows a colon behind the host is a port or, as for
/// scp, the path.
std::optional<Repository> by_url(std::string_view protocol, std::string_view rest) {
  const std::string_view hash = cut(rest, '#');
  cut(rest, '?');
  const std::size_t slash = std::min(rest.find('/'), rest.size());
  std::string_view authority = rest.substr(0, slash);
  std::string path(rest.substr(std::min(slash + 1, rest.size())));
  Repository out;
  out.protocol = protocol;
  if (const std::size_t at = authority.rfind('@'); at != std::string_view::npos) {
    out.login = authority.substr(0, at);
    authority.remove_prefix(at + 1);
  }
  const std::string_view behind_colon = cut(authority, ':');
  if (!is_port(behind_colon))
    path = std::string(behind_colon) + (slash < rest.size() ? "/" : "") + path;
  const bool folds_case = protocol == "https" || protocol == "http";
  out.host = host_named(folds_case ? ascii_lower(authority) : std::string(authority), protocol);
  const std::vector<std::string_view> parts = segments_of(path);
  const bool has_dots = std::any_of(parts.begin(), parts.end(), [](std::string_view part) {
    return part == "." || part == "..";
  });
  if (out.host == nullptr || has_dots || out.login.find('@') != std::string::npos ||
      path.find(':') != std::string::npos) {
    return std::nullopt;
  }
  return take_path(out, path, hash) ? std::optional(std::move(out)) : std::nullopt;
}

/// "user@host:path", "user@host/path".
std::optional<Repository> by_login(std::string_view text) {
  const std::string_view before_hash = text.substr(0, text.find('#'));
  const std::size_t at = before_hash.find('@');
  if (at == std::string_view::npos || before_hash.find("//") != std::string_view::npos ||
      before_hash.substr(0, at).find_first_of(":/") != std::string_view::npos ||
      before_hash.find(":/") != std::string_view::npos) {
    return std::nullopt;
  }
  return by_url("git+ssh", text);
}

std::optional<Repository> parse(std::string_view text) {
  if (text.empty() || text.size() > kMostBytes || !is_plain(text)) return std::nullopt;
  if (is_short_form(text)) return by_shortcut(kHosts[0], text);
  for (const KnownHost& host : kHosts) {
    const std::string start = std::string(host.shortcut) + ":";
    if (text.starts_with(start)) return by_shortcut(host, text.substr(start.size()));
  }
  const std::size_t protocol = text.find("://");
  if (protocol == std::string_view::npos || text.find('#') < protocol) return by_login(text);
  return by_url(text.substr(0, protocol), text.substr(protocol + 3));
}

std::string path_text(const Repository& repository) {
  if (repository.host->kind == HostKind::gist) return repository.name;
  return repository.owner + "/" + repository.name;
}

std::string written(const Repository& repository, std::string_view protocol,
                    const std::string& login) {
  return std::string(protocol) + "://" + login + (login.empty() ? "" : "@") +
         std::string(repository.host->domain) + "/" + path_text(repository);
}

/// Passwords stay where the protocol has them; a gist loses them.
std::string without_hash(const Repository& repository, AddressUse use) {
  const HostKind kind = repository.host->kind;
  const std::string& protocol = repository.protocol;
  const bool is_short = protocol.empty();
  if (is_short && use == AddressUse::dependency) {
    return std::string(repository.host->shortcut) + ":" + path_text(repository);
  }
  const bool keeps_login = kind != HostKind::gist && kind != HostKind::sourcehut && !is_short;
  const std::string login = keeps_login ? repository.login : std::string();
  if (is_short || protocol == "https" || protocol == "git+https") {
    const bool is_page = kind == HostKind::sourcehut;
    return is_page ? written(repository, "https", login)
                   : written(repository, "git+https", login) + ".git";
  }
  if (protocol == "git") return written(repository, "git", login) + ".git";
  return written(repository, "git+ssh", "git") + ".git";
}

}  // namespace

std::optional<std::string> hosted_address(std::string_view address, AddressUse use) {
  const auto repository = parse(address);
  if (!repository) return std::nullopt;
  const std::string& committish = repository->committish;
  return without_hash(*repository, use) + (committish.empty() ? "" : "#" + committish);
}

}  // namespace packwarden
