#include "npm/workspaces.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string_view>
#include <utility>

#include "base/descriptor.h"
#include "npm/manifest.h"
#include "npm/posix_path.h"
#include "npm/refusal.h"
#include "npm/tree_glob.h"
#include "npm/tree_path.h"

namespace packwarden {
namespace {

constexpr std::string_view kField = "package.json (workspaces)";
constexpr std::size_t kMaxPatterns = 10'000;
constexpr std::size_t kMaxWorkspaces = 20'000;
/// Comparing the patterns with the excluding ones.
constexpr std::uint64_t kMaxSteps = 100'000'000;

tl::unexpected<Error> refuse(std::string what) {
  return npm_refuses(ErrorKind::format, std::string(kField), std::move(what));
}

/// The array of patterns: the field itself or its member `packages`.
Result<const Json::Array*> patterns_in(const Json& field) {
  const Json* packages = field.find("packages");
  const Json::Array* patterns =
      packages != nullptr && packages->array() != nullptr ? packages->array() : field.array();
  if (patterns == nullptr) {
    return refuse("must be an array or an object with an array \"packages\", it is of type " +
                  std::string(field.type_name()));
  }
  for (const Json& pattern : *patterns) {
    if (pattern.string() != nullptr) continue;
    return refuse("must hold strings, one entry is of type " + std::string(pattern.type_name()));
  }
  if (patterns->size() > kMaxPatterns) {
    return fail(limit_error(std::string(kField), "there are too many patterns",
                            {"workspace-patterns", kMaxPatterns}));
  }
  return patterns;
}

/// `^\.?\/+` is taken away.
std::string_view without_root(std::string_view pattern) {
  std::string_view rest = pattern;
  if (rest.starts_with("./")) rest.remove_prefix(1);
  return rest.starts_with('/') ? rest.substr(std::min(rest.find_first_not_of('/'), rest.size()))
                               : pattern;
}

/// Whether a pattern has no parts but `**`. npm does not let that take links.
bool is_globstar(std::string_view pattern) {
  while (!pattern.empty()) {
    const std::string_view part = pattern.substr(0, pattern.find('/'));
    if (!part.empty() && part != "**") return false;
    pattern.remove_prefix(std::min(part.size() + 1, pattern.size()));
  }
  return true;
}

/// What the patterns are after those that exclude have had their say.
class WorkspacePatterns {
 public:
  Result<void> read(const Json::Array& patterns) {
    for (const Json& pattern : patterns) TRY(add(*pattern.string()));
    for (const TreeGlob& excluding : excluding_) {
      std::erase_if(including_, [&](const std::string& pattern) {
        return excluding.matches(pattern, budget_);
      });
    }
    if (!budget_.exhausted()) return {};
    return fail(limit_error(std::string(kField), "the patterns take too many steps",
                            {"match-steps", kMaxSteps}));
  }

  [[nodiscard]] const std::vector<std::string>& including() const { return including_; }

  /// Whether one that excludes matches.
  [[nodiscard]] bool excludes(std::string_view path) {
    return std::any_of(excluding_.begin(), excluding_.end(),
                       [&](const TreeGlob& glob) { return glob.matches(path, budget_); });
  }

 private:
  Result<void> add(std::string_view text) {
    const std::size_t marks = std::min(text.find_first_not_of('!'), text.size());
    const bool excludes = marks % 2 == 1;
    std::string pattern(without_root(text.substr(marks)));
    std::replace(pattern.begin(), pattern.end(), '\\', '/');
    if (excludes) {
      TRY_ASSIGN(TreeGlob glob, TreeGlob::compile(pattern, DotNames::hidden, kField));
      excluding_.push_back(std::move(glob));
      return {};
    }
    // One that stands further up and would exclude this pattern has no effect any more.
    std::erase_if(excluding_,
                  [&](const TreeGlob& excluding) { return excluding.matches(pattern, budget_); });
    including_.push_back(std::move(pattern));
    return {};
  }

  std::vector<std::string> including_;
  std::vector<TreeGlob> excluding_;
  MatchBudget budget_{kMaxSteps};
};

/// A workspace without a name is called by its directory, below a scope with that.
std::string name_from_path(std::string_view path) {
  const std::string_view scope = base_name(directory_name(path));
  const std::string name(base_name(path));
  return scope.starts_with('@') ? std::string(scope) + "/" + name : name;
}

class WorkspaceReader {
 public:
  WorkspaceReader(const FileTree& tree, std::string directory)
      : tree_(tree), directory_(std::move(directory)) {}

  Result<std::vector<Workspace>> read(const Json::Array& field) {
    TRY(patterns_.read(field));
    for (const std::string& pattern : patterns_.including()) {
      if (normalize_path(pattern) == ".") {
        TRY(add({"", FileType::directory}));  // the root itself
      } else {
        TRY(expand(pattern));
      }
    }
    TRY(check_names());
    return std::move(out_);
  }

