#include "validate/dotenv_summary.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "validate/dotenv.h"
#include "validate/known_guard.h"
#include "validate/placeholder.h"

namespace packwarden {
namespace {

bool is_short_number(std::string_view text) {
  constexpr std::size_t kLongest = 6;
  return !text.empty() && text.size() <= kLongest &&
         std::all_of(text.begin(), text.end(), is_ascii_digit);
}

bool is_loopback(std::string_view host) {
  constexpr std::array<std::string_view, 5> kHosts = {"localhost", "0.0.0.0", "::1", "::", "[::1]"};
  if (is_one_of(host, kHosts)) return true;
  return host.starts_with("127.") && std::all_of(host.begin(), host.end(), [](char c) {
           return is_ascii_digit(c) || c == '.';
         });
}

/// What only its owner can decrypt: it may be published.
bool is_encrypted(const DotenvVariable& variable) {
  return variable.value.starts_with("encrypted:") || variable.name.starts_with("DOTENV_VAULT_") ||
         variable.name.starts_with("DOTENV_PUBLIC_KEY");
}

}  // namespace

bool is_plain_setting(std::string_view value) {
  constexpr std::array<std::string_view, 8> kBooleans = {"true", "false", "yes",  "no",
                                                         "on",   "off",   "null", "none"};
  const std::string folded = ascii_lower(value);
  if (is_one_of(folded, kBooleans)) return true;
  if (is_short_number(folded) || is_loopback(folded)) return true;
  const std::size_t colon = folded.rfind(':');
  if (colon == std::string::npos) return false;
  return is_loopback(std::string_view(folded).substr(0, colon)) &&
         is_short_number(std::string_view(folded).substr(colon + 1));
}

DotenvSummary summary_of_dotenv(std::string_view text) {
  constexpr std::size_t kMostNames = 20;
  DotenvSummary out;
  for (const DotenvVariable& variable : parse_dotenv(text)) {
    ++out.variables;
    if (variable.value.starts_with('$')) ++out.references;
    if (is_placeholder(variable.value) || is_plain_setting(variable.value)) continue;
    if (is_encrypted(variable)) continue;
    if (out.real.size() < kMostNames) out.real.push_back(variable.name);
    if (out.secret.size() == kMostNames) continue;
    if (speaks_of_secret(variable.name, variable.value)) out.secret.push_back(variable.name);
  }
  return out;
}

}  // namespace packwarden
