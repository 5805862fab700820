#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <map>
#include <string_view>
#include <vector>

#include "match/database.h"
#include "match/engine.h"

// The engines find what the oracle finds, in any bytes.
namespace {

using packwarden::Database;
using packwarden::EngineKind;

std::vector<packwarden::RuleMatch> find(EngineKind kind, packwarden::Boundaries boundaries,
                                        std::string_view text) {
  static std::map<EngineKind, Database> opened;
  auto database = opened.find(kind);
  if (database == opened.end()) database = opened.emplace(kind, *Database::built_in(kind)).first;
  const packwarden::Engine& engine = database->second.engine();
  std::vector<packwarden::RuleMatch> out;
  const auto scratch = engine.new_scratch();
  if (!scratch || !engine.find(packwarden::MarkedText(text), boundaries, **scratch, out))
    std::abort();
  return out;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto same = [](const auto& a, const auto& b) {
    return a.rule == b.rule && a.whole == b.whole && a.secret == b.secret && a.joined == b.joined;
  };
  for (const auto boundaries : {packwarden::Boundaries::kept, packwarden::Boundaries::ignored}) {
    const auto expected = find(EngineKind::oracle, boundaries, text);
    for (const auto kind : packwarden::engines()) {
      const auto found = find(kind, boundaries, text);
      if (!std::equal(found.begin(), found.end(), expected.begin(), expected.end(), same))
        std::abort();
    }
  }
  return 0;
}
