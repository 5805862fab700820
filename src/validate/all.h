#pragma once

#include "validate/validators.h"

// The functions behind the table of validators.cc, one file each (or one for a family). All of them
// are pure, and refuse nothing of a Match but what its text says.
namespace packwarden {

[[nodiscard]] Verdict check_aws_key_id(const Match& match);
[[nodiscard]] Verdict check_aws_secret_key(const Match& match);
[[nodiscard]] Verdict check_azure_storage_key(const Match& match);
[[nodiscard]] Verdict check_base58check(const Match& match);
[[nodiscard]] Verdict check_bech32(const Match& match);
[[nodiscard]] Verdict check_build_trace(const Match& match);
[[nodiscard]] Verdict check_capture_host(const Match& match);
[[nodiscard]] Verdict check_confluent_secret(const Match& match);
[[nodiscard]] Verdict check_crc32_base62(const Match& match);
[[nodiscard]] Verdict check_crc32_hex(const Match& match);
[[nodiscard]] Verdict check_environment_object(const Match& match);
[[nodiscard]] Verdict check_ethereum_private_key(const Match& match);
[[nodiscard]] Verdict check_generic_password(const Match& match);
[[nodiscard]] Verdict check_generic_secret(const Match& match);
[[nodiscard]] Verdict check_github_refresh_token(const Match& match);
[[nodiscard]] Verdict check_github_token_base64(const Match& match);
[[nodiscard]] Verdict check_gitlab_routable(const Match& match);
[[nodiscard]] Verdict check_google_api_key(const Match& match);
[[nodiscard]] Verdict check_google_service_account(const Match& match);
[[nodiscard]] Verdict check_grafana_service_account(const Match& match);
[[nodiscard]] Verdict check_home_path(const Match& match);
[[nodiscard]] Verdict check_internal_host(const Match& match);
[[nodiscard]] Verdict check_jwt(const Match& match);
[[nodiscard]] Verdict check_kubernetes_secret(const Match& match);
[[nodiscard]] Verdict check_npmrc_basic_auth(const Match& match);
[[nodiscard]] Verdict check_npmrc_password(const Match& match);
[[nodiscard]] Verdict check_npmrc_token(const Match& match);
[[nodiscard]] Verdict check_obfuscation(const Match& match);
[[nodiscard]] Verdict check_password_argument(const Match& match);
[[nodiscard]] Verdict check_pem(const Match& match);
[[nodiscard]] Verdict check_pem_base64(const Match& match);
[[nodiscard]] Verdict check_pem_encrypted(const Match& match);
[[nodiscard]] Verdict check_placeholder(const Match& match);
[[nodiscard]] Verdict check_plain_http(const Match& match);
[[nodiscard]] Verdict check_private_address(const Match& match);
[[nodiscard]] Verdict check_public_prefix(const Match& match);
[[nodiscard]] Verdict check_pypi_macaroon(const Match& match);
[[nodiscard]] Verdict check_random(const Match& match);
[[nodiscard]] Verdict check_random_value(const Match& match);
[[nodiscard]] Verdict check_rooted_path(const Match& match);
[[nodiscard]] Verdict check_sentry_org_token(const Match& match);
[[nodiscard]] Verdict check_signed_url(const Match& match);
[[nodiscard]] Verdict check_supabase_anon(const Match& match);
[[nodiscard]] Verdict check_supabase_service_role(const Match& match);
[[nodiscard]] Verdict check_url_password(const Match& match);
[[nodiscard]] Verdict check_vite_object(const Match& match);

}  // namespace packwarden
