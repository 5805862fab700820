#include "decode/source_map.h"

#include <algorithm>

#include "base/json.h"
#include "decode/literals.h"

namespace packwarden {
namespace {

std::size_t skip_all_blanks(std::string_view text, std::size_t at) {
  while (at < text.size() && is_blank(text[at])) ++at;
  return at;
}

/// Where the list begins that is the value of `key`, in or behind `at`; npos: there is none.
std::size_t find_list(std::string_view text, std::string_view key, std::size_t at) {
  for (at = text.find(key, at); at != std::string_view::npos; at = text.find(key, at + 1)) {
    std::size_t next = skip_all_blanks(text, at + key.size());
    if (next >= text.size() || text[next] != ':') continue;
    next = skip_all_blanks(text, next + 1);
    if (next < text.size() && text[next] == '[') return next + 1;
  }
  return std::string_view::npos;
}

/// The quote that ends the string whose content begins at `at`.
std::size_t end_of_string(std::string_view text, std::size_t at) {
  while (at < text.size() && text[at] != '"') at += text[at] == '\\' ? 2 : 1;
  return std::min(at, text.size());
}

struct List {
  std::vector<ByteSpan> items;  // the contents of strings; empty: null or another value
  std::size_t end = 0;
};

/// The strings of a list whose first item stands at `at`.
List list_at(std::string_view text, std::size_t at) {
  List out;
  for (at = skip_all_blanks(text, at); at < text.size() && text[at] != ']';) {
    ByteSpan item{at, at};
    if (text[at] == '"') {
      item = {at + 1, end_of_string(text, at + 1)};
      at = item.end + 1;
    } else {
      at = std::min(text.find_first_of(",]", at), text.size());
    }
    out.items.push_back(item);
    at = skip_all_blanks(text, std::min(at, text.size()));
    if (at >= text.size() || text[at] != ',') break;
    at = skip_all_blanks(text, at + 1);
  }
  out.end = std::min(at, text.size());
  return out;
}

/// The text of a string of JSON; as it stands where that is none.
std::string unescaped(std::string_view content) {
  const auto value = parse_json('"' + std::string(content) + '"', "sources");
  return value && value->string() != nullptr ? *value->string() : std::string(content);
}

/// How many bytes of the text one byte or escape of a string of JSON takes.
std::size_t unit_size(std::string_view text, std::size_t at) {
  if (text[at] != '\\' || at + 1 >= text.size()) return 1;
  return text[at + 1] == 'u' ? 6 : 2;
}

}  // namespace

SourceMapText SourceMapText::of(std::string_view text) {
  constexpr std::string_view kContents = "\"sourcesContent\"";
  constexpr std::string_view kNames = "\"sources\"";
  SourceMapText out;
  out.text_ = text;
  std::size_t names_from = 0;
  for (std::size_t at = find_list(text, kContents, 0); at != std::string_view::npos;
       at = find_list(text, kContents, at)) {
    const List contents = list_at(text, at);
    const std::size_t names_at = find_list(text, kNames, names_from);
    const List names = names_at == std::string_view::npos ? List() : list_at(text, names_at);
    if (names_at != std::string_view::npos) names_from = names.end;
    for (std::size_t i = 0; i < contents.items.size(); ++i) {
      if (contents.items[i].size() == 0) continue;
      const ByteSpan name = i < names.items.size() ? names.items[i] : ByteSpan{0, 0};
      out.sources_.push_back({contents.items[i], unescaped(text.substr(name.begin, name.size()))});
    }
    at = contents.end;
  }
  return out;
}

std::optional<Original> SourceMapText::original_at(std::uint64_t offset) {
  const auto next = std::upper_bound(
      sources_.begin(), sources_.end(), offset,
      [](std::uint64_t place, const Source& source) { return place < source.content.begin; });
  if (next == sources_.begin()) return std::nullopt;
  const Source& source = *std::prev(next);
  if (offset >= source.content.end) return std::nullopt;
  if (read_to_ < source.content.begin || read_to_ > offset) {
    read_to_ = source.content.begin;
    place_ = {};
  }
  for (; read_to_ < offset;
       read_to_ = std::min(read_to_ + unit_size(text_, read_to_), source.content.end)) {
    const bool ends_line =
        text_[read_to_] == '\\' && read_to_ + 1 < text_.size() && text_[read_to_ + 1] == 'n';
    place_.line += ends_line ? 1 : 0;
    place_.column = ends_line ? 1 : place_.column + 1;
  }
  return Original{source.path, place_};
}

}  // namespace packwarden
