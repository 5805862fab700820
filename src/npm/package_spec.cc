#include "npm/package_spec.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/text.h"
#include "npm/javascript.h"
#include "npm/posix_path.h"
#include "npm/refusal.h"
#include "npm/version_range.h"

namespace packwarden {
namespace {

constexpr std::string_view kLetters = "abcdefghijklmnopqrstuvwxyz";

/// Hosts of repositories, whose pages npm takes for the repositories themselves.
struct GitHost {
  std::string_view shortcut;  // "github:owner/repository"
  std::string_view domain;
};
constexpr std::array<GitHost, 5> kGitHosts = {{
    {"github:", "github.com"},
    {"gitlab:", "gitlab.com"},
    {"bitbucket:", "bitbucket.org"},
    {"gist:", "gist.github.com"},
    {"sourcehut:", "git.sr.ht"},
}};

constexpr std::array<std::string_view, 7> kGitProtocols = {
    "git:", "git+http:", "git+https:", "git+rsync:", "git+ftp:", "git+file:", "git+ssh:"};

std::size_t letters_at(std::string_view text) {
  return std::min(text.find_first_not_of(kLetters), text.size());
}

/// "git+ssh:" of "git+ssh://…", in lower case; "" where there is no protocol.
std::string protocol_of(std::string_view text) {
  const std::string lower = ascii_lower(text.substr(0, 32));
  const std::size_t start = lower.starts_with("git+") ? 4 : 0;
  const std::size_t end = start + letters_at(std::string_view(lower).substr(start));
  if (end == start || end >= lower.size() || lower[end] != ':') return "";
  return lower.substr(0, end + 1);
}

/// What encodeURIComponent leaves as it is (ECMA-262 19.2.6.4).
bool is_unreserved(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) {
    const bool is_alphanumeric =
        (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    return is_alphanumeric || std::string_view("-_.!~*'()").find(c) != std::string_view::npos;
  });
}

bool is_archive(std::string_view text) {
  const std::string lower = ascii_lower(text);
  return lower.ends_with(".tgz") || lower.ends_with(".tar.gz") || lower.ends_with(".tar");
}

/// The host in "user@host.domain:path", an address for ssh; "" of other texts.
std::string_view scp_host(std::string_view text) {
  const std::size_t at = text.find('@');
  if (at == 0 || at == std::string_view::npos) return "";
  const std::string_view host = text.substr(at + 1);
  const std::size_t dot = host.find_first_of(":.");
  if (dot == 0 || dot == std::string_view::npos || host[dot] != '.') return "";
  const std::size_t colon = host.find(':', dot);
  const bool is_whole =
      colon != std::string_view::npos && colon > dot + 1 && colon + 1 < host.size();
  return is_whole ? host.substr(0, colon) : "";
}

bool is_local(std::string_view spec) {
  if (ascii_lower(spec.substr(0, 5)) == "file:") return true;
  if (spec.starts_with('.') || spec.starts_with('/') || spec.starts_with("~/")) return true;
  return spec.size() > 1 && spec[1] == ':' && letters_at(ascii_lower(spec.substr(0, 1))) == 1;
}

/// "owner/repository", with a "#" behind it at most.
bool is_github_shortcut(std::string_view spec) {
  const std::string_view path = spec.substr(0, spec.find('#'));
  const std::size_t slash = path.find('/');
  const bool has_one_slash = slash != std::string_view::npos && slash > 0 &&
                             path.find('/', slash + 1) == std::string_view::npos;
  return has_one_slash && !path.ends_with('/') && !path.starts_with('.') &&
         path.find_first_of("@:") == std::string_view::npos && words_of(path).size() == 1;
}

/// Whether an address of the web is that of a repository of a known host.
bool is_repository_page(std::string_view address) {
  std::string_view rest = address.substr(address.find(':') + 1);
  rest.remove_prefix(std::min(rest.find_first_not_of('/'), rest.size()));
  rest = rest.substr(0, rest.find_first_of("?#"));
  const std::size_t slash = std::min(rest.find('/'), rest.size());
  std::string host = ascii_lower(rest.substr(0, slash));
  host = host.substr(host.rfind('@') + 1);
  if (host.starts_with("www.")) host.erase(0, 4);
  const bool is_known = std::any_of(kGitHosts.begin(), kGitHosts.end(),
                                    [&](const GitHost& known) { return known.domain == host; });
  if (!is_known) return false;
  std::string_view path = rest.substr(slash);
  path.remove_prefix(path.empty() ? 0 : 1);
  const std::size_t owner = std::min(path.find('/'), path.size());
  const std::string_view repository = path.substr(std::min(owner + 1, path.size()));
  if (host == "gist.github.com") return !path.empty();
  if (owner == 0 || repository.empty()) return false;
  const std::size_t end = std::min(repository.find('/'), repository.size());
  const std::string_view below = repository.substr(std::min(end + 1, repository.size()));
  return host != "github.com" || below.empty() || below.substr(0, below.find('/')) == "tree";
}

/// The range in "…#semver:^1", alone or between "::".
std::string git_range(std::string_view spec) {
  constexpr std::string_view kMark = "semver:";
  const std::size_t hash = spec.find('#');
  std::string_view rest = hash == std::string_view::npos ? "" : spec.substr(hash + 1);
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find("::"), rest.size());
    const std::string_view part = rest.substr(0, end);
    if (part.starts_with(kMark)) return percent_decoded(part.substr(kMark.size()));
    rest.remove_prefix(std::min(end + 2, rest.size()));
  }
  return "";
}

