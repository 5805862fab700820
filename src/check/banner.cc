#include "check/banner.h"

#include <algorithm>
#include <array>

#include "base/byte_search.h"
#include "base/text.h"

namespace packwarden {
namespace {

constexpr std::size_t kMostBanners = 100;
constexpr std::size_t kMostBytes = 400;
constexpr std::size_t kLongestName = 60;

bool is_word_byte(char c) { return is_ascii_letter(c) || is_ascii_digit(c); }

/// Length of "1.2" or "1.2.3-rc.1" at `at`; 0 of what is no version.
std::size_t version_length(std::string_view text, std::size_t at) {
  std::size_t end = at;
  std::size_t dots = 0;
  while (end < text.size() && (is_ascii_digit(text[end]) || text[end] == '.')) {
    if (text[end] == '.' && (end + 1 >= text.size() || !is_ascii_digit(text[end + 1]))) break;
    dots += text[end++] == '.' ? 1 : 0;
  }
  if (dots == 0 || dots > 2) return 0;
  if (end < text.size() && text[end] == '-') {
    std::size_t tail = end + 1;
    while (tail < text.size() && (is_word_byte(text[tail]) || text[tail] == '.')) ++tail;
    if (tail > end + 1) end = tail;
  }
  return end - at;
}

struct VersionAt {
  std::size_t begin = 0;  // with the "v" in front
  std::string_view text;
};

/// The first version that stands by itself.
std::optional<VersionAt> find_version(std::string_view text) {
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (!is_ascii_digit(text[at])) continue;
    const bool has_v = at > 0 && (text[at - 1] == 'v' || text[at - 1] == 'V');
    const std::size_t begin = has_v ? at - 1 : at;
    const bool is_apart = begin == 0 || !(is_word_byte(text[begin - 1]) || text[begin - 1] == '.');
    const std::size_t length = is_apart ? version_length(text, at) : 0;
    if (length > 0) return VersionAt{begin, text.substr(at, length)};
    while (at + 1 < text.size() && is_ascii_digit(text[at + 1])) ++at;
  }
  return std::nullopt;
}

/// Words in lower case, without what surrounds names in comments.
std::string plain_name(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const bool is_kept =
        is_word_byte(c) || c == '.' || c == '/' || c == '-' || c == '_' || c == '@';
    if (is_kept) {
      out.push_back(c);
    } else if (!out.empty() && out.back() != ' ') {
      out.push_back(' ');
    }
  }
  out = ascii_lower(out);
  for (const std::string_view word : {"@license", "@preserve", "version", "ver", "-", "@name"}) {
    if (out.starts_with(std::string(word) + " ")) out.erase(0, word.size() + 1);
    while (out.ends_with(' ')) out.pop_back();
    if (out.ends_with(" " + std::string(word))) out.resize(out.size() - word.size() - 1);
  }
  while (out.ends_with(' ') || out.ends_with('-')) out.pop_back();
  return out;
}

/// The first line with letters.
std::string_view first_line(std::string_view comment) {
  const auto* const letter = std::find_if(comment.begin(), comment.end(), is_ascii_letter);
  const auto begin = static_cast<std::size_t>(letter - comment.begin());
  return comment.substr(begin, comment.find('\n', begin) - begin);
}

/// Whether the words say who has rights, and not in what.
bool is_notice(std::string_view name) {
  constexpr std::array<std::string_view, 7> kStarts = {
      "copyright", "c ", "license", "licensed", "@copyright", "all rights", "bundled license"};
  return std::any_of(kStarts.begin(), kStarts.end(),
                     [&](std::string_view start) { return name.starts_with(start); });
}

/// Whether the comment speaks of rights at all. Others are kept for other reasons.
bool speaks_of_rights(std::string_view comment) {
  const std::string folded = ascii_lower(comment);
  constexpr std::array<std::string_view, 4> kWords = {"licen", "copyright", "(c)", "@author"};
  return std::any_of(kWords.begin(), kWords.end(),
                     [&](std::string_view word) { return folded.find(word) != std::string::npos; });
}

Banner banner_of(std::string_view comment, std::size_t at) {
  Banner out;
  out.bytes = {at, at + comment.size()};
  const std::string_view inner = comment.substr(std::min<std::size_t>(3, comment.size()));
  const auto version = find_version(inner);
  const std::string_view before = version ? inner.substr(0, version->begin) : first_line(inner);
  if (version) out.version = version->text;
  out.name = plain_name(before);
  const bool is_of_code = version.has_value() || speaks_of_rights(comment);
  if (!is_of_code || out.name.size() > kLongestName || is_notice(out.name)) out.name.clear();
  return out;
}

/// The comment that begins at `at`; "" of none.
std::string_view comment_at(std::string_view text, std::size_t at) {
  const std::string_view rest = text.substr(at, kMostBytes);
  return rest.substr(0, rest.find("*/"));
}

/// Where the comment around `at` begins: a mark stands near its start.
std::size_t comment_begin(std::string_view text, std::size_t at) {
  constexpr std::size_t kFar = 200;
  const std::size_t from = at - std::min(at, kFar - 1);
  const std::string_view near = text.substr(from, at - from);
  const std::size_t begin = near.rfind("/*");
  const bool is_open =
      begin != std::string_view::npos && near.substr(begin).find("*/") == std::string_view::npos;
  return is_open ? from + begin : std::string_view::npos;
}

}  // namespace

std::vector<Banner> banners_in(std::string_view text) {
  static const WordSearch kMarks({"/*!", "@license"});
  std::vector<Banner> out;
  std::vector<std::size_t> licences;  // where other comments begin that name one, each once
  for (FoundWord found = kMarks.next(text, 0); found.at != std::string_view::npos;
       found = kMarks.next(text, found.at + 1)) {
    const bool is_banner = found.word == 0;
    const std::size_t begin = is_banner ? found.at : comment_begin(text, found.at);
    if (is_banner && out.size() < kMostBanners) {
      out.push_back(banner_of(comment_at(text, begin), begin));
    }
    const bool is_other =
        !is_banner && begin != std::string_view::npos && !text.substr(begin).starts_with("/*!");
    const bool is_new = is_other && (licences.empty() || licences.back() != begin);
    if (is_new && licences.size() < kMostBanners) licences.push_back(begin);
  }
  for (const std::size_t begin : licences) {
    if (out.size() >= kMostBanners) break;
    out.push_back(banner_of(comment_at(text, begin), begin));
  }
  return out;
}

std::optional<Banner> banner_of_name(std::string_view name) {
  if (!name.ends_with(".js") || name.size() > kLongestName) return std::nullopt;
  const auto version = find_version(name);
  if (!version || version->begin < 2) return std::nullopt;
  Banner out;
  out.name = name.substr(0, version->begin - 1);
  out.version = version->text.substr(0, version->text.find('-'));
  return out;
}

}  // namespace packwarden
