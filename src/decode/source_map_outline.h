#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace packwarden {

/// What a source map says of one of the author's files.
struct MappedSource {
  std::string name;  // as the map has it, without `sourceRoot`; at most 4 KiB of it
  /// How long its text is in UTF-8, without carriage returns; none: the map does not hold it.
  std::optional<std::uint64_t> bytes;
};

/// What a source map (ECMA-426) says of itself, without the texts that it holds.
struct SourceMapOutline {
  std::string file;                   // "" where it is not said, like the next one
  std::string root;                   // `sourceRoot`; of an index map that of its first section
  std::vector<MappedSource> sources;  // of an index map those of all sections; at most kMostSources
  std::uint64_t lines = 0;  // of the generated file: up to the last one that something is said of
  bool is_map = false;      // it has `mappings` or `sections`
  std::string fault;        // what is wrong with it, as "has another version"; "" where nothing is

  static constexpr std::size_t kMostSources = 100'000;
};

/// Reads a map without making a value of it: takes memory for the names alone, time that is linear
/// in the bytes, and is safe on any of them. A line of `)]}'` in front of the map does not count.
[[nodiscard]] SourceMapOutline outline_source_map(std::string_view text);

}  // namespace packwarden
