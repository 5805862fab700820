#include "decode/source_map_outline.h"

#include <algorithm>
#include <array>
#include <bit>
#include <charconv>
#include <utility>

#include "base/byte_search.h"
#include "base/json_scanner.h"
#include "base/span.h"
#include "base/text.h"
#include "decode/byte_set.h"
#include "decode/mark_kernel.h"

namespace packwarden {
namespace {

constexpr std::size_t kLongestName = 4096;

std::string_view slice(std::string_view text, ByteSpan span) {
  return text.substr(span.begin, span.size());
}

bool is_quoted(std::string_view value) { return value.size() > 1 && value.front() == '"'; }

/// The text of a string; "" of another value.
std::string text_of(std::string_view value) {
  if (!is_quoted(value)) return "";
  const std::string_view inside = value.substr(1, value.size() - 2);
  if (inside.find('\\') == std::string_view::npos) {
    return std::string(inside.substr(0, kLongestName));
  }
  if (inside.size() > kLongestName) return std::string(inside.substr(0, kLongestName));
  return unquoted_json(value);
}

/// The number of a line; 0 of what is none.
std::uint64_t number_of(std::string_view value) {
  constexpr std::uint64_t kMost = 1'000'000'000;
  std::uint64_t out = 0;
  std::from_chars(value.data(), value.data() + value.size(), out);
  return std::min(out, kMost);
}

/// The code unit of the four digits at `at`; none where there are not four.
std::optional<unsigned> code_unit_at(std::string_view text, std::size_t at) {
  unsigned value = 0;
  const std::string_view digits = text.substr(std::min(at, text.size()), 4);
  const auto [end, error] =
      std::from_chars(digits.data(), digits.data() + digits.size(), value, 16);
  const bool is_whole = error == std::errc() && end == digits.data() + 4;
  return is_whole ? std::optional(value) : std::nullopt;
}

/// How long a code unit is in UTF-8; of a pair each half is half of it.
std::uint64_t size_of_unit(unsigned unit) {
  if (unit == '\r') return 0;
  if (unit < 0x80) return 1;
  const bool is_half = unit >= 0xD800 && unit <= 0xDFFF;
  return unit < 0x800 || is_half ? 2 : 3;
}

/// An escape of a text, and what it stands for: without carriage returns.
struct Escape {
  std::size_t bytes = 0;
  std::uint64_t decoded = 0;
};

Escape escape_at(std::string_view text, std::size_t at) {
  if (at + 1 >= text.size()) return {1, 0};
  const char kind = text[at + 1];
  const auto unit = kind == 'u' ? code_unit_at(text, at + 2) : std::nullopt;
  if (unit) return {6, size_of_unit(*unit)};
  return {2, kind == 'r' ? std::uint64_t{0} : std::uint64_t{1}};
}

/// How long the text of a string is, without carriage returns.
std::uint64_t decoded_size(std::string_view value) {
  static constexpr ByteSet kBackslash("\\");
  const std::string_view inside = value.substr(1, value.size() - 2);
  const MarkBlocks blocks(inside);
  const auto mask_of = mark_kernel(Instructions::fastest).mask;
  std::uint64_t out = inside.size();
  std::size_t behind = 0;  // the escape before
  for (std::size_t i = 0; i < blocks.count(); ++i) {
    for (std::uint64_t mask = mask_of(blocks.at(i), kBackslash); mask != 0; mask &= mask - 1) {
      const std::size_t at = i * kMarkBlock + static_cast<std::size_t>(std::countr_zero(mask));
      if (at < behind) continue;
      const Escape escape = escape_at(inside, at);
      out -= escape.bytes - escape.decoded;
      behind = at + escape.bytes;
    }
  }
  return out;
}

/// The bytes of mappings (ECMA-426, section 8): digits, those of them that more digits follow, and
/// what stands between numbers.
constexpr ByteSet kDigits("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/");
constexpr std::array<ByteSet, 3> kMappingBytes = {
    kDigits, ByteSet("ghijklmnopqrstuvwxyz0123456789+/"), ByteSet(",;")};

/// Whether 7 bytes of a block, or of it and the one before, stand one behind the other.
bool has_run_of_seven(std::uint64_t mask, std::uint64_t before) {
  const auto moved = [&](unsigned by) { return mask << by | before >> (kMarkBlock - by); };
  std::uint64_t all = mask;
  for (unsigned by = 1; by < 7 && all != 0; ++by) all &= moved(by);
  return all != 0;
}

/// Whether the mappings can be read: no bytes that are no digits, no numbers that do not end or do
/// not fit into 32 bits. Zeros follow the last byte, which end a number wrongly.
bool are_sound(std::string_view mappings) {
  const MarkBlocks blocks(mappings);
  const auto masks_of = mark_kernel(Instructions::fastest).masks;
  std::uint64_t goes_on_before = 0;
  std::uint64_t wrong = 0;
  for (std::size_t i = 0; i < blocks.count(); ++i) {
    const auto [digits, goes_on, separators] = masks_of(blocks.at(i), kMappingBytes);
    const std::uint64_t behind = goes_on << 1U | goes_on_before >> (kMarkBlock - 1);
    const bool is_last = i + 1 == blocks.count();
    const std::uint64_t text =
        is_last ? ~(~std::uint64_t{0} << mappings.size() % kMarkBlock) : ~std::uint64_t{0};
    wrong |= (behind & ~digits) | (text & ~(digits | separators));
    if (has_run_of_seven(goes_on, goes_on_before)) return false;
    goes_on_before = goes_on;
  }
  return wrong == 0;
}

/// How many lines there are up to the last one with a mapping.
std::uint64_t lines_of(std::string_view mappings) {
  while (!mappings.empty() && !kDigits.has(mappings.back())) mappings.remove_suffix(1);
  return mappings.empty() ? 0 : count_byte(mappings, ';') + 1;
}

/// One map of an index map, or the map itself.
struct Section {
  std::vector<MappedSource> sources;
  std::vector<std::optional<std::uint64_t>> contents;
  std::uint64_t lines = 0;
};

class Reader {
 public:
  Reader(std::string_view text, SourceMapOutline& out)
      : text_(text), scanner_(text, 0), out_(out) {}

