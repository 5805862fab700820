#include "npm/version_text.h"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <utility>

#include "npm/javascript.h"

namespace packwarden {
namespace {

constexpr std::string_view kDigits = "0123456789";
constexpr std::string_view kIdentifier =
    "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-";
/// Larger numbers are exact no longer in JavaScript.
constexpr std::uint64_t kMaxNumber = (std::uint64_t{1} << 53U) - 1;

/// Whether "x", "X" and "*" stand for numbers, and numbers at the end may be missing.
enum class Placeholders : std::uint8_t { none, allowed };

std::size_t run_length(std::string_view text, std::string_view members) {
  return std::min(text.find_first_not_of(members), text.size());
}

bool is_placeholder(std::string_view part) {
  return part.empty() || part == "x" || part == "X" || part == "*";
}

/// Identifiers with dots between.
bool are_identifiers(std::string_view text, VersionSyntax syntax) {
  while (true) {
    const std::size_t length = run_length(text, kIdentifier);
    const std::string_view identifier = text.substr(0, length);
    const bool has_leading_zero =
        length > 1 && identifier.front() == '0' && run_length(identifier, kDigits) == length;
    if (length == 0 || (has_leading_zero && syntax == VersionSyntax::strict)) return false;
    if (length == text.size()) return true;
    if (text[length] != '.') return false;
    text.remove_prefix(length + 1);
  }
}

/// Reads a version from its start to its end.
class PartsMatcher {
 public:
  PartsMatcher(std::string_view text, VersionSyntax syntax, Placeholders placeholders)
      : rest_(text), syntax_(syntax), placeholders_(placeholders) {}

  std::optional<VersionParts> match() {
    skip_prefix();
    VersionParts out;
    if (!number(out.major)) return std::nullopt;
    if (!dot()) return end(out);
    if (!number(out.minor)) return std::nullopt;
    if (!dot()) return end(out);
    if (!number(out.patch) || !tail(out)) return std::nullopt;
    return out;
  }

 private:
  void skip_prefix() {
    if (placeholders_ == Placeholders::allowed || syntax_ == VersionSyntax::loose) {
      rest_.remove_prefix(run_length(rest_, "v= "));
    } else if (rest_.starts_with('v')) {
      rest_.remove_prefix(1);
    }
  }

  bool number(std::string_view& out) {
    std::size_t length = run_length(rest_, kDigits);
    if (length > 1 && rest_.front() == '0' && syntax_ == VersionSyntax::strict) return false;
    const bool stands_for_any = length == 0 && !rest_.empty() &&
                                placeholders_ == Placeholders::allowed &&
                                is_placeholder(rest_.substr(0, 1));
    if (stands_for_any) length = 1;
    out = rest_.substr(0, length);
    rest_.remove_prefix(length);
    return length > 0;
  }

  bool dot() {
    if (!rest_.starts_with('.')) return false;
    rest_.remove_prefix(1);
    return true;
  }

  [[nodiscard]] std::optional<VersionParts> end(const VersionParts& parts) const {
    if (!rest_.empty() || placeholders_ == Placeholders::none) return std::nullopt;
    return parts;
  }

  /// Prerelease and build, behind the third number.
  bool tail(VersionParts& out) {
    const std::size_t plus = std::min(rest_.find('+'), rest_.size());
    const bool has_build = plus < rest_.size();
    if (has_build && !are_identifiers(rest_.substr(plus + 1), VersionSyntax::loose)) return false;
    const std::string_view text = rest_.substr(0, plus);
    if (text.empty() || prerelease(text, out)) return true;
    // "1.2.13.4" is 1.2.1 with the prerelease 3.4: the third number leaves a digit to it.
    if (syntax_ == VersionSyntax::strict || out.patch.size() < 2) return false;
    const std::string_view shifted(text.data() - 1, text.size() + 1);
    if (!are_identifiers(shifted, syntax_)) return false;
    out.patch.remove_suffix(1);
    out.prerelease = shifted;
    return true;
  }

