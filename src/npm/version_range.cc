#include "npm/version_range.h"

#include <algorithm>
#include <charconv>
#include <utility>

#include "npm/javascript.h"
#include "npm/version_text.h"

namespace packwarden {
namespace {

/// What package.json says of versions is short; comparing ranges takes the product of their sizes.
constexpr std::size_t kMaxBytes = 65'536;
constexpr std::size_t kMaxComparators = 200;

bool is_number(std::string_view text) {
  return text.find_first_not_of("0123456789") == std::string_view::npos;
}

/// npm compares numbers as JavaScript's.
double number_of(std::string_view digits) {
  double out = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), out);
  return out;
}

std::weak_ordering compare_identifiers(const std::string& a, const std::string& b) {
  if (is_number(a) != is_number(b)) {
    return is_number(a) ? std::weak_ordering::less : std::weak_ordering::greater;
  }
  if (!is_number(a)) return a <=> b;
  const double left = number_of(a);
  const double right = number_of(b);
  if (left == right) return std::weak_ordering::equivalent;
  return left < right ? std::weak_ordering::less : std::weak_ordering::greater;
}

std::weak_ordering compare_prereleases(const std::vector<std::string>& a,
                                       const std::vector<std::string>& b) {
  if (a.empty() || b.empty()) return b.size() <=> a.size();  // a release comes last
  for (std::size_t i = 0; i < std::min(a.size(), b.size()); ++i) {
    const std::weak_ordering order = compare_identifiers(a[i], b[i]);
    if (order != std::weak_ordering::equivalent) return order;
  }
  return a.size() <=> b.size();
}

}  // namespace

std::optional<SemanticVersion> SemanticVersion::parse(std::string_view text, VersionSyntax syntax) {
  if (text.size() > kMaxVersionLength) return std::nullopt;
  const auto parts = match_version(trim_blanks(text), syntax);
  return parts ? version_of(*parts) : std::nullopt;
}

std::weak_ordering operator<=>(const SemanticVersion& a, const SemanticVersion& b) {
  if (const auto order = a.major <=> b.major; order != 0) return order;
  if (const auto order = a.minor <=> b.minor; order != 0) return order;
  if (const auto order = a.patch <=> b.patch; order != 0) return order;
  return compare_prereleases(a.prerelease, b.prerelease);
}

std::string to_text(const SemanticVersion& version) {
  std::string out = std::to_string(version.major) + "." + std::to_string(version.minor) + "." +
                    std::to_string(version.patch);
  for (std::size_t i = 0; i < version.prerelease.size(); ++i) {
    out += (i == 0 ? "-" : ".") + version.prerelease[i];
  }
  return out;
}

/// Reads a range; each alternative becomes comparators as `expand_alternative` spells them.
class VersionRangeParser {
 public:
  VersionRangeParser(std::string_view where, VersionSyntax syntax)
      : where_(where), syntax_(syntax) {}

  Result<VersionRange> parse(std::string_view text) {
    if (text.size() > kMaxBytes) {
      return fail(
          limit_error(where_, "the version range is too large", {"version-bytes", kMaxBytes}));
    }
    std::string spaced;
    for (const std::string_view word : words_of(text)) {
      spaced += (spaced.empty() ? "" : " ") + std::string(word);
    }
    for (std::size_t begin = 0; begin != std::string::npos;) {
      const std::size_t end = spaced.find("||", begin);
      TRY(add_alternative(trim_blanks(std::string_view(spaced).substr(begin, end - begin))));
      begin = end == std::string::npos ? end : end + 2;
    }
    if (range_.alternatives_.empty()) return refuse();
    simplify();
    return std::move(range_);
  }

 private:
  using Operator = VersionRange::Operator;
  using Comparator = VersionRange::Comparator;
  using Alternative = VersionRange::Alternative;

  [[nodiscard]] tl::unexpected<Error> refuse() const {
    return fail(ErrorKind::format, where_, "is no range of versions");
  }

  static bool is_never(const Comparator& comparator) {
    const SemanticVersion& version = comparator.version;
    return comparator.comparison == Operator::less && version.major == 0 && version.minor == 0 &&
           version.patch == 0 && version.prerelease == std::vector<std::string>{"0"};
  }

  static bool is_any(const Comparator& comparator) {
    return comparator.comparison == Operator::any;
  }

  static Operator operator_of(std::string_view text) {
    if (text == "<") return Operator::less;
    if (text == "<=") return Operator::less_equal;
    if (text == ">") return Operator::greater;
    return text == ">=" ? Operator::greater_equal : Operator::equal;
  }

  Result<void> add_alternative(std::string_view text) {
    Alternative out;
    for (const std::string& token : expand_alternative(text, syntax_)) {
      if (++comparators_ > kMaxComparators) {
        return fail(limit_error(where_, "the version range has too many parts",
                                {"version-comparators", kMaxComparators}));
      }
      TRY(add_comparator(token, out));
    }
    const auto never = std::find_if(out.begin(), out.end(), is_never);
    if (never != out.end()) out = {*never};
    const auto others = std::stable_partition(out.begin(), out.end(), is_any);
    if (others != out.begin()) out.erase(out.begin(), others == out.end() ? others - 1 : others);
    if (!out.empty()) range_.alternatives_.push_back(std::move(out));
    return {};
  }

