#include "match/engines.h"

namespace packwarden {
namespace {

/// The keyword as a pattern in any case. Bytes are printed as classes or in hexadecimal, so that no
/// keyword can be taken for syntax.
std::string caseless(std::string_view keyword) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string out;
  for (const char c : keyword) {
    const char folded = static_cast<char>(c | 0x20);
    if (folded >= 'a' && folded <= 'z') {
      out += {'[', static_cast<char>(folded - 0x20), folded, ']'};
    } else {
      const auto byte = static_cast<unsigned char>(c);
      out += {'\\', 'x', kDigits[byte >> 4U], kDigits[byte & 15U]};
    }
  }
  return out;
}

std::string any_of(const std::vector<std::string>& keywords) {
  std::string out = "(?:";
  for (const std::string& keyword : keywords) {
    if (out.size() > 3) out += '|';
    out += caseless(keyword);
  }
  return out + ")";
}

}  // namespace

Expressions expressions_of(const RuleSet& rules) {
  Expressions expressions;
  std::uint32_t number = 0;
  for (const Rule& rule : rules.rules()) {
    if (rule.facts.weak) {
      expressions.everywhere.push_back({any_of(rule.keywords), kKeywordId + number});
    } else {
      auto& place = rule.facts.near_run ? expressions.near_runs : expressions.everywhere;
      place.push_back({rule.facts.superset, number});
    }
    ++number;
  }
  // The shape on which a look-alike library was seen to miss matches of 64 bytes and more.
  for (auto* place : {&expressions.everywhere, &expressions.near_runs}) {
    place->push_back({"packwarden-self-check: \"[^\"]{1,300}\"", kSelfCheckId});
  }
  return expressions;
}

}  // namespace packwarden
