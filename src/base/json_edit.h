#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/json_place.h"

namespace packwarden {

// Edits of a JSON text that `parse_json` takes. Every byte outside of the edit stays: layout, line
// ends, the order of keys. Places are those of the text; what is put in is a JSON text, too.

/// `text` with `value` in the place of another value.
[[nodiscard]] std::string with_json_value(std::string text, const JsonPlace& place,
                                          std::string_view value);

/// `text` with `element` behind the last one of the array at `array`, laid out as that is.
[[nodiscard]] std::string with_json_element(std::string text, const JsonPlace& array,
                                            std::string_view element);

/// `text` without an element of the array at `array`, which has more than `index`.
[[nodiscard]] std::string without_json_element(std::string text, const JsonPlace& array,
                                               std::size_t index);

/// A member of an object whose value is a list of texts.
struct JsonListMember {
  std::string key;
  std::vector<std::string> texts;
};

/// `text` with a new member in the object at `object`, behind the one at `after` and laid out as
/// that is; the first one of an object that has none. Its key is in the object nowhere else.
[[nodiscard]] std::string with_json_member(std::string text, const JsonPlace& object,
                                           std::size_t after, const JsonListMember& member);

/// The same of a member whose value is any JSON text in one line.
[[nodiscard]] std::string with_json_member(std::string text, const JsonPlace& object,
                                           std::size_t after, const std::string& key,
                                           const std::string& value);

}  // namespace packwarden
