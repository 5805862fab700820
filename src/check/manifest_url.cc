#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <utility>

#include "base/text.h"
#include "check/all.h"
#include "validate/placeholder.h"

namespace packwarden {
namespace {

constexpr auto kNone = std::string_view::npos;

/// An address with somebody in it: `scheme://user:password@host`.
struct Address {
  std::string_view scheme;
  std::string user;
  std::string password;
};

/// RFC 3986, section 3.2.1. None without user information.
std::optional<Address> address_of(std::string_view url) {
  const std::size_t scheme_end = url.find("://");
  if (scheme_end == kNone) return std::nullopt;
  std::string_view authority = url.substr(scheme_end + 3);
  authority = authority.substr(0, authority.find_first_of("/?#"));
  const std::size_t at = authority.rfind('@');
  if (at == kNone || at == 0) return std::nullopt;
  const std::string_view user = authority.substr(0, at);
  const std::size_t colon = std::min(user.find(':'), user.size());
  return Address{url.substr(0, scheme_end), percent_decoded(user.substr(0, colon)),
                 percent_decoded(user.substr(std::min(colon + 1, user.size())))};
}

/// Whether a name of a user is a token: services take one in its place.
bool is_token(std::string_view user) {
  constexpr std::size_t kShortest = 20;
  constexpr std::array<std::string_view, 8> kBegins = {"ghp_",   "gho_", "ghs_", "github_pat_",
                                                       "glpat-", "npm_", "pat_", "ATBB"};
  if (is_placeholder(user) || user.size() < kShortest) return false;
  const bool is_mixed = std::any_of(user.begin(), user.end(), is_ascii_digit) &&
                        std::any_of(user.begin(), user.end(), is_ascii_letter);
  return is_mixed || std::any_of(kBegins.begin(), kBegins.end(),
                                 [&](std::string_view begin) { return user.starts_with(begin); });
}

/// `git@` is how everybody logs in over SSH.
bool is_everybody(const Address& address) {
  return address.user == "git" && address.password.empty() &&
         (address.scheme == "git" || address.scheme.ends_with("ssh"));
}

/// None: it says nothing of anybody.
std::optional<Severity> severity_of(const Address& address) {
  if (is_token(address.user)) return Severity::critical;
  if (address.password.empty()) {
    return is_everybody(address) ? std::nullopt : std::optional(Severity::note);
  }
  const bool hollow = is_placeholder(address.password) || address.password == "x-oauth-basic";
  return hollow ? std::nullopt : std::optional(Severity::critical);
}

/// A place in package.json, and how people write it.
struct Place {
  std::vector<JsonStep> steps;
  std::string shown;
};

void judge(const Json& value, const Place& place, PackageHits& hits) {
  if (value.string() == nullptr) return;
  const auto address = address_of(*value.string());
  const auto severity = address ? severity_of(*address) : std::nullopt;
  if (!severity) return;
  const std::string what =
      *severity == Severity::note ? "a user" : "a user with a password, or a token";
  hits.add_in_manifest({*severity, "`" + place.shown + "` names " + what + ".", ""}, place.steps);
}

Place below(const Place& place, JsonStep step, std::string_view shown) {
  Place out = place;
  out.steps.push_back(step);
  out.shown += shown;
  return out;
}

/// A field that is an address, an object with one, or a list of these.
void judge_field(const Json& value, const Place& place, PackageHits& hits) {
  judge(value, place, hits);
  if (const Json* url = value.find("url")) judge(*url, below(place, "url", ".url"), hits);
  if (value.array() == nullptr) return;
  for (std::size_t i = 0; i < value.array()->size(); ++i) {
    const Place element = below(place, i, "[" + std::to_string(i) + "]");
    const Json& inner = (*value.array())[i];
    judge(inner, element, hits);
    if (const Json* url = inner.find("url")) judge(*url, below(element, "url", ".url"), hits);
  }
}

void judge_dependencies(const Json& value, const Place& place, PackageHits& hits) {
  if (value.object() == nullptr) return;
  for (const auto& [name, version] : *value.object()) {
    judge(version, below(place, std::string_view(name), "." + name), hits);
  }
}

void run(const PackageView& package, PackageHits& hits) {
  constexpr std::array<std::string_view, 4> kFields = {"repository", "bugs", "homepage", "funding"};
  constexpr std::array<std::string_view, 5> kDependencies = {
      "dependencies", "devDependencies", "optionalDependencies", "peerDependencies", "overrides"};
  for (const std::string_view field : kFields) {
    const Json* value = package.manifest().find(field);
    if (value != nullptr) judge_field(*value, {{field}, std::string(field)}, hits);
  }
  for (const std::string_view field : kDependencies) {
    const Json* value = package.manifest().find(field);
    if (value != nullptr) judge_dependencies(*value, {{field}, std::string(field)}, hits);
  }
}

}  // namespace

const PackageCheck kManifestUrl = {
    {"sec-manifest-url-credentials", Severity::critical, "Address with credentials in package.json",
     "npm copies the address of the git remote into package.json, with what stands in it; the "
     "package page shows it to everybody.",
     "Write the address without user and password, and do the same with `git remote set-url`. "
     "Revoke a token or password that was ever real."},
    run};

}  // namespace packwarden
