#include "npm/overrides.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string_view>
#include <utility>

#include "base/text.h"
#include "npm/installed.h"
#include "npm/override_set.h"
#include "npm/refusal.h"

namespace packwarden {
namespace {

constexpr const char* kField = "package.json overrides";
/// Comparing dependencies with rules, and rules with each other.
constexpr std::uint64_t kMaxSteps = 50'000'000;

/// Of a name in several fields the last counts.
constexpr std::array<std::string_view, 3> kInstalledFields = {"peerDependencies", "dependencies",
                                                              "optionalDependencies"};
constexpr std::string_view kDevelopment = "devDependencies";

struct Dependency {
  std::string name;
  std::string spec;
};

/// Whether development dependencies count.
enum class Development : std::uint8_t { no, yes };

/// What package.json asks for, field by field.
std::vector<Dependency> dependencies_of(const Json& document, Development development) {
  std::vector<Dependency> out;
  std::set<std::string_view> optional;
  const Json* moved = document.find("optionalDependencies");
  if (moved != nullptr && moved->object() != nullptr) {
    for (const auto& [name, spec] : *moved->object()) optional.insert(name);
  }
  const auto append = [&](std::string_view field) {
    const Json* members = document.find(field);
    if (members == nullptr || members->object() == nullptr) return;
    for (const auto& [name, spec] : *members->object()) {
      const bool is_moved = field == "dependencies" && optional.count(name) > 0;
      if (spec.string() != nullptr && !is_moved) out.push_back({name, *spec.string()});
    }
  };
  for (const std::string_view field : kInstalledFields) append(field);
  if (development == Development::yes) append(kDevelopment);
  return out;
}

/// "$name" in `overrides`: what the package itself asks for.
Result<std::string> referred_spec(const Json& document, std::string_view name) {
  for (const std::string_view field :
       {"devDependencies", "optionalDependencies", "dependencies", "peerDependencies"}) {
    const Json* members = document.find(field);
    const Json* spec = members == nullptr ? nullptr : members->find(name);
    if (spec != nullptr && spec->truthy() && spec->string() != nullptr) return *spec->string();
  }
  return npm_refuses(ErrorKind::format, kField,
                     "npm refuses this package: an override refers to a dependency that the "
                     "package does not have");
}

/// What a dependency asks for with the rule that holds for it.
Result<std::string> spec_under(const OverrideSet::Rule& rule, const Dependency& dependency,
                               const Json& document) {
  if (rule.name != dependency.name || (rule.has_text && rule.value == "*")) return dependency.spec;
  if (!rule.has_text) {
    return npm_refuses(ErrorKind::format, kField,
                       "npm refuses this package: an override must be a string");
  }
  if (rule.value.starts_with('$')) return referred_spec(document, rule.value.substr(1));
  return rule.value;
}

/// npm looks for the rule twice. Up to npm 10 it goes by what the first one asks for then; later
/// only where the package asks for nothing.
Result<std::size_t> rule_for_own(const OverrideSet& overrides, const Dependency& dependency,
                                 const Json& document, const Profile& profile) {
  TRY_ASSIGN(const std::size_t first,
             overrides.rule_for(OverrideSet::kRoot, dependency.name, dependency.spec));
  const bool is_final =
      profile.override_rules != OverrideRules::matched_twice && !dependency.spec.empty();
  if (is_final || !overrides.compares(dependency.name)) return first;
  TRY_ASSIGN(const std::string spec, spec_under(overrides.rule(first), dependency, document));
  return overrides.rule_for(OverrideSet::kRoot, dependency.name, spec);
}

/// An installed package, or the one to pack, and what leads to it.
struct GraphNode {
  std::string path;  // "": the package to pack
  std::string name;
  std::string version;
  Json document;
  std::vector<std::pair<Dependency, std::size_t>> targets;
  std::optional<std::size_t> rule;              // what holds for its dependencies
  std::map<std::size_t, std::size_t> rules_in;  // by the dependent, that of the dependency
  bool is_bundled = false;
};

/// What is installed for the package to pack, as far as dependencies lead to it. npm keeps a rule
/// for each package and each dependency; where two rules lead to a package, the order may decide.
class InstalledGraph {
 public:
  InstalledGraph(const InstalledPackages& installed, const OverrideSet& overrides)
      : installed_(installed), overrides_(overrides) {}

