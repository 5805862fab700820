#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include "base/json.h"

namespace packwarden {

/// Writes JSON piece by piece, for what is too long to be a Json first. The caller keeps the order:
/// in an object each value follows its key.
class JsonWriter {
 public:
  /// `indent` < 0 is one line.
  explicit JsonWriter(int indent) : indent_(indent) {}

  void open_array() { open('['); }
  void close_array() { close(']'); }
  void open_object() { open('{'); }
  void close_object() { close('}'); }
  void key(std::string_view name);
  void member(std::string_view name, const Json& json);
  /// Invalid UTF-8 becomes U+FFFD.
  void value(const Json& json);
  void text(std::string_view value);
  void number(std::uint64_t value);

  /// What was written since the last call of `take` or `clear`.
  [[nodiscard]] std::string_view written() const { return {out_.data(), end_}; }
  [[nodiscard]] std::string take();
  void clear() { end_ = 0; }

 private:
  void open(char bracket);
  void close(char bracket);
  void begin_value();
  void break_line();
  template <class Integer>
  void write_integer(Integer number);
  void write_number(const Json& number);
  void write_number(double number);
  void write_string(std::string_view text);
  /// The place for so many bytes behind what was written, which they now belong to.
  [[nodiscard]] char* room(std::size_t size) {
    if (out_.size() - end_ < size) grow(size);
    return out_.data() + std::exchange(end_, end_ + size);
  }
  void grow(std::size_t size);
  void put(char c) { *room(1) = c; }
  void put(std::string_view text) { text.copy(room(text.size()), text.size()); }

  int indent_;
  std::size_t depth_ = 0;
  bool is_first_ = true;       // of an array or object
  bool is_behind_key_ = true;  // or at the very start
  std::string out_;            // with room behind what was written
  std::size_t end_ = 0;        // of what was written
};

}  // namespace packwarden
