#include "npm/package_rules.h"

#include <algorithm>
#include <map>
#include <utility>

#include "base/text.h"
#include "npm/javascript.h"
#include "npm/posix_path.h"
#include "npm/tree_path.h"

namespace packwarden {
namespace {

/// More files below `directories.bin` are not looked at.
constexpr std::size_t kMaxBins = 100'000;
constexpr std::size_t kMaxBinDepth = 64;

RuleOrigin field_origin(const Manifest& manifest, std::string field) {
  const std::uint64_t line = manifest.lines.of(field);
  return {RuleSource::manifest, "package.json", line, std::move(field)};
}

RuleOrigin entry_origin(const Manifest& manifest, std::size_t index) {
  return field_origin(manifest, "files[" + std::to_string(index) + "]");
}

/// What lies at the path that an entry of `files` spells, if it stays inside the package. The path
/// of the package itself may be a link, unless there is a slash behind it.
std::optional<FileType> type_at(const FileTree& tree, const std::string& directory,
                                PackageRoot root, std::string entry) {
  std::replace(entry.begin(), entry.end(), '\\', '/');
  const std::string relative = join_paths(".", entry);
  const bool leaves = relative == ".." || relative.starts_with("../");
  if (leaves || entry.find('\0') != std::string::npos) return std::nullopt;
  const std::string path = join_paths("/", entry);
  const bool is_link = root == PackageRoot::link && !relative.ends_with('/');
  if (path == "/") return is_link ? FileType::link : FileType::directory;
  const bool ends_with_slash = path.back() == '/';
  const auto status =
      tree.lstat(beneath(directory, path.substr(1, path.size() - (ends_with_slash ? 2 : 1))));
  if (!status) return std::nullopt;
  if (ends_with_slash && status->type != FileType::directory) return std::nullopt;
  return status->type;
}

/// npm 9 to 11: entries of `files` as rules.
class FilesAsRules {
 public:
  FilesAsRules(const FileTree& tree, const std::string& directory, PackageRoot root,
               PackageRules& out)
      : tree_(tree), directory_(directory), root_(root), out_(out) {}

  Result<void> add(const Manifest& manifest) {
    out_.files.emplace();
    TRY(append_rule("*", field_origin(manifest, "files"), *out_.files));
    std::vector<RuleList> exact;
    for (std::size_t i = 0; i < manifest.files->size(); ++i) {
      TRY(add_entry((*manifest.files)[i], entry_origin(manifest, i), exact));
    }
    // Each exact file goes to the front of the strict rules, before the one named earlier.
    for (auto rules = exact.rbegin(); rules != exact.rend(); ++rules) {
      out_.strict.append(std::move(*rules));
    }
    return {};
  }

 private:
  Result<void> add_entry(std::string entry, const RuleOrigin& origin,
                         std::vector<RuleList>& exact) {
    if (entry.starts_with("./")) entry.erase(0, 1);
    if (entry.ends_with("/*")) entry += '*';
    const std::size_t marks = std::min(entry.find_first_not_of('!'), entry.size());
    const std::optional<FileType> type = type_at(tree_, directory_, root_, entry.substr(marks));
    if (!type) return append_rule("!" + entry, origin, *out_.files);
    if (*type == FileType::directory) {
      TRY(append_rule("!" + entry, origin, *out_.files));
      return append_rule("!" + entry + "/**", origin, *out_.files);
    }
    if (*type != FileType::regular) return {};
    add_required(entry, origin);
    return append_rule("!" + entry, origin, exact.emplace_back());
  }

  void add_required(std::string_view entry, const RuleOrigin& origin) {
    if (entry.starts_with('/')) entry.remove_prefix(1);
    if (entry.starts_with('/')) return;
    const std::string path = normalize_path(entry);
    const std::string_view directory = directory_name(path);
    if (directory == "." || directory == ".." || directory.find('/') != std::string_view::npos) {
      return;
    }
    out_.required.push_back({std::string(directory), std::string(base_name(path)), origin});
  }

  const FileTree& tree_;
  const std::string& directory_;
  PackageRoot root_;
  PackageRules& out_;
};

/// A directory whose path is its own pattern: what it excludes or includes goes for all below it.
bool is_plain(std::string_view path) {
  return !path.starts_with('/') &&
         path.find_first_not_of(
             "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789/.-_") ==
             std::string_view::npos;
}

/// npm 12: entries of `files` as globs over the package. What they match becomes rules, not
/// escaped: a name that reads as a glob may not match itself.
class FilesAsGlobs {
  /// A rule for each match is what npm has. Of many that is too slow.
  static constexpr std::size_t kFewMatches = 8;

 public:
  FilesAsGlobs(const FileTree& tree, const std::string& directory, PackageRoot root, RuleList& out)
      : tree_(tree), out_(out) {
    expansion_.directory = directory;
    expansion_.root = root;
    expansion_.covers_all_below = is_plain;
  }

  /// A directory that the strict rules leave out need not be looked into.
  void leave_out(std::string path) { expansion_.excluded_paths.push_back(std::move(path)); }