  Result<void> load(const Manifest& root, const std::vector<Workspace>& workspaces) {
    GraphNode top;
    top.document = root.document;
    top.rule = OverrideSet::kRoot;
    nodes_.push_back(std::move(top));
    directories_.emplace_back();
    places_[""] = 0;
    for (std::size_t i = 0; i < nodes_.size(); ++i) TRY(connect(i, workspaces));
    TRY(apply_rules());
    mark_bundled(root.bundled);
    return {};
  }

  /// The first package that is bundled in a version that an override sets.
  [[nodiscard]] const GraphNode* overridden() const {
    const auto is_it = [&](const GraphNode& node) {
      if (!node.is_bundled || !node.rule) return false;
      if (overrides_.rule(*node.rule).name != node.name) return false;
      return std::any_of(node.rules_in.begin(), node.rules_in.end(), [&](const auto& edge) {
        const auto& [from, number] = edge;
        const OverrideSet::Rule& rule = overrides_.rule(number);
        return rule.name == node.name && rule.has_text && rule.value == node.version &&
               number != nodes_[from].rule;
      });
    };
    const auto node = std::find_if(nodes_.begin(), nodes_.end(), is_it);
    return node == nodes_.end() ? nullptr : &*node;
  }

 private:
  Result<void> connect(std::size_t place, const std::vector<Workspace>& workspaces) {
    const std::string path = nodes_[place].path;
    const std::string directory = directories_[place];
    const Development development =
        place == 0 || (path != directory && !InstalledPackages::is_in_modules(directory))
            ? Development::yes
            : Development::no;
    std::map<std::string, Dependency> edges;  // names that differ in case are one to npm
    for (Dependency& dependency : dependencies_of(nodes_[place].document, development)) {
      edges.insert_or_assign(ascii_lower(dependency.name), std::move(dependency));
    }
    if (place == 0) {
      for (const Workspace& workspace : workspaces) {
        edges[ascii_lower(workspace.name)] = {workspace.name, "file:" + workspace.path};
      }
    }
    for (auto& [key, dependency] : edges) {
      TRY_ASSIGN(const auto found, installed_.find(directory, dependency.name));
      if (!found) continue;
      TRY_ASSIGN(const std::size_t target, node_at(*found, dependency.name));
      nodes_[place].targets.emplace_back(std::move(dependency), target);
    }
    return {};
  }

  Result<std::size_t> node_at(const std::string& path, const std::string& name) {
    const auto [known, is_new] = places_.try_emplace(path, nodes_.size());
    if (!is_new) return known->second;
    TRY(InstalledPackages::check_count(path, nodes_.size()));
    GraphNode node;
    node.path = path;
    node.name = name;
    const auto directory = installed_.real_directory(path);
    if (directory) {  // what a link leads to out of the package is not bundled
      TRY_ASSIGN(node.document, installed_.read_document(*directory));
    }
    const Json* version = node.document.find("version");
    if (version != nullptr && version->string() != nullptr) node.version = *version->string();
    nodes_.push_back(std::move(node));
    directories_.push_back(directory.value_or(path));
    return nodes_.size() - 1;
  }

  Result<void> apply_rules() {
    std::vector<std::size_t> waiting = {0};
    for (std::size_t i = 0; i < waiting.size(); ++i) {
      const std::size_t place = waiting[i];
      for (const auto& [dependency, target] : nodes_[place].targets) {
        TRY(count_steps(1 + overrides_.count(dependency.name)));
        TRY_ASSIGN(const std::size_t rule,
                   overrides_.rule_for(*nodes_[place].rule, dependency.name, dependency.spec));
        nodes_[target].rules_in[place] = rule;
        TRY_ASSIGN(const bool changed, lead_to(nodes_[target], rule));
        if (changed) waiting.push_back(target);
      }
    }
    return {};
  }

