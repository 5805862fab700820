#include <algorithm>
#include <array>

#include "base/text.h"
#include "npm/lifecycle_events.h"
#include "tool/command_text.h"
#include "tool/diagnosis.h"

namespace packwarden {
namespace {

constexpr std::array<std::string_view, 7> kScripts = {
    "prepublishOnly", "prepublish", "prepack", "prepare", "postpack", "publish", "postpublish"};
// Those that usually build the package.
constexpr std::array<std::string_view, 2> kBuilding = {"prepack", "prepare"};

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
  ScriptGuard(std::string_view script, const std::string& text, const Json& manifest,
              Diagnosis& out)
      : script_(script), text_(text), manifest_(manifest), out_(out) {}

  void add() {
    const std::string publish = command_of(manager());
    switch (lifecycle_time(manager(), script_)) {
      case LifecycleTime::before_tarball:
      case LifecycleTime::after_tarball:
        guard(publish);
        break;
      case LifecycleTime::after_upload:
        by_pass("runs when the package is already published: nothing is stopped",
                "Call packwarden in prepack.");
        break;
      case LifecycleTime::never:
        by_pass(publish + " does not run it", "Call packwarden in prepack.");
        break;
    }
  }

 private:
  [[nodiscard]] PackageManager manager() const { return out_.manager.manager; }

  void guard(const std::string& publish) {
    if (drops_status(text_)) {
      by_pass("goes on when packwarden fails", "Join the commands by && and leave out ||.");
      return;
    }
    out_.guards.push_back({Guarded::publish, place_of(script_), "stops " + publish + seen()});
    if (is_one_of(script_, kBuilding) && goes_on_after(text_)) {
      by_pass("what its commands behind packwarden write is not audited",
              "Make packwarden the last one.");
    }
    for (const std::string_view later : kBuilding) check_later(later);
  }

  /// Which state of the package the script sees, where that is not the last one.
  [[nodiscard]] std::string seen() const {
    if (script_ == "postpack") return "; sees the package as it is packed";
    if (!script_.starts_with("prepublish")) return "";
    std::string builders;
    for (const std::string_view later : events_between(manager(), script_)) {
      if (!is_one_of(later, kBuilding)) continue;
      builders += (builders.empty() ? "" : " and ") + std::string(later);
    }
    const bool is_one = builders.find(' ') == std::string::npos;
    return "; sees the package before " + builders + (is_one ? " builds it" : " build it");
  }

  /// A script that is run between this one and the tarball, and may change the package.
  void check_later(std::string_view later) {
    const std::string* script = script_called(manifest_, later);
    if (script == nullptr || !is_run_behind(manager(), script_, later)) return;
    if (calls_packwarden(with_scripts(*script, manifest_))) return;
    if (script_ != "prepack") {
      by_pass("what " + std::string(later) + " writes behind it is not audited",
              "Call packwarden at the end of " + std::string(later) + ".");
      return;
    }
    out_.by_passes.push_back({place_of(later), "runs behind prepack: what it writes is not audited",
                              "Call packwarden in postpack, too."});
  }

  void by_pass(std::string what, std::string fix) {
    out_.by_passes.push_back({place_of(script_), std::move(what), std::move(fix)});
  }

  std::string_view script_;
  const std::string& text_;
  const Json& manifest_;
  Diagnosis& out_;
};

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

void diagnose_scripts(const Json& manifest, const ProjectSettings& settings, Diagnosis& out) {
  const std::size_t before = out.guards.size();
  for (const std::string_view script : kScripts) {
    const std::string* text = script_called(manifest, script);
    if (text == nullptr) continue;
    const std::string all = with_scripts(*text, manifest);
    if (calls_packwarden(all)) ScriptGuard(script, all, manifest, out).add();
  }
  if (out.guards.size() == before) return;
  if (settings.ignore_scripts) {
    out.guards.resize(before);
    out.by_passes.push_back({".npmrc: ignore-scripts", "no script is run, and so no audit",
                             "Take it out, or audit the tarball in CI."});
  }
  add_ways_around(manifest, out);
}

}  // namespace packwarden
