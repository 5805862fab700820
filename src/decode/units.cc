#include "decode/units.h"

#include <algorithm>
#include <utility>

#include "base/text.h"
#include "decode/literals.h"
#include "decode/name.h"

namespace packwarden {
namespace {

constexpr std::size_t kReach = 4096;
constexpr std::size_t kShortestNamed = 6;  // with a quote

bool ends_part(char c) { return is_quote(c) || is_blank(c); }

bool is_printable(std::string_view bytes) {
  return bytes.size() == 1 && bytes.front() > ' ' && bytes.front() <= '~';
}

/// A part while it is read.
class Part {
 public:
  /// The name of a value between quotes comes along, so that rules see it.
  Part(std::string_view text, std::size_t begin) : text_(text), plain_(begin) {
    out_.source.begin = begin;
    if (begin == 0 || !is_quote(text[begin - 1])) return;
    const ByteSpan name = name_before(text, begin);
    if (name.size() == 0) return;
    out_.source.begin = name.begin;
    out_.append_plain(text.substr(name.begin, name.size()), name.begin);
    name_size_ = name.size();
    quote_ = text[begin - 1];
    plain_ = begin - 1;
  }

  void add(const EncodedUnit& unit, std::size_t at) {
    out_.append_plain(text_.substr(plain_, at - plain_), plain_);
    out_.append(unit.bytes, at, unit.size);
    plain_ = at + unit.size;
    counts_ |= is_printable(unit.bytes);
  }

  /// Whether the part, if it ends at `end`, is worth a look. A name is worth none by itself: there
  /// may be one for every few bytes.
  [[nodiscard]] bool counts(std::size_t end) const {
    const std::size_t size = out_.text.size() - name_size_ + (end - plain_);
    return counts_ && (name_size_ == 0 || size > kShortestNamed);
  }
  [[nodiscard]] bool is_full() const { return out_.is_full(); }
  /// Where the next part may begin, if this one ends at `end`.
  [[nodiscard]] std::size_t done(std::size_t end) const {
    return is_full() ? out_.next_begin() : end;
  }

  Decoded end_at(std::size_t end) {
    if (quote_ != '\0' && text_.substr(end).starts_with(quote_)) ++end;
    out_.append_plain(text_.substr(plain_, end - plain_), plain_);
    out_.source.end = end;
    return std::move(out_);
  }

 private:
  std::string_view text_;
  std::size_t plain_;  // what stands from here on was not taken
  char quote_ = '\0';  // in front of a value that has a name
  std::size_t name_size_ = 0;
  Decoded out_;
  bool counts_ = false;
};

}  // namespace

void decode_units(const MarkedText& marked, Mark mark, UnitReader read, const DecodedSink& sink) {
  const std::string_view text = marked.text();
  std::size_t done = 0;
  for (std::size_t at = marked.find(mark, 0); at != MarkedText::npos;) {
    if (!read(text, at)) {
      at = marked.find(mark, at + 1);
      continue;
    }
    const char first = text[at];
    std::size_t begin = at;
    while (begin > done && at - begin < kReach && !ends_part(text[begin - 1])) --begin;
    Part part(text, begin);
    std::size_t end = at;
    for (std::size_t last = at; end < text.size() && end - last < kReach && !part.is_full();) {
      const auto unit = text[end] == first ? read(text, end) : std::nullopt;
      if (!unit && ends_part(text[end])) break;
      if (unit) part.add(*unit, end);
      end += unit ? unit->size : 1;
      if (unit) last = end;
    }
    done = part.done(end);
    if (part.counts(end) && !sink(part.end_at(end))) return;
    at = marked.find(mark, done);
  }
}

std::string utf8_of(unsigned long code_point) {
  std::string out;
  append_utf8(static_cast<char32_t>(std::min<unsigned long>(code_point, 0x110000)), out);
  return out;
}

}  // namespace packwarden
