#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <variant>
#include <vector>

#include "base/span.h"

namespace packwarden {

/// Where a value stands in a JSON text.
struct JsonPlace {
  std::string key;   // under which it stands, unescaped; "" of the element of an array
  ByteSpan bytes;    // without white space around it
  LineColumn start;  // of its first byte
};

/// The members of the object, or the elements of the array, that begins at `parent`, in the order
/// of the text: duplicate keys each have a place. Reads the text once. None where it is no
/// container. `text` is one that `parse_json` takes; of another the places mean nothing, but lie in
/// it.
[[nodiscard]] std::vector<JsonPlace> json_children(std::string_view text, const JsonPlace& parent);

/// The value that is the whole text.
[[nodiscard]] JsonPlace json_root(std::string_view text);

/// A key of an object or an index of an array.
using JsonStep = std::variant<std::string_view, std::size_t>;

/// Finds many values of one text: reads each container on the way once.
class JsonPlaces {
 public:
  /// `text` outlives this.
  explicit JsonPlaces(std::string_view text) : text_(text) {}

  /// As `find_json`.
  [[nodiscard]] std::optional<JsonPlace> find(std::span<const JsonStep> path);

 private:
  struct Container {
    std::vector<JsonPlace> children;
    std::unordered_map<std::string_view, std::size_t> by_key;  // of an object
  };

  const Container& container_at(const JsonPlace& place);

  std::string_view text_;
  std::optional<JsonPlace> root_;
  std::unordered_map<std::uint64_t, Container> containers_;  // by their first byte
};

/// The value at the end of `path`, or none. Of duplicate keys the last counts, as in `Json`.
[[nodiscard]] std::optional<JsonPlace> find_json(std::string_view text,
                                                 std::span<const JsonStep> path);

}  // namespace packwarden