  bool prerelease(std::string_view text, VersionParts& out) const {
    const bool has_hyphen = text.starts_with('-');
    if (has_hyphen && are_identifiers(text.substr(1), syntax_)) {
      out.prerelease = text.substr(1);
      return true;
    }
    if (syntax_ == VersionSyntax::strict || !are_identifiers(text, syntax_)) return false;
    out.prerelease = text;
    return true;
  }

  std::string_view rest_;
  VersionSyntax syntax_;
  Placeholders placeholders_;
};

std::optional<std::uint64_t> number_of(std::string_view digits) {
  std::uint64_t out = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), out);
  if (error != std::errc() || end != digits.data() + digits.size()) return std::nullopt;
  return out;
}

/// The number behind; of one that is too large, another that is.
std::string next(std::string_view digits) {
  const auto number = number_of(digits);
  return std::to_string(number && *number <= kMaxNumber ? *number + 1 : kMaxNumber + 1);
}

std::string triple(std::string_view major, std::string_view minor, std::string_view patch) {
  std::string out(major);
  out += '.';
  out += minor;
  out += '.';
  return out += patch;
}

std::string below(const std::string& version) { return "<" + version + "-0"; }

/// Spells out one alternative.
class AlternativeExpander {
 public:
  explicit AlternativeExpander(VersionSyntax syntax) : syntax_(syntax) {}

  std::vector<std::string> expand(std::string_view text) {
    std::string range = join_marks(join_operators(hyphen_range(without_builds(text))));
    for (std::size_t begin = 0; begin != std::string::npos;) {
      const std::size_t end = range.find(' ', begin);
      expand_word(std::string_view(range).substr(begin, end - begin));
      begin = end == std::string::npos ? end : end + 1;
    }
    // npm joins the words with blanks and splits them again: "" stays at the ends only.
    std::vector<std::string> words;
    for (std::size_t i = 0; i < out_.size(); ++i) {
      const bool at_end = i == 0 || i + 1 == out_.size();
      if (at_end || !out_[i].empty()) words.push_back(std::move(out_[i]));
    }
    return words;
  }

 private:
  [[nodiscard]] std::optional<VersionParts> match(std::string_view text) const {
    return PartsMatcher(text, syntax_, Placeholders::allowed).match();
  }

  /// Build metadata is "+" and identifiers with dots between.
  static std::string without_builds(std::string_view text) {
    std::string out;
    while (!text.empty()) {
      const std::size_t plus = std::min(text.find('+'), text.size());
      out += text.substr(0, plus);
      text.remove_prefix(plus);
      std::size_t length = 0;
      for (std::size_t run = 1; run > 0 && length < text.size();) {
        run = run_length(text.substr(length + 1), kIdentifier);
        if (run > 0) length += run + 1;
        if (!text.substr(length).starts_with('.')) break;
      }
      if (length == 0 && !text.empty()) out += text[length++];
      text.remove_prefix(length);
    }
    return out;
  }

  /// "1.2 - 3" as comparators.
  [[nodiscard]] std::string hyphen_range(std::string range) const {
    const std::size_t place = range.find(" - ");
    if (place == std::string::npos) return range;
    const std::string_view lower = std::string_view(range).substr(0, place);
    const std::string_view upper = trim_blanks(std::string_view(range).substr(place + 3));
    const auto from = match(lower);
    const auto to = match(upper);
    if (!from || !to) return range;
    const std::string first = at_least(*from, lower);
    const std::string second = at_most(*to, upper);
    return first + (first.empty() || second.empty() ? "" : " ") + second;
  }

  static std::string at_least(const VersionParts& parts, std::string_view text) {
    if (is_placeholder(parts.major)) return "";
    if (is_placeholder(parts.minor)) return ">=" + triple(parts.major, "0", "0");
    if (is_placeholder(parts.patch)) return ">=" + triple(parts.major, parts.minor, "0");
    return ">=" + std::string(text);
  }

