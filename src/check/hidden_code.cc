#include <algorithm>
#include <optional>

#include "base/text.h"
#include "check/all.h"
#include "check/code_places.h"

namespace packwarden {
namespace {

/// More blanks than this move what is behind them out of sight.
constexpr std::size_t kMost = 200;
/// Each row of more holds a byte whose number this divides.
constexpr std::size_t kStep = kMost;

bool is_blank(char c) { return c == ' ' || c == '\t'; }

/// The next row of more than kMost blanks that begins at `at` or behind it; empty: none. Looks at
/// few bytes of most texts.
ByteSpan next_row(std::string_view text, std::size_t at) {
  for (at += kStep - at % kStep; at < text.size(); at += kStep) {
    if (!is_blank(text[at])) continue;
    std::size_t begin = at;
    while (begin > 0 && is_blank(text[begin - 1])) --begin;
    const std::size_t end = std::min(text.find_first_not_of(" \t", at), text.size());
    if (end - begin > kMost) return {begin, end};
    at = end - end % kStep;
  }
  return {};
}

/// Whether there is code in front of the row and behind it, on its line.
bool parts_code(std::string_view text, ByteSpan row) {
  const auto ends_line = [](char c) { return c == '\n' || c == '\r'; };
  return row.begin > 0 && row.end < text.size() && !ends_line(text[row.begin - 1]) &&
         !ends_line(text[row.end]);
}

void run(const CheckedFile& file, FileHits& hits) {
  const std::string_view text = file.bytes();
  std::optional<CodeParts> parts;
  for (ByteSpan row = next_row(text, 0); row.size() > 0; row = next_row(text, row.end)) {
    if (!parts_code(text, row)) continue;
    if (!parts) parts.emplace(text);
    if (parts->at(row.begin).place != CodePlace::code) continue;
    if (parts->at(row.end).place == CodePlace::comment) continue;
    hits.add({file.is_test() ? Severity::note : Severity::medium,
              counted(row.size(), "blank") + " stand in front of it.", ""},
             {row.end, row.end + 1});
    return;
  }
}

}  // namespace

const FileCheck kHiddenCode = {
    {"obf-hidden-code", Severity::medium, "Code out of sight",
     "So many blanks push code out of the window in which it is read.",
     "Look at that place of `{path}`, and put the code on a line of its own."},
    Reach::code,
    {},
    run,
    {}};

}  // namespace packwarden
