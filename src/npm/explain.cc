#include "npm/explain.h"

#include <algorithm>
#include <optional>
#include <string_view>
#include <unordered_set>
#include <utility>

#include "npm/cached_tree.h"
#include "npm/package_walks.h"
#include "npm/posix_path.h"
#include "npm/rule_turns.h"
#include "npm/tree_path.h"
#include "npm/workspaces.h"

namespace packwarden {
namespace {

Result<std::string> path_within(const std::string& path) {
  std::string out = normalize_path(path);
  while (out.ends_with('/')) out.pop_back();
  if (path.empty() || out.empty() || out == ".") {
    return fail(ErrorKind::config, path, "names no file or directory in the package");
  }
  const bool leaves = path.front() == '/' || out == ".." || out.starts_with("../") ||
                      out.find('\0') != std::string::npos;
  if (leaves) return fail(ErrorKind::config, path, "is not a path in the package");
  return out;
}

ExplainedStep explained(WalkStep step, const std::vector<std::string>& entries) {
  ExplainedStep out = {std::move(step.path), step.type, step.included, step.entered, {}};
  for (RuleTurn& turn : step.turns) {
    std::string written = written_text(turn, entries);
    out.rules.push_back({std::move(turn.origin), std::move(written), std::move(turn.text),
                         std::move(turn.directory), turn.includes});
  }
  return out;
}

class Explainer {
 public:
  Explainer(const FileTree& tree, const Manifest& manifest, const PackContext& context)
      : tree_(tree), manifest_(manifest), context_(context) {}

  Result<Explanation> explain(const std::string& path) {
    out_.path = path;
    out_.npm = context_.profile.npm;
    TRY_ASSIGN(all_packed_, packed_paths(tree_, manifest_, context_));
    TRY_ASSIGN(walks_, walk_to_path(tree_, manifest_, context_, path));
    real_path_ = real_path();
    if (look_at_components()) {
      count_files();
      TRY(choose_walk());
      TRY(judge_ignore_files());
      why_not_bundled();
    }
    suggest();
    return std::move(out_);
  }

 private:
  [[nodiscard]] std::string in_tree(const std::string& path) const {
    return beneath(context_.directory, path);
  }

  /// Without the link that leads to a bundled package.
  [[nodiscard]] std::string real_path() const {
    for (const PackageWalk& walk : walks_) {
      if (walk.path == walk.directory || !is_at_or_below(out_.path, walk.path)) continue;
      return beneath(walk.directory, seen_from(walk.path, out_.path));
    }
    return out_.path;
  }

  /// Whether the rules decide. Else the verdict says what comes before them.
  bool look_at_components() {
    std::size_t end = 0;
    while (leads_up(std::string_view(real_path_).substr(end))) end += 3;  // behind "../"
    while (end != std::string::npos) {
      end = real_path_.find('/', end + 1);
      const std::string path = real_path_.substr(0, end);
      const auto status = tree_.lstat(in_tree(path));
      const bool is_last = end == std::string::npos;
      if (!status || (status->type == FileType::regular && !is_last)) {
        return blame(PathVerdict::missing, path);
      }
      if (status->type == FileType::link) return blame(PathVerdict::link, path);
      if (status->type == FileType::other) return blame(PathVerdict::special, path);
      if (base_name(path).find('*') != std::string_view::npos) {
        return blame(PathVerdict::star, path);
      }
      out_.type = status->type;
    }
    return true;
  }

  bool blame(PathVerdict verdict, const std::string& path) {
    out_.verdict = verdict;
    out_.blamed = path;
    out_.type = FileType::regular;
    return false;
  }

  /// Two walks may find one file.
  void count_files() {
    std::unordered_set<std::string_view> all;
    std::unordered_set<std::string_view> bundled;
    for (const PackageWalk& walk : walks_) {
      for (const FoundFile& file : walk.files) {
        all.insert(file.path);
        if (!walk.path.empty()) bundled.insert(file.path);
      }
    }
    out_.files = all.size();
    out_.bundled = bundled.size();
    out_.verdict = out_.files > 0 ? PathVerdict::packed : PathVerdict::left_out;
  }

