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
/// Each refused match costs a search of a few widths; a text made to have many is a limit.
constexpr std::uint32_t kMostRefused = 64;

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

/// The groups of RE2's first match that begins at `begin` or later and ends at `end` or before;
/// none: no match. The bytes around are seen by word boundaries.
struct Confirmer::Groups {
  std::array<re2::StringPiece, kMostGroups> pieces;
  bool matched = false;
};

Confirmer::Groups Confirmer::match(std::string_view text, ByteSpan part, Anchor anchor) const {
  Groups groups;
  const std::uint64_t end = std::min<std::uint64_t>(part.end + 1, text.size());
  const int wanted = static_cast<int>(secret_group()) + 1;
  groups.matched = compiled_->expression->Match(
      {text.data(), text.size()}, part.begin, end,
      anchor == Anchor::begin ? RE2::ANCHOR_START : RE2::UNANCHORED, groups.pieces.data(), wanted);
  return groups;
}

std::size_t Confirmer::secret_group() const {
  return rule_.secret_group + (rule_.facts.has_lead ? std::size_t{1} : 0);
}

RuleMatch Confirmer::rule_match(std::string_view text, const Groups& groups) const {
  const ByteSpan with_lead = span_of(groups.pieces[0], text);
  const std::uint64_t end = std::min(with_lead.end, with_lead.begin + rule_.facts.width);
  const ByteSpan whole{
      rule_.facts.has_lead ? span_of(groups.pieces[1], text).begin : with_lead.begin, end};
  const re2::StringPiece& group = groups.pieces.at(secret_group());
  ByteSpan secret = group.data() == nullptr ? whole : span_of(group, text);
  secret.end = std::clamp(secret.end, secret.begin, whole.end);
  return {number_, whole, secret};
}

/// The first match that begins within `begins`. What a match at a place is depends only on the
/// `width` bytes from there on and one more, never on how much of the text RE2 was shown.
Result<std::optional<RuleMatch>> Confirmer::next(std::string_view text, ByteSpan begins) const {
  std::call_once(compiled_->once, [&] {
    compiled_->expression = std::make_unique<RE2>(rule_.facts.confirm, options());
  });
  if (!compiled_->expression->ok()) {
    return fail(ErrorKind::internal, rule_.id, "RE2 refuses the pattern");
  }
  const std::uint64_t width = rule_.facts.width;
  const std::uint64_t end = std::min<std::uint64_t>(begins.end + width, text.size());
  for (std::uint32_t refused = 0; refused < kMostRefused; ++refused) {
    Groups groups = match(text, {begins.begin, end}, Anchor::none);
    if (!groups.matched) return std::nullopt;
    const std::uint64_t begin = span_of(groups.pieces[0], text).begin;
    if (begin >= begins.end) return std::nullopt;
    const bool too_wide = groups.pieces[0].size() > width && !rule_.facts.open_tail;
    if (!too_wide) return rule_match(text, groups);
    // Another way through the pattern may be short enough.
    groups =
        match(text, {begin, std::min<std::uint64_t>(begin + width, text.size())}, Anchor::begin);
    if (groups.matched && groups.pieces[0].size() <= width) return rule_match(text, groups);
    begins.begin = begin + 1;
  }
  return fail(limit_error(rule_.id, "too many matches that are too wide",
                          {"refused-matches", kMostRefused}));
}

Result<std::uint64_t> Confirmer::find(std::string_view text, ByteSpan begins, std::size_t most,
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
    if (most-- == 0) {
      return fail(limit_error(rule_.id, "the rule " + rule_.id + " matches too often",
                              {"matches-per-rule", kMostMatches}));
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
