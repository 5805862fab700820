#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "base/result.h"

namespace packwarden {

/// A JSON value that keeps the order of keys. Of duplicate keys the last value wins, at the place
/// of the first, as in JavaScript. Strings are UTF-8.
class Json {
 public:
  using Array = std::vector<Json>;
  using Object = std::vector<std::pair<std::string, Json>>;

  Json() = default;  // null
  Json(std::nullptr_t) {}
  Json(bool value) : value_(value) {}
  Json(double value) : value_(value) {}
  Json(std::int64_t value) : value_(value) {}
  Json(std::uint64_t value) : value_(value) {}
  Json(std::uint32_t value) : value_(std::uint64_t{value}) {}
  Json(int value) : value_(std::int64_t{value}) {}
  Json(const char* value) : value_(std::string(value)) {}
  Json(std::string_view value) : value_(std::string(value)) {}
  Json(std::string value) : value_(std::move(value)) {}
  Json(Array value) : value_(std::move(value)) {}
  Json(Object value) : value_(std::move(value)) {}

  [[nodiscard]] bool is_null() const { return std::holds_alternative<std::monostate>(value_); }
  /// Each returns the value, or null when this is of another type.
  [[nodiscard]] const bool* boolean() const { return std::get_if<bool>(&value_); }
  [[nodiscard]] const std::string* string() const { return std::get_if<std::string>(&value_); }
  [[nodiscard]] const Array* array() const { return std::get_if<Array>(&value_); }
  [[nodiscard]] const Object* object() const { return std::get_if<Object>(&value_); }
  [[nodiscard]] bool is_number() const;
  /// The number as a double; 0 when this is no number.
  [[nodiscard]] double number() const;
  /// The value of `key` when this is an object that has it, else null.
  [[nodiscard]] const Json* find(std::string_view key) const;
  /// What JavaScript's `Boolean(value)` says: false for null, false, 0, NaN and "".
  [[nodiscard]] bool truthy() const;
  /// "null", "boolean", "number", "string", "array" or "object", for messages.
  [[nodiscard]] std::string_view type_name() const;

 private:
  std::variant<std::monostate, bool, double, std::int64_t, std::uint64_t, std::string, Array,
               Object>
      value_;
  friend class JsonWriter;
};

/// What a text may hold beside strict JSON.
struct JsonSyntax {
  bool comments = false;        // `//` and `/* */`
  std::size_t max_depth = 512;  // nested arrays and objects; deeper is a limit error
};

/// Parses one JSON text. A leading U+FEFF is dropped. `where` names the text in errors, whose
/// `what` holds line and column. It never quotes the text: the line at fault may hold a secret.
[[nodiscard]] Result<Json> parse_json(std::string_view text, std::string_view where,
                                      JsonSyntax syntax = {});

/// The value as text. `indent` < 0 is one line. Invalid UTF-8 becomes U+FFFD.
[[nodiscard]] std::string to_text(const Json& json, int indent);

}  // namespace packwarden
