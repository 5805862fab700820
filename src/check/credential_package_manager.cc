#include <array>
#include <string>

#include "base/text.h"
#include "check/all.h"
#include "check/credential_npmrc.h"
#include "check/settings.h"

namespace packwarden {
namespace {

constexpr std::array<std::string_view, 4> kNames = {".yarnrc.yml", ".yarnrc", "bunfig.toml",
                                                    ".pnpmrc"};

void note(std::string_view value, NpmrcSummary& out) {
  (is_literal(value) ? out.literal : out.placeholder) = true;
}

/// Yarn 2 and later: YAML.
NpmrcSummary summary_of_yarnrc_yaml(std::string_view text) {
  NpmrcSummary out;
  visit_settings(text, ':', [&](const Setting& setting) {
    if (setting.key == "npmAuthToken" || setting.key == "npmAuthIdent") note(setting.value, out);
    return true;
  });
  return out;
}

/// Yarn 1: `"//registry.acme.io/:_authToken" value`.
NpmrcSummary summary_of_yarnrc(std::string_view text) {
  NpmrcSummary out = summary_of_npmrc(text);
  visit_settings(text, ' ', [&](const Setting& setting) {
    const std::string key = ascii_lower(setting.key);
    const bool named =
        key.ends_with("_authtoken") || key.ends_with("_auth") || key.ends_with("_password");
    if (named && !setting.value.starts_with('=')) note(setting.value, out);
    return true;
  });
  return out;
}

bool is_key_of_bun(std::string_view key) { return key == "token" || key == "password"; }

/// `{ url = "...", token = "..." }`: the pairs of a table in one line.
void read_inline_table(std::string_view table, NpmrcSummary& out) {
  for (table.remove_prefix(1); !table.empty();) {
    const std::size_t end = std::min(table.find_first_of(",}"), table.size());
    const std::string_view pair = table.substr(0, end);
    const std::size_t equals = pair.find('=');
    if (equals != std::string_view::npos && is_key_of_bun(without_quotes(pair.substr(0, equals)))) {
      note(without_quotes(pair.substr(equals + 1)), out);
    }
    table.remove_prefix(std::min(end + 1, table.size()));
  }
}

NpmrcSummary summary_of_bunfig(std::string_view text) {
  NpmrcSummary out;
  visit_settings(text, '=', [&](const Setting& setting) {
    if (!setting.section.starts_with("install")) return true;
    if (is_key_of_bun(setting.key)) note(setting.value, out);
    if (setting.value.starts_with('{')) read_inline_table(setting.value, out);
    return true;
  });
  return out;
}

NpmrcSummary summary_of(const CheckedFile& file) {
  if (file.name() == ".yarnrc.yml") return summary_of_yarnrc_yaml(file.bytes());
  if (file.name() == ".yarnrc") return summary_of_yarnrc(file.bytes());
  if (file.name() == "bunfig.toml") return summary_of_bunfig(file.bytes());
  return summary_of_npmrc(file.bytes());
}

void run(const CheckedFile& file, FileHits& hits) { hits.add(hit_of(summary_of(file))); }

}  // namespace

const FileCheck kCredentialPackageManager = {
    {"cred-package-manager-config", Severity::critical, "Settings of a package manager",
     "They are of whoever works on the package, and may hold what opens a registry.",
     kMoveCredentials},
    Reach::named,
    kNames,
    run,
    {}};

}  // namespace packwarden
