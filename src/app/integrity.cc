#include "app/integrity.h"

#include <optional>

#include "base/base64.h"
#include "base/digest.h"
#include "base/environment.h"
#include "base/text.h"

namespace packwarden {
namespace {

constexpr std::string_view kAlgorithm = "sha512-";
constexpr std::size_t kDigestBytes = 64;

}  // namespace

bool is_integrity(std::string_view text) {
  if (!text.starts_with(kAlgorithm)) return false;
  const auto digest = decode_base64(text.substr(kAlgorithm.size()), Base64Alphabet::standard);
  return digest && digest->size() == kDigestBytes;
}

std::string integrity_of(std::string_view bytes) {
  Sha512Stream stream;
  stream.update(bytes);
  const Sha512 digest = stream.finish();
  return std::string(kAlgorithm) + encode_base64(std::string(digest.begin(), digest.end()));
}

Result<std::string> expected_integrity(const Options& options) {
  const bool is_named = !options.expected_integrity_variable.empty();
  if (!is_named && options.expected_integrity.empty()) return std::string();
  const std::string where =
      is_named ? options.expected_integrity_variable : std::string("--expect-integrity");
  const std::string text(trimmed(is_named
                                     ? environment_variable(options.expected_integrity_variable)
                                     : options.expected_integrity));
  if (is_integrity(text)) return text;
  return fail(ErrorKind::config, where,
              text.empty() ? "is not set, and so does not say which tarball is expected"
                           : "is no digest of a tarball: \"sha512-\" and base64, as npm writes it");
}

}  // namespace packwarden
