#include "validate/joined.h"

#include <algorithm>

#include "base/text.h"
#include "decode/marked_text.h"
#include "validate/context.h"
#include "validate/randomness.h"

namespace packwarden {
namespace {

/// Measured on 3 GB of programs and libraries: words and mangled names that a prefix of three or
/// four bytes stands in reach 0.9 bits for each byte; of random tokens 98 in 100 have more
/// than 1.2.
bool is_no_name(std::string_view secret) {
  return randomness(secret) >= static_cast<double>(secret.size());
}

/// The model takes hexadecimal digits for names in part; so many in a row are none.
bool has_hexadecimal_run(std::string_view secret) {
  constexpr std::size_t kLongest = 24;
  std::size_t digits = 0;
  return std::any_of(secret.begin(), secret.end(), [&digits](char c) {
    const bool is_digit = is_ascii_digit(c) || (c >= 'a' && c <= 'f');
    if (is_digit) ++digits;
    if (!is_digit && c != '-') digits = 0;
    return digits >= kLongest;
  });
}

std::string_view run_at_begin(std::string_view text) {
  const auto* const end = std::find_if_not(text.begin(), text.end(), MarkedText::is_of_base64);
  return text.substr(0, static_cast<std::size_t>(end - text.begin()));
}

std::string_view run_at_end(std::string_view text) {
  const auto begin = std::find_if_not(text.rbegin(), text.rend(), MarkedText::is_of_base64);
  return text.substr(text.size() - static_cast<std::size_t>(begin - text.rbegin()));
}

/// Any four letters stand somewhere in enough base64.
bool is_amid_base64(const Match& match) {
  constexpr std::size_t kFarthest = 40;
  return is_random(run_at_end(text_before(match, kFarthest))) ||
         is_random(run_at_begin(text_after(match, kFarthest)));
}

}  // namespace

bool stands_out(const Match& match) {
  constexpr std::uint32_t kLongLiteral = 5;
  if (match.rule->facts.literal >= kLongLiteral) return true;
  if (has_hexadecimal_run(match.secret)) return true;
  return is_no_name(match.secret) && !is_amid_base64(match);
}

}  // namespace packwarden