  Result<void> add(const Manifest& manifest) {
    TRY(append_rule("*", field_origin(manifest, "files"), out_));
    for (std::size_t i = 0; i < manifest.files->size(); ++i) {
      TRY(add_entry((*manifest.files)[i], entry_origin(manifest, i)));
    }
    return {};
  }

 private:
  Result<void> add_entry(std::string_view entry, const RuleOrigin& origin) {
    const bool excludes = entry.starts_with('!');
    entry.remove_prefix(std::min(entry.find_first_not_of('!'), entry.size()));
    if (entry.starts_with("./")) entry.remove_prefix(1);
    if (entry.starts_with('/')) entry.remove_prefix(1);
    while (entry.ends_with('/')) entry.remove_suffix(1);
    if (entry.empty()) return {};
    const auto glob = TreeGlob::compile(entry, DotNames::ordinary, origin.text());
    if (!glob && glob.error().kind == ErrorKind::unsupported) return {};  // as npm does
    if (!glob) return fail(glob.error());
    expansion_.where = origin.text();
    if (glob->begins_outside() && expansion_.absolute.empty()) {
      TRY_ASSIGN(const std::string root, tree_.absolute_path());
      expansion_.absolute = join_paths(root, expansion_.directory);
    }
    TRY_ASSIGN(const std::vector<GlobMatch> matches, matches_of(*glob));
    return add_matches(matches, entry, excludes, origin);
  }

  /// In npm's order, if any of them has a line end: then it matters.
  Result<std::vector<GlobMatch>> matches_of(const TreeGlob& glob) {
    std::vector<GlobMatch> out;
    if (glob.is_file_system_root()) out.push_back({"/", FileType::directory});
    const std::size_t before = out.size();
    TRY_ASSIGN(const LineEnds line_ends, expand_glob(tree_, glob, expansion_, budget_, out));
    if (line_ends == LineEnds::none) return out;
    GlobExpansion without_shortcuts = expansion_;
    without_shortcuts.excluded_paths.clear();
    without_shortcuts.covers_all_below = nullptr;
    out.resize(before);
    TRY(expand_glob(tree_, glob, without_shortcuts, budget_, out));
    if (std::none_of(out.begin(), out.end(), has_line_end)) return out;
    if (!glob.has_known_order()) {
      return fail(ErrorKind::unsupported, expansion_.where,
                  "matches a name with a line end, of which npm makes several rules, and their "
                  "order is not known");
    }
    std::sort(out.begin(), out.end(), [](const GlobMatch& a, const GlobMatch& b) {
      return npm_comes_first(a.path, b.path);
    });
    return out;
  }

  static bool has_line_end(const GlobMatch& match) {
    return match.path.find('\n') != std::string::npos;
  }

  Result<void> add_matches(const std::vector<GlobMatch>& matches, std::string_view entry,
                           bool excludes, const RuleOrigin& origin) {
    const std::string prefix = excludes ? "/" : "!/";
    PathSet many;
    // Rules of one entry are all of one kind, so that their order does not matter, but for those
    // that a line end makes.
    const auto add_many = [&] {
      if (many.empty()) return;
      append_paths(std::exchange(many, {}), !excludes, prefix + std::string(entry), origin, out_);
    };
    for (const GlobMatch& match : matches) {
      if (matches.size() > kFewMatches && is_plain(match.path)) {
        add_plain(match, many);
        continue;
      }
      if (has_line_end(match)) add_many();
      TRY(add_match(match, prefix, origin));
    }
    add_many();
    return {};
  }

  static void add_plain(const GlobMatch& match, PathSet& out) {
    if (match.type == FileType::directory) out.add(match.path, PathReach::all_below);
    if (match.type == FileType::regular) out.add(match.path, PathReach::itself);
  }

  Result<void> add_match(const GlobMatch& match, const std::string& prefix,
                         const RuleOrigin& origin) {
    const bool is_directory = match.type == FileType::directory;
    if (!is_directory && match.type != FileType::regular) return {};
    TRY(append_rule(prefix + match.path, origin, out_));
    return is_directory ? append_rule(prefix + match.path + "/**", origin, out_) : Result<void>();
  }

