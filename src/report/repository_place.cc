#include "report/repository_place.h"

#include <algorithm>
#include <utility>

#include "base/digest.h"
#include "npm/posix_path.h"

namespace packwarden {
namespace {

bool is_package(const TargetReport& target) {
  return target.facts.kind == SourceKind::package || target.facts.kind == SourceKind::tarball;
}

bool leads_out(std::string_view path) {
  return path.empty() || path == ".." || path.starts_with("../") || path.starts_with('/');
}

bool is_entry(std::string_view path, const TargetReport& target) {
  const auto found = std::lower_bound(
      target.entries.begin(), target.entries.end(), path,
      [](const ListedEntry& entry, std::string_view name) { return entry.path < name; });
  return found != target.entries.end() && found->path == path;
}

bool is_in_archive(const Location& location) {
  return std::any_of(location.via.begin(), location.via.end(),
                     [](std::string_view layer) { return layer.starts_with("archive"); });
}

/// The path of the entry. A name may hold a '!' of its own: of a package all entries are known, and
/// elsewhere only a member of an archive has one that parts.
std::string_view entry_of(const Location& location, const TargetReport& target) {
  const std::string_view path = location.path;
  if (is_entry(path, target)) return path;
  const bool may_be_cut = !target.entries.empty() || is_in_archive(location);
  for (std::size_t mark = path.find('!'); may_be_cut && mark != std::string_view::npos;
       mark = path.find('!', mark + 1)) {
    const std::string_view outer = path.substr(0, mark);
    if (target.entries.empty() || is_entry(outer, target)) return outer;
  }
  return path;
}

/// `path` from the target on, as the repository has it; as it is where it is elsewhere.
std::string in_repository(std::string_view path, const TargetReport& target) {
  const auto& [root, directory] = target.whereabouts;
  if (target.facts.kind == SourceKind::standard_input) return std::string(path);
  if (path.starts_with('/')) {
    const bool is_below = !root.empty() && path.starts_with(root == "/" ? root : root + "/");
    return std::string(is_below ? path.substr(root == "/" ? 1 : root.size() + 1) : path);
  }
  std::string out = join_paths(directory, path);
  return leads_out(out) ? std::string(path) : out;
}

/// What a map calls a source, as a path beside the map: bundlers write "webpack://NAME/./src/a.ts"
/// and mean a path in the package. None: it is elsewhere.
std::optional<std::string> source_in_package(const std::string& name, std::string_view map) {
  constexpr std::string_view kScheme = "://";
  const std::size_t scheme = name.find(kScheme);
  std::string path;
  if (scheme == std::string::npos) {
    path = join_paths(directory_name(map), name);
  } else if (name.starts_with("webpack")) {
    const std::size_t slash = name.find('/', scheme + kScheme.size());
    if (slash != std::string::npos) path = normalize_path("./" + name.substr(slash + 1));
  }
  const bool is_elsewhere = path.empty() || name.starts_with('/') || path.starts_with('/') ||
                            path.find(':') != std::string::npos;
  if (is_elsewhere || path == "." || path.ends_with('/')) return std::nullopt;
  return path;
}

/// The author's file. What lies above the package counts, as long as it is in the repository.
std::optional<RepositoryPlace> author_of(const Location& location, const TargetReport& target) {
  if (!location.original || !is_package(target)) return std::nullopt;
  const auto path = source_in_package(location.original->path, location.path);
  if (!path) return std::nullopt;
  std::string there = join_paths(target.whereabouts.directory, *path);
  if (leads_out(there)) return std::nullopt;
  return RepositoryPlace{std::move(there), location.original->start, std::nullopt, false};
}

std::optional<RepositoryPlace> packing_line_of(const Location& location,
                                               const TargetReport& target) {
  const std::string_view path = entry_of(location, target);
  const auto found = std::find_if(target.packing_lines.begin(), target.packing_lines.end(),
                                  [&](const PackingLine& line) { return line.path == path; });
  if (found == target.packing_lines.end()) return std::nullopt;
  return RepositoryPlace{
      in_repository("package.json", target), {found->line, 1}, std::nullopt, false};
}

}  // namespace

std::string repository_path(const Location& location, const TargetReport& target) {
  if (location.path.empty()) return place_of_target(target);
  return in_repository(entry_of(location, target), target);
}

RepositoryPlace published_place(const Location& location, const TargetReport& target) {
  return {repository_path(location, target), location.start, location.end, true};
}

RepositoryPlace cause_of(const Location& location, const TargetReport& target) {
  if (auto author = author_of(location, target)) return *std::move(author);
  if (auto line = packing_line_of(location, target)) return *std::move(line);
  return published_place(location, target);
}

std::string place_of_target(const TargetReport& target) {
  if (target.facts.kind == SourceKind::package) return in_repository("package.json", target);
  return target.facts.root.empty() ? "package.json" : in_repository(target.facts.root, target);
}

std::string published_note(const RepositoryPlace& cause, const Location& location) {
  if (cause.is_published) return {};
  return "It is published in " + location.path + ":" + std::to_string(location.start.line) + ":" +
         std::to_string(location.start.column) + ".";
}

std::string headline(const Finding& finding) {
  return finding.preview.empty() ? finding.title : finding.title + ": " + finding.preview;
}

std::string advice(const Finding& finding) {
  if (finding.message.empty() || finding.fix.empty()) return finding.message + finding.fix;
  return finding.message + " " + finding.fix;
}

std::string stable_id(const Finding& finding, const TargetReport& target) {
  const SourceFacts& facts = target.facts;
  const std::string& place =
      target.whereabouts.root.empty() ? facts.root : target.whereabouts.directory;
  std::string text = place + '\0' + facts.name + '\0' + finding.rule_id + '\0';
  text += finding.fingerprint.empty() ? finding.location.path : finding.fingerprint;
  return to_hex(sha256(text)).substr(0, 32);
}

std::string name_of_target(const TargetReport& target) {
  const SourceFacts& facts = target.facts;
  if (facts.kind == SourceKind::standard_input && facts.name.empty()) return "standard input";
  if (facts.name.empty()) return facts.root.empty() ? std::string(name_of(facts.kind)) : facts.root;
  return facts.version.empty() ? facts.name : facts.name + "@" + facts.version;
}

std::vector<std::string> gaps_of(const TargetReport& target) {
  std::vector<std::string> out;
  for (const Error& problem : target.problems) {
    out.push_back(problem.where.empty() ? problem.what : problem.where + ": " + problem.what);
  }
  if (out.empty() && status_of(target) == ReportStatus::incomplete) {
    out.emplace_back(target.seen.entries == 0 ? "nothing was examined" : "not all was examined");
  }
  return out;
}

}  // namespace packwarden
