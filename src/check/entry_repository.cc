#include <algorithm>
#include <array>
#include <optional>
#include <string>

#include "base/text.h"
#include "check/all.h"

// No value is quoted here: a password may be in it.
namespace packwarden {
namespace {

constexpr std::size_t kNone = std::string_view::npos;

bool is_host(char c) {
  return is_ascii_letter(c) || is_ascii_digit(c) || c == '_' || c == '.' || c == '-';
}
bool is_port(char c) { return is_host(c) && c != '.'; }

/// What the address of a git repository is made of (git-clone, section "Git URLs").
struct GitUrl {
  std::string_view protocol;  // "" where there is none
  std::string_view host;
  std::string_view path;  // with the slash in front
};

/// The longest start of `text` that is of such characters.
template <class Predicate>
std::string_view start_of(std::string_view text, Predicate is_of) {
  const auto end = std::find_if_not(text.begin(), text.end(), is_of);
  return text.substr(0, static_cast<std::size_t>(end - text.begin()));
}

std::optional<GitUrl> parse_git_url(std::string_view url) {
  constexpr std::array<std::string_view, 7> kProtocols = {
      "git+https", "git+http", "git+ssh", "https", "http", "ssh", "git"};
  GitUrl out;
  if (const std::size_t colon = url.find("://"); colon != kNone) {
    out.protocol = url.substr(0, colon);
    if (!is_one_of(out.protocol, kProtocols)) {
      return std::nullopt;
    }
    url.remove_prefix(colon + 3);
  }
  const std::size_t mark = url.find_first_of("@/");
  if (mark != kNone && mark > 0 && url[mark] == '@') url.remove_prefix(mark + 1);
  out.host = start_of(url, is_host);
  url.remove_prefix(out.host.size());
  if (url.starts_with(':')) {
    const std::string_view port = start_of(url.substr(1), is_port);
    if (port.empty()) return std::nullopt;
    url.remove_prefix(1 + port.size());
  }
  out.path = url;
  const bool is_path = url.size() > 1 && url[0] == '/' && url.find_first_of("?#") == kNone;
  return out.host.empty() || !is_path ? std::nullopt : std::optional(out);
}

bool has_two_parts(std::string_view text) {
  const std::size_t slash = text.find('/');
  return slash != kNone && slash > 0 && slash + 1 < text.size();
}

/// npm's short forms: "user/repository", "gitlab:user/repository", "gist:id".
bool is_shorthand(std::string_view text) {
  for (const std::string_view host : {"github:", "bitbucket:", "gitlab:"}) {
    if (text.starts_with(host) && has_two_parts(text.substr(host.size()))) return true;
  }
  if (text.starts_with("gist:") && text.size() > 5) return true;
  return has_two_parts(text) && std::count(text.begin(), text.end(), '/') == 1;
}

/// What is wrong with an address; "" where nothing is.
std::string_view judge_url(const std::string& url) {
  const auto parsed = parse_git_url(url);
  const bool is_address = url.find("://") != kNone || url.find('@') != kNone;
  if (!parsed || !is_address) return "`repository.url` is no address of a git repository.";
  const bool is_github = parsed->host.find("github") != kNone;
  const bool is_gitlab = parsed->host.find("gitlab") != kNone;
  if (is_github && parsed->protocol == "git") {
    return "GitHub no longer answers to the protocol `git:`.";
  }
  const bool is_full = url.starts_with("git+") && parsed->path.ends_with(".git");
  const bool is_hosted = is_github || is_gitlab;
  return is_hosted && !is_full ? "`repository.url` lacks `git+` in front or `.git` at the end."
                               : "";
}

void run(const PackageView& package, PackageHits& hits) {
  const Json* repository = package.manifest().find("repository");
  if (repository == nullptr) return;
  if (repository->string() != nullptr) {
    if (is_shorthand(*repository->string())) return;
    return hits.add_in_manifest(
        {hits.severity(), "`repository` is a string, but none of npm's short forms.",
         "Make it an object with `type` and `url`."},
        {"repository"});
  }
  const Json* url = repository->find("url");
  const Json* type = repository->find("type");
  const bool is_git =
      type == nullptr || type->is_null() || (type->string() != nullptr && *type->string() == "git");
  if (url == nullptr || url->string() == nullptr || !url->truthy() || !is_git) return;
  const std::string_view detail = judge_url(*url->string());
  if (detail.empty()) return;
  hits.add_in_manifest({hits.severity(), std::string(detail), ""}, {"repository", "url"});
}

}  // namespace

const PackageCheck kEntryRepository = {
    {"entry-repository", Severity::note, "Address of the repository that tools may not follow",
     "Pages and tools find the source, and provenance is checked, by `repository`.",
     "Write it in full: `git+https://host/user/repository.git`."},
    run};

}  // namespace packwarden
