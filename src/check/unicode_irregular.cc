#include <optional>
#include <string>

#include "base/text.h"
#include "check/all.h"

namespace packwarden {
namespace {

/// Where something is first, and how often.
struct Seen {
  std::uint64_t count = 0;
  std::uint64_t at = 0;

  void add(std::uint64_t place, std::uint64_t more) {
    if (count == 0) at = place;
    count += more;
  }
};

void say(const Seen& seen, std::string_view what, std::string& out) {
  if (seen.count > 0) out += (out.empty() ? "" : ", ") + counted(seen.count, what);
}

void run(const CheckedFile& file, FileHits& hits) {
  if (!file.is_code() && file.extension() != "json") return;
  const UnicodeSurvey& survey = file.unicode();
  Seen marks;
  Seen separators;
  for (const OddRun& run : survey.runs) {
    if (run.kind == Oddity::mark) marks.add(run.span.begin, run.count);
    if (run.kind == Oddity::separator) separators.add(run.span.begin, run.count);
  }
  std::string detail;
  say(marks, "byte order mark", detail);
  say(separators, "Unicode line separator", detail);
  if (survey.invalid) detail += std::string(detail.empty() ? "" : ", ") + "bytes that are no UTF-8";
  if (detail.empty()) return;
  const std::uint64_t at = survey.invalid    ? *survey.invalid
                           : marks.count > 0 ? marks.at
                                             : separators.at;
  hits.add({Severity::note, "In it: " + detail + ".", ""}, {at, at + 1});
}

}  // namespace

const FileCheck kUnicodeIrregular = {
    {"uni-irregular-text", Severity::note, "Bytes that programs read differently",
     "Some take them for the end of a line, some for nothing, some refuse them.",
     "Save `{path}` as UTF-8 without a byte order mark, and write such characters as escapes."},
    Reach::every,
    {},
    run,
    {}};

}  // namespace packwarden
