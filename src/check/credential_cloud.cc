#include <array>

#include "base/text.h"
#include "check/all.h"
#include "check/example_name.h"
#include "check/json_texts.h"
#include "check/key_material.h"
#include "check/settings.h"

namespace packwarden {
namespace {

constexpr std::string_view kDisableFirst =
    "Disable the key in the console of the cloud before anything else. Then keep `{path}` out of "
    "the package: remove it from the packed tree, or list what ships in `files`.";

constexpr auto kNone = std::string_view::npos;
/// Any JSON may be one of a service account.
constexpr std::array<std::string_view, 8> kNames = {
    ".aws/credentials",      "credentials.csv",         "*accesskeys.csv",   "rootkey.csv",
    "gcloud/credentials.db", "gcloud/access_tokens.db", "msal_token_cache*", "*.json"};

bool is_service_account(const CheckedFile& file) {
  constexpr std::size_t kLargest = 65536;
  const std::string_view text = file.bytes();
  if (text.size() > kLargest || text.find("\"service_account\"") == kNone) return false;
  const std::size_t key = text.find("\"private_key\"");
  return key != kNone && private_keys_in(text.substr(key)).count() > 0;
}

/// The file that AWS's console offers: names of columns, then the values.
bool is_table_of_keys(std::string_view text) {
  const std::size_t line_end = text.find('\n');
  if (line_end == kNone || text.substr(0, line_end).find("ccess key") == kNone) return false;
  const std::string_view values = text.substr(line_end + 1);
  return is_literal(values.substr(values.rfind(',') + 1)) && values.find(',') != kNone;
}

bool is_json_with_secret(std::string_view text) {
  constexpr std::size_t kLargest = std::size_t{4} << 20U;
  const auto json = json_within(text, kLargest);
  return json && has_secret_text(*json);
}

/// Whether it is named like a file of credentials.
bool is_named_so(const CheckedFile& file) {
  if (file.extension() != "json") return true;
  constexpr std::array<std::string_view, 7> kParts = {
      ".aws/sso/cache/",    "/application_default_credentials.json",
      "firebase-adminsdk",  "/client_secret",
      "/azureprofile.json", "/accesstokens.json",
      "/msal_token_cache"};
  const std::string path = "/" + file.folded();
  return std::any_of(kParts.begin(), kParts.end(),
                     [&](std::string_view part) { return path.find(part) != kNone; });
}

bool is_real(const CheckedFile& file) {
  if (file.extension() == "csv") return is_table_of_keys(file.bytes());
  if (file.extension() == "db") return file.bytes().starts_with("SQLite format 3");
  if (file.extension() == "json") return is_json_with_secret(file.bytes());
  return has_secret_setting(file.bytes()) || is_json_with_secret(file.bytes());
}

void add_real(const CheckedFile& file, std::string detail, FileHits& hits) {
  if (!file.is_test()) return hits.add({Severity::critical, std::move(detail), ""});
  hits.add({Severity::medium, std::move(detail), std::string(kLeaveOutTests)});
}

void run(const CheckedFile& file, FileHits& hits) {
  if (is_service_account(file)) {
    return add_real(file, "It holds the private key of a service account.", hits);
  }
  if (file.name() == "google-services.json") {
    return hits.add({Severity::medium, "Apps publish what it holds; a package need not.", ""});
  }
  if (!is_named_so(file)) return;
  if (is_real(file)) return add_real(file, "It holds a value that looks real.", hits);
  const bool is_table = file.extension() == "csv" && file.name() != "rootkey.csv";
  if (!is_table) hits.add({Severity::medium, "", ""});
}

}  // namespace

const FileCheck kCredentialCloud = {
    {"cred-cloud-credentials", Severity::critical, "Credentials of a cloud account",
     "Who reads it can use the account: its data, its machines, its bill.", kDisableFirst},
    Reach::named,
    kNames,
    run,
    {}};

}  // namespace packwarden
