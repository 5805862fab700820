#include "npm/edit_search.h"

#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>

#include "npm/overlay_tree.h"
#include "npm/package_walks.h"
#include "npm/posix_path.h"
#include "npm/tree_path.h"

namespace packwarden {
namespace {

/// Whether an entry or a rule names `path` and nothing else.
bool names_exactly(std::string_view text, const std::string& path) {
  while (text.starts_with('!')) text.remove_prefix(1);
  if (text.starts_with("./")) text.remove_prefix(2);
  if (text.starts_with('/')) text.remove_prefix(1);
  if (text.ends_with("/**")) text.remove_suffix(3);
  if (text.ends_with("/*")) text.remove_suffix(2);
  if (text.ends_with('/')) text.remove_suffix(1);
  return text == path || text == escaped_rule(path);
}

/// The edits that may help, in the order in which they are tried: those that say what is meant
/// before those that reach further.
class Candidates {
 public:
  Candidates(const FileTree& tree, const Manifest& manifest, const std::string& directory,
             const EditGoal& goal)
      : tree_(tree), manifest_(manifest), directory_(directory), goal_(goal) {
    if (goal.steps.empty() || goal.steps.back().turns.empty()) return;
    decider_ = &goal.steps.back().turns.back();
  }

  std::vector<PackEdit> list() {
    const std::optional<PackEdit> removal = removal_of_decider();
    const bool is_exact = removal && names_exactly(removal->texts.front(),
                                                   seen_from(decider_->directory, goal_.path));
    if (is_exact) add(*removal);
    if (manifest_.files) {
      add_entries();
    } else {
      add_in_ignore_file("");
    }
    if (decider_ != nullptr && decider_->origin.source == RuleSource::ignore_file) {
      add_in_ignore_file(decider_->directory);
    }
    const std::string parent(parent_of(goal_.path));
    for (std::string at = parent; !at.empty(); at = std::string(parent_of(at))) {
      if (has(at, ".npmignore")) add_in_ignore_file(at);
    }
    if (!parent.empty()) add_in_ignore_file(parent);
    if (removal && !is_exact) add(*removal);
    // Last, as git goes by that file too.
    std::stable_partition(out_.begin(), out_.end(), [](const PackEdit& edit) {
      return base_name(edit.file) != ".gitignore";
    });
    if (out_.size() > kMaxCandidates) out_.resize(kMaxCandidates);
    return std::move(out_);
  }

 private:
  [[nodiscard]] bool has(const std::string& directory, const std::string& name) const {
    return tree_.lstat(beneath(directory_, beneath(directory, name))).has_value();
  }

  void add(PackEdit edit) {
    if (std::find(out_.begin(), out_.end(), edit) == out_.end()) out_.push_back(std::move(edit));
  }

  /// The rule that decided, taken away; none where it is not of the package.
  [[nodiscard]] std::optional<PackEdit> removal_of_decider() const {
    if (decider_ == nullptr) return std::nullopt;
    const RuleOrigin& origin = decider_->origin;
    if (origin.source == RuleSource::ignore_file) {
      // In the root of workspaces npm reads the lines of package.json as rules.
      if (base_name(origin.where) == "package.json") return std::nullopt;
      return PackEdit{EditKind::remove_line, origin.where, origin.line, {decider_->text}, {}};
    }
    const std::optional<std::size_t> entry = origin.files_entry();
    if (!entry) return std::nullopt;
    return PackEdit{
        EditKind::remove_files_entry, "package.json", *entry, {manifest_.files->at(*entry)}, {}};
  }

  void add_entries() {
    const Json* files = manifest_.document.find("files");
    if (files->array() == nullptr) return;  // a text, of which npm takes the characters
    const std::string rule = escaped_rule(goal_.path);
    const auto entry = [&](const std::string& text) {
      add({EditKind::add_files_entry, "package.json", 0, {text}, {}});
    };
    if (goal_.packed) {
      entry("!" + rule);
    } else {
      entry(rule);
      entry("/" + rule);  // a rule without a slash works at every depth
    }
  }

  /// Lines in the ignore file of a directory that leads to the path, or in a new one.
  void add_in_ignore_file(const std::string& directory) {
    const std::string path = escaped_rule(seen_from(directory, goal_.path));
    add_lines(directory, {(goal_.packed ? "/" : "!/") + path});
    const std::string& last = goal_.steps.empty() ? goal_.path : goal_.steps.back().path;
    const bool is_below = is_at_or_below(last, directory) && last != directory;
    if (goal_.packed || last == goal_.path || !is_below) return;
    // The directory that is not entered has to be opened, and closed for all else.
    const std::string closed = escaped_rule(seen_from(directory, last));
    add_lines(directory, {"/" + closed + "/**", "!/" + path});
  }

