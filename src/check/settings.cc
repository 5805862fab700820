#include "check/settings.h"

#include <algorithm>
#include <array>
#include <string>

#include "base/text.h"
#include "validate/dotenv_summary.h"
#include "validate/placeholder.h"

namespace packwarden {
namespace {

constexpr auto kNone = std::string_view::npos;

bool is_quote(char c) { return c == '"' || c == '\'' || c == '`'; }

/// Where the key of a line ends: at the first separator behind the key's quotes.
std::size_t key_end(std::string_view line, char separator) {
  std::size_t from = 0;
  if (!line.empty() && is_quote(line.front())) {
    from = std::min(line.find(line.front(), 1), line.size() - 1) + 1;
  }
  if (line.starts_with(':')) from = 1;  // a symbol of Ruby's
  return separator == ' ' ? line.find_first_of(" \t", from) : line.find(separator, from);
}

/// `value` without what follows its quotes, or ` #`; in JSON a comma does.
std::string_view without_comment(std::string_view value) {
  if (value.empty()) return value;
  if (is_quote(value.front())) {
    const std::size_t end = value.find(value.front(), 1);
    return end == kNone ? value.substr(1) : value.substr(1, end - 1);
  }
  value = value.substr(0, std::min(value.find(" #"), value.find(" ;")));
  if (value.ends_with(',')) value.remove_suffix(1);
  return trimmed(value);
}

bool is_comment(std::string_view line) {
  return line.starts_with('#') || line.starts_with(';') || line.starts_with("// ");
}

/// `line` without what makes it an element of a list.
std::string_view without_dash(std::string_view line) {
  return line.starts_with("- ") ? trimmed(line.substr(2)) : line;
}

}  // namespace

std::string_view without_quotes(std::string_view text) {
  text = trimmed(text);
  const bool quoted = text.size() > 1 && is_quote(text.front()) && text.back() == text.front();
  return quoted ? text.substr(1, text.size() - 2) : text;
}

void visit_settings(std::string_view text, char separator,
                    const std::function<bool(const Setting&)>& take) {
  std::string_view section;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = without_dash(trimmed(text.substr(0, end)));
    text.remove_prefix(std::min(end + 1, text.size()));
    if (line.empty() || is_comment(line)) continue;
    if (line.front() == '[' && line.back() == ']') {
      section = line.substr(1, line.size() - 2);
      continue;
    }
    const std::size_t at = key_end(line, separator);
    if (at == kNone) continue;
    const std::string_view key = without_quotes(line.substr(0, at));
    if (!take({section, key, without_comment(trimmed(line.substr(at + 1)))})) return;
  }
}

bool is_literal(std::string_view value) {
  constexpr std::array<std::string_view, 4> kLeftOut = {"DATA+OMITTED", "DATA_OMITTED", "OMITTED",
                                                        "TOKEN_ELIDED"};
  if (value.size() > 3 && value.starts_with('<') && value.ends_with('>')) return false;
  return !is_placeholder(value) && !is_plain_setting(value) && !is_one_of(value, kLeftOut);
}

bool is_name_of_secret(std::string_view key) {
  constexpr std::array<std::string_view, 12> kParts = {
      "password", "passwd",     "secret",     "token",     "api_key", "apikey",
      "api-key",  "access_key", "access-key", "accesskey", "_auth",   "private"};
  const std::string folded = ascii_lower(key);
  if (folded == "pass" || folded == "auth" || folded == "pwd" || folded == "key") return true;
  return std::any_of(kParts.begin(), kParts.end(),
                     [&](std::string_view part) { return folded.find(part) != std::string::npos; });
}

bool has_secret_setting(std::string_view text) {
  bool found = false;
  for (const char separator : {'=', ':'}) {
    visit_settings(text, separator, [&](const Setting& setting) {
      found = found || (is_name_of_secret(setting.key) && is_literal(setting.value));
      return !found;
    });
  }
  return found;
}

}  // namespace packwarden
