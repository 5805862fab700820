#include "validate/validators.h"

#include <algorithm>
#include <array>

#include "validate/all.h"

namespace packwarden {
namespace {

constexpr std::array kValidators = {
    Validator{"aws-key-id", "refutes the key ids of AWS's documentation", check_aws_key_id},
    Validator{"aws-secret-key", "refutes hashes, paths and longer base64 texts of the same form",
              check_aws_secret_key},
    Validator{"azure-storage-key", "refutes what is not base64, and the keys of the emulators",
              check_azure_storage_key},
    Validator{"base58check", "the last four bytes are those of a double SHA-256 of the others",
              check_base58check},
    Validator{"bech32", "the checksum of BIP-173 is right", check_bech32},
    Validator{"build-trace", "refutes public forges and hosts of examples", check_build_trace},
    Validator{"capture-host",
              "refutes lists of public suffixes and names of the services themselves",
              check_capture_host},
    Validator{"confluent-secret", "the last six characters are the CRC-32 of the others, in base64",
              check_confluent_secret},
    Validator{"crc32-base62", "the last six characters are the CRC-32 of the others, in base 62",
              check_crc32_base62},
    Validator{"crc32-hex", "confirms eight digits at the end that are the CRC-32 of the others",
              check_crc32_hex},
    Validator{"environment-object", "real values, beside others that every process has",
              check_environment_object},
    Validator{"ethereum-private-key", "refutes numbers out of range and the keys of test networks",
              check_ethereum_private_key},
    Validator{"generic-password", "refutes words, names and what only speaks of a password",
              check_generic_password},
    Validator{"generic-secret", "refutes what is not random, and what only speaks of a secret",
              check_generic_secret},
    Validator{"github-refresh-token", "confirms the CRC-32 of a refresh token of GitHub",
              check_github_refresh_token},
    Validator{"github-token-base64", "decodes to a token of GitHub whose CRC-32 is right",
              check_github_token_base64},
    Validator{"gitlab-routable", "confirms the CRC-32 of a routable GitLab token",
              check_gitlab_routable},
    Validator{"google-api-key", "refutes keys that stand in the configuration of a web page",
              check_google_api_key},
    Validator{"google-service-account", "the key parses and stands beside a service account",
              check_google_service_account},
    Validator{"grafana-service-account", "the last eight digits are the CRC-32 of the others",
              check_grafana_service_account},
    Validator{"home-path", "refutes users that are nobody, and paths within others",
              check_home_path},
    Validator{"internal-host", "refutes placeholders and names that every machine has",
              check_internal_host},
    Validator{"jwt", "header and payload are JSON objects, and there is a signature", check_jwt},
    Validator{"kubernetes-secret", "stands in `data` of a Secret and decodes to one",
              check_kubernetes_secret},
    Validator{"npmrc-basic-auth", "decodes to a user and a password", check_npmrc_basic_auth},
    Validator{"npmrc-password", "decodes to a text that is no placeholder", check_npmrc_password},
    Validator{"npmrc-token", "refutes placeholders and wrong checksums", check_npmrc_token},
    Validator{"obfuscation", "enough of it, and its beginning", check_obfuscation},
    Validator{"password-argument", "refutes variables, words, names and paths",
              check_password_argument},
    Validator{"pem", "the body is a private key in DER or in OpenSSH's format", check_pem},
    Validator{"pem-base64", "decodes to a PEM text that holds a private key", check_pem_base64},
    Validator{"pem-encrypted", "the body is a private key under a passphrase", check_pem_encrypted},
    Validator{"placeholder", "refutes variables, repetitions and words that stand for a secret",
              check_placeholder},
    Validator{"plain-http", "refutes identifiers that look like addresses, and local hosts",
              check_plain_http},
    Validator{"private-address", "refutes networks, and what is part of more numbers",
              check_private_address},
    Validator{"public-prefix", "refutes placeholders, addresses and what is made to be public",
              check_public_prefix},
    Validator{"pypi-macaroon", "decodes to a macaroon that PyPI issued", check_pypi_macaroon},
    Validator{"random", "refutes what is not random", check_random},
    Validator{"random-value", "refutes what services do not issue", check_random_value},
    Validator{"rooted-path", "refutes paths within others", check_rooted_path},
    Validator{"sentry-org-token", "the payload is JSON that names an organization",
              check_sentry_org_token},
    Validator{"signed-url", "a signed address that had not expired when this version was made",
              check_signed_url},
    Validator{"supabase-anon", "a token of Supabase with the role anon", check_supabase_anon},
    Validator{"supabase-service-role", "a token of Supabase with the role service_role",
              check_supabase_service_role},
    Validator{"url-password", "refutes placeholders, and simple passwords of local hosts",
              check_url_password},
    Validator{"vite-object", "the members that each such object has stand around it",
              check_vite_object},
};

constexpr bool by_name(const Validator& a, const Validator& b) { return a.name < b.name; }

static_assert(std::is_sorted(kValidators.begin(), kValidators.end(), by_name));

}  // namespace

std::span<const Validator> validators() { return kValidators; }

const Validator* find_validator(std::string_view name) {
  const auto* const found = std::lower_bound(kValidators.begin(), kValidators.end(),
                                             Validator{name, {}, nullptr}, by_name);
  return found != kValidators.end() && found->name == name ? found : nullptr;
}

}  // namespace packwarden
