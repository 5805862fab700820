#include "check/secret_place.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <utility>

#include "base/text.h"
#include "validate/known_test_key.h"
#include "validate/private_key.h"

namespace packwarden {
namespace {

/// Rules of private keys that test suites make for themselves.
bool is_key(const Finding& secret) {
  constexpr std::array<std::string_view, 8> kRules = {
      "pem-private-key",       "pem-encrypted-private-key", "pem-base64-private-key",
      "pgp-private-key-block", "putty-private-key",         "putty-encrypted-private-key",
      "jwk-private-key",       "base64-private-key"};
  return is_one_of(secret.rule_id, kRules);
}

/// Rules of addresses with user and password.
bool is_address(const Finding& secret) {
  constexpr std::array<std::string_view, 9> kRules = {"amqp-connection-uri",
                                                      "couchbase-connection-uri",
                                                      "http-basic-auth-url",
                                                      "mongodb-connection-uri",
                                                      "mysql-connection-uri",
                                                      "postgresql-connection-uri",
                                                      "postgresql-postgis-connection-uri",
                                                      "redis-connection-uri",
                                                      "uri-password"};
  return is_one_of(secret.rule_id, kRules);
}

/// Whether it stands in what only a decoder reads. A source map in base64 is read by every
/// debugger.
bool is_encoded(const Finding& secret) {
  const bool is_in_map = secret.location.original.has_value();
  const std::vector<std::string>& via = secret.location.via;
  return std::any_of(via.begin(), via.end(), [&](const std::string& layer) {
    return layer == "hex" || layer == "percent" || (layer == "base64" && !is_in_map);
  });
}

bool is_published_key(const CheckedFile& file, const Finding& secret) {
  const ByteSpan span = secret.location.span;
  if (!secret.location.via.empty() || span.begin >= file.bytes().size()) return false;
  const auto digest = private_key_digest(file.bytes().substr(span.begin, span.size()));
  return digest && is_known_test_key(*digest);
}

/// A password that nothing but its name tells: in a text that shows how, it is invented.
bool is_guess(const Finding& secret) {
  return secret.rule_id == "generic-password" && secret.confidence < Confidence::medium;
}

/// The most that a secret can be where it stands.
Severity most_at(const CheckedFile& file, const Finding& secret) {
  const CheckedFile member(path_within(file.path(), secret.location.via), "", file.mode());
  if (is_key(secret) && (member.is_test() || is_published_key(file, secret))) return Severity::note;
  if (is_address(secret) && member.is_documentation()) return Severity::note;
  if (is_guess(secret) && (member.is_documentation() || member.is_test())) return Severity::note;
  if (is_encoded(secret) && secret.confidence < Confidence::high) return Severity::medium;
  return Severity::critical;
}

/// Whether a secret is in the file, or the member of an archive, that a check speaks of.
bool is_within(const Finding& secret, const Finding& check) {
  const std::vector<std::string>& outer = check.location.via;
  const std::vector<std::string>& inner = secret.location.via;
  return outer.size() <= inner.size() && std::equal(outer.begin(), outer.end(), inner.begin());
}

/// Whether what the check says of its file is that this secret is in it.
bool says_the_same(const Finding& check, const Finding& secret) {
  constexpr std::array<std::string_view, 4> kChecks = {"cred-keystore", "cred-openpgp-secret-key",
                                                       "cred-private-key-file", "cred-ssh-key"};
  const bool is_account = check.rule_id == "cred-cloud-credentials" &&
                          (is_key(secret) || secret.rule_id == "google-service-account-key");
  return is_account || (is_one_of(check.rule_id, kChecks) && is_key(secret));
}

void join(std::vector<Finding>& secrets, std::vector<Finding>& checks) {
  for (Finding& check : checks) {
    std::erase_if(secrets, [&](Finding& secret) {
      if (!is_within(secret, check) || !says_the_same(check, secret)) return false;
      check.also.push_back({secret.rule_id, std::move(secret.location), {}});
      std::move(secret.also.begin(), secret.also.end(), std::back_inserter(check.also));
      return true;
    });
  }
}

/// What a check of state becomes with a secret in the file.
struct Raise {
  std::string_view check;
  Severity severity;
};

constexpr std::array kRaises = {
    Raise{"cred-ai-assistant-config", Severity::critical},
    Raise{"cred-api-client-environment", Severity::high},
    Raise{"cred-dotenv", Severity::critical},
    Raise{"cred-infra-state", Severity::critical},
    Raise{"cred-platform-state", Severity::critical},
    Raise{"cred-shell-history", Severity::critical},
};

bool counts(const Finding& secret) {
  return secret.secret_class == SecretClass::secret && secret.severity >= Severity::medium &&
         secret.confidence >= Confidence::medium;
}

void raise(const CheckedFile& file, const std::vector<Finding>& secrets, Finding& check) {
  const auto* const row = std::find_if(kRaises.begin(), kRaises.end(), [&](const Raise& candidate) {
    return candidate.check == check.rule_id;
  });
  if (row == kRaises.end() || file.is_test()) return;
  const auto count = std::count_if(secrets.begin(), secrets.end(), [&](const Finding& secret) {
    return is_within(secret, check) && counts(secret);
  });
  if (count == 0) return;
  check.severity = std::max(check.severity, row->severity);
  check.message += " It holds " + counted(static_cast<std::uint64_t>(count), "secret") + ".";
}

}  // namespace

void judge_secrets(const CheckedFile& file, std::vector<Finding>& secrets,
                   std::vector<Finding>& checks) {
  for (Finding& secret : secrets) {
    secret.severity = std::min(secret.severity, most_at(file, secret));
  }
  join(secrets, checks);
  for (Finding& check : checks) raise(file, secrets, check);
}

}  // namespace packwarden
