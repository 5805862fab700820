#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "base/result.h"
#include "base/span.h"
#include "finding/finding.h"

namespace packwarden {

/// The mappings of a source map (ECMA-426): from places of the generated file to the author's.
class SourceMappings {
 public:
  /// Of an index map all sections count, of which none holds an index map itself. Fails where
  /// `text` is no JSON; what else is wrong in it maps nothing.
  [[nodiscard]] static Result<SourceMappings> parse(std::string_view text);

  /// What `generated` comes from: the last mapping of its line that begins at it or before. Columns
  /// count units of UTF-16, from 1. None: it comes from no source. Of ascending places each mapping
  /// is read once.
  [[nodiscard]] std::optional<Original> original_at(LineColumn generated);

 private:
  struct Section {
    LineColumn begin;  // in the generated file
    std::vector<std::string> sources;
    std::string mappings;
  };

  /// How far the mappings of a section were read. All numbers count from 0.
  struct Cursor {
    std::size_t section = 0;
    std::size_t at = 0;  // in its text
    std::uint64_t line = 0;
    std::int64_t column = 0;
    std::int64_t source = 0;
    std::int64_t original_line = 0;
    std::int64_t original_column = 0;
    bool has_source = false;  // whether the last mapping of the line has one
  };

  void add_section(const Json& map, LineColumn begin);
  static bool read_mapping(std::string_view text, Cursor& cursor);
  [[nodiscard]] std::optional<Original> original_of(const Cursor& cursor) const;

  std::vector<Section> sections_;  // by place
  Cursor cursor_;
};

/// What the last `sourceMappingURL` of a script or style sheet says; empty: there is none.
[[nodiscard]] std::string_view source_map_url(std::string_view text);

/// The published path that the relative address `url` means in the file at `path`; empty: it is
/// elsewhere.
[[nodiscard]] std::string published_path(std::string_view path, std::string_view url);

/// The map that a `data:` address holds, in base64 or percent encoding; none: it is no such
/// address.
[[nodiscard]] std::optional<std::string> source_map_in(std::string_view url);

}  // namespace packwarden
