#include <algorithm>
#include <mutex>
#include <tuple>
#include <utility>

#include "match/engines.h"
#include "match/hit_search.h"
#include "match/needle_search.h"
#include "rule/needles.h"
#include "rule/pattern.h"

// Stage 1 for any processor: where the needles of the rules stand. Stage 2, RE2, looks around. As
// with Hyperscan, most rules are looked for near long runs of the bytes of tokens alone.
namespace packwarden {
namespace {

/// Bytes of a text in which needles are looked for before RE2 looks around: so many stay in the
/// cache.
constexpr std::uint64_t kBlock = std::uint64_t{64} << 10U;

struct PortableScratch : Scratch {
  HitScratch hits;
  std::vector<NeedleHit> needles;
};

/// The needles of rules, by where they are looked for.
struct Stages {
  NeedleSearch everywhere;
  NeedleSearch near_runs;
};

enum class Place : std::uint8_t { everywhere, near_runs };

bool is_looked_for(const Rule& rule, Place place) {
  return (rule.facts.near_run ? Place::near_runs : Place::everywhere) == place;
}

Needle caseless(const std::string& keyword) {
  Needle out;
  for (const char c : keyword) {
    const bool is_letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    out.text += is_letter ? static_cast<char>(c | 0x20) : c;
    out.fold += is_letter ? '\x20' : '\0';
  }
  out.rarest = rarest_part(out.text);
  return out;
}

std::vector<SoughtNeedle> sought_needles(const RuleSet& rules, Place place) {
  constexpr std::size_t kUsualPerRule = 2;
  std::vector<SoughtNeedle> out;
  out.reserve(kUsualPerRule * rules.rules().size());
  std::uint32_t number = 0;
  for (const Rule& rule : rules.rules()) {
    if (rule.facts.weak && place == Place::everywhere) {
      for (const std::string& keyword : rule.keywords) out.push_back({caseless(keyword), number});
    } else if (!rule.facts.weak && is_looked_for(rule, place)) {
      for (const Needle& needle : rule.facts.needles.any) out.push_back({needle, number});
    }
    ++number;
  }
  return out;
}

/// They are looked for in all of a text. None of them is built in.
std::vector<std::uint32_t> rules_without_needles(const RuleSet& rules) {
  std::vector<std::uint32_t> out;
  for (std::size_t number = 0; number < rules.rules().size(); ++number) {
    const PatternFacts& facts = rules.rules()[number].facts;
    if (!facts.weak && facts.needles.any.empty()) out.push_back(static_cast<std::uint32_t>(number));
  }
  return out;
}

class PortableEngine : public Engine {
 public:
  PortableEngine(const RuleSet& rules, std::size_t most)
      : rules_(rules),
        confirmers_(confirmers_of(rules, most)),
        without_needles_(rules_without_needles(rules)),
        margins_(run_margins(rules)) {}

  [[nodiscard]] Result<std::unique_ptr<Scratch>> new_scratch() const override {
    (void)stages();
    auto out = std::make_unique<PortableScratch>();
    out->hits.progress.resize(confirmers_.size());
    return out;
  }

  [[nodiscard]] Result<void> find(const MarkedText& text, Boundaries boundaries, Scratch& scratch,
                                  std::vector<RuleMatch>& out) const override {
    auto& own = static_cast<PortableScratch&>(scratch);
    HitSearch hits(confirmers_, text.text(), boundaries, own.hits, out);
    const Result<void> outcome = scan_all(text, own.needles, hits);
    const Result<void> searched = hits.finish();
    return outcome ? searched : outcome;
  }

 private:
  /// Made when they are needed first: who only lists rules does without.
  const Stages& stages() const {
    std::call_once(once_, [this] {
      stages_ =
          std::make_unique<Stages>(Stages{NeedleSearch(sought_needles(rules_, Place::everywhere)),
                                          NeedleSearch(sought_needles(rules_, Place::near_runs))});
    });
    return *stages_;
  }

  Result<void> scan_all(const MarkedText& text, std::vector<NeedleHit>& needles,
                        HitSearch& hits) const {
    const ByteSpan all{0, text.text().size()};
    TRY(scan(stages().everywhere, text.text(), all, needles, hits));
    for (const ByteSpan& part : parts_near_runs(text, margins_)) {
      TRY(scan(stages().near_runs, text.text(), part, needles, hits));
    }
    for (const std::uint32_t rule : without_needles_) TRY(hits.within(rule, all));
    return {};
  }

  Result<void> scan(const NeedleSearch& stage, std::string_view text, ByteSpan part,
                    std::vector<NeedleHit>& needles, HitSearch& hits) const {
    while (part.begin < part.end) {
      const std::uint64_t end = std::min(part.begin + kBlock, part.end);
      needles.clear();
      stage.find(text, {part.begin, end}, needles);
      std::sort(needles.begin(), needles.end(), [](const NeedleHit& a, const NeedleHit& b) {
        return std::tie(a.number, a.place.begin) < std::tie(b.number, b.place.begin);
      });
      for (const NeedleHit& needle : needles) TRY(take(needle, hits));
      part.begin = end;
    }
    return {};
  }

  [[nodiscard]] Result<void> take(const NeedleHit& needle, HitSearch& hits) const {
    const std::uint32_t rule = needle.number;
    const PatternFacts& facts = confirmers_[rule].rule().facts;
    if (facts.weak) {
      hits.keyword(rule, needle.place.end);
      return {};
    }
    const std::uint64_t begin = needle.place.begin;
    const std::uint64_t nearest = facts.needles.nearest;
    if (begin < nearest) return {};
    if (nearest == facts.needles.farthest) return hits.at(rule, begin - nearest);
    const std::uint64_t before =
        facts.needles.farthest + (facts.has_lead ? Pattern::kLeadWidth : 0);
    return hits.within(rule, {begin - std::min(begin, before), begin - nearest + 1});
  }

  const RuleSet& rules_;
  std::vector<Confirmer> confirmers_;
  std::vector<std::uint32_t> without_needles_;
  RunMargins margins_;
  mutable std::once_flag once_;
  mutable std::unique_ptr<const Stages> stages_;
};

}  // namespace

std::unique_ptr<const Engine> portable_engine(const RuleSet& rules, std::size_t most) {
  return std::make_unique<PortableEngine>(rules, most);
}

}  // namespace packwarden
