#include <optional>

#include "base/text.h"
#include "decode/all.h"
#include "decode/content.h"

namespace packwarden {
namespace {

constexpr std::size_t kShortest = 16;  // codes
constexpr unsigned kLastOfAscii = 0x7E;

/// Reads `65,` or `65 )`: a decimal code, the blanks and the comma behind it.
struct Code {
  unsigned value = 0;
  std::size_t size = 0;  // with what follows
  bool goes_on = false;
};

std::optional<Code> code_at(std::string_view text, std::size_t at) {
  constexpr std::size_t kMostDigits = 3;
  Code code;
  std::size_t end = at;
  while (end < text.size() && end - at < kMostDigits && is_ascii_digit(text[end])) {
    code.value = code.value * 10 + static_cast<unsigned>(text[end++] - '0');
  }
  if (end == at || (end < text.size() && is_ascii_digit(text[end]))) return std::nullopt;
  while (end < text.size() && (text[end] == ' ' || text[end] == '\n')) ++end;
  code.goes_on = end < text.size() && text[end] == ',';
  if (code.goes_on) ++end;
  while (code.goes_on && end < text.size() && (text[end] == ' ' || text[end] == '\n')) ++end;
  code.size = end - at;
  return code;
}

/// The codes from `at` on, as far as they are ASCII.
Decoded codes_at(std::string_view text, std::size_t at) {
  Decoded out;
  out.source.begin = at;
  for (auto code = code_at(text, at); code && code->value <= kLastOfAscii;
       code = code_at(text, at)) {
    out.append(std::string(1, static_cast<char>(code->value)), at, code->size);
    at += code->size;
    if (!code->goes_on) break;
  }
  out.source.end = at;
  return out;
}

}  // namespace

// String.fromCharCode(65, 66). Other lists of numbers are too common to be looked at.
void decode_char_codes(const MarkedText& marked, const DecodedSink& sink) {
  constexpr std::string_view kBefore = "Char";
  constexpr std::string_view kStart = "Code(";
  const std::string_view text = marked.text();
  for (std::size_t at = marked.find(Mark::char_code_call, 0); at != MarkedText::npos;
       at = marked.find(Mark::char_code_call, at + 1)) {
    if (!text.substr(at).starts_with(kStart) || !text.substr(0, at).ends_with(kBefore)) continue;
    const Decoded out = codes_at(text, at + kStart.size());
    if (out.text.size() < kShortest || !is_readable(out.text)) continue;
    if (!sink(out)) return;
  }
}

}  // namespace packwarden
