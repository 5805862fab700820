#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string_view>
#include <vector>

#include "match/database.h"
#include "match/engine.h"

// Hyperscan and the portable engine find what the oracle finds, in any bytes.
namespace {

using packwarden::Database;
using packwarden::EngineKind;

std::vector<packwarden::RuleMatch> find(EngineKind kind, packwarden::Boundaries boundaries,
                                        std::string_view text) {
  static const Database hyperscan = *Database::built_in(EngineKind::hyperscan);
  static const Database re2 = *Database::built_in(EngineKind::re2);
  static const Database oracle = *Database::built_in(EngineKind::oracle);
  const Database& others = kind == EngineKind::re2 ? re2 : oracle;
  const packwarden::Engine& engine = (kind == EngineKind::hyperscan ? hyperscan : others).engine();
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
    for (const auto kind : {EngineKind::hyperscan, EngineKind::re2}) {
      const auto found = find(kind, boundaries, text);
      if (!std::equal(found.begin(), found.end(), expected.begin(), expected.end(), same))
        std::abort();
    }
  }
  return 0;
}
