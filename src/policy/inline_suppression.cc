#include "policy/inline_suppression.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <optional>

#include "base/day.h"
#include "base/places.h"
#include "base/text.h"

namespace packwarden {
namespace {

constexpr std::string_view kMarker = "packwarden-ignore-";
constexpr std::string_view kThisLine = "line";
constexpr std::string_view kNextLine = "next-line";
constexpr std::string_view kBlanks = " \t";
constexpr std::size_t kMost = 1000;
constexpr std::size_t kMostRules = 32;
constexpr std::size_t kLongestRule = 64;
constexpr std::size_t kLongestReason = 500;
constexpr std::size_t kLongestComment = 4096;

/// Where the next marker begins; none: the rest has none.
std::optional<std::size_t> find_marker(std::string_view text, std::size_t from) {
  if (text.size() - from < kMarker.size()) return std::nullopt;  // the text may be a null view
  const void* const found =
      memmem(text.data() + from, text.size() - from, kMarker.data(), kMarker.size());
  if (found == nullptr) return std::nullopt;
  return static_cast<std::size_t>(static_cast<const char*>(found) - text.data());
}

/// What stands from `text` on to the end of the comment, or of the line.
std::string_view comment_in(std::string_view text) {
  text = text.substr(0, kLongestComment);
  text = text.substr(0, text.find_first_of("\r\n"));
  for (const std::string_view end : {"*/", "-->", "--%>", "#}", "}}"}) {
    text = text.substr(0, text.find(end));
  }
  return trimmed(text, kBlanks);
}

bool is_rule_id(std::string_view text) {
  const auto is_letter = [](char c) { return is_ascii_lower(c) || is_ascii_digit(c) || c == '-'; };
  return !text.empty() && text.size() <= kLongestRule &&
         std::all_of(text.begin(), text.end(), is_letter);
}

/// Reads the ids in front of the reason. "" or what is wrong with them.
std::string read_rules(std::string_view text, std::vector<std::string>& out) {
  for (std::size_t at = 0; at <= text.size();) {
    const std::size_t comma = std::min(text.find(',', at), text.size());
    const std::string_view id = trimmed(text.substr(at, comma - at), kBlanks);
    at = comma + 1;
    if (id.empty()) return "it names no rule";
    if (!is_rule_id(id))
      return "what stands before -- is no list of rules, as in jwt, npm-access-token";
    if (out.size() == kMostRules) return "it names more than 32 rules";
    out.emplace_back(id);
  }
  return "";
}

/// Takes "until YYYY-MM-DD" from the end of the reason, which may stand in brackets. "" or what is
/// wrong with it.
std::string take_until(std::string_view& reason, std::string& until) {
  constexpr std::string_view kUntil = "until ";
  const std::string_view text = reason.substr(0, reason.find_last_not_of(" \t.)]") + 1);
  const std::size_t at = text.rfind(kUntil);
  if (at == std::string_view::npos) return "";
  const std::string_view day = trimmed(text.substr(at + kUntil.size()), kBlanks);
  if (day.empty() || !is_ascii_digit(day.front())) return "";  // a word of the reason
  if (!is_day(day)) return "what it is to last until is no day as YYYY-MM-DD";
  until = day;
  reason = trimmed(text.substr(0, at), " \t[(,;");
  return "";
}

/// Reads what follows the kind of the comment. "" or what is wrong with it.
std::string read_comment(std::string_view comment, InlineSuppression& out) {
  const std::size_t dashes = comment.find(" -- ");
  if (dashes == std::string_view::npos) {
    return "it has no reason; write packwarden-ignore-next-line RULE -- REASON";
  }
  if (std::string mistake = read_rules(comment.substr(0, dashes), out.rules); !mistake.empty()) {
    return mistake;
  }
  std::string_view reason = trimmed(comment.substr(dashes + 4), kBlanks);
  if (std::string mistake = take_until(reason, out.until); !mistake.empty()) return mistake;
  if (reason.empty()) return "its reason is empty";
  if (reason.size() > kLongestReason) return "its reason has more than 500 bytes";
  out.reason = to_valid_utf8(reason);
  return "";
}

/// `comment` begins behind the marker.
InlineSuppression suppression_in(std::string_view comment, std::uint64_t line) {
  InlineSuppression out;
  out.line = line;
  const std::string_view kind = comment.substr(0, comment.find_first_of(kBlanks));
  if (kind != kThisLine && kind != kNextLine) {
    out.mistake = "there are packwarden-ignore-line and packwarden-ignore-next-line";
    return out;
  }
  out.target = kind == kThisLine ? line : line + 1;
  out.mistake = read_comment(" " + std::string(comment.substr(kind.size())), out);
  return out;
}

InlineSuppression too_many(std::uint64_t line) {
  InlineSuppression out;
  out.line = line;
  out.mistake = "a file has more than 1000 of them; the others do not count";
  return out;
}

}  // namespace

std::vector<InlineSuppression> inline_suppressions_in(std::string_view text) {
  std::vector<InlineSuppression> out;
  std::optional<std::size_t> at = find_marker(text, 0);
  if (!at || text.find('\0') != std::string_view::npos) return out;
  Places places(text);
  for (; at; at = find_marker(text, *at + kMarker.size())) {
    const std::uint64_t line = places.at(*at).line;
    if (out.size() == kMost) {
      out.push_back(too_many(line));
      break;
    }
    out.push_back(suppression_in(comment_in(text.substr(*at + kMarker.size())), line));
  }
  return out;
}

}  // namespace packwarden
