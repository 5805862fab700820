#include <algorithm>
#include <array>
#include <optional>
#include <string>

#include "base/text.h"
#include "check/all.h"
#include "check/code_places.h"

// Characters that are not seen: many of them carry bytes, one of them makes a second name.
namespace packwarden {
namespace {

/// Whether tags are those of a flag: they begin behind a black flag and end with the last of them.
bool is_flag(std::string_view text, const OddRun& run) {
  constexpr std::string_view kFlag = "\xF0\x9F\x8F\xB4";
  constexpr std::string_view kEnd = "\xF3\xA0\x81\xBF";
  return text.substr(0, run.span.begin).ends_with(kFlag) &&
         text.substr(0, run.span.end).ends_with(kEnd);
}

/// Whether a program reads characters as numbers directly behind them.
bool is_decoded(std::string_view text, const OddRun& run) {
  constexpr std::uint64_t kReach = 200;
  constexpr std::array<std::string_view, 5> kReaders = {"codePointAt", "charCodeAt", "fromCharCode",
                                                        "fromCodePoint", "Buffer.from"};
  const std::string_view behind = text.substr(run.span.end, kReach);
  return std::any_of(kReaders.begin(), kReaders.end(), [behind](std::string_view reader) {
    return behind.find(reader) != std::string_view::npos;
  });
}

/// Tables of encodings list the characters that two parties agree on in their order.
bool is_table(const OddRun& run) { return run.steps > run.count / 2; }

bool hides_bytes(std::string_view text, const OddRun& run) {
  switch (run.kind) {
    case Oddity::selector:
      return true;
    case Oddity::tag:
      return !is_flag(text, run);
    case Oddity::private_use:
      return !is_table(run) && is_decoded(text, run);
    default:
      return false;
  }
}

void run_invisible(const CheckedFile& file, FileHits& hits) {
  std::uint64_t count = 0;
  std::optional<ByteSpan> first;
  for (const OddRun& run : file.unicode().runs) {
    if (!hides_bytes(file.bytes(), run)) continue;
    count += run.count;
    if (!first) first = run.span;
  }
  if (!first) return;
  hits.add({Severity::high, counted(count, "character") + " of this kind stand in rows.", ""},
           *first);
}

bool is_name_byte(char c) {
  return is_ascii_letter(c) || is_ascii_digit(c) || c == '_' || c == '$';
}

bool is_between_name_bytes(std::string_view text, ByteSpan span) {
  return span.begin > 0 && span.end < text.size() && is_name_byte(text[span.begin - 1]) &&
         is_name_byte(text[span.end]);
}

/// Whether a literal of text is nothing but one name, with quotes.
bool is_name_in_quotes(std::string_view text) {
  constexpr std::size_t kLongest = 100;
  if (text.size() < 2 || text.size() > kLongest) return false;
  const std::string_view inside = text.substr(1, text.size() - 2);
  return std::all_of(inside.begin(), inside.end(), [](char c) {
    return is_name_byte(c) || static_cast<unsigned char>(c) >= 0x80;
  });
}

/// Programs are told by their names. A soft hyphen in a text is for people.
Severity severity_of(const CodePart& part, std::string_view text, char32_t character) {
  constexpr char32_t kSoftHyphen = 0x00AD;
  if (part.place == CodePlace::code) return Severity::high;
  if (part.place != CodePlace::text || character == kSoftHyphen) return Severity::note;
  return is_name_in_quotes(text.substr(part.span.begin, part.span.size())) ? Severity::medium
                                                                           : Severity::note;
}

void run_zero_width(const CheckedFile& file, FileHits& hits) {
  const std::string_view text = file.bytes();
  CodeParts parts(text);
  std::optional<OddRun> worst;
  Severity severity = Severity::note;
  for (const OddRun& run : file.unicode().runs) {
    if (run.kind != Oddity::zero_width || !is_between_name_bytes(text, run.span)) continue;
    const Severity now = severity_of(parts.at(run.span.begin), text, run.first);
    if (worst && now <= severity) continue;
    worst = run;
    severity = now;
  }
  if (!worst) return;
  const std::string name = name_of_character(worst->first);
  hits.add({file.is_test() ? Severity::note : severity, "It is " + name + ".",
            "Remove " + name + " from `{path}`."},
           worst->span);
}

}  // namespace

const FileCheck kUnicodeInvisible = {
    {"uni-invisible-run", Severity::high, "Text that is not seen",
     "Rows of characters that show nothing carry programs past those who read the code.",
     "Remove the characters from `{path}`. If you did not put them there, treat the file as "
     "compromised."},
    Reach::every,
    {},
    run_invisible,
    {}};

const FileCheck kUnicodeZeroWidth = {
    {"uni-zero-width-identifier", Severity::medium, "Character without width in a name",
     "Two names that look the same are not the same.", "Remove the character from `{path}`."},
    Reach::code,
    {},
    run_zero_width,
    {}};

}  // namespace packwarden
