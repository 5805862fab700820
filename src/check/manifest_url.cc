#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <utility>

#include "base/text.h"
#include "check/address_user.h"
#include "check/all.h"
#include "validate/placeholder.h"

namespace packwarden {
namespace {

/// Somebody in an address.
struct Somebody {
  std::string user;
  std::string password;
};

Somebody somebody_in(std::string_view text) {
  const std::size_t colon = std::min(text.find(':'), text.size());
  return {percent_decoded(text.substr(0, colon)),
          percent_decoded(text.substr(std::min(colon + 1, text.size())))};
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

/// None: it says nothing of anybody.
std::optional<Severity> severity_of(const AddressUser& address) {
  if (address.text.empty() || address.is_everybody()) return std::nullopt;
  const Somebody somebody = somebody_in(address.text);
  if (is_token(somebody.user)) return Severity::critical;
  if (somebody.password.empty()) return Severity::note;
  const bool hollow = is_placeholder(somebody.password) || somebody.password == "x-oauth-basic";
  return hollow ? std::nullopt : std::optional(Severity::critical);
}

/// A place in package.json, and how people write it.
struct Place {
  std::vector<JsonStep> steps;
  std::string shown;
};

void judge(const Json& value, const Place& place, PackageHits& hits) {
  if (value.string() == nullptr) return;
  const auto address = find_address_user(*value.string());
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
