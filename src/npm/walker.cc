#include "npm/walker.h"

#include <algorithm>
#include <memory>
#include <utility>

#include "base/text.h"
#include "npm/posix_path.h"
#include "npm/refusal.h"
#include "npm/rules_in_use.h"
#include "npm/tree_path.h"

namespace packwarden {
namespace {

/// What compiling a part of a pattern takes, in comparisons.
constexpr std::uint64_t kStepsOfCompiling = 200;
/// Of the rules of all directories on one way down.
constexpr std::size_t kMaxPartsInUse = 1'000'000;
constexpr std::size_t kMaxDropped = 1000;

struct PendingDirectory {
  std::string name;
  Entered entered = Entered::partially;
};

/// A directory on the way from the root to the one being looked at.
struct Level {
  std::string path;                                  // relative to the package
  std::vector<const RuleList*> lists;                // in order
  std::vector<std::unique_ptr<RuleList>> own_lists;  // those of `lists` that die with it
  Entered entered = Entered::exactly;
  std::uint64_t fingerprints_below = 0;  // of the names between it and the one being looked at
  std::size_t rules_end = 0;             // of those in use
  std::vector<PendingDirectory> pending;
};

/// What the rules say of a name: as that of a file, and as that of a directory.
struct Answer {
  bool included = false;
  Entered entered = Entered::no;
};

/// What listens to nothing.
struct Unheard {
  static void turned(const Level& /*level*/, const RuleLabel& /*rule*/, bool /*includes*/) {}
  static void passed_over(const Level& /*level*/) {}
};

/// Writes down how an answer came about.
struct StepRecorder {
  WalkStep& step;

  void turned(const Level& level, const RuleLabel& rule, bool includes) {
    step.turns.push_back({level.path, rule.text, rule.origin, includes});
  }
  void passed_over(const Level& level) { step.passed.push_back(level.path); }
};

class Walker {
 public:
  Walker(const FileTree& tree, const WalkRequest& request)
      : tree_(tree), request_(request), budget_(request.limits.steps) {}

  Result<std::vector<FoundFile>> walk() {
    TRY(enter({}));
    while (!levels_.empty()) {
      if (levels_.back().pending.empty()) {
        leave();
        continue;
      }
      const PendingDirectory next = std::move(levels_.back().pending.back());
      levels_.back().pending.pop_back();
      TRY(enter(next));
    }
    return std::move(files_);
  }

 private:
  // --- Directories

  Result<void> enter(const PendingDirectory& directory) {
    TRY(check_directory(directory.name));
    Level level;
    const bool is_root = levels_.empty();
    if (!is_root) {
      level.path = beneath(levels_.back().path, directory.name);
      level.entered = directory.entered;
      push_name(directory.name);
      for (Level& above : levels_) above.fingerprints_below |= names_[depth_ - 1].fingerprint;
    }
    TRY_ASSIGN(const auto entries, tree_.list(in_tree(level.path)));
    if (!entries.empty()) TRY(is_root ? add_root_lists(entries, level) : add_lists(entries, level));
    levels_.push_back(std::move(level));
    TRY(check_rules_in_use());
    if (!entries.empty()) collect_rules();
    if (budget_.exhausted()) return too_many_steps();
    for (const DirectoryEntry& entry : entries) {
      if (!request_.only || concerns_only(entry)) TRY(judge(entry, entries));
    }
    std::reverse(levels_.back().pending.begin(), levels_.back().pending.end());
    return {};
  }

  /// For the entries of the directory that was entered last.
  void collect_rules() {
    rules_.clear();
    for (Level& level : levels_) {
      for (const RuleList* list : level.lists) rules_.add(*list, level.fingerprints_below);
      level.rules_end = rules_.size();
    }
    rules_.end();
    budget_.spend(rules_.size());
  }

  /// Of a directory that leads to `only`, which every one is that is entered and not below it; of
  /// each where there is no `only`.
  [[nodiscard]] bool leads_to_only() const {
    return !request_.only || levels_.back().path.size() < request_.only->size();
  }

