#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <memory>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include "match/database.h"
#include "match/engine.h"
#include "match/rules_image.h"
#include "rule/rule_set.h"
#include "support/sampled.h"

// The rules that are built in, over all of their examples.
namespace packwarden {
namespace {

RuleSet rules_in_files() {
  std::vector<Rule> all;
  for (const auto& file : std::filesystem::directory_iterator(PACKWARDEN_RULES_DIRECTORY)) {
    if (file.path().extension() != ".json" || file.path().filename() == "schema.json") continue;
    std::ifstream in(file.path(), std::ios::binary);
    const std::string json(std::istreambuf_iterator<char>(in), {});
    auto rules = RuleSet::parse_file(json, file.path().filename().string());
    EXPECT_TRUE(rules) << rules.error().where << ": " << rules.error().what;
    std::move(rules->begin(), rules->end(), std::back_inserter(all));
  }
  return *RuleSet::create(std::move(all));
}

const RuleSet& rules() {
  static const RuleSet set = rules_in_files();
  return set;
}

std::vector<std::string> all_examples() {
  std::vector<std::string> texts;
  for (const Rule& rule : rules().rules()) {
    for (const auto* list : {&rule.examples, &rule.negative_examples}) {
      texts.insert(texts.end(), list->begin(), list->end());
    }
  }
  return texts;
}

struct Opened {
  std::optional<Database> database;
  std::unique_ptr<Scratch> scratch;
};

/// Matches of the built-in rules; places count from `origin`.
std::vector<std::string> matches_of(EngineKind kind, std::string_view text,
                                    std::uint64_t origin = 0) {
  static std::map<EngineKind, Opened> opened;
  Opened& own = opened[kind];
  if (!own.scratch) {
    own.database = *Database::built_in(kind);
    own.scratch = *own.database->engine().new_scratch();
  }
  const Database& database = *own.database;
  std::vector<RuleMatch> matches;
  EXPECT_TRUE(database.engine().find(MarkedText(text), Boundaries::kept, *own.scratch, matches));
  std::vector<std::string> out;
  for (const RuleMatch& match : matches) {
    EXPECT_LE(match.whole.begin, match.secret.begin) << text;
    EXPECT_LE(match.secret.end, match.whole.end) << text;
    out.push_back(database.rules().rules()[match.rule].id + " " +
                  std::to_string(match.whole.begin - origin) + " " +
                  std::to_string(match.secret.begin - origin) + " " +
                  std::to_string(match.secret.end - origin));
  }
  return out;
}

TEST(BuiltInRules, AreThoseOfTheFiles) {
  const Database database = *Database::built_in(EngineKind::fastest);
  EXPECT_EQ(database.digest(), rules_digest(rules()));
  EXPECT_EQ(database.rule_count(), rules().rules().size());
}

TEST(BuiltInRules, HaveFewNeedlesUnlessTheyAreWeak) {
  for (const Rule& rule : rules().rules()) {
    if (rule.facts.weak || rule.is_refinement()) continue;
    EXPECT_GE(rule.facts.needles.any.size(), 1U) << rule.id;
    EXPECT_LE(rule.facts.needles.any.size(), 64U) << rule.id;
  }
}

TEST(BuiltInRules, HaveTwoExamplesAndTwoNearMissesAtLeast) {
  for (const Rule& rule : rules().rules()) {
    EXPECT_GE(rule.examples.size(), 2U) << rule.id;
    EXPECT_GE(rule.negative_examples.size(), 2U) << rule.id;
  }
}

TEST(BuiltInRules, MatchTheSameInEachEngineOnEveryExample) {
  std::size_t matches = 0;
  for (const std::string& text : all_examples()) {
    const auto found = matches_of(EngineKind::oracle, text);
    for (const EngineKind kind : engines()) EXPECT_EQ(matches_of(kind, text), found) << text;
    matches += found.size();
  }
  EXPECT_GE(matches, rules().rules().size());
}

TEST(BuiltInRules, MatchTheSameInEachEngineOnCutAndJoinedExamples) {
  const std::vector<std::string> texts = all_examples();
  std::mt19937 random(3);  // NOLINT(cert-msc51-cpp): the same texts each time
  for (int i = 0; i < 4000 / static_cast<int>(kOneOf) && !HasFailure(); ++i) {
    std::string text;
    for (int part = 0; part < 4; ++part) {
      const std::string& example = texts[random() % texts.size()];
      const std::size_t begin = random() % 4 == 0 ? random() % example.size() : 0;
      text +=
          example.substr(begin, random() % 4 == 0 ? random() % example.size() : std::string::npos);
      if (random() % 3 == 0) text += "\n";
    }
    const auto found = matches_of(EngineKind::oracle, text);
    for (const EngineKind kind : engines()) EXPECT_EQ(matches_of(kind, text), found) << text;
  }
}

/// As minified programs and logs have them: what repeats long may go from one to the next.
TEST(BuiltInRules, MatchTheSameInEachEngineOnExamplesRepeatedInALine) {
  std::mt19937 random(7);  // NOLINT(cert-msc51-cpp): the same texts each time
  for (std::size_t i = 0; i < rules().rules().size(); i += kOneOf) {
    std::string example = rules().rules()[i].examples.front();
    std::replace(example.begin(), example.end(), '\n', ' ');
    std::string text;
    for (int times = 0; times < 12; ++times) {
      const bool is_whole = times % 3 != 1;
      text += example.substr(0, is_whole ? std::string::npos : random() % example.size());
      text += std::string(random() % 3 * 150, times % 2 == 0 ? ' ' : 'x') + (i % 2 == 0 ? " " : "");
    }
    const auto found = matches_of(EngineKind::re2, text);
    for (const EngineKind kind : engines()) EXPECT_EQ(matches_of(kind, text), found) << text;
  }
}

/// How many bytes an engine takes at a time.
std::size_t seam_of(EngineKind kind) {
  return kind == EngineKind::hyperscan ? std::size_t{4} << 20U : std::size_t{64} << 10U;
}

TEST(BuiltInRules, MatchTheSameOnEitherSideOfAChunkSeam) {
  for (const EngineKind kind : engines()) {
    std::mt19937 random(5);  // NOLINT(cert-msc51-cpp): the same places each time
    const std::size_t seam = seam_of(kind);
    // Control characters belong to no pattern, so what stands around an example cannot join it.
    std::string text(seam + 65536, '\x01');
    for (std::size_t i = 0; i < rules().rules().size(); i += kOneOf) {
      const Rule& rule = rules().rules()[i];
      const std::string& example = rule.examples.front();
      const auto alone = matches_of(EngineKind::oracle, "\x01" + example + "\x01", 1);
      for (int place = 0; place < 3; ++place) {
        const std::size_t begin = seam - 1 - random() % example.size();
        text.replace(begin, example.size(), example);
        EXPECT_EQ(matches_of(kind, text, begin), alone) << rule.id;
        text.replace(begin, example.size(), std::string(example.size(), '\x01'));
      }
    }
  }
}

}  // namespace
}  // namespace packwarden
