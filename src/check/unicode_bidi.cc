#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "base/text.h"
#include "check/all.h"
#include "check/code_places.h"

namespace packwarden {
namespace {

constexpr bool opens_isolate(char32_t c) { return c >= 0x2066 && c <= 0x2068; }
constexpr bool is_end(char32_t c) { return c == 0x202C || c == 0x2069; }

/// One control. Controls are read one by one: a run of them is taken apart.
struct Control {
  char32_t character;
  std::uint64_t at;
};

constexpr std::uint64_t kControlBytes = 3;

std::vector<Control> controls_of(const CheckedFile& file) {
  std::vector<Control> out;
  for (const OddRun& run : file.unicode().runs) {
    if (run.kind != Oddity::bidi) continue;
    for (std::uint64_t at = run.span.begin; at < run.span.end; at += kControlBytes) {
      out.push_back({code_point_at(file.bytes(), at).value, at});
    }
  }
  return out;
}

/// Whether each that opens something is closed in its turn.
bool are_balanced(const std::vector<Control>& controls) {
  std::vector<char32_t> open;
  for (const Control& control : controls) {
    if (!is_end(control.character)) {
      open.push_back(control.character);
      continue;
    }
    const bool closes_isolate = control.character == 0x2069;
    if (open.empty() || opens_isolate(open.back()) != closes_isolate) return false;
    open.pop_back();
  }
  return open.empty();
}

/// Whether they are listed, as a table of such characters has them: three or more, each another
/// one, and hardly anything between.
bool are_listed(const std::vector<Control>& controls) {
  constexpr std::size_t kFewest = 3;
  constexpr std::uint64_t kMostBetween = 6;
  std::set<char32_t> different;
  for (std::size_t i = 0; i < controls.size(); ++i) {
    different.insert(controls[i].character);
    if (i > 0 && controls[i].at - controls[i - 1].at > kControlBytes + kMostBetween) return false;
  }
  return controls.size() >= kFewest && different.size() == controls.size();
}

/// What the controls are that stand in one line of one part of a program.
Severity severity_of(const CodePart& part, const std::vector<Control>& controls) {
  const bool is_literal = part.place == CodePlace::text || part.place == CodePlace::pattern;
  if (is_literal && are_listed(controls)) return Severity::note;
  return part.place != CodePlace::code && are_balanced(controls) ? Severity::medium
                                                                 : Severity::high;
}

/// Controls that belong together, and how bad they are.
struct Group {
  Severity severity = Severity::note;
  std::uint64_t at = 0;
  char32_t alone = 0;  // the one that a literal holds and nothing else; 0: there is more
};

/// Literals that each hold another control and nothing else, close to each other, are a table, too.
void lower_tables(std::vector<Group>& groups) {
  constexpr std::size_t kFewest = 3;
  constexpr std::uint64_t kClose = 32;
  for (std::size_t begin = 0; begin < groups.size();) {
    std::set<char32_t> different;
    std::size_t end = begin;
    while (end < groups.size() && groups[end].alone != 0 &&
           (end == begin || groups[end].at - groups[end - 1].at <= kClose) &&
           different.insert(groups[end].alone).second) {
      ++end;
    }
    for (std::size_t i = begin; i < end && end - begin >= kFewest; ++i) {
      groups[i].severity = Severity::note;
    }
    begin = std::max(end, begin + 1);
  }
}

std::vector<Group> groups_of(std::string_view text, const std::vector<Control>& controls) {
  std::vector<Group> out;
  CodeParts parts(text);
  for (std::size_t i = 0; i < controls.size();) {
    const CodePart part = parts.at(controls[i].at);
    const std::uint64_t end =
        std::min<std::uint64_t>(text.find('\n', controls[i].at), part.span.end);
    std::vector<Control> group;
    const std::uint64_t begin = controls[i].at;
    for (; i < controls.size() && controls[i].at < end; ++i) group.push_back(controls[i]);
    const bool is_alone = part.place == CodePlace::text && part.span.size() == kControlBytes + 2;
    out.push_back({severity_of(part, group), begin, is_alone ? group.front().character : 0});
  }
  lower_tables(out);
  return out;
}

void run(const CheckedFile& file, FileHits& hits) {
  const std::vector<Control> controls = controls_of(file);
  if (controls.empty()) return;
  const std::vector<Group> groups = groups_of(file.bytes(), controls);
  const Group& worst =
      *std::max_element(groups.begin(), groups.end(),
                        [](const Group& a, const Group& b) { return a.severity < b.severity; });
  std::string detail = counted(controls.size(), "such character") + " stand in it";
  if (controls.size() == 1) detail = "One such character stands in it";
  if (worst.severity == Severity::high) detail += ", and not all end where they should";
  hits.add({file.is_test() ? Severity::note : worst.severity, detail + ".", ""},
           {worst.at, worst.at + kControlBytes});
}

}  // namespace

const FileCheck kUnicodeBidi = {
    {"uni-bidi", Severity::medium, "Characters that change the order of text",
     "They let a program look like another one to those who read it.",
     "Write each such character in `{path}` as an escape, `\\u{202E}`, or remove it."},
    Reach::code,
    {},
    run,
    {}};

}  // namespace packwarden