  const FileTree& tree_;
  RuleList& out_;
  GlobExpansion expansion_;
  GlobBudget budget_;
};

/// Whether a rule with the path may open a directory that the strict rules exclude.
bool may_open(std::string_view path, std::string_view directory) {
  if (path.find_first_of("*?[{(\\") != std::string_view::npos) return true;
  return ascii_lower(path).find(directory) != std::string::npos;
}

Result<void> append_files(const FileTree& tree, const std::string& directory,
                          const Manifest& manifest, const std::vector<BinEntry>& bins,
                          const Profile& profile, PackageRoot root, PackageRules& out) {
  if (profile.files == FilesSyntax::rules) {
    return FilesAsRules(tree, directory, root, out).add(manifest);
  }
  FilesAsGlobs files(tree, directory, root, out.files.emplace());
  for (const std::string_view excluded : {"node_modules", ".git"}) {
    const bool may_be_opened =
        may_open(manifest.main, excluded) || may_open(manifest.browser, excluded) ||
        std::any_of(bins.begin(), bins.end(),
                    [&](const BinEntry& bin) { return may_open(bin.target, excluded); });
    if (!may_be_opened) files.leave_out(std::string(excluded));
  }
  return files.add(manifest);
}

/// The files that `patchedDependencies` names are never published.
Result<void> append_patches(const Manifest& manifest, RuleList& rules) {
  const Json* patches = manifest.document.find("patchedDependencies");
  if (patches == nullptr) return {};
  std::vector<const Json*> values;
  if (patches->object() != nullptr) {
    for (const auto& [name, value] : *patches->object()) values.push_back(&value);
  } else if (patches->array() != nullptr) {
    for (const Json& value : *patches->array()) values.push_back(&value);
  }
  for (const Json* value : values) {
    if (value->string() == nullptr) continue;
    std::string path = *value->string();
    std::replace(path.begin(), path.end(), '\\', '/');
    if (path.starts_with("./")) path.erase(0, 1);
    if (path.starts_with('/')) path.erase(0, 1);
    while (path.ends_with('/')) path.pop_back();
    const bool leads_out = path.empty() || path.starts_with('/') || path == ".." ||
                           path.starts_with("../") || path.find("/../") != std::string::npos;
    if (!leads_out)
      TRY(append_rule("/" + path, field_origin(manifest, "patchedDependencies"), rules));
  }
  return {};
}

/// `main`, `browser` and the programs are always in, as rules anchored at the root.
Result<void> append_entry_points(const Manifest& manifest, const std::vector<BinEntry>& bins,
                                 RuleList& rules) {
  const auto add = [&](const std::string& path, std::string field) {
    return append_rule("!/" + path, field_origin(manifest, std::move(field)), rules);
  };
  if (!manifest.browser.empty()) TRY(add(manifest.browser, "browser"));
  if (!manifest.main.empty()) TRY(add(manifest.main, "main"));
  for (const BinEntry& bin : bins) TRY(add(bin.target, "bin." + bin.name));
  return {};
}

/// The files and directories below a directory, none with a dot in front. Of those with one name
/// the deepest counts.
class BinCollector {
 public:
  BinCollector(const FileTree& tree, std::string root, std::string prefix)
      : tree_(tree), root_(std::move(root)), prefix_(std::move(prefix)) {}

  std::vector<BinEntry> collect() {
    std::vector<std::string> level = {""};
    for (std::size_t depth = 0; depth <= kMaxBinDepth && !level.empty(); ++depth) {
      std::vector<std::string> next;
      for (const std::string& directory : level) collect_in(directory, next);
      level = std::move(next);
    }
    std::vector<BinEntry> out;
    for (const auto& [name, target] : bins_) out.push_back({name, target});
    return out;
  }

 private:
  void collect_in(const std::string& directory, std::vector<std::string>& directories) {
    const auto entries = tree_.list(root_.empty()       ? directory
                                    : directory.empty() ? root_
                                                        : root_ + "/" + directory);
    if (!entries) return;
    for (const DirectoryEntry& entry : *entries) {
      if (entry.name.starts_with('.') || bins_.size() >= kMaxBins) continue;
      const std::string path = beneath(directory, entry.name);
      if (makes_property(entry.name)) bins_[entry.name] = prefix_ + "/" + clean_path(path);
      if (entry.type == FileType::directory) directories.push_back(path);
    }
  }

  const FileTree& tree_;
  std::string root_;
  std::string prefix_;
  std::map<std::string, std::string> bins_;
};

}  // namespace

Result<RuleList> compile_rules(std::span<const BuiltInRule> rules, RuleSource source,
                               const Profile& profile) {
  RuleList out;
  for (const BuiltInRule& rule : rules) {
    if (profile.npm < rule.first_npm || profile.npm > rule.last_npm) continue;
    TRY(append_rule(rule.text, {source, "npm", 0, {}}, out));
  }
  return out;
}

std::vector<BinEntry> bins_of(const FileTree& tree, const std::string& directory,
                              const Manifest& manifest) {
  if (!manifest.directories_bin) return manifest.bins;
  const std::string& below = *manifest.directories_bin;
  std::string root = below.empty() ? directory : beneath(directory, below);
  while (root.ends_with('/')) root.pop_back();
  return BinCollector(tree, root, below).collect();
}

Result<PackageRules> package_rules(const FileTree& tree, const std::string& directory,
                                   const Manifest& manifest, const std::vector<BinEntry>& bins,
                                   const Profile& profile, PackageRoot root) {
  PackageRules out;
  if (manifest.files) TRY(append_files(tree, directory, manifest, bins, profile, root, out));
  TRY_ASSIGN(RuleList built_in, compile_rules(strict_rules(), RuleSource::npm_strict, profile));
  out.strict.append(std::move(built_in));
  TRY(append_entry_points(manifest, bins, out.strict));
  if (profile.patches == Patches::removed) TRY(append_patches(manifest, out.strict));
  return out;
}

}  // namespace packwarden
