#include "finding/finding.h"

#include <algorithm>
#include <array>
#include <tuple>

#include "base/digest.h"

namespace packwarden {
namespace {

constexpr std::array<std::string_view, 5> kSeverities = {"note", "low", "medium", "high",
                                                         "critical"};
constexpr std::array<std::string_view, 4> kConfidences = {"low", "medium", "high", "verified"};
constexpr std::array<std::string_view, 3> kClasses = {"secret", "public", "example"};
constexpr std::array<std::string_view, 2> kKinds = {"secret", "content"};

template <class Enum, std::size_t size>
std::optional<Enum> named(const std::array<std::string_view, size>& names, std::string_view name) {
  const auto* const found = std::find(names.begin(), names.end(), name);
  if (found == names.end()) return std::nullopt;
  return static_cast<Enum>(found - names.begin());
}

template <class Enum, std::size_t size>
std::string_view name_in(const std::array<std::string_view, size>& names, Enum value) {
  return names.at(static_cast<std::size_t>(value));
}

bool is_printable_ascii(char c) { return c > ' ' && c < 0x7F; }

}  // namespace

std::string_view name_of(Severity severity) { return name_in(kSeverities, severity); }
std::string_view name_of(Confidence confidence) { return name_in(kConfidences, confidence); }
std::string_view name_of(SecretClass secret_class) { return name_in(kClasses, secret_class); }
std::string_view name_of(FindingKind kind) { return name_in(kKinds, kind); }

std::optional<Severity> severity_named(std::string_view name) {
  return named<Severity>(kSeverities, name);
}
std::optional<Confidence> confidence_named(std::string_view name) {
  return named<Confidence>(kConfidences, name);
}
std::optional<SecretClass> secret_class_named(std::string_view name) {
  return named<SecretClass>(kClasses, name);
}
std::optional<FindingKind> finding_kind_named(std::string_view name) {
  return named<FindingKind>(kKinds, name);
}

std::string preview(std::string_view secret) {
  constexpr std::size_t kShown = 4;
  constexpr std::size_t kShortestShown = 20;
  const std::string_view head = secret.substr(0, kShown);
  std::string out;
  if (secret.size() >= kShortestShown &&
      std::all_of(head.begin(), head.end(), is_printable_ascii)) {
    out = std::string(head) + "… ";
  }
  return out + "(" + std::to_string(secret.size()) + (secret.size() == 1 ? " byte)" : " bytes)");
}

std::string fingerprint(std::string_view rule_id, std::string_view path, std::uint64_t ordinal) {
  std::string text = "packwarden/1";
  text += '\0';
  text += rule_id;
  text += '\0';
  text += path;
  text += '\0';
  text += std::to_string(ordinal);
  return to_hex(sha256(text)).substr(0, 32);
}

bool comes_before(const Finding& a, const Finding& b) {
  return std::tie(a.location.path, a.location.span.begin, a.rule_id, a.location.span.end) <
         std::tie(b.location.path, b.location.span.begin, b.rule_id, b.location.span.end);
}

}  // namespace packwarden
