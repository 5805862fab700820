#include <algorithm>
#include <array>

#include "base/text.h"
#include "tool/command_text.h"
#include "tool/diagnosis.h"

namespace packwarden {
namespace {

/// Whether a script that fails stops the publish.
enum class Stops : std::uint8_t {
  never,  // it is not run
  late,   // it is run when the package is published
  yes,
};

/// What the package managers do with a script when they publish, as observed of npm 11, pnpm 12,
/// Yarn 4, Yarn 1 and Bun 1.4.
struct LifecycleScript {
  std::string_view name;
  std::string_view sees;  // of the package
  Stops npm, pnpm, yarn, yarn_classic, bun;
};

constexpr std::array<LifecycleScript, 7> kScripts = {{
    {"prepublishOnly", "before prepack and prepare build it", Stops::yes, Stops::yes, Stops::never,
     Stops::yes, Stops::yes},
    {"prepublish", "before prepack builds it", Stops::never, Stops::yes, Stops::yes, Stops::yes,
     Stops::never},
    {"prepack", "", Stops::yes, Stops::yes, Stops::yes, Stops::yes, Stops::yes},
    {"prepare", "", Stops::yes, Stops::yes, Stops::never, Stops::yes, Stops::yes},
    {"postpack", "as it is packed", Stops::yes, Stops::yes, Stops::late, Stops::yes, Stops::yes},
    {"publish", "", Stops::late, Stops::late, Stops::never, Stops::late, Stops::late},
    {"postpublish", "", Stops::late, Stops::late, Stops::never, Stops::late, Stops::late},
}};

Stops stops(const LifecycleScript& script, PackageManager manager) {
  switch (manager) {
    case PackageManager::npm:
      return script.npm;
    case PackageManager::pnpm:
      return script.pnpm;
    case PackageManager::yarn:
      return script.yarn;
    case PackageManager::yarn_classic:
      return script.yarn_classic;
    case PackageManager::bun:
      return script.bun;
  }
  return Stops::never;
}

std::string command_of(PackageManager manager) {
  if (manager == PackageManager::yarn) return "yarn npm publish";
  return std::string(name_of(manager)) + " publish";
}

std::string place_of(std::string_view script) { return "package.json: " + std::string(script); }

const std::string* script_called(const Json& manifest, std::string_view name) {
  const Json* scripts = manifest.find("scripts");
  const Json* script = scripts == nullptr ? nullptr : scripts->find(name);
  return script == nullptr ? nullptr : script->string();
}

/// What one script that calls packwarden is worth.
class ScriptGuard {
 public:
  ScriptGuard(const LifecycleScript& script, const std::string& text, const Json& manifest,
              Diagnosis& out)
      : script_(script), text_(text), manifest_(manifest), out_(out) {}

  void add() {
    switch (stops(script_, out_.manager.manager)) {
      case Stops::yes:
        guard();
        break;
      case Stops::late:
        by_pass("runs when the package is already published: nothing is stopped",
                "Call packwarden in prepack.");
        break;
      case Stops::never:
        by_pass(command_of(out_.manager.manager) + " does not run it",
                "Call packwarden in prepack.");
        break;
    }
  }

 private:
  void guard() {
    const std::string sees =
        script_.sees.empty() ? "" : "; sees the package " + std::string(script_.sees);
    out_.guards.push_back({Guarded::publish, place_of(script_.name),
                           "stops " + command_of(out_.manager.manager) + sees});
    if (drops_status(text_)) {
      by_pass("goes on when packwarden fails", "Join the commands by && and leave out ||.");
    }
    if (is_one_of(script_.name, kBuilding) && goes_on_after(text_)) {
      by_pass("what its commands behind packwarden write is not audited",
              "Make packwarden the last one.");
    }
    if (script_.name == "prepack") check_prepare();
    if (script_.name.starts_with("prepublish")) check_build();
  }

