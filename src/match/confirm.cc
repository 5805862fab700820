#include "match/confirm.h"

#include <re2/re2.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <mutex>
#include <utility>

#include "base/text.h"
#include "rule/pattern.h"

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

bool is_of_word(char c) { return is_ascii_letter(c) || is_ascii_digit(c) || c == '_'; }

/// Whether RE2's `\b` matches in front of the byte at `at`.
bool is_boundary(std::string_view text, std::uint64_t at) {
  const bool before = at > 0 && is_of_word(text[at - 1]);
  const bool behind = at < text.size() && is_of_word(text[at]);
  return before != behind;
}

/// Whether a lead other than a word boundary may end there.
bool ends_in_escape(std::string_view text) {
  const std::string_view end =
      text.substr(text.size() - std::min<std::size_t>(text.size(), Pattern::kLeadWidth));
  return end.find_first_of("\\%") != std::string_view::npos;
}

/// Whether what the rule finds counts in compiled files, and it wants a word boundary in front.
bool needs_no_boundaries(const Rule& rule) {
  const bool is_sure = rule.confidence >= Confidence::high || !rule.validator.empty();
  return is_sure && rule.facts.has_lead && !rule.facts.weak;
}

/// What is known of the pattern without its outer boundaries.
PatternFacts facts_inside(const Rule& rule) {
  const auto pattern = Pattern::parse(rule.pattern, rule.id);
  if (!pattern) return rule.facts;  // never: check_rule parsed it
  const Pattern inner = pattern->without_outer_boundaries();
  const bool unbounded = inner.max_width() == Pattern::kUnbounded;
  return {.confirm = inner.confirm(),
          .width = unbounded ? rule.window : inner.max_width(),
          .open_tail = inner.open_tail()};
}

}  // namespace

/// The groups of RE2's first match that begins at `begin` or later and ends at `end` or before;
/// none: no match. The bytes around are seen by word boundaries.
struct Confirmer::Groups {
  std::array<re2::StringPiece, kMostGroups> pieces;
  bool matched = false;
};

/// What RE2 runs, and what is known of it.
struct Confirmer::Expression {
  std::once_flag once;
  std::unique_ptr<const RE2> compiled;
  std::uint64_t width = 0;  // bytes of the longest match
  bool open_tail = false;   // a match wider than `width` is cut, not refused
  std::size_t lead = 0;     // groups in front of the rule's: the match without its lead
  int groups = 0;           // that are of interest

  void compile(const PatternFacts& facts) {
    compiled = std::make_unique<const RE2>(facts.confirm, options());
    width = facts.width;
    open_tail = facts.open_tail;
    lead = facts.has_lead ? 1 : 0;
    groups = std::min(compiled->NumberOfCapturingGroups() + 1, kMostGroups);
  }

  /// Whether a match begins at `begin`, and where it is too wide perhaps another one does.
  [[nodiscard]] bool begins_at(std::string_view text, std::uint64_t begin) const {
    const std::uint64_t end = std::min<std::uint64_t>(begin + width + 1, text.size());
    return compiled->Match({text.data(), text.size()}, begin, end, RE2::ANCHOR_START, nullptr, 0);
  }

  /// Up to where a match that begins at `begin` is looked for so that it is not too wide. Of an
  /// open tail no byte behind is asked for: it goes on as far as it is let.
  [[nodiscard]] std::uint64_t last_of(std::uint64_t begin) const {
    return begin + width - (open_tail ? 1 : 0);
  }

  [[nodiscard]] Groups match(std::string_view text, ByteSpan part, RE2::Anchor anchor) const {
    Groups found;
    const std::uint64_t end = std::min<std::uint64_t>(part.end + 1, text.size());
    found.matched = compiled->Match({text.data(), text.size()}, part.begin, end, anchor,
                                    found.pieces.data(), groups);
    return found;
  }
};

struct Confirmer::Expressions {
  Expression with_boundaries;
  Expression without_boundaries;
};

bool is_whole_match(const Rule& rule, std::string_view text) {
  return RE2::FullMatch({text.data(), text.size()}, RE2(rule.facts.confirm, options()));
}

Result<void> check_compiles(const Rule& rule) {
  const RE2 whole(rule.facts.confirm, options());
  const RE2 inner(facts_inside(rule).confirm, options());
  if (whole.ok() && inner.ok()) return {};
  return fail(ErrorKind::config, rule.id,
              "the pattern is too large: RE2 takes at most 8 MiB for it");
}

Confirmer::Confirmer(const Rule& rule, std::uint32_t number, std::size_t most)
    : rule_(rule), number_(number), most_(most), expressions_(std::make_unique<Expressions>()) {}
Confirmer::Confirmer(Confirmer&&) noexcept = default;
Confirmer::~Confirmer() = default;

const Confirmer::Expression& Confirmer::with_boundaries() const {
  Expression& expression = expressions_->with_boundaries;
  std::call_once(expression.once, [&] { expression.compile(rule_.facts); });
  return expression;
}

const Confirmer::Expression& Confirmer::without_boundaries() const {
  Expression& expression = expressions_->without_boundaries;
  std::call_once(expression.once, [&] { expression.compile(facts_inside(rule_)); });
  return expression;
}

