#include <algorithm>
#include <array>

#include "base/text.h"
#include "check/all.h"
#include "check/practice.h"

// What an application lacks: practice-login-rate-limit, practice-missing-header-middleware. That it
// is there in another way, in front of the application, cannot be told: hints, and no more.
namespace packwarden {
namespace {

/// Whether a dependency has to do with limits of how often something is asked.
bool limits_rate(std::string_view dependency) {
  constexpr auto kParts = std::to_array<std::string_view>(
      {"brute", "limiter", "rate-limit", "ratelimit", "slow-down", "throttle"});
  return std::any_of(kParts.begin(), kParts.end(), [&](std::string_view part) {
    return dependency.find(part) != std::string_view::npos;
  });
}

void check_rate(const PackageView& package, PackageHits& hits) {
  if (!is_app(package) || !depends_on(package, "express") || !depends_on(package, "passport")) {
    return;
  }
  const Json* dependencies = package.manifest().find("dependencies");
  const bool has_limit = dependencies != nullptr && dependencies->object() != nullptr &&
                         std::any_of(dependencies->object()->begin(), dependencies->object()->end(),
                                     [](const auto& member) { return limits_rate(member.first); });
  if (!has_limit) hits.add_in_manifest({hits.severity(), "", ""}, {"dependencies", "passport"});
}

void check_headers(const PackageView& package, PackageHits& hits) {
  if (!is_app(package) || !depends_on(package, "express") || depends_on(package, "helmet")) return;
  hits.add_in_manifest({hits.severity(), "", ""}, {"dependencies", "express"});
}

}  // namespace

const PackageCheck kPracticeHeaderMiddleware = {
    {"practice-missing-header-middleware", Severity::note, "No headers that protect browsers",
     "The application has express and no helmet. Something in front of it may set the headers: "
     "that cannot be told here.",
     "Use `helmet`, or see to it that the proxy sets them."},
    check_headers,
    CheckGroup::practices};

const PackageCheck kPracticeRateLimit = {
    {"practice-login-rate-limit", Severity::note, "No limit to how often a login is tried",
     "The application has passport and none of the known limiters. Something in front of it may "
     "have one: that cannot be told here.",
     "Use `express-rate-limit` or its like on the routes of logins."},
    check_rate,
    CheckGroup::practices};

}  // namespace packwarden
