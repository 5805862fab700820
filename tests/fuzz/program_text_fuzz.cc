// What checks read of a program by themselves: its parts follow each other without gaps, and what
// stands out of its characters lies in it.

#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "check/code_places.h"
#include "check/unicode_survey.h"

using namespace packwarden;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  CodeParts parts(text);
  for (std::uint64_t at = 0; at < size;) {
    const CodePart part = parts.at(at);
    if (part.span.begin != at || part.span.end <= at || part.span.end > size) std::abort();
    at = part.span.end;
  }
  std::uint64_t end = 0;
  const UnicodeSurvey survey = survey_unicode(text);
  for (const OddRun& run : survey.runs) {
    if (run.span.begin < end || run.span.end <= run.span.begin || run.count == 0) std::abort();
    end = run.span.end;
  }
  if (end > size || (survey.invalid && *survey.invalid >= size)) std::abort();
  return 0;
}
