#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace packwarden {

/// How `files` becomes rules.
enum class FilesSyntax : std::uint8_t {
  rules,  // entries are rules; an exact file becomes a strict one (npm 9 to 11)
  globs,  // entries are expanded over the tree; the last match wins (npm 12)
};

/// Whether the package can extend installed ones, by a program in it or by `packageExtensions`.
enum class Extensions : std::uint8_t { none, run };

/// What becomes of `patchedDependencies` and the files that it names.
enum class Patches : std::uint8_t { published, removed };

/// Whether `overrides` may concern what is bundled.
enum class BundleOverrides : std::uint8_t { allowed, refused };

/// How `overrides` is read.
enum class OverrideRules : std::uint8_t {
  matched_twice,  // the second time by what the rule found first asks for (npm 9 and 10)
  matched_once,   // by what the package asks for (npm 11)
  objects_only,   // the same; other types of the field count no more (npm 12)
};

/// Whether the user has a file of rules for all packages.
enum class GlobalIgnoreFile : std::uint8_t { none, read };

/// What npm does about `devEngines` before it packs.
enum class DevEngines : std::uint8_t { passed_over, checked };

/// What differs between the versions of npm (src/npm/README.md sections 5 and 12).
struct Profile {
  int npm = 11;  // major version
  FilesSyntax files = FilesSyntax::rules;
  Extensions extensions = Extensions::none;
  Patches patches = Patches::published;
  BundleOverrides bundle_overrides = BundleOverrides::allowed;
  OverrideRules override_rules = OverrideRules::matched_twice;
  GlobalIgnoreFile global_ignore_file = GlobalIgnoreFile::none;
  DevEngines dev_engines = DevEngines::checked;
  std::string_view node;  // the versions of Node.js that it runs on, a range
};

/// The profile of a major version; none of a version that is not modelled.
[[nodiscard]] std::optional<Profile> profile_of(int npm);

/// Major versions of npm, 0 to 31.
class NpmVersions {
 public:
  void add(int npm) { bits_ |= std::uint32_t{1} << static_cast<unsigned>(npm); }
  /// In ascending order.
  [[nodiscard]] std::vector<int> list() const;

  friend bool operator==(const NpmVersions&, const NpmVersions&) = default;

 private:
  std::uint32_t bits_ = 0;
};

/// A rule of npm's own, and the versions that have it.
struct BuiltInRule {
  std::string_view text;
  int first_npm = 9;
  int last_npm = 12;
};

/// In npm's order: for every directory, and for a package's root.
[[nodiscard]] std::span<const BuiltInRule> default_rules();
[[nodiscard]] std::span<const BuiltInRule> strict_rules();
/// The strict rules of every other directory.
[[nodiscard]] std::span<const BuiltInRule> strict_rules_below_root();

}  // namespace packwarden
