#include "base/nearest.h"

#include <gtest/gtest.h>

#include <array>
#include <string>

namespace packwarden {
namespace {

TEST(NearestName, IsTheOneThatFewLettersTellFromWhatWasTyped) {
  constexpr std::array<std::string_view, 4> kNames = {"audit", "diff", "list", "rules"};
  struct Case {
    std::string typed;
    std::string_view nearest;
  };
  const std::array<Case, 7> cases = {{
      {"ruls", "rules"},
      {"adit", "audit"},
      {"lists", "list"},
      {"dif", "diff"},
      {"frobnicate", ""},
      {"", ""},
      {std::string(1000, 'a'), ""},
  }};
  for (const Case& one : cases) {
    EXPECT_EQ(nearest_name(one.typed, kNames), one.nearest) << one.typed;
  }
}

}  // namespace
}  // namespace packwarden
