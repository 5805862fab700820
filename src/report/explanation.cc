#include "report/explanation.h"

#include <algorithm>
#include <ostream>
#include <vector>

#include "base/text.h"
#include "report/page.h"

namespace packwarden {
namespace {

using Words = std::vector<Word>;

/// Wider places do not push what is beside other ones.
constexpr std::size_t kMaxPlaceWidth = 36;

std::string quoted(std::string_view text) { return "\"" + std::string(text) + "\""; }

Words joined(Words words, const Words& more) {
  words.insert(words.end(), more.begin(), more.end());
  return words;
}

Words with_end(Words words, std::string_view mark) {
  words.back().text += mark;
  return words;
}

/// `"a" and "b"`
Words quoted_list(const std::vector<std::string>& texts) {
  Words out;
  for (std::size_t i = 0; i < texts.size(); ++i) {
    if (i > 0) out.push_back({"and"});
    out.push_back({quoted(texts[i])});
  }
  return out;
}

Words lines_word(const PackEdit& edit) {
  return prose(edit.texts.size() == 1 ? "the line" : "the lines");
}

Words words_of(const PackEdit& edit) {
  const Words texts = quoted_list(edit.texts);
  switch (edit.kind) {
    case EditKind::add_files_entry:
      return joined(joined(prose("add"), texts), prose("to \"files\" in package.json"));
    case EditKind::remove_files_entry:
      return joined(joined(prose("take"), texts), prose("out of \"files\" in package.json"));
    case EditKind::add_lines:
      return joined(joined(joined(prose("add"), lines_word(edit)), texts), {{"to"}, {edit.file}});
    case EditKind::remove_line:
      return joined(prose("take line " + std::to_string(edit.place)),
                    {{"(" + quoted(edit.texts.front()) + ")"}, {"out"}, {"of"}, {edit.file}});
    case EditKind::add_files:
      return joined(joined(prose("add \"files\" with"), texts), prose("to package.json"));
    case EditKind::create_npmignore:
      break;
  }
  const Words created = {{"create"}, {edit.file}, {"with"}};
  if (edit.repeated.empty()) return joined(joined(created, lines_word(edit)), texts);
  const Words repeated = joined({{"the"}, {"lines"}, {"of"}, {edit.repeated + ","}},
                                prose("which npm then reads no more, and"));
  return joined(joined(created, repeated), texts);
}

std::string shown(const std::string& path, FileType type) {
  return type == FileType::directory ? path + "/" : path;
}

/// What comes before the rules.
std::string reason_of(const Explanation& explanation) {
  switch (explanation.verdict) {
    case PathVerdict::link:
      return "is a link";
    case PathVerdict::special:
      return "is no regular file";
    case PathVerdict::star:
      return "has \"*\" in its name";
    default:
      return "";
  }
}

void write_answer(Page& page, const Explanation& explanation) {
  const std::string npm = "npm " + std::to_string(explanation.npm);
  const Word path = {shown(explanation.path, explanation.type), Tone::strong};
  const bool elsewhere = explanation.blamed != explanation.path;
  if (explanation.verdict == PathVerdict::missing) {
    Words words = joined(prose("there is no"), {path, {"in"}, {"the"}, {"package"}});
    words.front().text = "There";
    if (elsewhere) {
      words = joined(with_end(words, ":"), {{explanation.blamed}, {"is"}, {"no"}, {"directory"}});
    }
    page.line({"", 2}, with_end(words, "."));
    return;
  }
  const bool packed = explanation.verdict == PathVerdict::packed;
  Words words = joined({path}, prose((packed ? "is packed by " : "is not packed by ") + npm));
  const std::string reason = reason_of(explanation);
  if (!reason.empty()) {
    words = with_end(words, ":");
    words.push_back({elsewhere ? explanation.blamed : "it"});
    words = joined(words, prose(reason));
  } else if (packed && explanation.type == FileType::directory) {
    words = joined(with_end(words, ":"), prose(counted(explanation.files, "file") + " in it"));
  }
  page.line({"", 2}, with_end(words, "."));
}

/// Where a rule stands, as people look for it.
std::string place_of(const RuleOrigin& origin) {
  switch (origin.source) {
    case RuleSource::npm_default:
      return "npm (by default)";
    case RuleSource::npm_strict:
      return "npm (always)";
    case RuleSource::workspace_ignore_file:
      return origin.text() + " (workspaces' root)";
    default:
      return origin.text();
  }
}

std::string_view text_of(IgnoreFileRole role) {
  switch (role) {
    case IgnoreFileRole::silent:
      return "has no rule that matches";
    case IgnoreFileRole::not_asked:
      return "is not asked here";
    case IgnoreFileRole::behind_npmignore:
      return "does not count: there is an .npmignore";
    case IgnoreFileRole::behind_files:
      return "does not count: package.json has \"files\"";
    case IgnoreFileRole::behind_manifest:
      return "does not count: npm reads package.json in its place";
    case IgnoreFileRole::behind_bundle:
      return "does not count in a bundled package";
    case IgnoreFileRole::matches:
      break;
  }
  return "";
}

/// Rules and ignore files in one column.
class RuleTable {
 public:
  RuleTable(Page& page, const Explanation& explanation) : page_(page) {
    for (const ExplainedStep& step : explanation.steps) {
      for (const ExplainedRule& rule : step.rules) widen(place_of(rule.origin));
    }
    for (const IgnoreFileUse& file : explanation.ignore_files) {
      if (file.role != IgnoreFileRole::matches) widen(file.path);
    }
  }

