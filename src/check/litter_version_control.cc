#include <algorithm>
#include <array>
#include <string>

#include "base/text.h"
#include "check/all.h"
#include "check/litter.h"

namespace packwarden {
namespace {

using namespace std::string_view_literals;

/// `CVS` is a word, too: of its directories the files tell.
constexpr std::array kDirectories = {
    ".git"sv,     ".git/"sv,       ".hg/"sv,           ".svn/"sv,    ".bzr/"sv,   ".jj/"sv,
    ".fossil"sv,  ".fossil/"sv,    ".fslckout"sv,      "_fossil_"sv, ".pijul/"sv, "_darcs/"sv,
    "cvs/root"sv, "cvs/entries"sv, "cvs/repository"sv, "*.bundle"sv};

constexpr CheckInfo kInfo = {
    "lit-vcs-directory", Severity::high, "Data of a version control system",
    "Whoever installs the package gets the history, with all that was ever taken out, and the "
    "addresses it came from.",
    "Leave `{path}` out: list what ships in `files`, and let `main` name no path in it."};

bool is_git_bundle(std::string_view bytes) {
  return bytes.starts_with("# v2 git bundle\n") || bytes.starts_with("# v3 git bundle\n");
}

void run(const CheckedFile& file, FileHits& hits) {
  if (file.extension() == "bundle" && !is_git_bundle(file.bytes())) return;
  hits.add();
}

/// git knows a repository by these, whatever its directory is called.
bool is_repository(const PackageView& package, const std::string& directory) {
  return package.has_directory(directory + "objects/") &&
         package.has_directory(directory + "refs/");
}

void run_on_package(const PackageView& package, PackageHits& hits) {
  for (const PackedPath& file : package.files()) {
    constexpr std::string_view kHead = "HEAD";
    if (!file.path.ends_with(kHead)) continue;
    const std::string directory = file.path.substr(0, file.path.size() - kHead.size());
    if (!directory.empty() && !directory.ends_with('/')) continue;
    const CheckedFile named(file.path, "", file.mode);
    if (has_directory(named.folded(), ".git") || !is_repository(package, directory)) continue;
    hits.add({named.is_test() ? Severity::medium : Severity::high,
              "`objects/` and `refs/` beside it make it a repository of git.", ""},
             file.path);
  }
}

// --- Metadata

constexpr std::array kMetadata = {".gitmodules"sv, ".gitattributes"sv, ".mailmap"sv,
                                  ".git-blame-ignore-revs"sv};

bool is_private_name(std::string_view host) {
  constexpr std::array kEnds = {".internal"sv, ".local"sv, ".lan"sv,      ".corp"sv,
                                ".home"sv,     ".intra"sv, ".intranet"sv, ".private"sv};
  if (host.empty()) return false;
  if (host.find('.') == std::string_view::npos || host.starts_with("10.") ||
      host.starts_with("192.168.")) {
    return true;
  }
  return std::any_of(kEnds.begin(), kEnds.end(),
                     [&](std::string_view end) { return host.ends_with(end); });
}

/// Whether an address of a submodule tells more than where everybody can fetch it.
bool is_private_address(std::string_view url) {
  const std::size_t scheme = url.find("://");
  const bool has_scheme = scheme != std::string_view::npos;
  if (has_scheme) url.remove_prefix(scheme + 3);
  std::string_view authority = url.substr(0, url.find(has_scheme ? "/"sv : ":"sv));
  if (!has_scheme && url.find(':') == std::string_view::npos) return false;  // a relative path
  const std::size_t at = authority.rfind('@');
  if (at != std::string_view::npos) {
    if (authority.substr(0, at) != "git") return true;
    authority.remove_prefix(at + 1);
  }
  return is_private_name(authority.substr(0, authority.find(':')));
}

bool has_private_submodule(std::string_view text) {
  const std::string lower = ascii_lower(text);
  const std::string_view lines = lower;
  for (std::size_t begin = 0; begin < lines.size();) {
    const std::size_t end = std::min(lines.find('\n', begin), lines.size());
    std::string_view line = lines.substr(begin, end - begin);
    begin = end + 1;
    line.remove_prefix(std::min(line.find_first_not_of(" \t"), line.size()));
    const std::size_t value = line.find_first_not_of(" \t=", 3);
    if (!line.starts_with("url") || value == std::string_view::npos) continue;
    if (is_private_address(line.substr(value, line.find_last_not_of(" \t\r") + 1 - value))) {
      return true;
    }
  }
  return false;
}

void run_metadata(const CheckedFile& file, FileHits& hits) {
  if (file.name() == ".gitmodules" && has_private_submodule(file.bytes())) {
    return hits.add(
        {Severity::medium, "A submodule is fetched as a user, or from a private host.", ""});
  }
  hits.add();
}

}  // namespace

const FileCheck kLitterVcsDirectory = {kInfo, Reach::named, kDirectories,
                                       run,   {},           Joined::by_directory};

const PackageCheck kLitterBareRepository = {kInfo, run_on_package};

const FileCheck kLitterGitMetadata = {
    {"lit-git-metadata", Severity::note, "File about a git repository",
     "It tells where submodules come from, or who contributed by which address; users need none of "
     "that.",
     kLeaveOut},
    Reach::named,
    kMetadata,
    run_metadata,
    {}};

}  // namespace packwarden
