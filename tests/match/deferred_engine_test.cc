#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "match/engines.h"

namespace packwarden {
namespace {

using testing::ElementsAre;

/// Finds one match in each text, of the rule with its number.
class CountingEngine : public Engine {
 public:
  explicit CountingEngine(std::uint32_t number) : number_(number) {}
  [[nodiscard]] Result<std::unique_ptr<Scratch>> new_scratch() const override {
    return std::make_unique<Scratch>();
  }
  [[nodiscard]] Result<void> find(const MarkedText&, Boundaries, Scratch&,
                                  std::vector<RuleMatch>& out) const override {
    out.push_back({number_, {}, {}});
    return {};
  }

 private:
  std::uint32_t number_;
};

/// The engine, 1 at first and then 2, and how often the second was made.
struct Deferred {
  int made = 0;
  std::unique_ptr<const Engine> engine = deferred_engine(
      std::make_unique<CountingEngine>(1), [this]() -> Result<std::unique_ptr<const Engine>> {
        ++made;
        return std::make_unique<CountingEngine>(2);
      });

  /// Which engine looked at texts of these sizes, one after the other.
  [[nodiscard]] std::vector<std::uint32_t> used_for(const std::vector<std::size_t>& sizes) const {
    const auto scratch = *engine->new_scratch();
    std::vector<RuleMatch> matches;
    for (const std::size_t size : sizes) {
      const std::string text(size, 'x');
      EXPECT_TRUE(engine->find(MarkedText(text), Boundaries::kept, *scratch, matches));
    }
    std::vector<std::uint32_t> out;
    for (const RuleMatch& match : matches) out.push_back(match.rule);
    return out;
  }
};

TEST(DeferredEngine, IsNotMadeForAFewBytes) {
  const Deferred deferred;
  EXPECT_THAT(deferred.used_for({0, 10, kDeferredBytes / 2}), ElementsAre(1, 1, 1));
  EXPECT_THAT(deferred.used_for({kDeferredBytes}), ElementsAre(1)) << "each thread counts its own";
  EXPECT_EQ(deferred.made, 0);
}

TEST(DeferredEngine, IsMadeOnceAndUsedFromThenOn) {
  const Deferred deferred;
  EXPECT_THAT(deferred.used_for({kDeferredBytes, 1, 0}), ElementsAre(1, 2, 2));
  EXPECT_THAT(deferred.used_for({1, kDeferredBytes, 1}), ElementsAre(1, 2, 2));
  EXPECT_EQ(deferred.made, 1);
}

TEST(DeferredEngine, ThatCannotBeMadeFailsForEachText) {
  const auto engine = deferred_engine(std::make_unique<CountingEngine>(1),
                                      []() -> Result<std::unique_ptr<const Engine>> {
                                        return fail(ErrorKind::internal, "hyperscan", "is damaged");
                                      });
  const auto scratch = *engine->new_scratch();
  const std::string text(kDeferredBytes + 1, 'x');
  std::vector<RuleMatch> matches;
  for (int i = 0; i < 2; ++i) {
    const auto found = engine->find(MarkedText(text), Boundaries::kept, *scratch, matches);
    ASSERT_FALSE(found);
    EXPECT_EQ(found.error().what, "is damaged");
  }
  EXPECT_TRUE(matches.empty());
}

}  // namespace
}  // namespace packwarden
