#include "fix/proposal_text.h"

#include <algorithm>
#include <limits>
#include <ostream>
#include <string>
#include <vector>

#include "base/text.h"
#include "report/explanation.h"

namespace packwarden {
namespace {

using Words = std::vector<Word>;

constexpr std::size_t kLabelColumns = 12;

bool is_gone(const FixedCase& one) { return one.outcome == FixOutcome::gone; }

/// Why a finding stays, and what helps.
std::string reason_of(const FixedCase& one) {
  switch (one.outcome) {
    case FixOutcome::unasked:
      return "Leaving it out may take what users need: --only " + one.finding->rule_id +
             " proposes it all the same.";
    case FixOutcome::elsewhere:
      return one.finding->fix;
    case FixOutcome::in_vain:
      break;
    case FixOutcome::gone:
      return "";
  }
  if (one.file.empty() && !one.why.empty()) return one.why + ".";
  if (one.file.empty()) return "No edit was found that changes nothing else.";
  if (!one.why.empty()) return one.file + " stays: " + one.why + ".";
  return "No edit was found that leaves " + one.file + " out and changes nothing else.";
}

/// How many lines of one section are shown: the diff, or an audit, has them all.
std::size_t most_lines(const Page& page) {
  constexpr std::size_t kMost = 20;
  return page.verbosity() == Verbosity::verbose ? std::numeric_limits<std::size_t>::max() : kMost;
}

void write_more(Page& page, std::size_t count) {
  const std::size_t most = most_lines(page);
  if (count > most) page.line({"  "}, prose("and " + grouped(count - most) + " more"));
}

/// The findings of which `is_meant` is true below a headline, each with what helps where it stays.
template <class Predicate>
void write_cases(Page& page, const FixProposal& proposal, std::string_view headline,
                 Predicate is_meant) {
  std::size_t count = 0;
  for (const FixedCase& one : proposal.cases) {
    if (!is_meant(one)) continue;
    if (count == 0) {
      page.section();
      page.line({}, prose(headline));
    }
    if (++count > most_lines(page)) continue;
    write_finding_line(page, *one.finding);
    if (is_gone(one)) continue;
    page.line({std::string(kLabelColumns, ' '), kLabelColumns}, prose(reason_of(one)));
  }
  write_more(page, count);
}

void write_edit(Page& page, const std::string& text) { page.line({"  - ", 4}, prose(text + ".")); }

void write_edits(Page& page, const FixProposal& proposal) {
  if (!proposal.changes_something()) return;
  page.section();
  page.line({}, prose("The edit:"));
  if (proposal.strips_credentials) {
    write_edit(page, "take user and password out of the addresses in package.json");
  }
  const std::size_t shown = std::min(proposal.edits.size(), most_lines(page));
  for (std::size_t i = 0; i < shown; ++i) write_edit(page, describe(proposal.edits[i]));
  write_more(page, proposal.edits.size());
  const bool is_listed =
      std::any_of(proposal.edits.begin(), proposal.edits.end(),
                  [](const PackEdit& edit) { return edit.kind == EditKind::add_files; });
  if (!is_listed) return;
  page.line({"    ", 4}, prose("From then on npm packs what \"files\" lists, and asks .gitignore "
                               "and .npmignore in this directory no more."));
}

/// Whether somebody may have read what is in a file already.
bool may_be_revoked(const FixedCase& one) {
  return one.finding->kind == FindingKind::secret || one.finding->rule_id.starts_with("cred-") ||
         one.finding->rule_id.starts_with("sec-");
}

void write_warning(Page& page, const FixProposal& proposal) {
  if (std::none_of(proposal.cases.begin(), proposal.cases.end(), may_be_revoked)) return;
  page.section();
  page.line({}, prose("A key or password that was ever published has to be revoked: an edit "
                      "takes nothing back."));
}

}  // namespace

void write_finding_line(Page& page, const Finding& finding) {
  std::string label = "  " + std::string(name_of(finding.severity));
  label.resize(kLabelColumns, ' ');
  Words words = {{finding.location.path, Tone::strong}};
  const auto others = static_cast<std::size_t>(
      std::count_if(finding.also.begin(), finding.also.end(), [&](const AlsoAt& also) {
        return also.rule_id == finding.rule_id && also.location.path != finding.location.path;
      }));
  if (others > 0) {
    const Words more = prose("and " + grouped(others) + " more");
    words.insert(words.end(), more.begin(), more.end());
  }
  words.push_back({"(" + finding.rule_id + ")"});
  page.line({label, kLabelColumns}, words);
}

void write_proposal_text(const FixProposal& proposal, const ReportStyle& style, std::ostream& out) {
  Page page(style, out);
  if (page.verbosity() == Verbosity::quiet) return;
  write_cases(page, proposal, "Gone with the edit:", is_gone);
  write_edits(page, proposal);
  write_cases(page, proposal, "Staying:", [](const FixedCase& one) {
    return !is_gone(one) && one.outcome != FixOutcome::elsewhere;
  });
  write_cases(page, proposal, "Staying, as no list of files is their fix:",
              [](const FixedCase& one) { return one.outcome == FixOutcome::elsewhere; });
  write_warning(page, proposal);
}

}  // namespace packwarden
