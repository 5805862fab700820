#include "match/confirm.h"

#include <re2/re2.h>

#include <algorithm>
#include <array>
#include <mutex>
#include <utility>

#include "base/text.h"

namespace packwarden {
namespace {

constexpr std::int64_t kRe2Memory = std::int64_t{8} << 20;
constexpr int kMostGroups = 8;

RE2::Options options() {
  RE2::Options options;
  options.set_encoding(RE2::Options::EncodingLatin1);  // bytes; no folding of U+212A or U+017F
  options.set_log_errors(false);                       // the log would quote the text
  options.set_max_mem(kRe2Memory);
  return options;
}

bool same_but_for_case(char a, char b) {
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c; };
  return lower(a) == lower(b);
}

ByteSpan span_of(const re2::StringPiece& piece, std::string_view text) {
  const auto begin = static_cast<std::uint64_t>(piece.data() - text.data());
  return {begin, begin + piece.size()};
}

}  // namespace

struct Confirmer::Compiled {
  std::once_flag once;
  std::unique_ptr<RE2> expression;
};

Confirmer::Confirmer(const Rule& rule, std::uint32_t number)
    : rule_(rule), number_(number), compiled_(std::make_unique<Compiled>()) {}
Confirmer::Confirmer(Confirmer&&) noexcept = default;
Confirmer::~Confirmer() = default;

/// The first match that begins within `begins`.
Result<std::optional<RuleMatch>> Confirmer::next(std::string_view text, ByteSpan begins) const {
  std::call_once(compiled_->once, [&] {
    compiled_->expression = std::make_unique<RE2>(rule_.facts.confirm, options());
  });
  const RE2& expression = *compiled_->expression;
  if (!expression.ok()) return fail(ErrorKind::internal, rule_.id, "RE2 refuses the pattern");
  // Whatever begins in time is seen to its end, and one byte more for a word boundary.
  const std::uint64_t end =
      std::min<std::uint64_t>(begins.end + rule_.facts.width + 1, text.size());
  std::array<re2::StringPiece, kMostGroups> groups;
  const int wanted = static_cast<int>(rule_.secret_group) + 1;
  if (!expression.Match({text.data(), text.size()}, begins.begin, end, RE2::UNANCHORED,
                        groups.data(), wanted)) {
    return std::nullopt;
  }
  ByteSpan whole = span_of(groups[0], text);
  if (whole.begin >= begins.end) return std::nullopt;
  whole.end = std::min(whole.end, whole.begin + rule_.facts.width);
  const re2::StringPiece& group = groups.at(rule_.secret_group);
  ByteSpan secret = group.data() == nullptr ? whole : span_of(group, text);
  secret.end = std::clamp(secret.end, secret.begin, whole.end);
  return RuleMatch{number_, whole, secret};
}

Result<std::uint64_t> Confirmer::find(std::string_view text, ByteSpan begins,
                                      std::vector<RuleMatch>& out) const {
  // An unbounded tail would make RE2 read to the end of the text at each match: hence blocks.
  const std::uint64_t block = std::uint64_t{4} * rule_.facts.width + 65536;
  std::uint64_t position = begins.begin;
  for (std::uint64_t at = begins.begin; at < begins.end;) {
    const ByteSpan part{at, std::min(begins.end, at + block)};
    TRY_ASSIGN(const auto match, next(text, part));
    if (!match) {
      at = part.end;
      continue;
    }
    at = position = match->whole.end;
    if (!keyword_near(rule_, text, match->whole.begin)) continue;
    if (out.size() == kMostMatches) {
      return fail(limit_error(rule_.id, "too many matches", {"matches-per-entry", kMostMatches}));
    }
    out.push_back(*match);
  }
  return position;
}

void Regions::add(std::uint64_t keyword_end, std::uint32_t window, std::uint64_t text_size) {
  const std::uint64_t begin = keyword_end < window ? 0 : keyword_end - window;
  const std::uint64_t end = std::min(keyword_end + window + 1, text_size);
  if (!regions_.empty() && begin <= regions_.back().end) {
    regions_.back().end = std::max(regions_.back().end, end);
  } else {
    regions_.push_back({begin, end});
  }
}

Regions keyword_regions(const Rule& rule, std::string_view text) {
  const std::string lower = ascii_lower(text);
  std::vector<std::uint64_t> ends;
  for (const std::string& keyword : rule.keywords) {
    const std::string wanted = ascii_lower(keyword);
    for (std::size_t at = lower.find(wanted); at != std::string::npos;
         at = lower.find(wanted, at + 1)) {
      ends.push_back(at + wanted.size());
    }
  }
  std::sort(ends.begin(), ends.end());
  Regions regions;
  for (const std::uint64_t end : ends) regions.add(end, rule.window, text.size());
  return regions;
}

bool keyword_near(const Rule& rule, std::string_view text, std::uint64_t match_begin) {
  if (rule.keywords.empty()) return true;
  const auto stands_near = [&](const std::string& keyword) {
    const std::uint64_t before = rule.window + keyword.size();
    const std::uint64_t begin = match_begin < before ? 0 : match_begin - before;
    const std::string_view around = text.substr(begin, match_begin + rule.window - begin);
    return std::search(around.begin(), around.end(), keyword.begin(), keyword.end(),
                       same_but_for_case) != around.end();
  };
  return std::any_of(rule.keywords.begin(), rule.keywords.end(), stands_near);
}

}  // namespace packwarden
