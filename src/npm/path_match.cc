#include "npm/path_match.h"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <vector>

namespace packwarden {
namespace {

using Parts = std::span<const Segment>;

bool is_globstar(const Segment& part) { return part.kind() == Segment::Kind::globstar; }

/// npm gives up, without a match, behind that many sections between globstars.
constexpr std::size_t kMaxSections = 200;

/// The parts between two globstars, and the last place where npm looks for them.
struct Section {
  Parts parts;
  std::ptrdiff_t last = 0;
};

class PathMatcher {
 public:
  PathMatcher(std::span<const PathName> names, Slashes slashes, Extent extent, MatchBudget& budget)
      : names_(names),
        leading_(has(slashes, Slashes::leading) ? 1 : 0),
        size_(names.size() + leading_ + (has(slashes, Slashes::trailing) ? 1 : 0)),
        ends_empty_(has(slashes, Slashes::trailing)),
        extent_(extent),
        budget_(budget) {}

  bool matches(Parts parts) {
    const auto first = std::find_if(parts.begin(), parts.end(), is_globstar);
    if (first == parts.end()) return run(parts, 0, size_);
    return matches_globstars(parts, static_cast<std::size_t>(first - parts.begin()));
  }

 private:
  static bool has(Slashes slashes, Slashes side) {
    return (static_cast<unsigned>(slashes) & static_cast<unsigned>(side)) != 0;
  }

  [[nodiscard]] bool partial() const { return extent_ == Extent::partial; }

  bool component_matches(const Segment& part, std::size_t at) {
    const bool is_empty = at < leading_ || at - leading_ >= names_.size();
    return is_empty ? part.matches_empty(budget_) : part.matches(names_[at - leading_], budget_);
  }

  /// `parts` against the components from `at` to `end`, in pairs.
  bool run(Parts parts, std::size_t at, std::size_t end) {
    std::size_t i = 0;
    for (; i < parts.size() && at < end; ++i, ++at) {
      if (!component_matches(parts[i], at)) return false;
    }
    budget_.spend(i + 1);
    if (at == end) return i == parts.size() || partial();
    // The pattern is at its end: all right before the empty component of a trailing slash.
    return at + 1 == end && end == size_ && ends_empty_;
  }

  bool matches_globstars(Parts parts, std::size_t first) {
    const Parts head = parts.first(first);
    if (!head.empty() && !run(head, 0, std::min(head.size(), size_))) return false;
    if (partial()) return true;
    std::size_t last = parts.size() - 1;
    while (!is_globstar(parts[last])) --last;
    const Parts tail = parts.subspan(last + 1);
    const std::size_t at = head.size();
    std::size_t tail_length = 0;
    if (!tail.empty()) {
      tail_length = match_tail(tail, at);
      if (tail_length == 0) return false;
    }
    if (first == last) return tail_length > 0 || at < size_;
    const Parts body = parts.subspan(first + 1, last - first - 1);
    if (std::none_of(body.begin(), body.end(), is_globstar)) {  // mostly
      const Section only = {body, places_before(tail_length + body.size())};
      return match_sections({&only, 1}, at, tail_length > 0);
    }
    return match_sections(sections(body, tail_length), at, tail_length > 0);
  }

  /// How many components at the end the tail takes; 0: it does not match. "a/**/*" matches "a/b/",
  /// one component earlier.
  std::size_t match_tail(Parts tail, std::size_t at) {
    if (tail.size() + at > size_) return 0;
    if (run(tail, size_ - tail.size(), size_)) return tail.size();
    if (!ends_empty_ || at + tail.size() == size_) return 0;
    return run(tail, size_ - tail.size() - 1, size_) ? tail.size() + 1 : 0;
  }

  /// npm takes the room that a section must leave from the wrong end of its sums: with sections of
  /// unequal length it looks too far or not far enough, which decides matches.
  [[nodiscard]] std::vector<Section> sections(Parts body, std::size_t tail_length) const {
    std::vector<Section> out(1);
    std::vector<std::size_t> sums = {0};
    std::size_t begin = 0;
    std::size_t count = 0;
    for (std::size_t i = 0; i <= body.size(); ++i) {
      const bool at_end = i == body.size();
      if (!at_end && !is_globstar(body[i])) {
        ++count;
        continue;
      }
      out.back().parts = body.subspan(begin, i - begin);
      begin = i + 1;
      if (at_end) break;
      sums.push_back(count);
      out.emplace_back();
    }
    for (std::size_t i = 0; i < out.size(); ++i) {
      out[i].last = places_before(tail_length + sums[out.size() - 1 - i] + out[i].parts.size());
    }
    return out;
  }

  /// Where `count` components still fit; negative: nowhere.
  [[nodiscard]] std::ptrdiff_t places_before(std::size_t count) const {
    return static_cast<std::ptrdiff_t>(size_) - static_cast<std::ptrdiff_t>(count);
  }

  /// Each section at its first place behind the one before: where the rest fails, npm does not try
  /// a later place. A last globstar without a tail must take something.
  bool match_sections(std::span<const Section> sections, std::size_t at, bool has_tail) {
    if (sections.size() > kMaxSections) return false;
    for (const Section& section : sections) {
      const std::optional<std::size_t> place = find_section(section, at);
      if (!place) return false;
      at = *place + section.parts.size();
    }
    return has_tail || at < size_;
  }

  std::optional<std::size_t> find_section(const Section& section, std::size_t at) {
    for (; static_cast<std::ptrdiff_t>(at) <= section.last; ++at) {
      if (run(section.parts, at, std::min(at + section.parts.size(), size_))) return at;
    }
    return std::nullopt;
  }

  std::span<const PathName> names_;
  std::size_t leading_;
  std::size_t size_;
  bool ends_empty_;
  Extent extent_;
  MatchBudget& budget_;
};

}  // namespace

bool matches_parts(std::span<const Segment> parts, std::span<const PathName> names, Slashes slashes,
                   Extent extent, MatchBudget& budget) {
  return PathMatcher(names, slashes, extent, budget).matches(parts);
}

}  // namespace packwarden