 private:
  /// What is above the root is expanded there.
  Result<void> expand(const std::string& pattern) {
    std::string_view below = pattern;
    while (below.starts_with("../")) below.remove_prefix(3);
    const std::string above = pattern.substr(0, pattern.size() - below.size());
    GlobExpansion expansion;
    expansion.directory = beneath(directory_, above.substr(0, above.rfind('/')));
    expansion.where = kField;
    expansion.excluded_names = {"node_modules"};
    TRY_ASSIGN(const TreeGlob glob, TreeGlob::compile(below, DotNames::hidden, kField));
    std::vector<GlobMatch> matches;
    TRY(expand_glob(tree_, glob, expansion, budget_, matches));
    for (GlobMatch& match : matches) {
      if (match.type == FileType::link && is_globstar(pattern)) continue;
      match.path.insert(0, above);
      TRY(add(match));
    }
    return {};
  }

  Result<void> add(const GlobMatch& match) {
    const bool may_be_directory = match.type == FileType::directory || match.type == FileType::link;
    if (!may_be_directory || patterns_.excludes(match.path)) return {};
    if (!seen_.insert(match.path).second) return {};
    TRY_ASSIGN(std::optional<Workspace> workspace, workspace_at(match));
    if (!workspace) return {};
    if (out_.size() == kMaxWorkspaces) {
      return fail(limit_error(std::string(kField), "there are too many workspaces",
                              {"workspaces", kMaxWorkspaces}));
    }
    out_.push_back(std::move(*workspace));
    return {};
  }

  /// None where there is no package.json.
  Result<std::optional<Workspace>> workspace_at(const GlobMatch& match) const {
    const std::string path = beneath(match.path, kManifestName);
    const auto text = tree_.read(beneath(directory_, path), kMaxManifestBytes);
    if (!text && text.error().kind == ErrorKind::io) return std::nullopt;
    // A link may lead to a package outside of the tree.
    const Workspace unnamed{name_from_path(match.path), match.path};
    if (!text && match.type == FileType::link) return unnamed;
    if (!text) return fail(text.error());
    TRY_ASSIGN(const Json manifest, parse_package_json(*text, path));
    if (manifest.object() == nullptr && manifest.array() == nullptr) {
      return npm_refuses(ErrorKind::format, path,
                         "must be an object, it is of type " + std::string(manifest.type_name()));
    }
    TRY(check_bins(manifest, path));
    const Json* name = manifest.find("name");
    if (name == nullptr || !name->truthy()) return unnamed;
    return Workspace{javascript_text(*name), match.path, name->string() != nullptr};
  }

  Result<void> check_names() const {
    std::map<std::string_view, std::string_view> paths;
    for (const Workspace& workspace : out_) {
      const auto [same, is_new] = paths.emplace(workspace.name, workspace.path);
      if (is_new) continue;
      return refuse("two workspaces have one name: " + std::string(same->second) + " and " +
                    workspace.path);
    }
    return {};
  }

  const FileTree& tree_;
  std::string directory_;
  WorkspacePatterns patterns_;
  GlobBudget budget_;
  std::set<std::string> seen_;
  std::vector<Workspace> out_;
};

/// Appends `.npmignore` of a directory, or else `.gitignore`.
Result<void> append_ignore_file_of(const FileTree& tree, const std::string& directory,
                                   RuleList& rules) {
  TRY_ASSIGN(const std::vector<DirectoryEntry> entries, tree.list(directory));
  for (const std::string name : {".npmignore", ".gitignore"}) {
    if (!has_entry(entries, name)) continue;
    const std::string path = directory.empty() ? name : directory + "/" + name;
    const auto text = tree.read(path, kMaxIgnoreFile);
    if (!text && is_missing(text.error())) continue;  // a link to nothing
    if (!text) return fail(text.error());
    return append_ignore_file(*text, path, rules);
  }
  return {};
}

}  // namespace

Result<RuleList> workspace_rules(const FileTree& tree, const std::string& package,
                                 const std::vector<std::string>& chosen) {
  RuleList out;
  if (package.empty()) {
    for (const std::string& path : chosen) {
      TRY(append_rule(path, {RuleSource::workspace, path, 0, {}}, out));
    }
    return out;
  }
  TRY(append_ignore_file_of(tree, "", out));
  for (std::size_t end = package.find('/'); end != std::string::npos;
       end = package.find('/', end + 1)) {
    TRY(append_ignore_file_of(tree, package.substr(0, end), out));
  }
  for (RuleLabel& label : out.labels) label.origin.source = RuleSource::workspace_ignore_file;
  return out;
}

Result<std::vector<Workspace>> workspaces_of(const FileTree& tree, const std::string& directory,
                                             const Json& manifest) {
  const Json* field = manifest.find("workspaces");
  if (field == nullptr) return std::vector<Workspace>();
  TRY_ASSIGN(const Json::Array* patterns, patterns_in(*field));
  return WorkspaceReader(tree, directory).read(*patterns);
}

}  // namespace packwarden
