#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "npm/package_manager.h"
#include "npm/project_settings.h"

namespace packwarden {

/// What is kept from leaving.
enum class Guarded : std::uint8_t { publish, commit, push, ci };

[[nodiscard]] std::string_view name_of(Guarded guarded);

/// Something that calls packwarden.
struct Guard {
  Guarded guarded = Guarded::publish;
  std::string where;  // "package.json: prepack"
  std::string what;   // which commands it stops
};

/// A way round it, or a guard that does not hold.
struct ByPass {
  std::string where;  // a place, or the command
  std::string what;
  std::string fix;
};

/// What is known of one package and its repository.
struct Diagnosis {
  std::string directory;
  std::string package;  // its name; "" where there is none
  ManagerInUse manager;
  std::vector<Guard> guards;
  std::vector<ByPass> by_passes;
  std::vector<std::string> notes;
};

/// A text and where it is from.
struct NamedText {
  std::string where;
  std::string text;
};

/// What the npm scripts of package.json do about a publish with the manager in use, and what that
/// leaves open. `settings` are those of `.npmrc`.
void diagnose_scripts(const Json& manifest, const ProjectSettings& settings, Diagnosis& out);

/// The same of files that tell a service of CI what to run.
void diagnose_ci(const std::vector<NamedText>& files, const Json& manifest, Diagnosis& out);

/// What is in a repository of git about hooks.
struct GitFacts {
  std::string hooks;                  // how people know the directory of the hooks: ".git/hooks"
  std::vector<NamedText> hook_files;  // pre-commit and pre-push in it, those that git would run
  std::vector<NamedText> settings;    // of programs that write hooks, and of husky
  std::string configured;             // the commands of hooks in git's own configuration
};

/// The same of hooks.
void diagnose_hooks(const GitFacts& git, const Json& manifest, Diagnosis& out);

}  // namespace packwarden
