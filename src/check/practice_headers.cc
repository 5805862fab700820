#include <array>
#include <string>

#include "base/text.h"
#include "check/all.h"
#include "check/practice.h"
#include "check/wording.h"

// What a server says to browsers: practice-header-protection-off.
namespace packwarden {
namespace {

bool is_true(CodeTokenSpan value) {
  return !value.empty() && (value.front().is_name("true") ||
                            (value.size() > 1 && value[0].is_sign('!') && value[1].text == "0"));
}

void judge_helmet(CodeTokenSpan expression, PracticeHits& hits) {
  const auto arguments = arguments_of(expression, {});
  if (arguments.empty() || !arguments.front().front().is_sign('{')) return;
  for (const CodeTokenSpan part : parts_in_bracket(arguments.front())) {
    if (!is_false(value_given(part))) continue;
    const std::string_view name = part.front().literal().value_or(part.front().text);
    hits.add(Severity::note, span_of(part.first(1)), quoted(name, 60) + " of helmet is off.");
  }
}

void judge_cors(CodeTokenSpan expression, PracticeHits& hits) {
  const auto arguments = arguments_of(expression, {});
  if (arguments.empty()) return;
  const CodeTokenSpan origin = member_of(arguments.front(), "origin");
  const bool is_any = !origin.empty() && origin.front().literal() == "*";
  if (!is_any || !is_true(member_of(arguments.front(), "credentials"))) return;
  hits.add(Severity::note, span_of(expression.first(1)), "Every origin may send cookies.");
}

/// `"Access-Control-Allow-Origin", "*"` in a program that allows credentials, too.
void judge_origin(CodeTokenSpan expression, const CheckedFile& file, PracticeHits& hits) {
  const ByteSpan at = span_of(expression.first(1));
  const std::string_view rest = trimmed(file.bytes().substr(at.end, 20));
  if (!rest.starts_with(',') && !rest.starts_with(':')) return;
  const std::string_view value = trimmed(rest.substr(1));
  const bool is_any = value.size() > 2 && value[1] == '*' && value[2] == value[0];
  if (!is_any || file.bytes().find("Access-Control-Allow-Credentials") == std::string_view::npos) {
    return;
  }
  hits.add(Severity::note, at, "Every origin is allowed, and credentials are.");
}

/// Options of a cookie: of a session, or of an answer.
void judge_cookie(CodeTokenSpan expression, PracticeHits& hits) {
  CodeTokenSpan options = value_given(expression);
  if (const auto arguments = arguments_of(expression, {}); !arguments.empty()) {
    options = arguments.back();
  }
  if (!is_false(member_of(options, "secure"))) return;
  hits.add(Severity::note, span_of(expression.first(1)), "A cookie is not `secure`.");
}

void judge(CodeTokenSpan expression, const CheckedFile& file, PracticeHits& hits) {
  const CodeToken& word = expression.front();
  const std::string_view name = word.literal().value_or(word.text);
  if (name == "helmet") return judge_helmet(expression, hits);
  if (name == "cors") return judge_cors(expression, hits);
  if (name == "cookie" || name == "cookieSession") return judge_cookie(expression, hits);
  if (name == "Access-Control-Allow-Origin") return judge_origin(expression, file, hits);
  if (!is_false(value_given(expression))) return;
  hits.add(Severity::note, span_of(expression.first(1)), "A cookie is not `httpOnly`.");
}

void run(const CheckedFile& file, FileHits& hits) {
  constexpr auto kWords = std::to_array<std::string_view>(
      {"Access-Control-Allow-Origin", "cookie", "cookieSession", "cors", "helmet", "httpOnly"});
  judge_words(file, hits, kWords, judge);
}

}  // namespace

const FileCheck kPracticeHeaders = {
    {"practice-header-protection-off", Severity::note, "Protection by headers is off",
     "Browsers protect users only where a server tells them to.",
     "Leave it on, or write down why it is off."},
    Reach::code,
    {},
    run,
    {},
    Joined::by_package,
    CheckGroup::practices};

}  // namespace packwarden
