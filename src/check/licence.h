#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"

namespace packwarden {

/// What a licence asks of those who pass the code on, from the least to the most.
enum class LicenceFamily : std::uint8_t {
  permissive,  // to name the authors
  weak,        // their own changes, too: LGPL, MPL, EPL and the like
  copyleft,    // all of what is built with it: GPL, AGPL
  restricted,  // or forbids some uses
};

/// A licence expression of SPDX.
struct LicenceExpression {
  LicenceFamily family = LicenceFamily::permissive;  // of `OR` the least, of `AND` the most
  std::vector<std::string> licences;                 // in SPDX's spelling, in order
  bool is_spelled_as_listed = true;                  // else the case of some letters differs
};

/// Parses an expression of SPDX 2.3, annex D: `AND`, `OR`, `WITH`, `+`, brackets,
/// `LicenseRef-`. None of what is no such expression, or has more than 4,096 bytes or 32 levels.
[[nodiscard]] std::optional<LicenceExpression> parse_licence(std::string_view text);

/// How open a package is by its package.json.
enum class LicenceClass : std::uint8_t {
  open,     // an expression of licences that SPDX lists
  closed,   // UNLICENSED, SEE LICENSE IN a file, or published for few
  unknown,  // nothing, or something else
};
[[nodiscard]] LicenceClass licence_class(const Json& manifest);

/// Whether `publishConfig` says so.
[[nodiscard]] bool is_published_for_few(const Json& manifest);

/// The text of `license`, or of the old forms of it: an object, `licenses`. "" without any. Several
/// are joined with `OR`, as npm once said they are.
[[nodiscard]] std::string licence_text(const Json& manifest);

/// The licence whose text this is, by sentences that are in no other; "" of another. Of several
/// texts one of them.
[[nodiscard]] std::string_view licence_of_text(std::string_view text);

/// Whether `text` may be that of a licence: it is, or how that licence begins is not known here.
[[nodiscard]] bool may_be_text_of(std::string_view text, std::string_view licence);

}  // namespace packwarden
