#include <cstdint>
#include <optional>
#include <string>

#include "base/base64.h"
#include "validate/all.h"
#include "validate/placeholder.h"

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

/// Reads the fields of a macaroon in order.
class FieldReader {
 public:
  explicit FieldReader(std::string_view data) : data_(data) {}

  /// The next field; none at the end of the data, or when the field does not fit.
  std::optional<Field> next() {
    const std::optional<std::size_t> type = byte();
    if (!type || *type == kEnd) return type ? std::optional(Field{}) : std::nullopt;
    const std::optional<std::size_t> length = varint();
    if (!length || *length > data_.size()) return std::nullopt;
    const Field field{static_cast<std::uint8_t>(*type), data_.substr(0, *length)};
    data_.remove_prefix(*length);
    return field;
  }

  [[nodiscard]] bool at_end() const { return data_.empty(); }

 private:
  std::optional<std::size_t> byte() {
    if (data_.empty()) return std::nullopt;
    const auto value = static_cast<std::uint8_t>(data_.front());
    data_.remove_prefix(1);
    return value;
  }

  /// Of one or two bytes: no field of PyPI's is longer than 16 KiB.
  std::optional<std::size_t> varint() {
    constexpr std::size_t kMore = 0x80;
    const std::optional<std::size_t> low = byte();
    if (!low || *low < kMore) return low;
    const std::optional<std::size_t> high = byte();
    if (!high || *high >= kMore) return std::nullopt;
    return *low - kMore + *high * kMore;
  }

  std::string_view data_;
};

bool is_pypi(std::string_view location) {
  return location == "pypi.org" || location == "test.pypi.org";
}

/// True when the remaining fields end with a signature and nothing follows.
bool ends_with_signature(FieldReader fields) {
  while (const std::optional<Field> field = fields.next()) {
    if (field->type != kSignature) continue;
    return field->value.size() == kSignatureSize && fields.at_end();
  }
  return false;
}

}  // namespace

// Macaroon format, version 2 (libmacaroons, doc/format.txt): version, location, identifier,
// caveats, signature. PyPI writes all of it as base64url behind `pypi-`.
Verdict check_pypi_macaroon(const Match& match) {
  constexpr std::string_view kPrefix = "pypi-";
  if (!match.secret.starts_with(kPrefix) || is_placeholder(match.secret)) return Verdict::refuted;
  const std::string bytes =
      decode_base64_prefix(match.secret.substr(kPrefix.size()), Base64Alphabet::url);
  if (bytes.empty() || bytes.front() != kVersion) return Verdict::refuted;
  FieldReader fields(std::string_view(bytes).substr(1));
  const std::optional<Field> location = fields.next();
  const bool issued = location && location->type == kLocation && is_pypi(location->value);
  if (!issued) return Verdict::refuted;
  return ends_with_signature(fields) ? Verdict::confirmed : Verdict::unknown;
}

}  // namespace packwarden