  /// npm, pnpm and bun run it behind prepack; Yarn 1 in front of it, and Yarn 4 not at all.
  void check_prepare() {
    constexpr std::array<PackageManager, 3> kAfter = {PackageManager::npm, PackageManager::pnpm,
                                                      PackageManager::bun};
    const bool is_after =
        std::find(kAfter.begin(), kAfter.end(), out_.manager.manager) != kAfter.end();
    const std::string* prepare = script_called(manifest_, "prepare");
    if (!is_after || prepare == nullptr || calls_packwarden(with_scripts(*prepare, manifest_)))
      return;
    out_.by_passes.push_back({place_of("prepare"),
                              "runs behind prepack: what it writes is not audited",
                              "Call packwarden in postpack, too."});
  }

  void check_build() {
    for (const std::string_view name : kBuilding) {
      const std::string* script = script_called(manifest_, name);
      if (script == nullptr || calls_packwarden(with_scripts(*script, manifest_))) continue;
      by_pass("what " + std::string(name) + " writes behind it is not audited",
              "Call packwarden at the end of " + std::string(name) + ".");
    }
  }

  void by_pass(std::string what, std::string fix) {
    out_.by_passes.push_back({place_of(script_.name), std::move(what), std::move(fix)});
  }

  static constexpr std::array<std::string_view, 2> kBuilding = {"prepack", "prepare"};
  const LifecycleScript& script_;
  const std::string& text_;
  const Json& manifest_;
  Diagnosis& out_;
};

/// The line of `.npmrc` that keeps scripts from running.
bool ignores_scripts(std::string_view settings) {
  std::string text;
  std::copy_if(settings.begin(), settings.end(), std::back_inserter(text),
               [](char c) { return c != ' ' && c != '\t' && c != '\r'; });
  return ("\n" + text + "\n").find("\nignore-scripts=true\n") != std::string::npos;
}

/// What no script can stop.
void add_ways_around(const Json& manifest, Diagnosis& out) {
  const std::string publish = command_of(out.manager.manager);
  out.by_passes.push_back(
      {publish + " --ignore-scripts", "runs no script, and so no audit",
       "In CI pack once, audit the tarball and publish that: hooks/README.md."});
  out.by_passes.push_back({publish + " FILE.tgz", "publishes a finished tarball without scripts",
                           "Audit the tarball: packwarden audit FILE.tgz."});
  out.by_passes.push_back({publish + " DIR",
                           "runs the scripts of the package.json in that directory, if it has any",
                           "Audit what is published: packwarden audit DIR."});
  const Json* config = manifest.find("publishConfig");
  const Json* directory = config == nullptr ? nullptr : config->find("directory");
  if (out.manager.manager != PackageManager::pnpm || directory == nullptr) return;
  out.by_passes.push_back({"package.json: publishConfig.directory",
                           "pnpm publishes that directory and runs the scripts of this one",
                           "Audit that directory in the script: packwarden audit DIR."});
}

}  // namespace

std::string_view name_of(Guarded guarded) {
  switch (guarded) {
    case Guarded::publish:
      return "publish";
    case Guarded::commit:
      return "commit";
    case Guarded::push:
      return "push";
    case Guarded::ci:
      return "ci";
  }
  return "";
}

void diagnose_scripts(const Json& manifest, std::string_view settings, Diagnosis& out) {
  const std::size_t before = out.guards.size();
  for (const LifecycleScript& script : kScripts) {
    const std::string* text = script_called(manifest, script.name);
    if (text == nullptr) continue;
    const std::string all = with_scripts(*text, manifest);
    if (calls_packwarden(all)) ScriptGuard(script, all, manifest, out).add();
  }
  if (out.guards.size() == before) return;
  if (ignores_scripts(settings)) {
    out.guards.resize(before);
    out.by_passes.push_back({".npmrc: ignore-scripts", "no script is run, and so no audit",
                             "Take it out, or audit the tarball in CI."});
  }
  add_ways_around(manifest, out);
}

}  // namespace packwarden
