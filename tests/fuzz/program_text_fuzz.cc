// What checks read of a program by themselves: its parts follow each other without gaps, what
// stands out of its characters lies in it, and its tokens do, one behind the other.

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "check/code_places.h"
#include "check/code_tokens.h"
#include "check/code_words.h"
#include "check/unicode_survey.h"

using namespace packwarden;

namespace {

void check_tokens(std::string_view text) {
  CodeTokens tokens(text);
  std::size_t end = 0;
  while (const auto token = tokens.next()) {
    if (token->at < end || token->text.empty()) std::abort();
    end = token->at + token->text.size();
    if (end > text.size() || token->literal().value_or("").size() > token->text.size()) {
      std::abort();
    }
  }
  CodeSight sight(text);
  for (const CodeWord& word : code_words(text)) {
    const auto expression = sight.expression_at(word.at);
    if (!expression.empty() && expression.front().at != word.at) std::abort();
    for (const CodeTokenSpan part : parts_in_bracket(
             CodeTokenSpan(expression).subspan(std::min<std::size_t>(1, expression.size())))) {
      if (part.empty() || span_of(part).end > text.size()) std::abort();
      (void)number_of(part);
    }
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  CodeParts parts(text);
  for (std::uint64_t at = 0; at < size;) {
    const CodePart part = parts.at(at);
    if (part.span.begin != at || part.span.end <= at || part.span.end > size) std::abort();
    at = part.span.end;
  }
  check_tokens(text);
  std::uint64_t end = 0;
  const UnicodeSurvey survey = survey_unicode(text, {0, text.size()});
  for (const OddRun& run : survey.runs) {
    if (run.span.begin < end || run.span.end <= run.span.begin || run.count == 0) std::abort();
    end = run.span.end;
  }
  if (end > size || (survey.invalid && *survey.invalid >= size)) std::abort();
  return 0;
}
