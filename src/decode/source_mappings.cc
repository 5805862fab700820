#include "decode/source_mappings.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "base/base64.h"
#include "base/json.h"
#include "base/text.h"
#include "npm/posix_path.h"

namespace packwarden {
namespace {

/// A number of ECMA-426, section 8.3, from `at` on, which is left behind it.
std::optional<std::int64_t> read_number(std::string_view text, std::size_t& at) {
  constexpr std::string_view kDigits =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  constexpr std::size_t kMore = 32;
  constexpr unsigned kLastShift = 30;
  constexpr std::int64_t kMost = std::int64_t{1} << 31U;
  std::uint64_t value = 0;
  for (unsigned shift = 0; at < text.size() && shift <= kLastShift; shift += 5) {
    const std::size_t digit = kDigits.find(text[at]);
    if (digit == std::string_view::npos) return std::nullopt;
    ++at;
    value |= std::uint64_t{digit % kMore} << shift;
    if (digit >= kMore) continue;
    const auto magnitude = static_cast<std::int64_t>(value >> 1U);
    if (magnitude > kMost) return std::nullopt;  // so that sums have room
    return (value & 1U) != 0 ? -magnitude : magnitude;
  }
  return std::nullopt;
}

std::string text_of(const Json* value) {
  const std::string* text = value == nullptr ? nullptr : value->string();
  return text == nullptr ? std::string() : *text;
}

std::uint64_t count_of(const Json* value) {
  constexpr double kMost = 1e9;
  if (value == nullptr || !value->is_number()) return 0;
  return static_cast<std::uint64_t>(std::clamp(value->number(), 0.0, kMost));
}

std::vector<std::string> sources_of(const Json& map) {
  std::string root = text_of(map.find("sourceRoot"));
  if (!root.empty() && !root.ends_with('/')) root += '/';
  std::vector<std::string> out;
  const Json* sources = map.find("sources");
  if (sources == nullptr || sources->array() == nullptr) return out;
  for (const Json& source : *sources->array()) {
    const std::string name = text_of(&source);
    out.push_back(name.empty() ? name : root + name);
  }
  return out;
}

bool is_before(const LineColumn& a, const LineColumn& b) {
  return a.line != b.line ? a.line < b.line : a.column < b.column;
}

}  // namespace

Result<SourceMappings> SourceMappings::parse(std::string_view text) {
  TRY_ASSIGN(const Json map, parse_json(text, "source map"));
  SourceMappings out;
  const Json* sections = map.find("sections");
  if (sections == nullptr || sections->array() == nullptr) {
    out.add_section(map, {});
    return out;
  }
  for (const Json& section : *sections->array()) {
    const Json* offset = section.find("offset");
    const Json* inner = section.find("map");
    if (offset == nullptr || inner == nullptr) continue;
    out.add_section(*inner,
                    {count_of(offset->find("line")) + 1, count_of(offset->find("column")) + 1});
  }
  std::stable_sort(out.sections_.begin(), out.sections_.end(),
                   [](const Section& a, const Section& b) { return is_before(a.begin, b.begin); });
  return out;
}

void SourceMappings::add_section(const Json& map, LineColumn begin) {
  sections_.push_back({begin, sources_of(map), text_of(map.find("mappings"))});
}

/// Reads the next mapping; false: there is none. What is wrong ends the mappings.
bool SourceMappings::read_mapping(std::string_view text, Cursor& cursor) {
  for (; cursor.at < text.size() && (text[cursor.at] == ';' || text[cursor.at] == ',');
       ++cursor.at) {
    if (text[cursor.at] == ',') continue;
    ++cursor.line;
    cursor.column = 0;
    cursor.has_source = false;
  }
  const auto column = read_number(text, cursor.at);
  if (!column) return false;
  cursor.column += *column;
  const auto source = read_number(text, cursor.at);
  cursor.has_source = source.has_value();
  if (!source) return true;
  const auto line = read_number(text, cursor.at);
  const auto original_column = read_number(text, cursor.at);
  if (!line || !original_column) return false;
  cursor.source += *source;
  cursor.original_line += *line;
  cursor.original_column += *original_column;
  read_number(text, cursor.at);  // a name
  return true;
}

std::optional<Original> SourceMappings::original_of(const Cursor& cursor) const {
  const std::vector<std::string>& sources = sections_[cursor.section].sources;
  const auto is_number = [](std::int64_t value) { return value >= 0; };
  if (!cursor.has_source || !is_number(cursor.source) || !is_number(cursor.original_line) ||
      !is_number(cursor.original_column)) {
    return std::nullopt;
  }
  const auto source = static_cast<std::uint64_t>(cursor.source);
  if (source >= sources.size() || sources[source].empty()) return std::nullopt;
  return Original{sources[source],
                  {static_cast<std::uint64_t>(cursor.original_line) + 1,
                   static_cast<std::uint64_t>(cursor.original_column) + 1}};
}

std::optional<Original> SourceMappings::original_at(LineColumn generated) {
  const auto next = std::upper_bound(sections_.begin(), sections_.end(), generated,
                                     [](const LineColumn& place, const Section& section) {
                                       return is_before(place, section.begin);
                                     });
  if (next == sections_.begin()) return std::nullopt;
  const auto number = static_cast<std::size_t>(std::prev(next) - sections_.begin());
  const Section& section = sections_[number];
  const std::uint64_t line = generated.line - section.begin.line;
  const auto column = static_cast<std::int64_t>(
      generated.column - (line == 0 ? section.begin.column : std::uint64_t{1}));
  const bool is_ahead = cursor_.section == number &&
                        (cursor_.line < line || (cursor_.line == line && cursor_.column <= column));
  if (!is_ahead) cursor_ = Cursor{.section = number};
  for (Cursor ahead = cursor_; read_mapping(section.mappings, ahead); cursor_ = ahead) {
    if (ahead.line > line || (ahead.line == line && ahead.column > column)) break;
  }
  return cursor_.line == line ? original_of(cursor_) : std::nullopt;
}

std::string_view source_map_url(std::string_view text) {
  constexpr std::string_view kKey = "sourceMappingURL=";
  const std::size_t at = text.rfind(kKey);
  if (at == std::string_view::npos) return {};
  const std::string_view rest = text.substr(at + kKey.size());
  return rest.substr(0, rest.find_first_of(" \t\r\n'\"*"));
}

std::string published_path(std::string_view path, std::string_view url) {
  url = url.substr(0, url.find_first_of("?#"));
  if (url.empty() || url.starts_with('/') || url.find(':') != std::string_view::npos) return {};
  const std::string out = join_paths(directory_name(path), percent_decoded(url));
  return out.starts_with("..") ? std::string() : out;
}

std::optional<std::string> source_map_in(std::string_view url) {
  constexpr std::string_view kScheme = "data:";
  const std::size_t comma = url.find(',');
  if (!url.starts_with(kScheme) || comma == std::string_view::npos) return std::nullopt;
  const std::string_view data = url.substr(comma + 1);
  if (url.substr(0, comma).ends_with(";base64"))
    return decode_base64(data, Base64Alphabet::standard);
  return percent_decoded(data);
}

}  // namespace packwarden
