#include "validate/companions.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

namespace packwarden {
namespace {

RuleSet rules() {
  Rule secret;
  secret.id = "acme-secret";
  secret.companions = {"acme-id"};
  Rule id;
  id.id = "acme-id";
  Rule needy = secret;
  needy.id = "acme-needy";
  needy.needs_companion = true;
  return *RuleSet::create({secret, id, needy});
}

Finding finding(std::string rule, std::uint64_t begin, std::vector<std::string> via = {}) {
  Finding out;
  out.rule_id = std::move(rule);
  out.location.span = {begin, begin + 20};
  out.location.via = std::move(via);
  out.confidence = Confidence::medium;
  return out;
}

/// "rule@begin +rule@begin …" of each finding.
std::vector<std::string> joined(std::vector<Finding> found) {
  const RuleSet set = rules();
  Companions(set).join(found);
  std::vector<std::string> out;
  for (const Finding& f : found) {
    out.push_back(f.rule_id + "@" + std::to_string(f.location.span.begin));
    for (const AlsoAt& also : f.also) {
      out.back() += " +" + also.rule_id + "@" + std::to_string(also.location.span.begin);
    }
  }
  return out;
}

using Texts = std::vector<std::string>;

TEST(Companions, AnIdAndItsSecretAreOneFinding) {
  EXPECT_EQ(joined({finding("acme-id", 0), finding("acme-secret", 50)}),
            Texts({"acme-secret@50 +acme-id@0"}));
  EXPECT_EQ(joined({finding("acme-secret", 0), finding("acme-id", 320)}),
            Texts({"acme-secret@0 +acme-id@320"}));
}

TEST(Companions, TheNearestSecretCounts) {
  EXPECT_EQ(joined({finding("acme-secret", 0), finding("acme-id", 100), finding("acme-secret", 130),
                    finding("acme-id", 400)}),
            Texts({"acme-secret@0", "acme-secret@130 +acme-id@100 +acme-id@400"}));
}

TEST(Companions, WhatNeedsAnIdIsNothingWithoutOne) {
  EXPECT_EQ(joined({finding("acme-needy", 0), finding("acme-needy", 100), finding("acme-id", 130),
                    finding("acme-needy", 200), finding("other", 300)}),
            Texts({"acme-needy@100 +acme-id@130", "other@300"}));
}

TEST(Companions, WhatIsFarAwayOrInAnotherLayerStandsByItself) {
  const Texts apart = {"acme-secret@0", "acme-id@321"};
  EXPECT_EQ(joined({finding("acme-secret", 0), finding("acme-id", 321)}), apart);
  EXPECT_EQ(joined({finding("acme-secret", 0), finding("acme-id", 30, {"base64"})}),
            Texts({"acme-secret@0", "acme-id@30"}));
  EXPECT_EQ(joined({finding("acme-id", 0), finding("other", 30)}),
            Texts({"acme-id@0", "other@30"}));
}

TEST(Companions, TheSecretIsOfHighConfidenceThen) {
  const RuleSet set = rules();
  std::vector<Finding> found = {finding("acme-id", 0), finding("acme-secret", 50)};
  Companions(set).join(found);
  EXPECT_EQ(found.at(0).confidence, Confidence::high);
}

TEST(Companions, PlacesOfTheIdComeAlong) {
  Finding id = finding("acme-id", 0);
  id.also.push_back({"acme-id", finding("acme-id", 900).location});
  EXPECT_EQ(joined({id, finding("acme-secret", 50)}),
            Texts({"acme-secret@50 +acme-id@0 +acme-id@900"}));
}

}  // namespace
}  // namespace packwarden
