#include "npm/pattern.h"

#include <algorithm>
#include <string>

#include "npm/brace.h"
#include "npm/path_match.h"
#include "npm/unicode.h"

namespace packwarden {
namespace {

/// npm refuses longer patterns; in UTF-16 units.
constexpr std::size_t kMaxPattern = 65'536;

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

}  // namespace

Result<Pattern> Pattern::compile(std::string_view line, std::string_view where) {
  const std::u16string text = to_utf16(line);
  if (text.size() > kMaxPattern) {
    return fail(ErrorKind::unsupported, std::string(where),
                "the pattern is longer than 65536 characters, which npm refuses");
  }
  Pattern out;
  const std::size_t marks = std::min(text.find_first_not_of(u'!'), text.size());
  out.negated_ = marks % 2 == 1;
  TRY_ASSIGN(const std::vector<std::u16string> globs,
             expand_braces(Text(text).substr(marks), where));
  out.required_ = ~std::uint64_t{0};
  for (const std::u16string& glob : globs) {
    const std::vector<Text> parts = without_parents(split_at_slashes(glob));
    Alternative alternative;
    for (const Text part : parts) {
      TRY_ASSIGN(Segment segment, Segment::compile(part, where));
      alternative.required |= segment.fingerprint();
      alternative.has_globstar =
          alternative.has_globstar || segment.kind() == Segment::Kind::globstar;
      alternative.parts.push_back(std::move(segment));
    }
    out.short_ = out.short_ || parts.size() <= (parts.back().empty() ? 2U : 1U);
    out.names_only_ = out.names_only_ && parts.size() == 1;
    out.required_ &= alternative.required;
    out.alternatives_.push_back(std::move(alternative));
  }
  return out;
}

bool Pattern::matches(const RulePath& path, Question question, RuleDistance distance,
                      MatchBudget& budget) const {
  // Most rules name something that is not in the path: one test instead of many comparisons. A
  // re-inclusion may match partially, with fewer names than it requires.
  if (names_only_ || !negated_ || question != Question::directory) {
    const std::uint64_t present = names_only_ ? path.last().fingerprint : path.fingerprints;
    if ((present & required_) != required_) return false;
  }
  return std::any_of(alternatives_.begin(), alternatives_.end(),
                     [&](const Alternative& alternative) {
                       return alternative_matches(alternative, path, question, distance, budget);
                     });
}

bool Pattern::alternative_matches(const Alternative& alternative, const RulePath& path,
                                  Question question, RuleDistance distance,
                                  MatchBudget& budget) const {
  const auto& parts = alternative.parts;
  if (parts.size() == 1) {  // matchBase: slashes around the path do not count
    return parts.front().kind() == Segment::Kind::globstar
               ? true
               : parts.front().matches(path.last(), budget);
  }
  const auto matches_one = [&](std::span<const PathName> names, Slashes slashes, Extent extent) {
    if (extent == Extent::whole && !alternative.has_globstar &&
        !lengths_agree(parts.size(), names.size(), slashes)) {
      return false;
    }
    return matches_parts(parts, names, slashes, extent, budget);
  };
  const auto matches_as_directory = [&](std::span<const PathName> names) {
    return matches_one(names, Slashes::both, Extent::whole) ||
           matches_one(names, Slashes::trailing, Extent::whole) ||
           (negated_ && (matches_one(names, Slashes::leading, Extent::partial) ||
                         matches_one(names, Slashes::none, Extent::partial)));
  };
  switch (question) {
    case Question::slash_directory:
      return matches_one(path.names, Slashes::both, Extent::whole) ||
             matches_one(path.names, Slashes::trailing, Extent::whole);
    case Question::entry:
      return matches_one(path.names, Slashes::leading, Extent::whole) ||
             matches_one(path.names, Slashes::none, Extent::whole);
    case Question::directory:
      return matches_one(path.names, Slashes::leading, Extent::whole) ||
             matches_one(path.names, Slashes::none, Extent::whole) ||
             matches_as_directory(path.names) ||
             (short_ && distance == RuleDistance::further_up &&
              matches_as_directory(path.names.last(1)));
  }
  return false;
}

}  // namespace packwarden
