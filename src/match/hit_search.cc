#include "match/hit_search.h"

#include <algorithm>
#include <tuple>

#include "rule/pattern.h"

namespace packwarden {
namespace {

/// More tries than this within the width of a match, and all of it is searched at once: each may
/// read so far.
constexpr std::size_t kMostTries = 32;

}  // namespace

HitSearch::HitSearch(const std::vector<Confirmer>& confirmers, std::string_view text,
                     Boundaries boundaries, HitScratch& scratch, std::vector<RuleMatch>& out)
    : confirmers_(confirmers),
      text_(text),
      boundaries_(boundaries),
      scratch_(scratch),
      out_(out),
      found_before_(out.size()) {}

HitSearch::~HitSearch() {
  for (const std::uint32_t rule : scratch_.touched) scratch_.progress[rule] = {};
  scratch_.touched.clear();
}

RuleProgress& HitSearch::progress_of(std::uint32_t rule) {
  RuleProgress& progress = scratch_.progress[rule];
  if (!progress.touched) {
    progress.touched = true;
    scratch_.touched.push_back(rule);
  }
  return progress;
}

/// Where RE2 has been before and no match covers the hit, it looks as far again, so that however
/// many hits there are, it reads each byte only a few times.
Result<void> HitSearch::within(std::uint32_t rule, ByteSpan begins) {
  RuleProgress& progress = progress_of(rule);
  const std::uint64_t end = std::min<std::uint64_t>(begins.end, text_.size());
  if (end <= progress.resolved) return {};
  if (end < progress.last_hit) return fail(ErrorKind::internal, "engine", "hits out of order");
  progress.last_hit = end;
  const bool again = begins.begin < progress.read_to;
  const std::uint64_t width = confirmers_[rule].rule().facts.width;
  const std::uint64_t begin = std::max(progress.resolved, begins.begin);
  progress.resolved = end;
  progress.read_to = end + width;
  if (begin < end) TRY(search(rule, {begin, end}));
  progress.resolved = std::max(progress.resolved, progress.position);
  if (!again || progress.resolved > end || progress.position == end) return {};
  progress.resolved = std::min<std::uint64_t>(end + width, text_.size());
  progress.read_to = progress.resolved + width;
  TRY(search(rule, {end, progress.resolved}));
  progress.resolved = std::max(progress.resolved, progress.position);
  return {};
}

Result<void> HitSearch::at(std::uint32_t rule, std::uint64_t begin) {
  RuleProgress& progress = progress_of(rule);
  if (begin < progress.resolved) return {};
  const Confirmer& confirmer = confirmers_[rule];
  const ByteSpan begins{begin - std::min<std::uint64_t>(begin, Pattern::kLeadWidth), begin + 1};
  if (begin >= progress.dense_to) {
    progress.dense_to = begin + confirmer.rule().facts.width;
    progress.tries = 0;
  }
  if (++progress.tries > kMostTries) {
    progress.read_to = std::max(progress.read_to, begins.end);
    return within(rule, begins);
  }
  if (!confirmer.may_begin(text_, begin, boundaries_)) return {};
  TRY(search(rule, {std::max(progress.position, begins.begin), begins.end}));
  progress.resolved = std::max({progress.resolved, begins.end, progress.position});
  return {};
}

void HitSearch::keyword(std::uint32_t rule, std::uint64_t end) {
  progress_of(rule).regions.add(end, confirmers_[rule].rule().window, text_.size());
}

/// A rule that reaches a limit is done with; the others go on.
Result<void> HitSearch::search(std::uint32_t rule, ByteSpan begins) {
  RuleProgress& progress = scratch_.progress[rule];
  const Confirmer& confirmer = confirmers_[rule];
  const std::size_t before = out_.size();
  const auto position =
      confirmer.find(text_, begins, boundaries_, confirmer.most() - progress.matches, out_);
  progress.matches += out_.size() - before;
  if (position) {
    progress.position = std::max(progress.position, *position);
    return {};
  }
  if (position.error().kind != ErrorKind::limit) return fail(position.error());
  limits_.note(rule, position.error());
  progress.position = text_.size();
  progress.resolved = text_.size();
  progress.regions.clear();
  return {};
}

Result<void> HitSearch::search_regions() {
  std::sort(scratch_.touched.begin(), scratch_.touched.end());
  for (const std::uint32_t rule : scratch_.touched) {
    const Regions regions = scratch_.progress[rule].regions;
    for (const ByteSpan& region : regions.all()) {
      if (scratch_.progress[rule].resolved < text_.size()) TRY(search(rule, region));
    }
  }
  return {};
}

Result<void> HitSearch::finish() {
  TRY(search_regions());
  std::sort(out_.begin() + static_cast<std::ptrdiff_t>(found_before_), out_.end(),
            [](const RuleMatch& a, const RuleMatch& b) {
              return std::tie(a.rule, a.whole.begin) < std::tie(b.rule, b.whole.begin);
            });
  return limits_.outcome();
}

RunMargins run_margins(const RuleSet& rules) {
  RunMargins out;
  for (const Rule& rule : rules.rules()) {
    out.before = std::max(out.before, rule.facts.run_before);
    out.after = std::max(out.after, rule.facts.run_after);
  }
  return out;
}

std::vector<ByteSpan> parts_near_runs(const MarkedText& text, RunMargins margins) {
  // A run is marked where its 24th byte is, and from there on.
  const std::uint64_t before = margins.before + MarkedText::kShortestRun - 1;
  std::vector<ByteSpan> out;
  for (ByteSpan run = text.next_part(Mark::base64_run, 0); run.size() > 0;
       run = text.next_part(Mark::base64_run, run.end)) {
    const std::uint64_t begin = run.begin - std::min(run.begin, before);
    const std::uint64_t end = std::min<std::uint64_t>(run.end + margins.after, text.text().size());
    if (!out.empty() && begin <= out.back().end) {
      out.back().end = end;
    } else {
      out.push_back({begin, end});
    }
  }
  return out;
}

}  // namespace packwarden