  static std::string at_most(const VersionParts& parts, std::string_view text) {
    if (is_placeholder(parts.major)) return "";
    if (is_placeholder(parts.minor)) return below(triple(next(parts.major), "0", "0"));
    if (is_placeholder(parts.patch)) return below(triple(parts.major, next(parts.minor), "0"));
    if (parts.prerelease.empty()) return "<=" + std::string(text);
    return "<=" + triple(parts.major, parts.minor, parts.patch) + "-" +
           std::string(parts.prerelease);
  }

  /// Takes away a blank between an operator and its version, and one of two before a version.
  static std::string join_operators(std::string_view text) {
    std::string out;
    while (!text.empty()) {
      const std::size_t blank = text.starts_with(' ') ? 1 : 0;
      const std::size_t kept = blank + operator_length(text.substr(blank));
      std::string_view rest = text.substr(kept);
      if (kept > 0 && rest.starts_with(' ')) rest.remove_prefix(1);
      const std::size_t prefix = run_length(rest, "v= ");
      const std::string_view version = rest.substr(prefix);
      if (version.empty() || kVersionStart.find(version.front()) == std::string_view::npos) {
        const std::size_t step = blank > 0 ? 1 : std::max<std::size_t>(kept, 1);
        out += text.substr(0, step);
        text.remove_prefix(step);
        continue;
      }
      // The version itself is passed over: a "v" or "=" in it begins nothing.
      const std::size_t end = prefix + run_length(version, kVersionCharacters);
      out.append(text.substr(0, kept)).append(rest.substr(0, end));
      text = rest.substr(end);
    }
    return out;
  }

  /// Takes away the blank behind "~", "~>" and "^".
  static std::string join_marks(std::string_view text) {
    std::string out;
    while (!text.empty()) {
      const char c = text.front();
      out += c;
      text.remove_prefix(1);
      const std::size_t sign = c == '~' && text.starts_with('>') ? 1 : 0;
      const bool has_blank = text.substr(sign).starts_with(' ');
      if ((c == '^' || c == '~') && has_blank) text.remove_prefix(sign + 1);
    }
    return out;
  }

  void expand_word(std::string_view word) {
    if (word.starts_with('^')) {
      if (const auto parts = match(word.substr(1))) return expand_caret(*parts);
    } else if (word.starts_with('~')) {
      if (const auto parts = match(word.substr(word.starts_with("~>") ? 2 : 1))) {
        return expand_tilde(*parts);
      }
    } else if (const auto parts = match(word.substr(operator_length(word)))) {
      if (expand_placeholders(word.substr(0, operator_length(word)), *parts)) return;
    }
    out_.push_back(without_star(word));
  }

  static std::string full(const VersionParts& parts) {
    std::string out = triple(parts.major, parts.minor, parts.patch);
    if (!parts.prerelease.empty()) out.append("-").append(parts.prerelease);
    return out;
  }

  /// `from` and all below the version whose numbers are given.
  void add_range(const std::string& from, const std::string& to) {
    out_.push_back(">=" + from);
    out_.push_back(below(to));
  }

  /// "^1.2.3": up to a change of the first number that is not "0".
  void expand_caret(const VersionParts& parts) {
    const auto& [major, minor, patch, prerelease] = parts;
    const std::string next_major = triple(next(major), "0", "0");
    const std::string next_minor = triple(major, next(minor), "0");
    if (is_placeholder(major)) {
      out_.emplace_back();
    } else if (is_placeholder(minor)) {
      add_range(triple(major, "0", "0"), next_major);
    } else if (is_placeholder(patch)) {
      add_range(triple(major, minor, "0"), major == "0" ? next_minor : next_major);
    } else if (major != "0") {
      add_range(full(parts), next_major);
    } else {
      add_range(full(parts), minor == "0" ? triple(major, minor, next(patch)) : next_minor);
    }
  }

