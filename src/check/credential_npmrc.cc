#include "check/credential_npmrc.h"

#include <array>
#include <string>

#include "base/text.h"
#include "check/all.h"
#include "check/settings.h"

namespace packwarden {
namespace {

constexpr std::array<std::string_view, 1> kNames = {".npmrc"};

/// A key without the registry that it is of: `//registry.acme.io/:_authToken`.
std::string bare_key(std::string_view key) { return ascii_lower(key.substr(key.rfind(':') + 1)); }

void add(const Setting& setting, NpmrcSummary& out) {
  const std::string key = bare_key(setting.key);
  if (key.ends_with("_auth") || key.ends_with("_authtoken") || key.ends_with("_password")) {
    (is_literal(setting.value) ? out.literal : out.placeholder) = true;
  } else if (key == "key") {
    (setting.value.starts_with("-----BEGIN ") ? out.literal : out.placeholder) = true;
  } else if (key == "keyfile" || key == "certfile") {
    out.key_file = true;
  }
}

void run(const CheckedFile& file, FileHits& hits) {
  const NpmrcSummary summary = summary_of_npmrc(file.bytes());
  if (!summary.empty()) hits.add(hit_of(summary));
}

}  // namespace

NpmrcSummary summary_of_npmrc(std::string_view text) {
  NpmrcSummary out;
  visit_settings(text, '=', [&](const Setting& setting) {
    add(setting, out);
    return true;
  });
  return out;
}

Hit hit_of(const NpmrcSummary& summary) {
  if (summary.literal) return {Severity::critical, "It holds a credential itself.", ""};
  if (summary.key_file) return {Severity::medium, "It says where a key is kept.", ""};
  if (summary.placeholder) return {Severity::note, "Its credentials come from variables.", ""};
  return {Severity::note, "It holds no credential.", ""};
}

const FileCheck kCredentialNpmrc = {
    {"cred-npmrc", Severity::critical, "Settings of npm with a credential",
     "Who reads it can publish in the name of its owner, and install what only they may.",
     kMoveCredentials},
    Reach::named,
    kNames,
    run,
    {}};

}  // namespace packwarden
