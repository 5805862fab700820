#include "npm/profile.h"

#include <array>

namespace packwarden {
namespace {

constexpr std::array<Profile, 4> kProfiles = {{
    {9, FilesSyntax::rules},
    {10, FilesSyntax::rules},
    {11, FilesSyntax::rules},
    {12, FilesSyntax::globs, Extensions::run, Patches::removed, BundleOverrides::refused},
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