  void add_lines(const std::string& directory, const std::vector<std::string>& lines) {
    const std::string npmignore = beneath(directory, ".npmignore");
    const std::string gitignore = beneath(directory, ".gitignore");
    if (has(directory, ".npmignore")) {
      add({EditKind::add_lines, npmignore, 0, lines, {}});
    } else if (has(directory, ".gitignore")) {
      add({EditKind::create_npmignore, npmignore, 0, lines, gitignore});
      add({EditKind::add_lines, gitignore, 0, lines, {}});
    } else {
      add({EditKind::create_npmignore, npmignore, 0, lines, {}});
    }
  }

  const FileTree& tree_;
  const Manifest& manifest_;
  const std::string& directory_;
  const EditGoal& goal_;
  const RuleTurn* decider_ = nullptr;
  std::vector<PackEdit> out_;
};

/// The rule that decides on the last step of the walk.
std::optional<RuleTurn> decider_of(const PackageWalk& walk) {
  if (walk.steps.empty() || walk.steps.back().turns.empty()) return std::nullopt;
  return walk.steps.back().turns.back();
}

/// Tries edits.
class Simulation {
 public:
  Simulation(const FileTree& tree, const PackContext& context, const EditGoal& goal)
      : tree_(tree), context_(context), goal_(goal) {}

  /// The walks to the path. Fails where the edit or packing does.
  [[nodiscard]] Result<std::vector<PackageWalk>> walk_after(const PackEdit& edit) const {
    OverlayTree tree(tree_);
    TRY_ASSIGN(const Manifest manifest, apply(edit, tree));
    return walk_to_path(tree, manifest, context_, goal_.path);
  }

  /// Whether that is the outcome that the goal has not.
  [[nodiscard]] bool is_turned(const std::vector<PackageWalk>& walks) const {
    return goal_.packed == std::all_of(walks.begin(), walks.end(),
                                       [](const PackageWalk& walk) { return walk.files.empty(); });
  }

  /// What else the edit changes.
  [[nodiscard]] std::optional<SuggestedEdit> try_out(const PackEdit& edit) const {
    OverlayTree tree(tree_);
    const auto manifest = apply(edit, tree);
    if (!manifest) return std::nullopt;
    const auto after = packed_paths(tree, *manifest, context_);
    if (!after) return std::nullopt;
    const std::vector<std::string>& before = goal_.all_packed;
    return SuggestedEdit{edit, count_missing(*after, before), count_missing(before, *after)};
  }

 private:
  Result<Manifest> apply(const PackEdit& edit, OverlayTree& tree) const {
    TRY_ASSIGN(std::string content, edited_content(tree_, context_.directory, edit));
    tree.put(beneath(context_.directory, edit.file), std::move(content));
    TRY_ASSIGN(const std::string text,
               tree.read(beneath(context_.directory, "package.json"), kMaxManifestBytes));
    return parse_manifest(text, "package.json");
  }

  /// How many of `files` are not in `others`, the path itself not counted.
  [[nodiscard]] std::uint64_t count_missing(const std::vector<std::string>& files,
                                            const std::vector<std::string>& others) const {
    return static_cast<std::uint64_t>(
        std::count_if(files.begin(), files.end(), [&](const std::string& file) {
          return !is_at_or_below(file, goal_.path) &&
                 !std::binary_search(others.begin(), others.end(), file);
        }));
  }

  const FileTree& tree_;
  const PackContext& context_;
  const EditGoal& goal_;
};

}  // namespace

Result<std::vector<std::string>> packed_paths(const FileTree& tree, const Manifest& manifest,
                                              const PackContext& context) {
  const std::vector<BinEntry> bins = bins_of(tree, context.directory, manifest);
  TRY_ASSIGN(std::vector<FoundFile> files, find_packed_files(tree, manifest, bins, context));
  std::vector<std::string> out;
  out.reserve(files.size());
  for (FoundFile& file : files) out.push_back(std::move(file.path));
  std::sort(out.begin(), out.end());
  return out;
}

EditSearch find_edits(const FileTree& tree, const Manifest& manifest, const PackContext& context,
                      const EditGoal& goal) {
  EditSearch out;
  const Simulation simulation(tree, context, goal);
  std::size_t simulations = 0;
  for (const PackEdit& edit : Candidates(tree, manifest, context.directory, goal).list()) {
    const auto walks = simulation.walk_after(edit);
    if (!walks) continue;
    if (!simulation.is_turned(*walks)) {
      if (!out.obstacle) out.obstacle = decider_of(walks->front());
      continue;
    }
    if (++simulations > kMaxSimulations) break;
    auto suggested = simulation.try_out(edit);
    if (!suggested) continue;
    out.edits.push_back(std::move(*suggested));
    if (out.edits.back().side_effects() == 0) break;
  }
  std::stable_sort(out.edits.begin(), out.edits.end(),
                   [](const SuggestedEdit& a, const SuggestedEdit& b) {
                     return a.side_effects() < b.side_effects();
                   });
  return out;
}

}  // namespace packwarden