  /// The loose syntax passes over what is no comparator.
  Result<void> add_comparator(std::string_view token, Alternative& out) const {
    if (token.empty() || token == ">=0.0.0") {
      out.emplace_back();
      return {};
    }
    const std::size_t length = operator_length(token);
    const auto parts = match_version(token.substr(length), syntax_);
    if (!parts && syntax_ == VersionSyntax::loose) return {};
    if (!parts || token.size() - length > kMaxVersionLength) return refuse();
    const auto version = version_of(*parts);
    if (!version) return refuse();
    out.push_back({operator_of(token.substr(0, length)), *version});
    return {};
  }

  /// Alternatives that nothing can meet count only where there is no other; of those that anything
  /// meets, one is enough.
  void simplify() {
    std::vector<Alternative>& all = range_.alternatives_;
    if (all.size() < 2) return;
    const Alternative first = all.front();
    std::erase_if(all, [](const Alternative& one) { return is_never(one.front()); });
    if (all.empty()) all = {first};
    const auto any = std::find_if(all.begin(), all.end(), [](const Alternative& one) {
      return one.size() == 1 && is_any(one.front());
    });
    if (all.size() > 1 && any != all.end()) all = {Alternative(1)};
  }

  std::string where_;
  VersionSyntax syntax_;
  VersionRange range_;
  std::size_t comparators_ = 0;
};

Result<VersionRange> VersionRange::parse(std::string_view text, std::string_view where,
                                         VersionSyntax syntax) {
  return VersionRangeParser(where, syntax).parse(text);
}

bool VersionRange::holds(const Comparator& comparator, const SemanticVersion& version) {
  switch (comparator.comparison) {
    case Operator::any:
      return true;
    case Operator::equal:
      return version == comparator.version;
    case Operator::less:
      return version < comparator.version;
    case Operator::less_equal:
      return version <= comparator.version;
    case Operator::greater:
      return version > comparator.version;
    case Operator::greater_equal:
      return version >= comparator.version;
  }
  return false;
}

bool VersionRange::all_hold(const Alternative& comparators, const SemanticVersion& version) {
  const auto holds_for = [&](const Comparator& comparator) { return holds(comparator, version); };
  if (!std::all_of(comparators.begin(), comparators.end(), holds_for)) return false;
  if (version.prerelease.empty()) return true;
  return std::any_of(comparators.begin(), comparators.end(), [&](const Comparator& comparator) {
    const SemanticVersion& named = comparator.version;
    return !named.prerelease.empty() && named.major == version.major &&
           named.minor == version.minor && named.patch == version.patch;
  });
}

bool VersionRange::allows(const SemanticVersion& version) const {
  return std::any_of(alternatives_.begin(), alternatives_.end(),
                     [&](const Alternative& one) { return all_hold(one, version); });
}

bool VersionRange::can_meet(const Comparator& a, const Comparator& b) {
  const auto is_lower_limit = [](const Comparator& comparator) {
    return comparator.comparison == Operator::greater ||
           comparator.comparison == Operator::greater_equal;
  };
  const auto includes_limit = [](const Comparator& comparator) {
    return comparator.comparison == Operator::less_equal ||
           comparator.comparison == Operator::greater_equal;
  };
  const auto is_below_zero = [](const Comparator& comparator) {
    return comparator.comparison == Operator::less && comparator.version.major == 0 &&
           comparator.version.minor == 0 && comparator.version.patch == 0;
  };
  if (a.comparison == Operator::any) return true;
  if (a.comparison == Operator::equal) return all_hold({b}, a.version);
  if (b.comparison == Operator::any) return true;
  if (b.comparison == Operator::equal) return all_hold({a}, b.version);
  if (is_below_zero(a) || is_below_zero(b)) return false;
  if (is_lower_limit(a) == is_lower_limit(b)) return true;
  if (a.version == b.version) return includes_limit(a) && includes_limit(b);
  return (a.version < b.version) == is_lower_limit(a);
}

bool VersionRange::can_hold(const Alternative& comparators) {
  for (std::size_t i = 1; i < comparators.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      if (!can_meet(comparators[i], comparators[j])) return false;
    }
  }
  return true;
}

bool VersionRange::intersects(const VersionRange& other) const {
  const auto meet = [](const Alternative& a, const Alternative& b) {
    return std::all_of(a.begin(), a.end(), [&](const Comparator& left) {
      return std::all_of(b.begin(), b.end(),
                         [&](const Comparator& right) { return can_meet(left, right); });
    });
  };
  std::vector<const Alternative*> others;
  for (const Alternative& one : other.alternatives_) {
    if (can_hold(one)) others.push_back(&one);
  }
  return std::any_of(alternatives_.begin(), alternatives_.end(), [&](const Alternative& one) {
    return can_hold(one) && std::any_of(others.begin(), others.end(),
                                        [&](const Alternative* two) { return meet(one, *two); });
  });
}

}  // namespace packwarden
