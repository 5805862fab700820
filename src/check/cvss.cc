#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

#include "check/advisories.h"

namespace packwarden {
namespace {

/// One metric of a vector, such as "AV:N"; '\0' where it is missing.
char metric(std::string_view vector, std::string_view name) {
  const std::string key = "/" + std::string(name) + ":";
  const std::size_t at = vector.find(key);
  if (at == std::string_view::npos || at + key.size() >= vector.size()) return '\0';
  return vector[at + key.size()];
}

struct Weight {
  char value;
  double weight;
};

/// Below 0: the metric has no such value.
template <std::size_t size>
double weight_of(char value, const std::array<Weight, size>& weights) {
  const auto found = std::find_if(weights.begin(), weights.end(),
                                  [&](const Weight& row) { return row.value == value; });
  return found == weights.end() ? -1 : found->weight;
}

constexpr std::array<Weight, 4> kVector = {{{'N', 0.85}, {'A', 0.62}, {'L', 0.55}, {'P', 0.2}}};
constexpr std::array<Weight, 2> kComplexity = {{{'L', 0.77}, {'H', 0.44}}};
constexpr std::array<Weight, 3> kPrivileges = {{{'N', 0.85}, {'L', 0.62}, {'H', 0.27}}};
constexpr std::array<Weight, 3> kPrivilegesChanged = {{{'N', 0.85}, {'L', 0.68}, {'H', 0.5}}};
constexpr std::array<Weight, 2> kInteraction = {{{'N', 0.85}, {'R', 0.62}}};
constexpr std::array<Weight, 3> kImpact = {{{'H', 0.56}, {'L', 0.22}, {'N', 0.0}}};

/// CVSS 3.1, annex A: up to one decimal place.
double round_up(double score) {
  const auto whole = static_cast<std::int64_t>(std::llround(score * 100'000));
  return whole % 10'000 == 0 ? static_cast<double>(whole) / 100'000
                             : (static_cast<double>(whole / 10'000) + 1) / 10;
}

}  // namespace

/// CVSS 3.1, section 7.1.
double cvss_base_score(std::string_view vector) {
  if (!vector.starts_with("CVSS:3.")) return -1;
  const bool changed = metric(vector, "S") == 'C';
  const char privileges = metric(vector, "PR");
  const std::array<double, 7> weights = {
      weight_of(metric(vector, "AV"), kVector),
      weight_of(metric(vector, "AC"), kComplexity),
      changed ? weight_of(privileges, kPrivilegesChanged) : weight_of(privileges, kPrivileges),
      weight_of(metric(vector, "UI"), kInteraction),
      weight_of(metric(vector, "C"), kImpact),
      weight_of(metric(vector, "I"), kImpact),
      weight_of(metric(vector, "A"), kImpact)};
  if (std::any_of(weights.begin(), weights.end(), [](double weight) { return weight < 0; })) {
    return -1;
  }
  const double base = 1 - (1 - weights[4]) * (1 - weights[5]) * (1 - weights[6]);
  const double impact =
      changed ? 7.52 * (base - 0.029) - 3.25 * std::pow(base - 0.02, 15) : 6.42 * base;
  if (impact <= 0) return 0;
  const double exploitability = 8.22 * weights[0] * weights[1] * weights[2] * weights[3];
  const double sum = impact + exploitability;
  return round_up(std::min(changed ? 1.08 * sum : sum, 10.0));
}

Severity severity_of_score(double score) {
  if (score < 4) return Severity::low;
  if (score < 7) return Severity::medium;
  return score < 9 ? Severity::high : Severity::critical;
}

}  // namespace packwarden
