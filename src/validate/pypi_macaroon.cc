#include <cstdint>
#include <optional>
#include <string>

#include "base/base64.h"
#include "validate/all.h"

namespace packwarden {
namespace {

constexpr std::uint8_t kVersion = 2;
constexpr std::uint8_t kEnd = 0;
constexpr std::uint8_t kLocation = 1;
constexpr std::uint8_t kSignature = 6;
constexpr std::size_t kSignatureSize = 32;

struct Field {
  std::uint8_t type = kEnd;
  std::string_view value;
};

/// Takes a field from the front of `data`; none when it does not fit. Lengths are varints; those of
/// PyPI's fields have one or two bytes.
std::optional<Field> take_field(std::string_view& data) {
  constexpr std::size_t kMore = 0x80;
  const auto take = [&data] {
    const auto byte = static_cast<std::uint8_t>(data.front());
    data.remove_prefix(1);
    return byte;
  };
  if (data.empty()) return std::nullopt;
  const std::uint8_t type = take();
  if (type == kEnd) return Field{};
  if (data.empty()) return std::nullopt;
  std::size_t length = take();
  if (length >= kMore) {
    if (data.empty()) return std::nullopt;
    length = length - kMore + take() * kMore;
  }
  if (length > data.size()) return std::nullopt;
  const Field field{type, data.substr(0, length)};
  data.remove_prefix(length);
  return field;
}

bool is_pypi(std::string_view location) {
  return location == "pypi.org" || location == "test.pypi.org";
}

/// True when the remaining fields end with a signature and nothing follows.
bool ends_with_signature(std::string_view data) {
  while (const std::optional<Field> field = take_field(data)) {
    if (field->type == kSignature) return field->value.size() == kSignatureSize && data.empty();
  }
  return false;
}

}  // namespace

// Macaroon format, version 2 (libmacaroons, doc/format.txt): version, location, identifier,
// caveats, signature. PyPI writes all of it as base64url behind `pypi-`.
Verdict check_pypi_macaroon(const Match& match) {
  constexpr std::string_view kPrefix = "pypi-";
  if (!match.secret.starts_with(kPrefix)) return Verdict::refuted;
  const std::optional<std::string> bytes =
      decode_base64(match.secret.substr(kPrefix.size()), Base64Alphabet::url);
  if (!bytes || bytes->empty() || bytes->front() != kVersion) return Verdict::refuted;
  std::string_view data = std::string_view(*bytes).substr(1);
  const std::optional<Field> location = take_field(data);
  const bool issued = location && location->type == kLocation && is_pypi(location->value);
  if (!issued) return Verdict::refuted;
  return ends_with_signature(data) ? Verdict::confirmed : Verdict::unknown;
}

}  // namespace packwarden
