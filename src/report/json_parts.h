#pragma once

#include <iosfwd>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "base/json_writer.h"
#include "report/report.h"

// What the formats that are JSON have in common. The names of keys never change.
namespace packwarden {

/// JSON holds no bytes that are not UTF-8: they become U+FFFD. Two paths that differ in such bytes
/// alone look the same here. Their findings do not: a fingerprint is made of the raw path. Whoever
/// needs the bytes reads the text report, whose escapes keep them.
[[nodiscard]] Json json_text(std::string_view bytes);
/// Null where there is no text.
[[nodiscard]] Json json_text_or_null(std::string_view bytes);
[[nodiscard]] Json json_texts(const std::vector<std::string>& values);
[[nodiscard]] Json json_numbers(const std::vector<int>& values);

/// As schema "packwarden/report/1" has them.
[[nodiscard]] Json json_of(const Judged& judged);
[[nodiscard]] Json json_of(const ListedChange& changed);
[[nodiscard]] Json json_of(const Error& error);
[[nodiscard]] Json json_of(const ToolFacts& facts);
/// The members of a target in front of its lists.
[[nodiscard]] Json::Object json_head_of(const TargetReport& target);

/// Hands on what is written so far. As one text, a report of many findings would stand in memory
/// twice.
void hand_on(JsonWriter& document, std::ostream& out);

}  // namespace packwarden
