#include <algorithm>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/text.h"
#include "check/all.h"
#include "check/build_output.h"
#include "npm/package.h"
#include "npm/posix_path.h"
#include "npm/tree_path.h"

// What is no plain file.
namespace packwarden {
namespace {

/// A symbolic link that would be published if npm did not drop it, or that is.
struct Link {
  std::string path;
  std::optional<std::string> target;  // none: it cannot be read
};

bool is_installed(std::string_view path) {
  return path.starts_with("node_modules/") || path.find("/node_modules/") != std::string_view::npos;
}

std::optional<std::string> target_on_disk(const PackageView& package, const std::string& path) {
  if (package.package() == nullptr) return std::nullopt;
  auto target = package.package()->tree().read_link(package.package()->path_of(path));
  return target ? std::optional(*std::move(target)) : std::nullopt;
}

/// The first link on a path in the package, if one is there.
std::optional<Link> link_on(const PackageView& package, const std::string& path) {
  for (std::size_t end = path.find('/');; end = path.find('/', end + 1)) {
    std::string part = path.substr(0, end);
    if (auto target = target_on_disk(package, part)) {
      return Link{std::move(part), std::move(target)};
    }
    if (end == std::string::npos) return std::nullopt;
  }
}

/// What the manifest promises: a link that one of them goes through breaks the package.
class Promises {
 public:
  explicit Promises(const Json& manifest) : paths_(loaded_paths(manifest)) {
    for (std::string& path : listed_files(manifest)) paths_.push_back(std::move(path));
    std::sort(paths_.begin(), paths_.end());
  }

  /// The first one that is the link or below it; "" is none.
  [[nodiscard]] std::string through(const std::string& link) const {
    for (const std::string& start : {link, link + "/"}) {
      const auto found = std::lower_bound(paths_.begin(), paths_.end(), start);
      if (found != paths_.end() && is_at_or_below(*found, link)) return *found;
    }
    return {};
  }

  /// The links on the first of them: the rules let in no link that `files` names.
  [[nodiscard]] std::vector<Link> links(const PackageView& package) const {
    constexpr std::size_t kMost = 1000;
    std::vector<Link> out;
    for (std::size_t i = 0; i < std::min(paths_.size(), kMost); ++i) {
      if (leads_up(paths_[i])) continue;
      if (auto link = link_on(package, paths_[i])) out.push_back(*std::move(link));
    }
    return out;
  }

 private:
  std::vector<std::string> paths_;
};

/// Each once, by path.
std::vector<Link> links_of(const PackageView& package, const Promises& promises) {
  std::vector<Link> out;
  for (const PackedPath& file : package.files()) {
    if (file.kind == EntryKind::symbolic_link) out.push_back({file.path, file.target});
  }
  for (const DroppedEntry& entry : package.dropped()) {
    if (entry.type == FileType::link)
      out.push_back({entry.path, target_on_disk(package, entry.path)});
  }
  if (package.package() != nullptr) {
    for (Link& link : promises.links(package)) out.push_back(std::move(link));
  }
  std::erase_if(out, [](const Link& link) { return is_installed(link.path); });
  std::sort(out.begin(), out.end(), [](const Link& a, const Link& b) { return a.path < b.path; });
  const auto repeated = std::unique(out.begin(), out.end(),
                                    [](const Link& a, const Link& b) { return a.path == b.path; });
  out.erase(repeated, out.end());
  return out;
}

/// Whether the way that the target names leads out of the package; each link on it counts. Nothing
/// is opened but the directories of the package.
class Way {
 public:
  explicit Way(const PackageView& package) : package_(package) {}

  [[nodiscard]] bool leads_out(const Link& link) const {
    if (!link.target) return false;
    std::string path = resolved(link.path, *link.target);
    for (int hops = 0; hops < kMostHops; ++hops) {
      if (leads_up(path) || path.starts_with('/')) return true;
      const auto next = behind_first_link(path);
      if (!next) return false;
      path = *next;
    }
    return false;  // it goes in a circle
  }

 private:
  static constexpr int kMostHops = 40;  // as Linux has it

  static std::string resolved(const std::string& link, const std::string& target) {
    if (target.starts_with('/')) return target;
    return join_paths(std::string(parent_of(link)), target);
  }

  /// The path with the first link on it replaced by its target; none: there is no link on it.
  [[nodiscard]] std::optional<std::string> behind_first_link(const std::string& path) const {
    const auto link = link_on(package_, path);
    if (!link) return std::nullopt;
    const std::string to = resolved(link->path, *link->target);
    return link->path.size() == path.size() ? to
                                            : join_paths(to, path.substr(link->path.size() + 1));
  }

  const PackageView& package_;
};

/// Where links lead that are reported.
enum class Leading : std::uint8_t { inside, outside };

void report_links(const PackageView& package, Leading wanted, PackageHits& hits) {
  const Promises promises(package.manifest());
  const Way way(package);
  for (const Link& link : links_of(package, promises)) {
    if (way.leads_out(link) != (wanted == Leading::outside)) continue;
    const std::string promise = promises.through(link.path);
    if (promise.empty()) {
      hits.add({hits.severity(), "", ""}, link.path);
    } else {
      hits.add({Severity::high, "package.json names `" + escape_for_display(promise) + "`.", ""},
               link.path);
    }
  }
}

void run_links(const PackageView& package, PackageHits& hits) {
  report_links(package, Leading::inside, hits);
}

void run_escapes(const PackageView& package, PackageHits& hits) {
  report_links(package, Leading::outside, hits);
}

void run_hard_links(const PackageView& package, PackageHits& hits) {
  for (const PackedPath& file : package.files()) {
    if (file.kind != EntryKind::hard_link) continue;
    const std::string a = "`" + escape_for_display(file.target) + "`";
    const std::string b = "`" + escape_for_display(file.path) + "`";
    hits.add(
        {hits.severity(), "", "Copy instead of linking: " + a + " and " + b + " are one file."},
        file.path);
  }
}

void run_special(const PackageView& package, PackageHits& hits) {
  for (const DroppedEntry& entry : package.dropped()) {
    if (entry.type == FileType::other) hits.add({hits.severity(), "", ""}, entry.path);
  }
}

}  // namespace

const PackageCheck kHardLink = {
    {"fs-hard-link", Severity::high, "Hard link",
     "npm packs the second name of a file as a link, and drops links when it installs: the file is "
     "missing then.",
     "Copy instead of linking."},
    run_hard_links};

const PackageCheck kSpecialFile = {
    {"fs-special-file", Severity::medium, "Device, socket or pipe",
     "npm drops it without a word, and a program that opens it may wait forever.",
     "Remove `{path}`."},
    run_special};

const PackageCheck kSymbolicLink = {
    {"fs-symlink", Severity::medium, "Symbolic link",
     "npm drops links without a word: what is behind it is missing in the package.",
     "Replace the link `{path}` by a copy that a `prepack` script makes."},
    run_links};

const PackageCheck kSymbolicLinkEscape = {
    {"fs-symlink-escape", Severity::medium, "Symbolic link out of the package",
     "npm drops links, and other package managers pack them: then it leads somewhere else on every "
     "machine.",
     "Replace the link `{path}` by a copy that a `prepack` script makes."},
    run_escapes};

}  // namespace packwarden
