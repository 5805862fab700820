#include <array>

#include "base/byte_search.h"
#include "check/all.h"
#include "check/example_name.h"
#include "check/settings.h"

namespace packwarden {
namespace {

constexpr auto kNone = std::string_view::npos;
constexpr std::array<std::string_view, 7> kNames = {
    "kubeconfig", "*.kubeconfig", ".kube/config", "*.yaml", "*.yml", "*.json", "*.conf"};

bool is_named_so(const CheckedFile& file) {
  return file.name() == "kubeconfig" || file.extension() == "kubeconfig" ||
         file.folded().ends_with(".kube/config");
}

/// What every configuration of kubectl says; it begins with one of them, or a comment.
bool is_configuration(std::string_view text) {
  constexpr std::size_t kBegin = 1024;
  const std::string_view begin = text.substr(0, kBegin);
  if (begin.find("apiVersion") == kNone && begin.find("clusters") == kNone) return false;
  if (!has_text(text, "users")) return false;
  bool found = false;
  visit_settings(text, ':', [&](const Setting& setting) {
    found = found || (setting.key == "kind" && setting.value == "Config");
    return !found;
  });
  return found;
}

bool opens(const Setting& setting) {
  constexpr std::size_t kShortest = 32;
  if (!is_literal(setting.value)) return false;
  if (setting.key == "password") return true;
  return (setting.key == "client-key-data" || setting.key == "token") &&
         setting.value.size() >= kShortest;
}

bool has_credential(std::string_view text) {
  bool found = false;
  visit_settings(text, ':', [&](const Setting& setting) {
    found = found || opens(setting);
    return !found;
  });
  return found;
}

void run(const CheckedFile& file, FileHits& hits) {
  if (!is_named_so(file) && !is_configuration(file.bytes())) return;
  const bool real = has_credential(file.bytes());
  if (!real && !is_named_so(file)) return;
  const std::string detail = real ? "It holds a key, a token or a password itself." : "";
  if (!real) return hits.add({Severity::medium, detail, ""});
  if (!file.is_test()) return hits.add({Severity::critical, detail, ""});
  hits.add({Severity::medium, detail, std::string(kLeaveOutTests)});
}

}  // namespace

const FileCheck kCredentialKubeconfig = {
    {"cred-kubeconfig", Severity::critical, "Configuration of kubectl",
     "Who reads it can do in the cluster what its user may.", kKeepOut},
    Reach::named,
    kNames,
    run,
    {}};

}  // namespace packwarden
