#include "source/git_changes.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "base/split.h"
#include "base/text.h"

namespace packwarden {
namespace {

constexpr std::size_t kMostParents = 1000;

bool is_hexadecimal(char c) { return is_ascii_digit(c) || (c >= 'a' && c <= 'f'); }

tl::unexpected<Error> unknown_answer() {
  return fail(ErrorKind::format, "git", "answers in a way that is not known");
}

/// Modes have six octal digits.
std::optional<std::uint32_t> mode_of(std::string_view text) {
  std::uint32_t out = 0;
  for (const char c : text) {
    if (c < '0' || c > '7') return std::nullopt;
    out = out * 8 + static_cast<std::uint32_t>(c - '0');
  }
  return text.size() == 6 ? std::optional(out) : std::nullopt;
}

GitChange::Kind kind_of(std::uint32_t mode, std::string_view status) {
  constexpr std::uint32_t kTypeBits = 0170000;
  if (status.find('U') != std::string_view::npos) return GitChange::Kind::unmerged;
  switch (mode & kTypeBits) {
    case 0120000:
      return GitChange::Kind::symbolic_link;
    case 0160000:
      return GitChange::Kind::submodule;
    default:
      return GitChange::Kind::file;
  }
}

/// One `:MODE MODE ID ID STATUS`; of a merge there is a colon, a mode and an id for each parent.
std::optional<GitChange> parse_change(std::string_view text) {
  const std::size_t parents = text.find_first_not_of(':');
  if (parents == std::string_view::npos || parents > kMostParents) return std::nullopt;
  const std::vector<std::string_view> words = split(text.substr(parents), ' ');
  if (words.size() != 2 * parents + 3) return std::nullopt;
  const auto mode = mode_of(words[parents]);
  if (!mode) return std::nullopt;
  constexpr std::uint32_t kPermissions = 0777;
  GitChange out;
  out.kind = kind_of(*mode, words.back());
  out.mode = *mode & kPermissions;
  const auto ids = words.begin() + static_cast<std::ptrdiff_t>(parents) + 1;
  for (std::size_t i = 0; i <= parents; ++i) {
    const std::string_view id = ids[static_cast<std::ptrdiff_t>(i)];
    if (!is_git_id(id)) return std::nullopt;
    if (i == parents) out.id = id;
    if (i < parents && !is_null_git_id(id)) out.before.emplace_back(id);
  }
  return out;
}

}  // namespace

bool is_git_id(std::string_view text) {
  return (text.size() == 40 || text.size() == 64) &&
         std::all_of(text.begin(), text.end(), is_hexadecimal);
}

bool is_null_git_id(std::string_view text) {
  return is_git_id(text) && text.find_first_not_of('0') == std::string_view::npos;
}

Result<std::vector<GitChange>> parse_git_changes(std::string_view text) {
  std::vector<GitChange> out;
  if (text.empty()) return out;
  if (text.back() != '\0') return unknown_answer();
  const std::vector<std::string_view> parts = split(text.substr(0, text.size() - 1), '\0');
  std::string commit;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (is_git_id(parts[i])) {
      commit = parts[i];
      continue;
    }
    auto change = parse_change(parts[i]);
    if (!change || ++i == parts.size() || parts[i].empty()) return unknown_answer();
    change->path = parts[i];
    change->commit = commit;
    out.push_back(*std::move(change));
  }
  return out;
}

}  // namespace packwarden