  /// The walk that explains: one that packs, and of others that of the nearest package.
  Result<void> choose_walk() {
    std::size_t chosen = 0;
    for (std::size_t i = 1; i < walks_.size(); ++i) {
      const bool is_within = is_at_or_below(out_.path, walks_[i].path) ||
                             is_at_or_below(real_path_, walks_[i].directory);
      if (!is_within || !walks_[chosen].files.empty()) continue;
      const bool is_nearer = walks_[i].path.size() > walks_[chosen].path.size();
      if (is_nearer || !walks_[i].files.empty()) chosen = i;
    }
    PackageWalk& walk = walks_[chosen];
    out_.package = walk.path;
    directory_ = walk.directory;
    steps_ = std::move(walk.steps);
    for (WalkStep& step : steps_) rebase(walk.directory, step);
    TRY_ASSIGN(entries_, entries_of_files());
    const std::vector<std::string> none;
    for (const WalkStep& step : steps_) {
      out_.steps.push_back(explained(step, entries_ ? *entries_ : none));
    }
    return {};
  }

  /// `files` of the package whose rules decide.
  Result<std::optional<std::vector<std::string>>> entries_of_files() const {
    if (out_.package.empty()) return manifest_.files;
    const std::string path = beneath(directory_, "package.json");
    const auto text = tree_.read(in_tree(path), kMaxManifestBytes);
    if (!text) return std::optional<std::vector<std::string>>();
    TRY_ASSIGN(Manifest manifest, parse_installed_manifest(*text, path));
    return std::move(manifest.files);
  }

  Result<void> judge_ignore_files() {
    TRY(judge_ignore_files_in(directory_));
    for (const WalkStep& step : steps_) {
      const bool is_entered = step.entered != Entered::no && step.path != real_path_;
      if (is_entered) TRY(judge_ignore_files_in(step.path));
    }
    return {};
  }

  Result<void> judge_ignore_files_in(const std::string& directory) {
    const std::string npmignore = beneath(directory, ".npmignore");
    const std::string gitignore = beneath(directory, ".gitignore");
    const bool has_npmignore = exists(npmignore);
    const bool has_gitignore = exists(gitignore);
    if (!has_npmignore && !has_gitignore) return {};
    const std::string& read = has_npmignore ? npmignore : gitignore;
    TRY_ASSIGN(const IgnoreFileRole role, role_of(read, directory));
    out_.ignore_files.push_back({read, role});
    if (has_npmignore && has_gitignore) {
      out_.ignore_files.push_back({gitignore, IgnoreFileRole::behind_npmignore});
    }
    return {};
  }

  [[nodiscard]] bool exists(const std::string& path) const {
    return tree_.lstat(in_tree(path)).has_value();
  }

  Result<IgnoreFileRole> role_of(const std::string& file, const std::string& directory) {
    if (directory == directory_) {
      if (!out_.package.empty() && out_.package == directory_) return IgnoreFileRole::behind_bundle;
      if (entries_) return IgnoreFileRole::behind_files;
    } else if (out_.package.empty() && exists(beneath(directory, "package.json"))) {
      if (!workspaces_) {
        TRY_ASSIGN(workspaces_, workspaces_of(tree_, context_.directory, manifest_.document));
      }
      if (!workspaces_->empty()) return IgnoreFileRole::behind_manifest;
    }
    if (steps_.empty()) return IgnoreFileRole::silent;
    const WalkStep& last = steps_.back();
    const auto is_of_file = [&](const RuleTurn& turn) {
      return turn.origin.source == RuleSource::ignore_file && turn.origin.where == file;
    };
    if (std::any_of(last.turns.begin(), last.turns.end(), is_of_file)) {
      return IgnoreFileRole::matches;
    }
    const bool is_passed =
        std::find(last.passed.begin(), last.passed.end(), directory) != last.passed.end();
    return is_passed ? IgnoreFileRole::not_asked : IgnoreFileRole::silent;
  }