const Confirmer::Expression& Confirmer::wanted(Boundaries boundaries) const {
  const bool ignored = boundaries == Boundaries::ignored && needs_no_boundaries(rule_);
  return ignored ? without_boundaries() : with_boundaries();
}

/// Whether the pattern with its boundaries, too, matches what begins where `whole` does.
bool Confirmer::stands_apart(std::string_view text, const ByteSpan& whole) const {
  const Expression& expression = with_boundaries();
  const std::uint64_t begin =
      whole.begin - std::min<std::uint64_t>(whole.begin, Pattern::kLeadWidth);
  const std::uint64_t end = std::min<std::uint64_t>(whole.begin + expression.width, text.size());
  const Groups groups = expression.match(text, {begin, end}, RE2::UNANCHORED);
  return groups.matched && span_of(groups.pieces.at(expression.lead), text).begin == whole.begin;
}

RuleMatch Confirmer::rule_match(const Expression& expression, std::string_view text,
                                const Groups& groups) const {
  const ByteSpan whole{span_of(groups.pieces.at(expression.lead), text).begin,
                       span_of(groups.pieces[0], text).end};
  const auto first = groups.pieces.begin() + rule_.secret_group + expression.lead;
  const auto group = std::find_if(first, groups.pieces.end(), [](const re2::StringPiece& piece) {
    return piece.data() != nullptr;
  });
  return {number_, whole, group == groups.pieces.end() ? whole : span_of(*group, text)};
}

/// The first match that begins within `begins`. What a match at a place is depends only on the
/// `width` bytes from there on and one more, never on how much of the text RE2 was shown.
Result<std::optional<RuleMatch>> Confirmer::next(const Expression& expression,
                                                 std::string_view text, ByteSpan begins) const {
  if (!expression.compiled->ok()) {
    return fail(ErrorKind::internal, rule_.id, "RE2 refuses the pattern");
  }
  const std::uint64_t width = expression.width;
  const std::uint64_t end = std::min<std::uint64_t>(begins.end + width, text.size());
  for (std::uint32_t refused = 0; refused < kMostRefused; ++refused) {
    Groups groups = expression.match(text, {begins.begin, end}, RE2::UNANCHORED);
    if (!groups.matched) return std::nullopt;
    const std::uint64_t begin = span_of(groups.pieces[0], text).begin;
    if (begin >= begins.end) return std::nullopt;
    if (groups.pieces[0].size() <= width) return rule_match(expression, text, groups);
    // Another way through the pattern may be short enough: what repeats long has no maximum here.
    groups = expression.match(text, {begin, expression.last_of(begin)}, RE2::ANCHOR_START);
    if (groups.matched && groups.pieces[0].size() <= width) {
      return rule_match(expression, text, groups);
    }
    begins.begin = begin + 1;
  }
  return fail(limit_error(rule_.id, "too many matches that are too wide",
                          {"refused-matches", kMostRefused}));
}

bool Confirmer::may_begin(std::string_view text, std::uint64_t begin, Boundaries boundaries) const {
  const Expression& expression = wanted(boundaries);
  if (!expression.compiled->ok()) return true;  // `find` says so
  if (expression.lead > 0) {
    if (ends_in_escape(text.substr(0, begin))) return true;
    if (!is_boundary(text, begin)) return false;
  }
  return expression.begins_at(text, begin);
}

Result<std::uint64_t> Confirmer::find(std::string_view text, ByteSpan begins, Boundaries boundaries,
                                      std::size_t room, std::vector<RuleMatch>& out) const {
  const Expression& expression = wanted(boundaries);
  const bool ignored = &expression == &expressions_->without_boundaries;
  // An unbounded tail would make RE2 read to the end of the text at each match: hence blocks.
  const std::uint64_t block = std::uint64_t{4} * expression.width + 65536;
  std::uint64_t position = begins.begin;
  for (std::uint64_t at = begins.begin; at < begins.end;) {
    const ByteSpan part{at, std::min(begins.end, at + block)};
    TRY_ASSIGN(auto match, next(expression, text, part));
    if (!match) {
      at = part.end;
      continue;
    }
    at = position = match->whole.end;
    if (!keyword_near(rule_, text, match->whole.begin)) continue;
    if (room-- == 0) {
      return fail(limit_error(rule_.id, "the rule " + rule_.id + " matches too often",
                              {"matches-per-rule", most_}));
    }
    match->joined = ignored && !stands_apart(text, match->whole);
    out.push_back(*match);
  }
  return position;
}

void Regions::add(std::uint64_t keyword_end, std::uint32_t window, std::uint64_t text_size) {
  ByteSpan added{keyword_end < window ? 0 : keyword_end - window,
                 std::min(keyword_end + window + 1, text_size)};
  auto last = regions_.end();
  while (last != regions_.begin() && std::prev(last)->begin > added.end) --last;
  auto first = last;
  while (first != regions_.begin() && std::prev(first)->end >= added.begin) {
    --first;
    added = {std::min(first->begin, added.begin), std::max(first->end, added.end)};
  }
  regions_.insert(regions_.erase(first, last), added);
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
