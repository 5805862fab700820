#include <algorithm>
#include <tuple>
#include <utility>

#include "match/confirm.h"
#include "match/engines.h"

// The oracle of the engines that are used: it runs every rule over the whole text.
namespace packwarden {
namespace {

class OracleEngine : public Engine {
 public:
  OracleEngine(const RuleSet& rules, std::size_t most) : confirmers_(confirmers_of(rules, most)) {}

  [[nodiscard]] Result<std::unique_ptr<Scratch>> new_scratch() const override {
    return std::make_unique<Scratch>();
  }

  [[nodiscard]] Result<void> find(const MarkedText& text, Boundaries boundaries, Scratch&,
                                  std::vector<RuleMatch>& out) const override {
    RuleLimits limits;
    std::uint32_t number = 0;
    for (const Confirmer& confirmer : confirmers_) {
      Result<void> outcome = find_all(confirmer, text.text(), boundaries, out);
      if (!outcome && outcome.error().kind != ErrorKind::limit) return outcome;
      if (!outcome) limits.note(number, outcome.error());
      ++number;
    }
    return limits.outcome();
  }

 private:
  static Result<void> find_all(const Confirmer& confirmer, std::string_view text,
                               Boundaries boundaries, std::vector<RuleMatch>& out) {
    const std::size_t before = out.size();
    const auto room = [&] { return confirmer.most() - (out.size() - before); };
    if (!confirmer.rule().facts.weak) {
      TRY(confirmer.find(text, {0, text.size()}, boundaries, room(), out));
      return {};
    }
    const Regions regions = keyword_regions(confirmer.rule(), text);
    for (const ByteSpan& region : regions.all()) {
      TRY(confirmer.find(text, region, boundaries, room(), out));
    }
    return {};
  }

  std::vector<Confirmer> confirmers_;
};

}  // namespace

std::vector<Confirmer> confirmers_of(const RuleSet& rules, std::size_t most) {
  std::vector<Confirmer> confirmers;
  confirmers.reserve(rules.rules().size());
  for (const Rule& rule : rules.rules()) {
    confirmers.emplace_back(rule, static_cast<std::uint32_t>(confirmers.size()), most);
  }
  return confirmers;
}

std::unique_ptr<const Engine> oracle_engine(const RuleSet& rules) {
  return std::make_unique<OracleEngine>(rules, kMostMatches);
}

}  // namespace packwarden