  void rule(const ExplainedRule& rule, std::string_view mark) {
    Words words = {{rule.includes ? "includes" : "excludes"}};
    if (rule.text.empty()) {
      words = prose("excludes all that it does not name");
    } else {
      words.push_back({quoted(rule.text)});
    }
    row(mark, place_of(rule.origin), words);
  }

  void row(std::string_view mark, const std::string& place, const Words& words) {
    std::string start = "  " + std::string(mark) + " " + place;
    const std::size_t used = display_width(printable(place));
    start += std::string(width_ - std::min(width_, used) + 2, ' ');
    page_.line({start, 6, mark == ">" ? Tone::plain : Tone::faint}, words);
  }

  void plain(std::string_view mark, std::string_view text) {
    page_.line({"  " + std::string(mark) + " ", 6, Tone::plain}, prose(text));
  }

 private:
  void widen(const std::string& place) {
    const std::size_t width = display_width(printable(place));
    if (width <= kMaxPlaceWidth) width_ = std::max(width_, width);
  }

  Page& page_;
  std::size_t width_ = 0;
};

std::string_view outcome_of(const ExplainedStep& step) {
  if (step.type != FileType::directory) return step.included ? "is included" : "is excluded";
  switch (step.entered) {
    case Entered::no:
      return "is not entered";
    case Entered::partially:
      return "is entered, as something in it may be included";
    case Entered::exactly:
      return "is entered";
  }
  return "";
}

/// Of a directory on the way, the rule that decides is enough.
void write_step(Page& page, RuleTable& table, const ExplainedStep& step, std::size_t shown_rules) {
  page.line({}, joined({{shown(step.path, step.type)}}, prose(outcome_of(step))));
  const std::size_t count = step.rules.size();
  for (std::size_t i = count - std::min(count, shown_rules); i < count; ++i) {
    table.rule(step.rules[i], i + 1 == count ? ">" : " ");
  }
  if (count == 0) table.plain(">", "nothing excludes it");
}

void write_rules(Page& page, const Explanation& explanation) {
  if (page.verbosity() == Verbosity::quiet) return;
  const bool verbose = page.verbosity() == Verbosity::verbose;
  if (!explanation.package.empty()) {
    page.section();
    page.line({"", 2}, {{"The"},
                        {"rules"},
                        {"are"},
                        {"those"},
                        {"of"},
                        {"the"},
                        {"bundled"},
                        {"package"},
                        {explanation.package + "."}});
  }
  if (explanation.steps.empty()) return;
  page.section();
  RuleTable table(page, explanation);
  for (const ExplainedStep& step : explanation.steps) {
    const bool is_last = &step == &explanation.steps.back();
    if (!is_last && !verbose && step.rules.empty()) continue;
    write_step(page, table, step, is_last || verbose ? step.rules.size() : 1);
  }
  for (const IgnoreFileUse& file : explanation.ignore_files) {
    if (file.role != IgnoreFileRole::matches) table.row(" ", file.path, prose(text_of(file.role)));
  }
}

std::string side_effects(const SuggestedEdit& suggested) {
  const auto others = [](std::uint64_t count) {
    return grouped(count) + (count == 1 ? " other file" : " other files");
  };
  std::string out;
  if (suggested.also_left_out > 0) out += "leaves out " + others(suggested.also_left_out);
  if (suggested.also_packed > 0) {
    out += (out.empty() ? "packs " : " and packs ") + others(suggested.also_packed);
  }
  return out;
}

void write_edit(Page& page, std::string_view start, const SuggestedEdit& suggested) {
  Words words = joined(prose(start), words_of(suggested.edit));
  const std::string effects = side_effects(suggested);
  if (!effects.empty()) words = joined(with_end(words, "."), prose("That also " + effects));
  page.line({"", 2}, with_end(words, "."));
}

void write_edits(Page& page, const Explanation& explanation) {
  const bool packed = explanation.verdict == PathVerdict::packed;
  const bool by_rules = packed || explanation.verdict == PathVerdict::left_out;
  if (!by_rules) return;
  page.section();
  if (!explanation.not_bundled.empty()) {
    page.line({"", 2}, prose("It is not bundled: " + explanation.not_bundled + "."));
  }
  if (explanation.edits.empty()) {
    const std::string& fixed = explanation.fixed;
    page.line({"", 2}, prose(fixed.empty() ? "No single edit was found that would change that."
                                           : "No edit would change that: " + fixed + "."));
    return;
  }
  write_edit(page, packed ? "To leave it out:" : "To pack it:", explanation.edits.front());
  if (page.verbosity() != Verbosity::verbose) return;
  for (std::size_t i = 1; i < explanation.edits.size(); ++i) {
    write_edit(page, "Or:", explanation.edits[i]);
  }
}

}  // namespace

std::string describe(const PackEdit& edit) {
  std::string out;
  for (const Word& word : words_of(edit)) out += (out.empty() ? "" : " ") + word.text;
  return out;
}

void write_explanation_text(const Explanation& explanation, const ReportStyle& style,
                            std::ostream& out) {
  Page page(style, out);
  write_answer(page, explanation);
  write_rules(page, explanation);
  write_edits(page, explanation);
}

}  // namespace packwarden
