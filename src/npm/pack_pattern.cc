#include "npm/pack_pattern.h"

#include <algorithm>
#include <string>

#include "npm/brace.h"
#include "npm/path_match.h"
#include "npm/refusal.h"
#include "npm/unicode.h"

namespace packwarden {
namespace {

/// npm refuses longer patterns; in UTF-16 units.
constexpr std::size_t kMaxPattern = 65'536;

/// Of all alternatives that braces make.
constexpr std::size_t kMaxParts = 100'000;

using Text = std::u16string_view;

/// Splits at runs of slashes: a leading and a trailing one leave an empty part.
std::vector<Text> split_at_slashes(Text text) {
  std::vector<Text> parts;
  while (true) {
    const std::size_t slash = text.find(u'/');
    parts.push_back(text.substr(0, slash));
    if (slash == Text::npos) return parts;
    text.remove_prefix(std::min(text.find_first_not_of(u'/', slash), text.size()));
  }
}

/// Step 3: `**` once, and `..` takes back the part before it.
std::vector<Text> without_parents(const std::vector<Text>& parts) {
  std::vector<Text> out;
  for (const Text part : parts) {
    const Text before = out.empty() ? Text() : out.back();
    if (part == u"**" && before == u"**") continue;
    if (part == u".." && !before.empty() && before != u".." && before != u"." && before != u"**") {
      out.pop_back();
    } else {
      out.push_back(part);
    }
  }
  if (out.empty()) out.emplace_back();
  return out;
}

/// Whether that many parts, none a globstar, can match that many names between slashes. The empty
/// component of a trailing slash needs no part.
bool lengths_agree(std::size_t parts, std::size_t names, Slashes slashes) {
  const std::size_t leading = slashes == Slashes::leading || slashes == Slashes::both ? 1 : 0;
  const std::size_t trailing = slashes == Slashes::trailing || slashes == Slashes::both ? 1 : 0;
  return parts == names + leading || parts == names + leading + trailing;
}

/// Asks one alternative about a path: npm looks at it with and without a slash in front.
struct Asker {
  std::span<const Segment> parts;
  bool has_globstar;
  MatchBudget& budget;

  [[nodiscard]] bool matches(std::span<const PathName> names, Slashes slashes) const {
    return (has_globstar || lengths_agree(parts.size(), names.size(), slashes)) &&
           matches_parts(parts, names, slashes, Extent::whole, budget);
  }

  [[nodiscard]] bool without_slash(std::span<const PathName> names) const {
    return matches(names, Slashes::leading) || matches(names, Slashes::none);
  }

  [[nodiscard]] bool with_slash(std::span<const PathName> names) const {
    return matches(names, Slashes::both) || matches(names, Slashes::trailing);
  }

  [[nodiscard]] bool partially(std::span<const PathName> names) const {
    return matches_parts(parts, names, Slashes::leading, Extent::partial, budget) ||
           matches_parts(parts, names, Slashes::none, Extent::partial, budget);
  }
};

}  // namespace

Result<PackPattern> PackPattern::compile(std::string_view line, std::string_view where) {
  const std::u16string text = to_utf16(line);
  if (text.size() > kMaxPattern) {
    return npm_refuses(ErrorKind::unsupported, std::string(where),
                       "the pattern is longer than 65536 characters, which npm refuses");
  }
  PackPattern out;
  const std::size_t marks = std::min(text.find_first_not_of(u'!'), text.size());
  out.negated_ = marks % 2 == 1;
  TRY_ASSIGN(const std::vector<std::u16string> globs,
             expand_braces(Text(text).substr(marks), where, OtherEscapes::kept));
  out.required_ = ~std::uint64_t{0};
  for (const std::u16string& glob : globs) TRY(out.add_alternative(glob, where));
  return out;
}

Result<void> PackPattern::add_alternative(std::u16string_view glob, std::string_view where) {
  const std::vector<Text> parts = without_parents(split_at_slashes(glob));
  parts_ += parts.size();
  if (parts_ > kMaxParts) {
    return fail(
        limit_error(std::string(where), "the pattern is too large", {"pattern-parts", kMaxParts}));
  }
  Alternative alternative;
  for (const Text part : parts) {
    TRY_ASSIGN(Segment segment, Segment::compile(part, where));
    alternative.required |= segment.fingerprint();
    alternative.has_globstar =
        alternative.has_globstar || segment.kind() == Segment::Kind::globstar;
    alternative.parts.push_back(std::move(segment));
  }
  short_ = short_ || parts.size() <= (parts.back().empty() ? 2U : 1U);
  names_only_ = names_only_ && parts.size() == 1;
  required_ &= alternative.required;
  alternatives_.push_back(std::move(alternative));
  return {};
}

RuleGuard PackPattern::guard() const {
  RuleGuard out;
  (names_only_ ? out.last : out.any) = required_;
  out.any_on_the_way = negated_ ? 0 : out.any;
  out.includes = negated_;
  return out;
}

bool PackPattern::any_matches(const RulePath& path, Question question, RuleDistance distance,
                              MatchBudget& budget) const {
  if (paths_ != nullptr) {
    budget.spend(path.names.size());
    return paths_->matches(path, question, negated_);
  }
  budget.spend(alternatives_.size());
  return std::any_of(alternatives_.begin(), alternatives_.end(),
                     [&](const Alternative& alternative) {
                       return alternative_matches(alternative, path, question, distance, budget);
                     });
}

bool PackPattern::alternative_matches(const Alternative& alternative, const RulePath& path,
                                      Question question, RuleDistance distance,
                                      MatchBudget& budget) const {
  if (alternative.parts.size() == 1) {  // matchBase: slashes around the path do not count
    return alternative.parts.front().matches(path.last(), budget);
  }
  const Asker ask = {alternative.parts, alternative.has_globstar, budget};
  if (question == Question::slash_directory) return ask.with_slash(path.names);
  if (ask.without_slash(path.names)) return true;
  if (question == Question::entry) return false;
  const auto matches_directory = [&](std::span<const PathName> names) {
    return ask.with_slash(names) || (negated_ && ask.partially(names));
  };
  return matches_directory(path.names) ||
         (short_ && distance == RuleDistance::further_up && matches_directory(path.names.last(1)));
}

PackPattern PackPattern::of_paths(PathSet paths, bool negated) {
  PackPattern out;
  out.paths_ = std::make_unique<const PathSet>(std::move(paths));
  out.parts_ = 1;
  out.names_only_ = false;
  out.negated_ = negated;
  return out;
}

}  // namespace packwarden
