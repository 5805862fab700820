#include "check/ci_facts.h"

#include "base/text.h"
#include "npm/hosted_repository.h"

namespace packwarden {
namespace {

constexpr auto kNone = std::string_view::npos;

/// The value of a variable; "" where it is not set.
std::string_view value_of(std::span<const std::string_view> environment, std::string_view name) {
  for (const std::string_view variable : environment) {
    if (variable.starts_with(name) && variable.substr(name.size()).starts_with('=')) {
      return variable.substr(name.size() + 1);
    }
  }
  return {};
}

}  // namespace

std::string repository_key(std::string_view address) {
  const auto hosted = hosted_address(address, AddressUse::repository);
  std::string_view rest = hosted ? std::string_view(*hosted) : address;
  const std::size_t scheme = rest.find("://");
  if (scheme == kNone) return "";
  rest.remove_prefix(scheme + 3);
  const std::size_t login = rest.substr(0, rest.find('/')).rfind('@');
  if (login != kNone) rest.remove_prefix(login + 1);
  rest = rest.substr(0, rest.find_first_of("?#"));
  while (rest.ends_with('/')) rest.remove_suffix(1);
  if (rest.ends_with(".git")) rest.remove_suffix(4);
  return ascii_lower(rest);
}

/// Variables as the services document them: GitHub Actions, "Default environment variables" and
/// "OpenID Connect"; GitLab CI/CD, "Predefined variables"; npm, "Generating provenance statements".
CiFacts ci_facts(std::span<const std::string_view> environment) {
  const auto value = [&](std::string_view name) { return value_of(environment, name); };
  CiFacts out;
  if (value("GITHUB_ACTIONS") == "true") {
    out.service = "GitHub Actions";
    out.repository = repository_key(std::string(value("GITHUB_SERVER_URL")) + "/" +
                                    std::string(value("GITHUB_REPOSITORY")));
    out.permission = "`permissions: id-token: write` for the job";
    out.has_identity = !value("ACTIONS_ID_TOKEN_REQUEST_URL").empty();
  } else if (!value("GITLAB_CI").empty()) {
    out.service = "GitLab CI/CD";
    out.repository = repository_key(value("CI_PROJECT_URL"));
    out.permission = "`id_tokens: SIGSTORE_ID_TOKEN: aud: sigstore` for the job";
    out.has_identity = !value("SIGSTORE_ID_TOKEN").empty();
  }
  return out;
}

}  // namespace packwarden