  [[nodiscard]] bool concerns_only(const DirectoryEntry& entry) const {
    if (!leads_to_only()) return true;
    const std::string& above = levels_.back().path;
    const auto rest = std::string_view(*request_.only).substr(above.empty() ? 0 : above.size() + 1);
    return rest.substr(0, rest.find('/')) == entry.name;
  }

  void leave() {
    levels_.pop_back();
    if (levels_.empty()) return;
    --depth_;
    std::uint64_t below = 0;
    for (std::size_t i = levels_.size(); i-- > 0;) {
      levels_[i].fingerprints_below = below;
      if (i > 0) below |= names_[i - 1].fingerprint;
    }
  }

  void push_name(std::string_view name) {
    if (names_.size() == depth_) names_.emplace_back();
    assign_name(name, LetterCase::ignored, names_[depth_++]);
  }

  [[nodiscard]] std::string in_tree(const std::string& path) const {
    return path.empty() ? request_.directory : beneath(request_.directory, path);
  }

  [[nodiscard]] Result<FileStatus> lstat(const std::string& path) const {
    return request_.directory.empty() ? tree_.lstat(path) : tree_.lstat(in_tree(path));
  }

  [[nodiscard]] Result<void> check_directory(const std::string& name) const {
    if (levels_.size() > request_.limits.path_depth) {
      return fail(limit_error(levels_.back().path, "directories are nested too deeply",
                              {"path-depth", request_.limits.path_depth}));
    }
    // npm puts a slash for it and finds no such directory.
    if (name.find('\\') != std::string::npos) {
      return npm_refuses(ErrorKind::unsupported, beneath(levels_.back().path, name),
                         "npm cannot pack a directory with a backslash in its name");
    }
    return {};
  }

  [[nodiscard]] Result<void> check_rules_in_use() const {
    std::size_t parts = 0;
    for (const Level& level : levels_) {
      for (const auto& list : level.own_lists) parts += list->parts;
    }
    if (parts <= kMaxPartsInUse) return {};
    return fail(limit_error(levels_.back().path, "the rules are too large",
                            {"rule-parts", kMaxPartsInUse}));
  }

  // --- Rule lists, src/npm/README.md section 5

  Result<void> add_root_lists(const std::vector<DirectoryEntry>& entries, Level& level) {
    std::unique_ptr<RuleList> ignore_file;
    if (request_.root_ignore_files == RootIgnoreFiles::read) {
      TRY_ASSIGN(ignore_file, read_ignore_files(entries, level.path));
    }
    level.lists = request_.root_lists;
    const bool has_manifest = has_entry(entries, "package.json");
    if (has_manifest && request_.package->files) {
      level.lists.push_back(&*request_.package->files);
    } else if (ignore_file != nullptr) {
      add_own(std::move(ignore_file), level);
    }
    if (has_manifest) level.lists.push_back(&request_.package->strict);
    return {};
  }

  Result<void> add_lists(const std::vector<DirectoryEntry>& entries, Level& level) {
    level.lists.push_back(request_.defaults);
    TRY_ASSIGN(std::unique_ptr<RuleList> ignore_file, read_ignore_files(entries, level.path));
    std::unique_ptr<RuleList> manifest;
    if (request_.nested_manifests == NestedManifests::read_as_rules) {
      TRY_ASSIGN(manifest, read_rules(entries, level.path, "package.json"));
    }
    if (manifest != nullptr) ignore_file = std::move(manifest);
    if (ignore_file != nullptr) add_own(std::move(ignore_file), level);
    level.lists.push_back(request_.strict_below);
    TRY_ASSIGN(std::unique_ptr<RuleList> required, required_rules(level.path));
    if (required != nullptr) add_own(std::move(required), level);
    return {};
  }

  static void add_own(std::unique_ptr<RuleList> list, Level& level) {
    level.lists.push_back(list.get());
    level.own_lists.push_back(std::move(list));
  }