  /// "~1.2.3": up to a change of the second number.
  void expand_tilde(const VersionParts& parts) {
    const auto& [major, minor, patch, prerelease] = parts;
    if (is_placeholder(major)) {
      out_.emplace_back();
    } else if (is_placeholder(minor)) {
      add_range(triple(major, "0", "0"), triple(next(major), "0", "0"));
    } else if (is_placeholder(patch)) {
      add_range(triple(major, minor, "0"), triple(major, next(minor), "0"));
    } else {
      add_range(full(parts), triple(major, next(minor), "0"));
    }
  }

  /// ">1.x", "1.2". Whether the parts are such; others say what they mean.
  bool expand_placeholders(std::string_view comparison, const VersionParts& parts) {
    const bool any_major = is_placeholder(parts.major);
    const bool any_minor = is_placeholder(parts.minor);
    const bool any_patch = is_placeholder(parts.patch);
    const bool in_order =
        (!any_major || any_minor) && (!any_minor || parts.patch.empty() || any_patch);
    if (!in_order || !(any_major || any_minor || any_patch)) return false;
    if (any_major) {
      out_.emplace_back(comparison == ">" || comparison == "<" ? "<0.0.0-0" : "");
      return true;
    }
    const std::string first = triple(parts.major, any_minor ? "0" : parts.minor, "0");
    const std::string beyond = any_minor ? triple(next(parts.major), "0", "0")
                                         : triple(parts.major, next(parts.minor), "0");
    if (comparison == ">") {
      out_.push_back(">=" + beyond);
    } else if (comparison == ">=") {
      out_.push_back(">=" + first);
    } else if (comparison == "<") {
      out_.push_back(below(first));
    } else if (comparison == "<=") {
      out_.push_back(below(beyond));
    } else {
      add_range(first, beyond);
    }
    return true;
  }

  /// npm takes a star away wherever it stands, with the operator before it.
  static std::string without_star(std::string_view word) {
    const std::size_t star = word.find('*');
    if (star == std::string_view::npos) return std::string(word);
    std::size_t begin = star;
    if (begin > 0 && word[begin - 1] == '=') --begin;
    if (begin > 0 && (word[begin - 1] == '<' || word[begin - 1] == '>')) --begin;
    return std::string(word.substr(0, begin)) + std::string(word.substr(star + 1));
  }

  static constexpr std::string_view kVersionStart = "0123456789xX*";
  static constexpr std::string_view kVersionCharacters =
      "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-.*";

  VersionSyntax syntax_;
  std::vector<std::string> out_;
};

}  // namespace

std::optional<VersionParts> match_version(std::string_view text, VersionSyntax syntax) {
  return PartsMatcher(text, syntax, Placeholders::none).match();
}

std::optional<SemanticVersion> version_of(const VersionParts& parts) {
  const auto major = number_of(parts.major);
  const auto minor = number_of(parts.minor);
  const auto patch = number_of(parts.patch);
  if (!major || !minor || !patch) return std::nullopt;
  if (std::max({*major, *minor, *patch}) > kMaxNumber) return std::nullopt;
  SemanticVersion out{*major, *minor, *patch, {}};
  for (std::string_view rest = parts.prerelease; !rest.empty();) {
    const std::size_t length = run_length(rest, kIdentifier);
    std::string_view identifier = rest.substr(0, length);
    if (run_length(identifier, kDigits) == length) {
      identifier.remove_prefix(std::min(run_length(identifier, "0"), length - 1));
    }
    out.prerelease.emplace_back(identifier);
    rest.remove_prefix(std::min(length + 1, rest.size()));
  }
  return out;
}

std::size_t operator_length(std::string_view text) {
  std::size_t length = text.starts_with('<') || text.starts_with('>') ? 1 : 0;
  if (text.substr(length).starts_with('=')) ++length;
  return length;
}

std::vector<std::string> expand_alternative(std::string_view text, VersionSyntax syntax) {
  return AlternativeExpander(syntax).expand(text);
}

}  // namespace packwarden