  /// Whether it is JSON as far as it was read.
  bool read() {
    if (!read_object([this](std::string_view key) { return read_member(key, nullptr); })) {
      return false;
    }
    finish_section(own_, 0);
    scanner_.skip_blanks();
    return scanner_.at() == text_.size();
  }

 private:
  /// Calls `read_value` behind each key.
  template <class Reading>
  bool read_object(Reading read_value) {
    if (!scanner_.take('{')) return false;
    if (scanner_.take('}')) return true;
    do {
      scanner_.skip_blanks();
      if (scanner_.next() != '"') return false;
      const auto key = scanner_.value();
      if (!key || key->size() < 2 || !scanner_.take(':')) return false;
      if (!read_value(text_.substr(key->begin + 1, key->size() - 2))) return false;
    } while (scanner_.take(','));
    return scanner_.take('}');
  }

  /// The same for each element of a list; another value is passed over.
  template <class Reading>
  bool read_list(Reading read_value) {
    if (!scanner_.take('[')) return scanner_.value().has_value();
    if (scanner_.take(']')) return true;
    do {
      if (!read_value()) return false;
    } while (scanner_.take(','));
    return scanner_.take(']');
  }

  /// `section` is null in the map itself.
  bool read_member(std::string_view key, Section* section) {
    Section& to = section == nullptr ? own_ : *section;
    if (key == "sources") return read_list([&] { return add_source(to); });
    if (key == "sourcesContent") return read_list([&] { return add_content(to); });
    if (key == "sections") return read_sections(section);
    const auto value = scanner_.value();
    if (!value) return false;
    const std::string_view text = slice(text_, *value);
    if (key == "version" && text != "3" && text != "\"3\"") note_fault("has another version");
    if (key == "file" && section == nullptr) out_.file = text_of(text);
    if (key == "sourceRoot" && out_.root.empty()) out_.root = text_of(text);
    if (key == "mappings" && is_quoted(text)) take_mappings(text, to);
    return true;
  }

  bool add_source(Section& to) {
    const auto value = scanner_.value();
    if (!value) return false;
    if (to.sources.size() < SourceMapOutline::kMostSources) {
      to.sources.push_back({text_of(slice(text_, *value)), std::nullopt});
    }
    return true;
  }

  bool add_content(Section& to) {
    const auto value = scanner_.value();
    if (!value) return false;
    const std::string_view text = slice(text_, *value);
    if (to.contents.size() < SourceMapOutline::kMostSources) {
      to.contents.push_back(is_quoted(text) ? std::optional(decoded_size(text)) : std::nullopt);
    }
    return true;
  }

  void take_mappings(std::string_view value, Section& to) {
    const std::string_view mappings = value.substr(1, value.size() - 2);
    out_.is_map = true;
    to.lines = lines_of(mappings);
    if (!are_sound(mappings)) note_fault("has mappings that no reader takes");
  }

  /// An index map: its sections hold maps, and no index maps.
  bool read_sections(const Section* parent) {
    out_.is_map = true;
    if (parent != nullptr) {
      note_fault("has sections in sections");
      return scanner_.value().has_value();
    }
    return read_list([this] { return read_section(); });
  }

  bool read_section() {
    scanner_.skip_blanks();
    if (scanner_.next() != '{') return scanner_.value().has_value();
    Section section;
    std::uint64_t first_line = 0;
    const bool is_read = read_object([&](std::string_view key) {
      scanner_.skip_blanks();
      if (key == "offset" && scanner_.next() == '{') return read_offset(first_line);
      if (key != "map" || scanner_.next() != '{') return scanner_.value().has_value();
      return read_object([&](std::string_view inner) { return read_member(inner, &section); });
    });
    finish_section(section, first_line);
    return is_read;
  }

  bool read_offset(std::uint64_t& line) {
    return read_object([&](std::string_view key) {
      const auto value = scanner_.value();
      if (value && key == "line") line = number_of(slice(text_, *value));
      return value.has_value();
    });
  }

  void finish_section(Section& section, std::uint64_t first_line) {
    for (std::size_t i = 0; i < section.sources.size(); ++i) {
      if (out_.sources.size() >= SourceMapOutline::kMostSources) break;
      if (i < section.contents.size()) section.sources[i].bytes = section.contents[i];
      out_.sources.push_back(std::move(section.sources[i]));
    }
    if (section.lines > 0) out_.lines = std::max(out_.lines, first_line + section.lines);
  }

  void note_fault(std::string_view what) {
    if (out_.fault.empty()) out_.fault = what;
  }

  std::string_view text_;
  JsonScanner scanner_;
  SourceMapOutline& out_;
  Section own_;
};

/// Behind what keeps browsers from running the map as a script, and a byte order mark.
std::string_view without_prefix(std::string_view text) {
  constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
  if (text.starts_with(kByteOrderMark)) text.remove_prefix(kByteOrderMark.size());
  if (!text.starts_with(")]}")) return text;
  return text.substr(std::min(text.find('\n'), text.size()));
}

}  // namespace

SourceMapOutline outline_source_map(std::string_view text) {
  SourceMapOutline out;
  const std::string_view map = without_prefix(text);
  if (!Reader(map, out).read()) out.fault = "is no JSON";
  return out;
}

}  // namespace packwarden
