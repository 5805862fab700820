#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/json_place.h"
#include "base/result.h"

namespace packwarden {

/// A JSON document that a person may have edited: what is wrong is told with its line and column,
/// and what is unknown is wrong, as a key that is misspelt must not be a key that is not there.
class StrictJson {
 public:
  /// `text` is one that `parse_json` takes, without comments, and outlives this, as `where` does,
  /// which names it.
  StrictJson(std::string_view text, const std::string& where) : text_(text), where_(where) {}

  [[nodiscard]] JsonPlace root() const { return json_root(text_); }
  /// The members of an object, each of which is there once and has one of the keys `known`.
  [[nodiscard]] Result<std::vector<JsonPlace>> members(
      const JsonPlace& object, std::span<const std::string_view> known) const;
  /// The members of an object, each of which is there once, whatever its key.
  [[nodiscard]] Result<std::vector<JsonPlace>> members(const JsonPlace& object) const;
  [[nodiscard]] Result<std::vector<JsonPlace>> elements(const JsonPlace& array) const;
  /// A string; at most 4,096 bytes.
  [[nodiscard]] Result<std::string> string(const JsonPlace& place) const;
  /// A string that is not blank; at most 4,096 bytes.
  [[nodiscard]] Result<std::string> words(const JsonPlace& place) const;

  [[nodiscard]] std::string_view bytes_of(const JsonPlace& place) const {
    return text_.substr(place.bytes.begin, place.bytes.size());
  }
  /// "packwarden.json:12"
  [[nodiscard]] std::string line_of(const JsonPlace& place) const;
  /// "packwarden.json:12:3"
  [[nodiscard]] std::string position_of(const JsonPlace& place) const;
  [[nodiscard]] tl::unexpected<Error> error(const JsonPlace& place, std::string what) const;

 private:
  std::string_view text_;
  const std::string& where_;
};

/// `unknown KIND "alow"; did you mean "allow"?`, or which there are where none is near.
[[nodiscard]] std::string unknown_name(std::string_view kind, std::string_view name,
                                       std::span<const std::string_view> known);

}  // namespace packwarden
