#include "app/baseline_files.h"

#include <algorithm>
#include <functional>
#include <set>
#include <string_view>
#include <utility>

#include "app/catalogue.h"
#include "app/source_date.h"
#include "app/subject.h"
#include "npm/posix_path.h"
#include "source/revision_files.h"

namespace packwarden {
namespace {

/// Whether `path`, as an entry has it, is that of `typed` or lies in it.
bool is_in(std::string_view path, const std::string& typed) {
  std::string root = baseline_path(typed);
  while (root.ends_with('/')) root.pop_back();
  if (typed == "." || typed == "./") return !path.starts_with('/') && !path.starts_with("../");
  if (!path.starts_with(root)) return false;
  const std::string_view rest = path.substr(root.size());
  return rest.empty() || rest.front() == '/' || rest.front() == '!';
}

std::set<std::string, std::less<>> ids_of_content(const Database& database) {
  std::set<std::string, std::less<>> out;
  for (const CatalogueEntry& entry : catalogue(database)) {
    if (entry.kind == FindingKind::content) out.emplace(entry.id);
  }
  return out;
}

Result<std::optional<Baseline>> baseline_at_revision(const Options& options) {
  const std::string path = options.baseline.empty() ? std::string(kBaselineName) : options.baseline;
  const std::string where = options.baseline_from + ":" + path;
  TRY_ASSIGN(const auto files, RevisionFiles::of_commit(options.baseline_from));
  TRY_ASSIGN(const std::string text, files->read_existing(normalize_path(path), kMaxBaselineBytes));
  TRY_ASSIGN(BaselineFile file, parse_baseline(text, where));
  return std::optional(Baseline(std::move(file), where, today()));
}

bool is_complete(const TargetReport& target) {
  return status_of(target) != ReportStatus::incomplete;
}

}  // namespace

Result<BaselineFile> read_baseline(const std::string& path) {
  TRY_ASSIGN(const std::string text, read_whole_file(path, kMaxBaselineBytes));
  return parse_baseline(text, path);
}

Result<std::optional<Baseline>> baseline_of(const Options& options) {
  if (!options.baseline_from.empty()) return baseline_at_revision(options);
  if (options.baseline.empty()) return std::optional<Baseline>();
  TRY_ASSIGN(BaselineFile file, read_baseline(options.baseline));
  return std::optional(Baseline(std::move(file), options.baseline, today()));
}

LookedAt looked_at_by(const Options& options, const Database& database,
                      const std::vector<TargetReport>& targets) {
  const bool is_whole = std::all_of(targets.begin(), targets.end(), is_complete) &&
                        options.packages.workspaces.empty();
  if (is_whole && options.command == Command::scan) {
    return [paths = options.paths, ids = ids_of_content(database)](const BaselineEntry& entry) {
      return !ids.contains(entry.rule) &&
             std::any_of(paths.begin(), paths.end(),
                         [&](const std::string& path) { return is_in(entry.path, path); });
    };
  }
  const bool is_audit = options.command == Command::audit || options.command == Command::pack;
  return [looked = is_whole && is_audit](const BaselineEntry&) { return looked; };
}

}  // namespace packwarden
