#include "base/json_place.h"

#include <algorithm>
#include <utility>

#include "base/json.h"
#include "base/text.h"

namespace packwarden {
namespace {

/// Goes over a JSON text by its brackets and quotes alone.
class Scanner {
 public:
  Scanner(std::string_view text, std::size_t at) : text_(text), at_(std::min(at, text.size())) {}

  [[nodiscard]] std::size_t at() const { return at_; }
  [[nodiscard]] char next() const { return at_ < text_.size() ? text_[at_] : '\0'; }

  void skip_blanks() { at_ = std::min(text_.find_first_not_of(" \t\r\n", at_), text_.size()); }

  /// Takes `c`, which may be missing at the end of a container, and the blanks around it.
  bool take(char c) {
    skip_blanks();
    if (next() != c) return false;
    ++at_;
    skip_blanks();
    return true;
  }

  /// The bytes of one value. None where there is not one byte of it.
  std::optional<ByteSpan> value() {
    skip_blanks();
    const std::size_t begin = at_;
    if (next() == '"') {
      skip_string();
    } else if (next() == '{' || next() == '[') {
      skip_container();
    } else {
      at_ = std::min(text_.find_first_of(",:[]{}\" \t\r\n", at_), text_.size());
    }
    if (at_ == begin) return std::nullopt;
    return ByteSpan{begin, at_};
  }

 private:
  void skip_container() {
    std::size_t depth = 0;
    do {
      const char c = text_[at_];
      if (c == '"') {
        skip_string();
        continue;
      }
      if (c == '{' || c == '[') ++depth;
      if (c == '}' || c == ']') --depth;
      ++at_;
    } while (depth > 0 && at_ < text_.size());
  }

  void skip_string() {
    for (++at_; at_ < text_.size() && text_[at_] != '"'; ++at_) {
      if (text_[at_] == '\\') ++at_;
    }
    at_ = std::min(at_ + 1, text_.size());
  }

  std::string_view text_;
  std::size_t at_;
};

std::string unescaped(std::string_view quoted) {
  const auto json = parse_json(to_valid_utf8(quoted), "");
  return json && json->string() != nullptr ? *json->string() : std::string();
}

std::string_view slice(std::string_view text, const ByteSpan& bytes) {
  return text.substr(bytes.begin, bytes.size());
}

/// Whether the step leads from a container to its child number `index`.
bool leads_to(const JsonStep& step, const JsonPlace& child, std::size_t index) {
  if (const auto* number = std::get_if<std::size_t>(&step)) return *number == index;
  return std::get<std::string_view>(step) == child.key;
}

}  // namespace

JsonPlace json_root(std::string_view text) {
  constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
  Scanner scanner(text, text.starts_with(kByteOrderMark) ? kByteOrderMark.size() : 0);
  const ByteSpan bytes = scanner.value().value_or(ByteSpan{scanner.at(), scanner.at()});
  return {"", bytes, line_column(text, bytes.begin)};
}

std::vector<JsonPlace> json_children(std::string_view text, const JsonPlace& parent) {
  std::vector<JsonPlace> out;
  Scanner scanner(text, parent.bytes.begin);
  const bool is_object = scanner.next() == '{';
  if (!is_object && scanner.next() != '[') return out;
  scanner.take(scanner.next());
  std::uint64_t offset = parent.bytes.begin;
  LineColumn known = parent.start;
  do {
    JsonPlace child;
    if (is_object) {
      const auto key = scanner.value();
      if (!key || !scanner.take(':')) break;
      child.key = unescaped(slice(text, *key));
    }
    const auto value = scanner.value();
    if (!value) break;
    child.bytes = *value;
    child.start = known = line_column_from(text, offset, known, value->begin);
    offset = value->begin;
    out.push_back(std::move(child));
  } while (scanner.take(','));
  return out;
}

std::optional<JsonPlace> find_json(std::string_view text, std::span<const JsonStep> path) {
  JsonPlace place = json_root(text);
  for (const JsonStep& step : path) {
    const bool by_key = std::holds_alternative<std::string_view>(step);
    if (text.substr(place.bytes.begin, 1) != (by_key ? "{" : "[")) return std::nullopt;
    std::optional<JsonPlace> next;
    const std::vector<JsonPlace> children = json_children(text, place);
    for (std::size_t i = 0; i < children.size(); ++i) {
      if (leads_to(step, children[i], i)) next = children[i];
    }
    if (!next) return std::nullopt;
    place = std::move(*next);
  }
  return place;
}

}  // namespace packwarden
