#include <algorithm>
#include <charconv>
#include <chrono>
#include <optional>
#include <string>

#include "base/text.h"
#include "validate/all.h"
#include "validate/context.h"
#include "validate/past.h"
#include "validate/placeholder.h"

namespace packwarden {
namespace {

using Time = std::chrono::sys_seconds;

/// The query that the signature is a parameter of, without its escapes: what stands between blanks,
/// quotes and the like around it.
std::string query_of(const Match& match) {
  constexpr std::size_t kLongest = 2048;
  constexpr std::string_view kEnds = " \t\r\n\"'`<>\\()";
  std::string_view before = text_before(match, kLongest);
  const std::size_t begin = before.find_last_of(kEnds);
  if (begin != std::string_view::npos) before.remove_prefix(begin + 1);
  const std::string_view after = text_after(match, kLongest);
  return percent_decoded(std::string(before) + std::string(match.secret) +
                         std::string(after.substr(0, after.find_first_of(kEnds))));
}

/// The value of the parameter `name`; empty: there is none.
std::string_view parameter(std::string_view query, std::string_view name) {
  for (std::size_t at = query.find(name); at != std::string_view::npos;
       at = query.find(name, at + 1)) {
    const std::size_t end = at + name.size();
    const bool begins =
        at == 0 || std::string_view("?&;").find(query[at - 1]) != std::string_view::npos;
    if (!begins || end >= query.size() || query[end] != '=') continue;
    const std::string_view value = query.substr(end + 1);
    return value.substr(0, value.find_first_of("&;"));
  }
  return {};
}

std::optional<std::int64_t> number_of(std::string_view digits) {
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  const bool is_whole = error == std::errc() && end == digits.data() + digits.size();
  return is_whole && value >= 0 ? std::optional(value) : std::nullopt;
}

/// `2030-01-02…` and `20300102T…`; the time of the day does not count.
std::optional<Time> day_of(std::string_view text) {
  constexpr std::size_t kDigits = 8;
  std::string digits;
  for (const char c : text) {
    if (is_ascii_digit(c)) digits += c;
    if (digits.size() == kDigits || (!is_ascii_digit(c) && c != '-')) break;
  }
  const auto number = digits.size() == kDigits ? number_of(digits) : std::nullopt;
  if (!number) return std::nullopt;
  const std::chrono::year_month_day day(
      std::chrono::year(static_cast<int>(*number / 10000)),
      std::chrono::month(static_cast<unsigned>(*number / 100 % 100)),
      std::chrono::day(static_cast<unsigned>(*number % 100)));
  return day.ok() ? std::optional<Time>(std::chrono::sys_days(day)) : std::nullopt;
}

/// The day after the last on which the address is good; none: it does not say.
std::optional<Time> expiry_of(std::string_view query) {
  constexpr std::int64_t kMost = std::int64_t{1} << 40U;
  constexpr std::chrono::days kDay(1);
  if (const auto end = day_of(parameter(query, "se"))) return *end + kDay;
  for (const std::string_view provider : {"Amz", "Goog"}) {
    const std::string name = "X-" + std::string(provider);
    const auto begin = day_of(parameter(query, name + "-Date"));
    const auto seconds = number_of(parameter(query, name + "-Expires"));
    if (begin && seconds && *seconds < kMost) return *begin + kDay + std::chrono::seconds(*seconds);
  }
  const auto end = number_of(parameter(query, "Expires"));
  return end && *end < kMost ? std::optional(Time(std::chrono::seconds(*end))) : std::nullopt;
}

}  // namespace

// Azure: "Create a service SAS", `se`. AWS: "Authenticating requests: query parameters", Signature
// Version 4, `X-Amz-Date` and `X-Amz-Expires`; Version 2, `Expires`. Google: "Signed URLs", V4.
Verdict check_signed_url(const Match& match) {
  const auto expiry = expiry_of(query_of(match));
  const bool refuted = is_placeholder(match.secret) || (expiry && *expiry < kPast);
  return refuted ? Verdict::refuted : Verdict::unknown;
}

}  // namespace packwarden
