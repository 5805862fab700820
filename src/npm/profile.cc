#include "npm/profile.h"

#include <array>

namespace packwarden {
namespace {

constexpr std::array<Profile, 4> kProfiles = {{
    {.npm = 9, .dev_engines = DevEngines::passed_over, .node = "^14.17.0 || ^16.13.0 || >=18.0.0"},
    {.npm = 10, .node = "^18.17.0 || >=20.5.0"},
    {.npm = 11, .override_rules = OverrideRules::matched_once, .node = "^20.17.0 || >=22.9.0"},
    {.npm = 12,
     .files = FilesSyntax::globs,
     .extensions = Extensions::run,
     .patches = Patches::removed,
     .bundle_overrides = BundleOverrides::refused,
     .override_rules = OverrideRules::objects_only,
     .global_ignore_file = GlobalIgnoreFile::read,
     .node = "^22.22.2 || ^24.15.0 || >=26.0.0"},
}};

// src/npm/README.md section 5.2.
constexpr std::array<BuiltInRule, 22> kDefault = {{
    {".npmignore"},
    {".gitignore"},
    {"**/.git"},
    {"**/.svn"},
    {"**/.hg"},
    {"**/CVS"},
    {"**/.git/**"},
    {"**/.svn/**"},
    {"**/.hg/**"},
    {"**/CVS/**"},
    {"/.lock-wscript"},
    {"/.wafpickle-*"},
    {"/build/config.gypi"},
    {"npm-debug.log"},
    {"**/.npmrc"},
    {".*.swp"},
    {".DS_Store"},
    {"**/.DS_Store/**"},
    {"._*"},
    {"**/._*/**"},
    {"*.orig"},
    {"/archived-packages/**"},
}};

// src/npm/README.md section 5.4; the versions from section 12.
constexpr std::array<BuiltInRule, 17> kStrict = {{
    {"/.git"},
    {"!/package.json"},
    {"!/readme{,.*[^~$]}"},
    {"!/copying{,.*[^~$]}"},
    {"!/license{,.*[^~$]}"},
    {"!/licence{,.*[^~$]}"},
    {"/.git"},
    {"/node_modules"},
    {".npmrc", 10, 12},
    {"/package-lock.json"},
    {"/npm-shrinkwrap.json", 12, 12},
    {"/yarn.lock"},
    {"/pnpm-lock.yaml"},
    {"/bun.lockb", 11, 12},
    {"/bun.lock", 12, 12},
    {"/.npm-extension.mjs", 12, 12},
    {"/.npm-extension.cjs", 12, 12},
}};

constexpr std::array<BuiltInRule, 1> kStrictBelowRoot = {{{"/.git"}}};

}  // namespace

std::vector<int> NpmVersions::list() const {
  std::vector<int> out;
  for (int npm = 0; npm < 32; ++npm) {
    if ((bits_ >> static_cast<unsigned>(npm) & 1U) != 0) out.push_back(npm);
  }
  return out;
}

std::optional<Profile> profile_of(int npm) {
  for (const Profile& profile : kProfiles) {
    if (profile.npm == npm) return profile;
  }
  return std::nullopt;
}

std::span<const BuiltInRule> default_rules() { return kDefault; }
std::span<const BuiltInRule> strict_rules() { return kStrict; }
std::span<const BuiltInRule> strict_rules_below_root() { return kStrictBelowRoot; }

}  // namespace packwarden
