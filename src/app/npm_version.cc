#include "app/npm_version.h"

#include <algorithm>
#include <charconv>

namespace packwarden {
namespace {

constexpr int kOldest = 9;
constexpr int kNewest = 12;

}  // namespace

std::optional<int> npm_major(std::string_view user_agent) {
  constexpr std::string_view kName = "npm/";
  if (!user_agent.starts_with(kName)) return std::nullopt;
  user_agent.remove_prefix(kName.size());
  int major = 0;
  const auto [end, error] =
      std::from_chars(user_agent.data(), user_agent.data() + user_agent.size(), major);
  const bool is_number = error == std::errc() && major > 0;
  return is_number ? std::optional(major) : std::nullopt;
}

std::vector<int> npm_versions(std::string_view user_agent, std::vector<int> otherwise) {
  const std::optional<int> major = npm_major(user_agent);
  if (!major) return otherwise;
  return {std::clamp(*major, kOldest, kNewest)};
}

std::string note_on_version(std::string_view user_agent) {
  const std::optional<int> major = npm_major(user_agent);
  if (!major || (*major >= kOldest && *major <= kNewest)) return {};
  return "npm " + std::to_string(*major) +
         " calls, whose packing rules are not known: those of npm " +
         std::to_string(std::clamp(*major, kOldest, kNewest)) +
         " are used. Audit the tarball that it makes";
}

}  // namespace packwarden
