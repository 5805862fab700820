#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>

namespace packwarden {

/// The lines on which the fields of a package.json stand that decide what is packed.
class FieldLines {
 public:
  FieldLines() = default;
  /// `manifest` is the text, an object of JSON.
  explicit FieldLines(std::string_view manifest);

  /// The line, counted from 1, of "main", "files", "files[2]", "bin.NAME" and the like; of a part
  /// that has none, as a program below `directories.bin`, that of the field it belongs to. 0 where
  /// there is no such field.
  [[nodiscard]] std::uint64_t of(std::string_view field) const;

 private:
  std::map<std::string, std::uint64_t, std::less<>> lines_;
};

}  // namespace packwarden