class SpecParser {
 public:
  explicit SpecParser(std::string_view where) : where_(where) {}

  Result<PackageSpec> parse(std::string_view text) {
    const std::size_t at = text.find('@', 1);
    const bool has_spec = at != std::string_view::npos;
    const std::string_view name = text.substr(0, at);
    const bool is_path =
        !name.starts_with('@') && (name.find('/') != std::string_view::npos || is_archive(name));
    if (!protocol_of(text).empty() || is_path) return resolve("", text);
    if (!scp_host(text).empty()) return resolve("", "git+ssh://" + std::string(text));
    if (!has_spec) return is_package_name(text) ? resolve(text, "*") : resolve("", text);
    if (!is_package_name(name)) return refuse("a name that is none of a package");
    return resolve(name, at + 1 < text.size() ? text.substr(at + 1) : "*");
  }

 private:
  [[nodiscard]] tl::unexpected<Error> refuse(const std::string& what) const {
    return npm_refuses(ErrorKind::format, std::string(where_),
                       "npm refuses this package: there is " + what);
  }

  Result<PackageSpec> resolve(std::string_view name, std::string_view spec) {
    PackageSpec out;
    out.name = name;
    out.text = spec;
    const std::string protocol = protocol_of(spec);
    if (is_local(spec)) return local(std::move(out), spec);
    if (protocol == "npm:") return alias(std::move(out), spec.substr(4));
    if (is_hosted(spec, protocol)) return git(std::move(out), spec);
    if (!protocol.empty()) return address(std::move(out), spec, protocol);
    if (spec.find('/') != std::string_view::npos || is_archive(spec)) {
      return local(std::move(out), spec);
    }
    return registry(std::move(out), spec);
  }

  static bool is_hosted(std::string_view spec, std::string_view protocol) {
    if (is_github_shortcut(spec)) return true;
    const bool is_shortcut =
        std::any_of(kGitHosts.begin(), kGitHosts.end(),
                    [&](const GitHost& host) { return host.shortcut == protocol; });
    const std::string_view host = scp_host(spec);
    const bool is_scp =
        !host.empty() && std::any_of(kGitHosts.begin(), kGitHosts.end(),
                                     [&](const GitHost& known) { return known.domain == host; });
    const bool is_web = protocol == "https:" || protocol == "http:" || protocol == "ssh:";
    return is_shortcut || is_scp || (is_web && is_repository_page(spec));
  }

  static PackageSpec local(PackageSpec out, std::string_view spec) {
    if (ascii_lower(spec.substr(0, 5)) == "file:") spec.remove_prefix(5);
    out.kind = SpecKind::local;
    out.text = "file:" + (spec.starts_with('~') ? std::string(spec) : normalize_path(spec));
    return out;
  }

  static PackageSpec git(PackageSpec out, std::string_view spec) {
    out.kind = SpecKind::git;
    out.range = git_range(spec);
    return out;
  }

  Result<PackageSpec> alias(PackageSpec out, std::string_view target) {
    if (ascii_lower(target).find("@npm:") != std::string::npos || protocol_of(target) == "npm:") {
      return refuse("an alias of an alias");
    }
    TRY_ASSIGN(PackageSpec other, parse(target));
    const bool is_of_registry = other.kind == SpecKind::version || other.kind == SpecKind::range ||
                                other.kind == SpecKind::tag;
    if (!is_of_registry || other.name.empty()) return refuse("an alias of no package");
    out.kind = other.kind;
    out.range = std::move(other.range);
    out.is_alias = true;
    return out;
  }

  Result<PackageSpec> address(PackageSpec out, std::string_view spec, std::string_view protocol) {
    if (std::find(kGitProtocols.begin(), kGitProtocols.end(), protocol) != kGitProtocols.end()) {
      return git(std::move(out), spec);
    }
    if (protocol != "https:" && protocol != "http:") {
      return refuse("an address of a protocol that npm does not know (EUNSUPPORTEDPROTOCOL)");
    }
    out.kind = SpecKind::remote;
    return out;
  }

  Result<PackageSpec> registry(PackageSpec out, std::string_view spec) {
    const std::string_view text = trim_blanks(spec);
    if (!text.empty()) out.text = text;
    out.range = text;
    if (SemanticVersion::parse(text, VersionSyntax::loose)) {
      out.kind = SpecKind::version;
      return out;
    }
    const auto range = VersionRange::parse(text, where_, VersionSyntax::loose);
    if (range) return out;
    if (range.error().kind == ErrorKind::limit) return fail(range.error());
    if (!is_unreserved(text)) {
      return refuse("a version that is neither a range nor a tag (EINVALIDTAGNAME)");
    }
    out.kind = SpecKind::tag;
    return out;
  }

  std::string_view where_;
};

}  // namespace

bool is_package_name(std::string_view name) {
  const std::string lower = ascii_lower(name);
  if (name.empty() || std::string_view(".-_").find(name.front()) != std::string_view::npos) {
    return false;
  }
  if (lower == "node_modules" || lower == "favicon.ico") return false;
  if (is_unreserved(name)) return true;
  const std::size_t slash = name.find('/');
  if (!name.starts_with('@') || slash == std::string_view::npos || slash == 1) return false;
  const std::string_view rest = name.substr(slash + 1);
  return !rest.empty() && !rest.starts_with('.') && is_unreserved(name.substr(1, slash - 1)) &&
         is_unreserved(rest);
}

Result<PackageSpec> parse_package_spec(std::string_view text, std::string_view where) {
  return SpecParser(where).parse(text);
}

}  // namespace packwarden
