#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/span.h"

namespace packwarden {

/// How bad it is. The names reach reports and configuration and never change.
enum class Severity : std::uint8_t { note, low, medium, high, critical };
/// How sure we are. `verified`: an offline check (a checksum, a parse) confirmed the value.
enum class Confidence : std::uint8_t { low, medium, high, verified };
/// `public_value`: meant to be published; `example`: a documentation value.
enum class SecretClass : std::uint8_t { secret, public_value, example };
enum class FindingKind : std::uint8_t { secret, content };

[[nodiscard]] std::string_view name_of(Severity severity);
[[nodiscard]] std::string_view name_of(Confidence confidence);
[[nodiscard]] std::string_view name_of(SecretClass secret_class);
[[nodiscard]] std::string_view name_of(FindingKind kind);
/// The inverse of `name_of`; none for another text.
[[nodiscard]] std::optional<Severity> severity_named(std::string_view name);
[[nodiscard]] std::optional<Confidence> confidence_named(std::string_view name);
[[nodiscard]] std::optional<SecretClass> secret_class_named(std::string_view name);
[[nodiscard]] std::optional<FindingKind> finding_kind_named(std::string_view name);

/// The author's file, where a source map names it. `path` is untrusted text for display.
struct Original {
  std::string path;
  LineColumn start;
};

/// What a generated file says of its source map, and the place in it that the map may know.
struct MapReference {
  std::string url;   // untrusted, as it stands: mostly a path beside the file
  LineColumn place;  // the column counts units of UTF-16
};

/// Where a finding is. `span` counts bytes of the entry as published, even for a decoded layer.
struct Location {
  std::string path;  // raw bytes, '/'-separated; escape before display
  ByteSpan span;
  LineColumn start;
  LineColumn end;
  std::vector<std::string> via;  // the layers, outermost first
  std::optional<Original> original;
};

/// A further place of the same value, or a further rule on the same bytes.
struct AlsoAt {
  std::string rule_id;
  Location location;
  std::vector<int> npm_profiles;  // as those of a finding
};

/// Equal where two values of one tagger are, and different where they are not. It is made with a
/// key that nobody else has and that goes with the run (validate/value_tag.h): of the value it says
/// nothing. Never reported.
using ValueTag = std::array<std::uint8_t, 16>;

/// One thing to fix. Holds no secret, so it may be logged, stored and sent.
struct Finding {
  std::string rule_id;
  FindingKind kind = FindingKind::secret;
  std::string title;
  Severity severity = Severity::high;
  Confidence confidence = Confidence::medium;
  SecretClass secret_class = SecretClass::secret;  // meaningless for content
  std::string message;                             // why it matters
  std::string fix;                                 // what to do
  Location location;
  std::vector<int> npm_profiles;  // major versions of npm that pack the file; of a package only
  std::vector<AlsoAt> also;
  std::optional<MapReference> map;    // of a generated file whose map is elsewhere; not reported
  std::optional<ValueTag> value_tag;  // of a secret, until equal ones are one finding
  std::string clue;                   // for checks of the whole package; not reported
  std::string preview;                // made by preview(); empty for content
  std::string fingerprint;            // made by fingerprint()
};

/// What may be shown of a secret: its length, and its first four bytes when it has at least twenty
/// and these are printable ASCII. "npm_… (40 bytes)", "(9 bytes)".
[[nodiscard]] std::string preview(std::string_view secret);

/// The keyless fingerprint: a digest over rule id, path and `ordinal`, the number of earlier
/// findings of that rule in that path. It says nothing of the value and changes when an earlier
/// finding goes.
[[nodiscard]] std::string fingerprint(std::string_view rule_id, std::string_view path,
                                      std::uint64_t ordinal);

/// Report order: path, offset, rule id.
[[nodiscard]] bool comes_before(const Finding& a, const Finding& b);

}  // namespace packwarden
