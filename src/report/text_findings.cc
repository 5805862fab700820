#include "report/text_findings.h"

#include <algorithm>
#include <iterator>
#include <set>
#include <string_view>

#include "base/text.h"
#include "report/verdict.h"

namespace packwarden {
namespace {

using Findings = std::vector<const Judged*>;

/// Lines that are no alarm and places of one value that are listed before `--verbose` is asked for.
constexpr std::size_t kNotesShown = 10;
constexpr std::size_t kPlacesShown = 5;

/// How much room a finding gets.
enum class Treatment : std::uint8_t { full, note, suppressed };

Treatment treatment_of(const Judged& judged) {
  if (judged.suppressed) return Treatment::suppressed;
  const bool harmless = judged.finding.severity == Severity::note && !judged.fails;
  return harmless ? Treatment::note : Treatment::full;
}

Findings chosen(const TargetReport& target, Treatment treatment) {
  Findings out;
  for (const Judged& judged : target.findings) {
    if (treatment_of(judged) == treatment) out.push_back(&judged);
  }
  return out;
}

void append(std::vector<Word>& words, std::vector<Word> more) {
  std::move(more.begin(), more.end(), std::back_inserter(words));
}

Tone tone_of(Severity severity) {
  if (severity >= Severity::high) return Tone::alarm;
  return severity == Severity::medium ? Tone::caution : Tone::plain;
}

std::string line_and_column(const LineColumn& at) {
  return std::to_string(at.line) + ":" + std::to_string(at.column);
}

std::string path_and_place(std::string_view path, const LineColumn& at) {
  return std::string(path) + ":" + line_and_column(at);
}

std::string padded(std::string_view text, std::size_t width) {
  std::string out(text);
  if (out.size() < width) out.append(width - out.size(), ' ');
  return out;
}

void detail(Page& page, std::string_view label, const std::vector<Word>& words) {
  if (words.empty()) return;
  const std::string start = "    " + padded(label, 5) + "  ";
  page.line({start, start.size()}, words);
}

/// What it is, and the rule that says so.
std::vector<Word> kind_of(const Finding& finding) {
  std::vector<Word> words = prose(finding.title, Tone::strong);
  words.push_back({"(" + finding.rule_id + ")", Tone::faint});
  return words;
}

void write_first_line(Page& page, const Judged& judged) {
  const Finding& finding = judged.finding;
  const std::string severity = "  " + padded(name_of(finding.severity), 8) + "  ";
  std::vector<Word> words = kind_of(finding);
  if (!judged.fails) {
    words.back().text += ",";
    append(words, prose("below the threshold", Tone::faint));
  }
  const std::string start = severity + line_and_column(finding.location.start) + "  ";
  page.line({start, severity.size(), tone_of(finding.severity)}, words);
}

std::string_view remark_on(SecretClass secret_class) {
  switch (secret_class) {
    case SecretClass::secret:
      return "";
    case SecretClass::public_value:
      return ", made to be public";
    case SecretClass::example:
      return ", an example of documentation";
  }
  return "";
}

std::vector<Word> value_of(const Finding& finding) {
  if (finding.preview.empty()) return {};
  std::string text = finding.preview;
  text += finding.confidence == Confidence::verified
              ? ", verified"
              : ", " + std::string(name_of(finding.confidence)) + " confidence";
  return prose(text + std::string(remark_on(finding.secret_class)));
}

std::vector<Word> layers_of(const Location& location) {
  std::vector<Word> words;
  for (const std::string& layer : location.via) {
    if (!words.empty()) words.back().text += ",";
    words.push_back({layer});
  }
  return words;
}

std::vector<Word> author_of(const Location& location) {
  if (!location.original) return {};
  return {{path_and_place(location.original->path, location.original->start)}};
}

/// Which of the further places are shown where there is room for so many, in ascending order: the
/// first in another file tells more than the next in the same.
std::vector<std::size_t> chosen_places(const Finding& finding, std::size_t room) {
  std::vector<std::size_t> chosen;
  std::vector<std::size_t> repeated;
  std::set<std::string_view> paths = {finding.location.path};
  for (std::size_t i = 0; i < finding.also.size(); ++i) {
    (paths.insert(finding.also[i].location.path).second ? chosen : repeated).push_back(i);
  }
  chosen.insert(chosen.end(), repeated.begin(), repeated.end());
  chosen.resize(std::min(room, chosen.size()));
  std::sort(chosen.begin(), chosen.end());
  return chosen;
}

std::vector<Word> place_of(const AlsoAt& other, const Finding& finding, const SourceFacts& facts) {
  std::vector<Word> words = {{path_and_place(other.location.path, other.location.start)}};
  if (other.rule_id != finding.rule_id) append(words, {{"as"}, {other.rule_id}});
  if (other.npm_profiles != finding.npm_profiles) {
    append(words, packed_only_by(other.npm_profiles, facts.npm_profiles));
  }
  return words;
}

std::vector<Word> further_places(const Finding& finding, const SourceFacts& facts,
                                 Verbosity verbosity) {
  const std::size_t count = finding.also.size();
  const std::vector<std::size_t> chosen =
      chosen_places(finding, verbosity == Verbosity::verbose ? count : kPlacesShown);
  std::vector<Word> words;
  for (const std::size_t i : chosen) {
    if (!words.empty()) words.back().text += ",";
    append(words, place_of(finding.also[i], finding, facts));
  }
  if (chosen.size() < count) append(words, {{"and"}, {grouped(count - chosen.size())}, {"more"}});
  return words;
}

void write_in_full(Page& page, const Judged& judged, const SourceFacts& facts) {
  const Finding& finding = judged.finding;
  write_first_line(page, judged);
  detail(page, "found", value_of(finding));
  detail(page, "via", layers_of(finding.location));
  detail(page, "from", author_of(finding.location));
  detail(page, "in", packed_only_by(finding.npm_profiles, facts.npm_profiles));
  detail(page, "why", prose(finding.message));
  detail(page, "fix", prose(finding.fix));
  detail(page, "also", further_places(finding, facts, page.verbosity()));
  if (page.verbosity() == Verbosity::verbose) detail(page, "id", prose(finding.fingerprint));
}

void write_by_file(Page& page, const Findings& findings, const SourceFacts& facts) {
  const std::string* path = nullptr;
  for (const Judged* judged : findings) {
    const std::string& own = judged->finding.location.path;
    if (path == nullptr || *path != own) {
      page.section();
      page.line({}, {{own, Tone::strong}});
    }
    path = &own;
    write_in_full(page, *judged, facts);
  }
}

std::vector<Word> one_line(const Finding& finding) {
  std::vector<Word> words = {{path_and_place(finding.location.path, finding.location.start)}};
  append(words, kind_of(finding));
  const std::uint64_t places = places_of(finding);
  if (places > 1) {
    words.back().text += ",";
    append(words, prose("in " + counted(places, "place")));
  }
  return words;
}

void write_harmless(Page& page, const Findings& findings) {
  if (findings.empty() || page.verbosity() == Verbosity::quiet) return;
  const std::size_t shown = page.verbosity() == Verbosity::verbose
                                ? findings.size()
                                : std::min(findings.size(), kNotesShown);
  page.section();
  page.line({}, prose("For the record, no reason to fail:"));
  for (std::size_t i = 0; i < shown; ++i) page.line({"  ", 4}, one_line(findings[i]->finding));
  if (shown == findings.size()) return;
  page.line({"  ", 4}, prose("… and " + counted(findings.size() - shown, "more value") +
                             ", `--verbose` lists all"));
}

void write_suppressed(Page& page, const Findings& findings) {
  if (findings.empty()) return;
  page.section();
  page.line({}, prose("Suppressed:"));
  for (const Judged* judged : findings) {
    std::vector<Word> words = one_line(judged->finding);
    words.back().text += ":";
    append(words, prose(*judged->suppressed));
    page.line({"  ", 4}, words);
  }
}

}  // namespace

std::vector<Word> packed_only_by(const std::vector<int>& some, const std::vector<int>& all) {
  if (some.empty() || some == all) return {};
  std::string text = "npm";
  for (const int npm : some) text += (npm == some.front() ? " " : ", ") + std::to_string(npm);
  return prose(text + " only");
}

void write_findings(Page& page, const TargetReport& target) {
  write_by_file(page, chosen(target, Treatment::full), target.facts);
  write_harmless(page, chosen(target, Treatment::note));
  write_suppressed(page, chosen(target, Treatment::suppressed));
}

}  // namespace packwarden
