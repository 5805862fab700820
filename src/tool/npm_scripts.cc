#include "tool/npm_scripts.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/json.h"
#include "base/json_edit.h"
#include "base/json_place.h"
#include "base/split.h"
#include "base/text.h"
#include "npm/lifecycle_events.h"
#include "npm/posix_path.h"
#include "report/page.h"
#include "tool/command_text.h"

namespace packwarden {
namespace {

constexpr std::string_view kCommand = "packwarden audit";
constexpr std::string_view kPrepack = "prepack";
constexpr std::string_view kPostpack = "postpack";

/// The text of a script; "" where there is none.
std::string script_in(const Json& manifest, std::string_view name) {
  const Json* scripts = manifest.find("scripts");
  const Json* script = scripts == nullptr ? nullptr : scripts->find(name);
  return script == nullptr || script->string() == nullptr ? std::string() : *script->string();
}

bool calls_packwarden_in(const Json& manifest, std::string_view name) {
  return calls_packwarden(with_scripts(script_in(manifest, name), manifest));
}

/// What is to stand under `name`; "" where it may stay as it is.
std::string wanted_script(const Json& manifest, std::string_view name) {
  if (calls_packwarden_in(manifest, name)) return {};
  const std::string now = script_in(manifest, name);
  const std::string command(kCommand);
  if (trimmed(now).empty()) return command;
  // What postpack cleans up has to be there when it is looked at.
  return name == kPrepack ? now + " && " + command : command + " && " + now;
}

/// `text`, a package.json, with a script in it.
std::string with_script(std::string text, const std::string& name, const std::string& script) {
  const std::string value = to_text(Json(script), -1);
  const std::array<JsonStep, 2> path = {JsonStep("scripts"), JsonStep(name)};
  if (const auto place = find_json(text, path)) {
    return with_json_value(std::move(text), *place, value);
  }
  const auto scripts = find_json(text, std::span(path).first(1));
  const JsonPlace object = scripts ? *scripts : json_root(text);
  const std::size_t last = std::max<std::size_t>(json_children(text, object).size(), 1) - 1;
  if (scripts) return with_json_member(std::move(text), object, last, name, value);
  const std::string added = "{" + to_text(Json(name), -1) + ": " + value + "}";
  return with_json_member(std::move(text), object, last, "scripts", added);
}

bool is_object_or_missing(const Json* value) {
  return value == nullptr || value->object() != nullptr;
}

/// Whether `prepare` does more than to set up git hooks.
bool prepare_builds(const Json& manifest) {
  const std::string prepare = script_in(manifest, "prepare");
  constexpr std::array<std::string_view, 4> kHooks = {"husky", "lefthook", "simple-git-hooks",
                                                      "pre-commit"};
  const std::vector<std::string_view> words = words_between(prepare, " \t;&|()\"'");
  return !trimmed(prepare).empty() &&
         std::none_of(words.begin(), words.end(),
                      [&](std::string_view word) { return is_one_of(base_name(word), kHooks); });
}

bool is_too_late(PackageManager manager, std::string_view event) {
  return lifecycle_time(manager, event) == LifecycleTime::after_upload;
}

void add_notes(const Json& manifest, ScriptPlan& plan) {
  const std::string name(name_of(plan.manager));
  if (is_run_behind(plan.manager, kPrepack, "prepare") && prepare_builds(manifest)) {
    plan.notes.push_back("prepare builds, and " + name +
                         " runs it after prepack: only postpack sees what is packed");
  }
  if (is_too_late(plan.manager, kPostpack) && calls_packwarden_in(manifest, kPostpack)) {
    plan.notes.emplace_back(
        "postpack is too late under yarn 2 and newer, which has uploaded the package by then: "
        "prepack is what counts");
  }
}

Result<Json> parsed(const std::string& text, const std::string& shown) {
  TRY_ASSIGN(Json manifest, parse_json(text, shown));
  if (manifest.object() == nullptr) return fail(ErrorKind::format, shown, "holds no object");
  if (is_object_or_missing(manifest.find("scripts"))) return manifest;
  return fail(ErrorKind::format, shown, "has scripts that are no object");
}

}  // namespace

Result<ScriptPlan> plan_of_scripts(const std::string& directory, const std::string& shown) {
  ScriptPlan out;
  const std::string path = join_paths(directory, "package.json");
  TRY_ASSIGN(std::optional<std::string> before, text_of_file(path));
  if (!before) return out;
  TRY_ASSIGN(const Json manifest, parsed(*before, shown));
  const auto used = manager_of(directory);
  out.manager = used ? used->manager : PackageManager::npm;
  out.has_workspaces = manifest.find("workspaces") != nullptr;
  const Json* is_private = manifest.find("private");
  if (is_private != nullptr && is_private->truthy()) {
    out.notes.push_back(printable(shown) + " is private, so no script is added to it" +
                        (out.has_workspaces ? ": run init in each package, too" : ""));
    return out;
  }
  out.is_published = true;
  std::string after = *before;
  for (const std::string_view name : {kPrepack, kPostpack}) {
    if (is_too_late(out.manager, name)) continue;
    const std::string script = wanted_script(manifest, name);
    if (!script.empty()) after = with_script(std::move(after), std::string(name), script);
  }
  add_notes(manifest, out);
  out.notes.emplace_back(
      "the safest way to publish is packwarden-publish, of the npm package: it packs once, audits "
      "that file, and publishes it");
  if (after != *before) out.file = {path, {shown, std::move(before), std::move(after)}};
  return out;
}

}  // namespace packwarden
