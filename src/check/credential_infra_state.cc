#include <array>

#include "check/all.h"
#include "check/example_name.h"
#include "check/json_texts.h"

namespace packwarden {
namespace {

constexpr std::array<std::string_view, 9> kNames = {
    "*.tfstate",     "terraform.tfstate.*", "*.tfstate.backup", "*.tfstate.bak", "terraform.tfvars",
    "*.auto.tfvars", "*.auto.tfvars.json",  ".pulumi/",         "pulumi.*.yaml"};

bool is_state(std::string_view name) { return name.find(".tfstate") != std::string_view::npos; }

/// A state that says nothing yet.
bool is_empty_state(std::string_view text) {
  constexpr std::size_t kLargest = 65536;
  const auto json = json_within(text, kLargest);
  if (!json || json->object() == nullptr) return false;
  const Json* resources = json->find("resources");
  const Json* outputs = json->find("outputs");
  const bool has_outputs =
      outputs != nullptr && outputs->object() != nullptr && !outputs->object()->empty();
  return !has_outputs &&
         (resources == nullptr || resources->array() == nullptr || resources->array()->empty());
}

Severity severity_of(const CheckedFile& file) {
  if (file.is_test()) return Severity::medium;
  const bool empty = is_state(file.name()) && is_empty_state(file.bytes());
  return empty ? Severity::medium : Severity::high;
}

void run(const CheckedFile& file, FileHits& hits) {
  if (is_example_name(file.name())) return;
  const bool is_settings_of_stack =
      file.name().starts_with("pulumi.") && !has_directory(file.folded(), ".pulumi");
  if (is_settings_of_stack && file.bytes().find("secure:") == std::string_view::npos) return;
  hits.add({severity_of(file), "", ""});
}

}  // namespace

const FileCheck kCredentialInfraState = {
    {"cred-infra-state", Severity::high, "State or variables of infrastructure",
     "Passwords and keys of what was set up stand there in clear text.", kKeepOut},
    Reach::named,
    kNames,
    run,
    {},
    Joined::by_directory};

}  // namespace packwarden
