#include "npm/path_set.h"

#include <gtest/gtest.h>

#include <random>
#include <string>
#include <vector>

#include "npm/pack_pattern.h"

namespace packwarden {
namespace {

using Names = std::vector<std::string>;

std::string joined(const Names& names) {
  std::string out;
  for (const std::string& name : names) out += (out.empty() ? "" : "/") + name;
  return out;
}

class RandomPaths {
 public:
  Names next() {
    const Names kNames = {"a", "A", "b", "a.js", ".x", "\u00E9", "\u212A", "k", "a-b"};
    Names out(1 + random_() % 4);
    for (std::string& name : out) name = kNames[random_() % kNames.size()];
    return out;
  }

  std::size_t below(std::size_t end) { return random_() % end; }

 private:
  std::mt19937 random_{20261124};
};

bool is_ascii(const std::string& text) {
  return text.find_first_of("\xC3\xE2") == std::string::npos;
}

/// What rules and paths that stand for each other say of one path.
struct Answers {
  bool rules = false;
  bool paths = false;
};

class SamePaths {
 public:
  explicit SamePaths(bool negated) : negated_(negated) {}

  void add(const std::string& path, PathReach reach) {
    set_.add(path, reach);
    compile("/" + path);
    if (reach == PathReach::all_below) compile("/" + path + "/**");
  }

  [[nodiscard]] Answers ask(const Names& names, Question question) const {
    std::vector<PathName> parts;
    RulePath path;
    for (const std::string& name : names) parts.push_back(path_name(name));
    for (const PathName& part : parts) path.fingerprints |= part.fingerprint;
    path.names = parts;
    Answers out;
    MatchBudget budget{1'000'000'000};
    for (const PackPattern& rule : rules_) {
      out.rules |= rule.matches(path, question, RuleDistance::further_up, budget);
    }
    out.paths = set_.matches(path, question, negated_);
    return out;
  }

 private:
  void compile(const std::string& rule) {
    auto pattern = PackPattern::compile((negated_ ? "!" : "") + rule, "rule");
    ASSERT_TRUE(pattern);
    rules_.push_back(std::move(*pattern));
  }

  bool negated_;
  PathSet set_;
  std::vector<PackPattern> rules_;
};

TEST(PathSet, SaysWhatARuleForEachPathSays) {
  RandomPaths random;
  std::size_t matched = 0;
  for (int round = 0; round < 300; ++round) {
    SamePaths same(round % 2 == 0);
    for (std::size_t i = 1 + random.below(4); i > 0; --i) {
      const std::string path = joined(random.next());
      if (!is_ascii(path)) continue;
      same.add(path, random.below(2) == 0 ? PathReach::itself : PathReach::all_below);
    }
    for (int i = 0; i < 200; ++i) {
      const Names names = random.next();
      for (const Question question :
           {Question::entry, Question::directory, Question::slash_directory}) {
        const Answers answers = same.ask(names, question);
        matched += answers.rules ? 1 : 0;
        ASSERT_EQ(answers.rules, answers.paths)
            << joined(names) << ", question " << static_cast<int>(question) << ", round " << round;
      }
    }
  }
  EXPECT_GT(matched, 5'000U) << "the test compares nothing";
}

}  // namespace
}  // namespace packwarden