  /// The rules of `.npmignore`, or else of `.gitignore`; null where there is neither. npm reads
  /// both even if only one counts, so that both must be readable.
  Result<std::unique_ptr<RuleList>> read_ignore_files(const std::vector<DirectoryEntry>& entries,
                                                      const std::string& directory) {
    TRY_ASSIGN(std::unique_ptr<RuleList> gitignore, read_rules(entries, directory, ".gitignore"));
    TRY_ASSIGN(std::unique_ptr<RuleList> npmignore, read_rules(entries, directory, ".npmignore"));
    return npmignore != nullptr ? std::move(npmignore) : std::move(gitignore);
  }

  Result<std::unique_ptr<RuleList>> read_rules(const std::vector<DirectoryEntry>& entries,
                                               const std::string& directory,
                                               const std::string& name) {
    if (!has_entry(entries, name)) return std::unique_ptr<RuleList>();
    const std::string path = beneath(directory, name);
    TRY_ASSIGN(const std::string text, tree_.read(in_tree(path), kMaxIgnoreFile));
    auto rules = std::make_unique<RuleList>();
    TRY(append_ignore_file(text, path, *rules));
    budget_.spend(text.size() + rules->parts * kStepsOfCompiling);
    if (budget_.exhausted()) return too_many_steps();
    return rules;
  }

  Result<std::unique_ptr<RuleList>> required_rules(const std::string& directory) {
    std::unique_ptr<RuleList> out;
    for (const RequiredFile& file : request_.package->required) {
      if (file.directory != directory) continue;
      if (out == nullptr) out = std::make_unique<RuleList>();
      TRY(append_rule("!" + file.name, file.origin, *out));
    }
    return out;
  }

  // --- Judgement, src/npm/README.md section 4

  Result<void> judge(const DirectoryEntry& entry, const std::vector<DirectoryEntry>& siblings) {
    const bool is_plain = is_ascii(entry.name);
    const std::string replaced = is_plain ? std::string() : to_valid_utf8(entry.name);
    const std::string& name = is_plain ? entry.name : replaced;
    const bool is_utf8 = is_plain || name == entry.name;
    const bool is_dropped =
        is_utf8 && (entry.type == FileType::link || entry.type == FileType::other);
    if (is_dropped && request_.dropped == nullptr) return {};
    const bool may_be_file = !is_utf8 || entry.type != FileType::directory;
    const bool may_be_directory = !is_utf8 || entry.type != FileType::regular;
    push_name(name);
    Answer answer;
    answer.included = is_included(Question::entry, Unheard());
    if (may_be_directory) answer.entered = entered_if_directory(answer);
    if (request_.steps && leads_to_only()) TRY(record(entry, answer));
    --depth_;
    if (budget_.exhausted()) return too_many_steps();
    if (!(may_be_file && answer.included) && answer.entered == Entered::no) return {};
    if (is_dropped || name.find('*') != std::string::npos) {
      note_dropped(entry.name, entry.type);
      return {};
    }
    if (!is_utf8) return check_replaced_name(name, siblings);
    return take(entry, answer);
  }

  /// `as_file` says whether a file of the name is included: a directory is entered exactly then.
  Entered entered_if_directory(const Answer& as_file) {
    if (!is_included(Question::directory, Unheard())) return Entered::no;
    if (as_file.included) return Entered::exactly;
    return is_included(Question::slash_directory, Unheard()) ? Entered::exactly
                                                             : Entered::partially;
  }

  Result<void> record(const DirectoryEntry& entry, const Answer& answer) {
    WalkStep step;
    step.path = beneath(levels_.back().path, entry.name);
    step.type = entry.type;
    if (entry.type == FileType::unknown) {
      TRY_ASSIGN(const FileStatus status, lstat(step.path));
      step.type = status.type;
    }
    const bool is_directory = step.type == FileType::directory;
    is_included(is_directory ? Question::directory : Question::entry, StepRecorder{step});
    step.included = !is_directory && answer.included;
    if (is_directory) step.entered = answer.entered;
    request_.steps(std::move(step));
    return {};
  }

