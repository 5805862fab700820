#include "report/package_url.h"

#include "base/text.h"
#include "npm/package_spec.h"

namespace packwarden {
namespace {

/// Package URL specification, section "Character encoding".
std::string percent_encoded(std::string_view text) {
  constexpr std::string_view kPlain = "-._~:";
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  std::string out;
  for (const char c : text) {
    if (is_ascii_letter(c) || is_ascii_digit(c) || kPlain.find(c) != std::string_view::npos) {
      out.push_back(c);
      continue;
    }
    const auto byte = static_cast<unsigned char>(c);
    out += {'%', kDigits[byte >> 4U], kDigits[byte & 15U]};
  }
  return out;
}

}  // namespace

std::string package_url(std::string_view name, std::string_view version) {
  if (version.empty() || !is_package_name(name)) return {};
  const std::size_t slash = name.starts_with('@') ? name.find('/') : std::string_view::npos;
  const std::string scope = slash == std::string_view::npos
                                ? std::string()
                                : percent_encoded(name.substr(0, slash)) + "/";
  const std::string_view rest = slash == std::string_view::npos ? name : name.substr(slash + 1);
  return "pkg:npm/" + scope + percent_encoded(rest) + "@" + percent_encoded(version);
}

}  // namespace packwarden
