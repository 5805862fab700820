#include <array>
#include <string>

#include "base/text.h"
#include "check/all.h"
#include "check/dockerfile.h"
#include "check/practice.h"
#include "check/settings.h"

// practice-tls-env-off: in programs, files of variables and Dockerfiles, and in the scripts of
// package.json.
namespace packwarden {
namespace {

constexpr std::string_view kVariable = "NODE_TLS_REJECT_UNAUTHORIZED";

constexpr CheckInfo kInfo = {
    "practice-tls-env-off", Severity::medium, "All certificates are taken",
    "NODE_TLS_REJECT_UNAUTHORIZED=0 turns verification off for every connection of the process.",
    "Do not set it; name a certificate authority of your own with NODE_EXTRA_CA_CERTS."};

void judge_program(CodeTokenSpan expression, const CheckedFile& /*file*/, PracticeHits& hits) {
  const CodeTokenSpan value = value_given(expression);
  if (value.empty()) return;
  const bool is_zero = value.front().literal() == "0" ||
                       number_of(value.first(1)) == std::optional(0.0) || is_false(value);
  if (is_zero) hits.add(Severity::medium, span_of(expression.first(1)), "");
}

void check_settings(const CheckedFile& file, FileHits& hits) {
  visit_settings(file.bytes(), '=', [&](const Setting& setting) {
    const std::string_view key =
        setting.key.starts_with("export ") ? trimmed(setting.key.substr(7)) : setting.key;
    const bool is_off = key == kVariable && setting.value == "0";
    if (is_off) hits.add({file.is_test() ? Severity::note : Severity::medium, "", ""});
    return !is_off;
  });
}

void check_image(const CheckedFile& file, FileHits& hits) {
  for (const DockerInstruction& instruction : docker_instructions(file.bytes())) {
    if (instruction.name != "ENV" && instruction.name != "ARG") continue;
    for (const DockerVariable& variable : docker_variables(instruction)) {
      if (variable.name != kVariable || variable.value != "0") continue;
      return hits.add({file.is_test() ? Severity::note : Severity::medium, "", ""},
                      instruction.span);
    }
  }
}

bool is_settings(std::string_view name) {
  return name.starts_with(".env") || name.ends_with(".env") || name == ".flaskenv";
}

void check_one(const CheckedFile& file, FileHits& hits) {
  constexpr std::array<std::string_view, 1> kWords = {kVariable};
  if (file.is_code()) return judge_words(file, hits, kWords, judge_program);
  if (is_settings(file.name())) check_settings(file, hits);
  if (is_dockerfile(file.name())) check_image(file, hits);
}

/// Whether npm runs a script where the package is installed.
bool is_of_install(std::string_view script) {
  constexpr std::array<std::string_view, 3> kScripts = {"install", "postinstall", "preinstall"};
  return is_one_of(script, kScripts);
}

bool sets_to_zero(std::string_view command) {
  for (std::size_t at = command.find(kVariable); at != std::string_view::npos;
       at = command.find(kVariable, at + 1)) {
    std::string_view rest = command.substr(at + kVariable.size());
    if (!rest.starts_with('=')) continue;
    rest = trimmed(rest.substr(1, 3), "\"'\\");
    if (rest.starts_with('0')) return true;
  }
  return false;
}

void check_scripts(const PackageView& package, PackageHits& hits) {
  const Json* scripts = package.manifest().find("scripts");
  if (scripts == nullptr || scripts->object() == nullptr) return;
  for (const auto& [name, command] : *scripts->object()) {
    if (command.string() == nullptr || !sets_to_zero(*command.string())) continue;
    hits.add_in_manifest(
        {is_of_install(name) ? Severity::high : Severity::medium,
         "The script `" + escape_for_display(to_valid_utf8(name)) + "` sets it.", ""},
        {"scripts", name});
  }
}

}  // namespace

const FileCheck kPracticeTlsOff = {
    kInfo, Reach::every, {}, check_one, {}, Joined::by_package, CheckGroup::practices};

const PackageCheck kPracticeTlsOffInScripts = {kInfo, check_scripts, CheckGroup::practices};

}  // namespace packwarden