  /// Whether another rule holds for the node now that `rule` leads to it.
  Result<bool> lead_to(GraphNode& node, std::size_t rule) {
    if (node.path.empty() || node.rule == rule) return false;
    if (node.rule) TRY(count_steps(overrides_.size()));
    const std::size_t next = node.rule ? overrides_.combined(*node.rule, rule) : rule;
    if (node.rule == next) return false;
    node.rule = next;
    return true;
  }

  Result<void> count_steps(std::size_t steps) {
    steps_ += steps;
    if (steps_ <= kMaxSteps) return {};
    return fail(
        limit_error(kField, "the overrides take too many steps", {"override-steps", kMaxSteps}));
  }

  /// npm takes for bundled what `bundleDependencies` names, what those depend on in any way and
  /// share, and what is installed within either.
  void mark_bundled(const std::vector<std::string>& names) {
    std::vector<std::size_t> waiting;
    const auto mark = [&](std::size_t place) {
      if (nodes_[place].is_bundled) return;
      nodes_[place].is_bundled = true;
      waiting.push_back(place);
    };
    for (const std::string& name : names) {
      const auto place = places_.find("node_modules/" + name);
      if (place != places_.end()) mark(place->second);
    }
    for (std::size_t i = 0; i < waiting.size(); ++i) {
      const std::string below = nodes_[waiting[i]].path + "/node_modules/";
      for (auto inner = places_.lower_bound(below);
           inner != places_.end() && inner->first.starts_with(below); ++inner) {
        mark(inner->second);
      }
      for (const auto& [dependency, target] : nodes_[waiting[i]].targets) {
        if (nodes_[target].path == "node_modules/" + dependency.name) mark(target);
      }
    }
  }

  const InstalledPackages& installed_;
  const OverrideSet& overrides_;
  std::vector<GraphNode> nodes_;
  std::vector<std::string> directories_;  // by node; others than their paths behind links
  std::map<std::string, std::size_t> places_;
  std::uint64_t steps_ = 0;
};

}  // namespace

Result<void> check_overrides(const Manifest& manifest, const Profile& profile) {
  const Json* field = manifest.document.find("overrides");
  if (field == nullptr) return {};
  TRY_ASSIGN(const OverrideSet overrides, OverrideSet::parse(*field, profile));
  if (overrides.empty()) return {};
  std::vector<std::pair<Dependency, std::size_t>> own;
  std::map<std::string, std::size_t> last;  // of names that differ in case only
  for (Dependency& dependency : dependencies_of(manifest.document, Development::yes)) {
    TRY_ASSIGN(const std::size_t rule,
               rule_for_own(overrides, dependency, manifest.document, profile));
    last.insert_or_assign(ascii_lower(dependency.name), own.size());
    own.emplace_back(std::move(dependency), rule);
  }
  for (std::size_t i = 0; i < own.size(); ++i) {
    const auto& [dependency, rule] = own[i];
    if (last.at(ascii_lower(dependency.name)) != i) continue;
    TRY_ASSIGN(const std::string spec,
               spec_under(overrides.rule(rule), dependency, manifest.document));
    if (spec == dependency.spec || spec.starts_with('$')) continue;
    return npm_refuses(ErrorKind::format, kField,
                       "npm refuses this package (EOVERRIDE): an override contradicts the "
                       "dependency " +
                           dependency.name);
  }
  return {};
}

Result<void> check_bundle_overrides(const FileTree& tree, const std::string& directory,
                                    const Manifest& manifest, const Profile& profile,
                                    const std::vector<Workspace>& workspaces) {
  const Json* field = manifest.document.find("overrides");
  const bool is_checked = profile.bundle_overrides == BundleOverrides::refused;
  if (!is_checked || field == nullptr || manifest.bundled.empty()) return {};
  TRY_ASSIGN(const OverrideSet overrides, OverrideSet::parse(*field, profile));
  if (overrides.empty()) return {};
  const InstalledPackages installed(tree, directory);
  InstalledGraph graph(installed, overrides);
  TRY(graph.load(manifest, workspaces));
  const GraphNode* node = graph.overridden();
  if (node == nullptr) return {};
  return npm_refuses(ErrorKind::format, kField,
                     "npm refuses this package (EBUNDLEOVERRIDE): an override sets the version of "
                     "a package that is bundled: " +
                         node->name);
}

}  // namespace packwarden
