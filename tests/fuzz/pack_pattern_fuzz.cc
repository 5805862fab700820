// The input is a rule, a zero byte, and a path. Any rule compiles or is refused, and the answers do
// not depend on what was asked before.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "npm/pack_pattern.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace packwarden;
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  const std::size_t end = std::min(input.find('\0'), size);
  const auto pattern = PackPattern::compile(input.substr(0, end), "rule");
  if (!pattern || end == size) return 0;
  const PathName name = path_name(input.substr(end + 1, 255));
  const RulePath path = {{&name, 1}, name.fingerprint};
  const auto ask = [&](Question question) {
    MatchBudget budget(10'000'000);
    return pattern->matches(path, question, RuleDistance::further_up, budget);
  };
  const bool answer = ask(Question::entry);
  (void)ask(Question::directory);
  if (ask(Question::entry) != answer) std::abort();
  return 0;
}