  /// npm looks for the name with replacement characters in it. Where that exists it is a sibling,
  /// which is judged by itself.
  [[nodiscard]] Result<void> check_replaced_name(
      const std::string& name, const std::vector<DirectoryEntry>& siblings) const {
    if (has_entry(siblings, name)) return {};
    return npm_refuses(ErrorKind::unsupported, beneath(levels_.back().path, name),
                       "npm cannot pack a name that is not UTF-8");
  }

  Result<void> take(const DirectoryEntry& entry, const Answer& answer) {
    std::string path = beneath(levels_.back().path, entry.name);
    if (path.size() > request_.limits.path_bytes) {
      return fail(limit_error(path.substr(0, 80), "the path is too long",
                              {"path-bytes", request_.limits.path_bytes}));
    }
    FileType type = entry.type;
    if (type == FileType::unknown || (type == FileType::regular && answer.included)) {
      TRY_ASSIGN(const FileStatus status, lstat(path));
      type = status.type;
      if (type == FileType::regular && answer.included) return add_file(std::move(path), status);
    }
    if (type == FileType::link || type == FileType::other) note_dropped(entry.name, type);
    if (type == FileType::directory && answer.entered != Entered::no) {
      levels_.back().pending.push_back({entry.name, answer.entered});
    }
    return {};
  }

  void note_dropped(const std::string& name, FileType type) {
    if (request_.dropped == nullptr || request_.dropped->size() == kMaxDropped) return;
    request_.dropped->push_back({beneath(levels_.back().path, name), type});
  }

  Result<void> add_file(std::string path, const FileStatus& status) {
    if (files_.size() == request_.limits.files) {
      return fail(limit_error(path, "there are too many files", {"entries", files_.size()}));
    }
    files_.push_back({std::move(path), status, nullptr});
    return {};
  }

  [[nodiscard]] tl::unexpected<Error> too_many_steps() const {
    const bool is_root = levels_.empty() || levels_.back().path.empty();
    return fail(limit_error(is_root ? "." : levels_.back().path, "the rules take too many steps",
                            {"match-steps", request_.limits.steps}));
  }

  /// Whether the rules of all directories down to the last one include the last name. `listener`
  /// hears which of them had a say.
  template <class Listener>
  bool is_included(Question question, Listener listener) {
    bool inside = true;
    const auto names = std::span<const PathName>(names_).first(depth_);
    const std::uint64_t last = names.back().fingerprint;
    budget_.spend(rules_.size());
    std::size_t rule = rules_.next(0, last, question);
    for (std::size_t i = 0; i < levels_.size(); ++i) {
      const Level& level = levels_[i];
      // Its own rules are not asked, but those of an exactly entered directory below it are.
      if (!inside && level.entered == Entered::partially) {
        listener.passed_over(level);
        rule = rules_.next(std::max(rule, level.rules_end), last, question);
        continue;
      }
      const RulePath path = {names.subspan(i), level.fingerprints_below | last};
      const RuleDistance distance =
          i + 1 == levels_.size() ? RuleDistance::same_directory : RuleDistance::further_up;
      for (; rule < level.rules_end; rule = rules_.next(rule + 1, last, question)) {
        const auto& [pattern, label] = rules_[rule];
        if (pattern->negated() == inside) continue;
        if (!pattern->matches(path, question, distance, budget_)) continue;
        inside = !inside;
        listener.turned(level, *label, inside);
      }
    }
    return inside;
  }

  const FileTree& tree_;
  const WalkRequest& request_;
  MatchBudget budget_;
  std::vector<Level> levels_;
  /// Of the levels but the root, then of the entry being judged. What is behind `depth_` lends its
  /// memory to the next name.
  std::vector<PathName> names_;
  std::size_t depth_ = 0;
  RulesInUse rules_;
  std::vector<FoundFile> files_;
};

}  // namespace

std::string_view name_of(Entered entered) {
  if (entered == Entered::no) return "no";
  return entered == Entered::partially ? "partially" : "exactly";
}

Result<std::vector<FoundFile>> walk_package(const FileTree& tree, const WalkRequest& request) {
  return Walker(tree, request).walk();
}

}  // namespace packwarden