  void why_not_bundled() {
    constexpr std::string_view kModules = "node_modules/";
    const bool is_installed = out_.path.starts_with(kModules);
    if (!is_installed || out_.verdict != PathVerdict::left_out || !out_.package.empty()) return;
    std::string name = out_.path.substr(kModules.size());
    const std::size_t slash = name.find('/');
    name.resize(std::min(
        name.starts_with('@') && slash != std::string::npos ? name.find('/', slash + 1) : slash,
        name.size()));
    const std::vector<std::string>& named = manifest_.bundled;
    out_.not_bundled =
        std::find(named.begin(), named.end(), name) == named.end()
            ? "\"bundleDependencies\" does not name " + name + ", nor does a package that it names"
            : "\"bundleDependencies\" names " + name +
                  ", but it is no dependency of a kind that npm bundles";
  }

  void suggest() {
    out_.fixed = why_fixed();
    if (!out_.fixed.empty()) return;
    const EditGoal goal = {real_path_, out_.verdict == PathVerdict::packed, std::move(steps_),
                           std::move(all_packed_)};
    EditSearch search = find_edits(tree_, manifest_, context_, goal);
    out_.edits = std::move(search.edits);
    if (!out_.edits.empty()) return;
    if (!out_.not_bundled.empty()) {
      out_.fixed = "npm packs nothing of node_modules but bundled packages";
    } else if (search.obstacle) {
      out_.fixed = why_in_vain(*search.obstacle);
    }
  }

  /// Why nothing needs to be tried.
  [[nodiscard]] std::string why_fixed() const {
    switch (out_.verdict) {
      case PathVerdict::missing:
        return "there is nothing to pack";
      case PathVerdict::link:
        return "npm never packs links, nor what is behind them";
      case PathVerdict::special:
        return "npm packs regular files only";
      case PathVerdict::star:
        return "npm never packs what has \"*\" in its name";
      case PathVerdict::packed:
      case PathVerdict::left_out:
        break;
    }
    if (!out_.package.empty()) {
      return "a bundled package is packed by its own rules; \"bundleDependencies\" decides whether "
             "it is";
    }
    if (out_.bundled > 0) return "\"bundleDependencies\" decides which packages are bundled";
    return {};
  }

  /// Why edits do not help against a rule.
  static std::string why_in_vain(const RuleTurn& rule) {
    if (rule.origin.source == RuleSource::npm_strict) {
      return rule.includes ? "npm always packs it" : "npm never packs it";
    }
    const bool is_named = rule.origin.source == RuleSource::manifest && rule.includes &&
                          !rule.origin.field.starts_with("files");
    if (!is_named) return {};
    return "npm always packs what \"" + rule.origin.field + "\" in package.json names";
  }

  const FileTree& tree_;
  const Manifest& manifest_;
  const PackContext& context_;
  std::vector<std::string> all_packed_;
  std::vector<PackageWalk> walks_;
  std::string real_path_;
  std::string directory_;                             // of the package whose rules decide
  std::optional<std::vector<std::string>> entries_;   // of its `files`
  std::optional<std::vector<Workspace>> workspaces_;  // once they are needed
  std::vector<WalkStep> steps_;
  Explanation out_;
};

}  // namespace

std::string_view name_of(PathVerdict verdict) {
  switch (verdict) {
    case PathVerdict::packed:
      return "packed";
    case PathVerdict::left_out:
      return "left-out";
    case PathVerdict::missing:
      return "missing";
    case PathVerdict::link:
      return "link";
    case PathVerdict::special:
      return "special";
    case PathVerdict::star:
      return "star";
  }
  return "";
}

std::string_view name_of(IgnoreFileRole role) {
  switch (role) {
    case IgnoreFileRole::matches:
      return "matches";
    case IgnoreFileRole::silent:
      return "silent";
    case IgnoreFileRole::not_asked:
      return "not-asked";
    case IgnoreFileRole::behind_npmignore:
      return "behind-npmignore";
    case IgnoreFileRole::behind_files:
      return "behind-files";
    case IgnoreFileRole::behind_manifest:
      return "behind-manifest";
    case IgnoreFileRole::behind_bundle:
      return "behind-bundle";
  }
  return "";
}

Result<Explanation> explain(const FileTree& tree, const Manifest& manifest,
                            const PackContext& context, const std::string& path) {
  TRY_ASSIGN(const std::string within, path_within(path));
  const CachedTree cached(tree);
  return Explainer(cached, manifest, context).explain(within);
}

}  // namespace packwarden
