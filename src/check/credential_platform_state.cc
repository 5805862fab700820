#include <array>

#include "base/text.h"
#include "check/all.h"
#include "check/example_name.h"
#include "check/json_texts.h"
#include "check/settings.h"

namespace packwarden {
namespace {

constexpr std::array<std::string_view, 23> kNames = {".vercel/",
                                                     ".netlify/",
                                                     ".serverless/",
                                                     ".wrangler/",
                                                     ".firebase/",
                                                     ".amplify/",
                                                     ".sst/",
                                                     ".expo/",
                                                     ".supabase/.temp/",
                                                     ".dev.vars",
                                                     ".vault_pass*",
                                                     "secrets.json",
                                                     "secrets.yml",
                                                     "secrets.yaml",
                                                     "secrets.toml",
                                                     "local.settings.json",
                                                     "credentials.json",
                                                     "*.credentials",
                                                     "appsettings.json",
                                                     "appsettings.*.json",
                                                     "wp-config.php",
                                                     "database.yml",
                                                     ".dev.vars.*"};

/// Names that say little: what stands there decides.
constexpr std::array<std::string_view, 9> kByContent = {
    "secrets.json",     "secrets.yml",   "secrets.yaml", "secrets.toml",    "local.settings.json",
    "credentials.json", "wp-config.php", "database.yml", "appsettings.json"};

bool is_of_application(std::string_view name) { return name.starts_with("appsettings."); }

bool holds(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

/// `define( 'DB_PASSWORD', 'value' );`
bool has_password_of_database(std::string_view text) {
  const std::size_t key = text.find("DB_PASSWORD");
  if (key == std::string_view::npos) return false;
  const std::string_view rest = text.substr(key, 200);
  const std::size_t comma = rest.find(',');
  if (comma == std::string_view::npos) return false;
  return is_literal(without_quotes(rest.substr(comma + 1, rest.find(')', comma) - comma - 1)));
}

bool has_secret_json(std::string_view text) {
  constexpr std::size_t kLargest = std::size_t{4} << 20U;
  const auto json = json_within(text, kLargest);
  return json && has_secret_text(*json);
}

bool has_values(const CheckedFile& file) {
  if (is_of_application(file.name())) return holds(file.bytes(), "\"ConnectionStrings\"");
  if (file.extension() == "php") return has_password_of_database(file.bytes());
  if (file.extension() == "json") return has_secret_json(file.bytes());
  return has_secret_setting(file.bytes());
}

bool needs_values(const CheckedFile& file) {
  const std::string_view name = file.name();
  return is_one_of(name, kByContent) || is_of_application(name) ||
         file.extension() == "credentials";
}

void run(const CheckedFile& file, FileHits& hits) {
  if (is_example_name(file.name())) return;
  if (needs_values(file) && !has_values(file)) return;
  if (file.is_test()) return hits.add({Severity::note, "", ""});
  const bool is_secret =
      file.name().starts_with(".dev.vars") || file.name().starts_with(".vault_pass");
  hits.add({is_secret ? Severity::high : Severity::medium, "", ""});
}

}  // namespace

const FileCheck kCredentialPlatformState = {
    {"cred-platform-state", Severity::medium, "State of a hosting platform",
     "It names projects, and may hold tokens of deployments and secrets of this machine.",
     kKeepOut},
    Reach::named,
    kNames,
    run,
    {},
    Joined::by_directory};

}  // namespace packwarden
