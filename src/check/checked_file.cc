#include "check/checked_file.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/text.h"

namespace packwarden {
namespace {

constexpr std::array<std::string_view, 8> kCode = {"js", "cjs", "mjs", "jsx",
                                                   "ts", "tsx", "mts", "cts"};
constexpr std::array<std::string_view, 6> kText = {"md", "markdown", "mdx", "rst", "adoc", "txt"};
constexpr std::array<std::string_view, 9> kReadMe = {"readme",  "changelog",    "changes",
                                                     "history", "contributing", "license",
                                                     "licence", "notice",       "authors"};
constexpr std::array<std::string_view, 4> kShown = {"doc", "docs", "example", "examples"};
constexpr std::array<std::string_view, 11> kTests = {
    "test",    "tests",    "__tests__",    "spec",      "specs",   "e2e",
    "fixture", "fixtures", "__fixtures__", "__mocks__", "testdata"};

bool is_declaration(std::string_view name) {
  constexpr std::array<std::string_view, 4> kEnds = {".d.ts", ".d.mts", ".d.cts", ".flow"};
  return std::any_of(kEnds.begin(), kEnds.end(),
                     [&](std::string_view end) { return name.ends_with(end); });
}

/// Calls `matches` with each '/'-separated part of `path` but the last, until it says true.
template <class Predicate>
bool any_directory(std::string_view path, Predicate matches) {
  for (std::size_t end = path.find('/'); end != std::string_view::npos; end = path.find('/')) {
    if (matches(path.substr(0, end))) return true;
    path.remove_prefix(end + 1);
  }
  return false;
}

}  // namespace

CheckedFile::CheckedFile(std::string path, std::string_view bytes, std::uint32_t mode)
    : path_(std::move(path)),
      folded_(ascii_lower(path_)),
      bytes_(bytes),
      mode_(mode),
      beyond_ascii_{0, bytes.size()} {
  std::replace(folded_.begin(), folded_.end(), '!', '/');
  name_begin_ = folded_.rfind('/') + 1;  // npos + 1 is 0
}

CheckedFile::CheckedFile(std::string path, const MarkedText& bytes, std::uint32_t mode)
    : CheckedFile(std::move(path), bytes.text(), mode) {
  beyond_ascii_ = bytes.beyond_ascii();
}

std::string_view CheckedFile::extension() const {
  const std::size_t dot = name().rfind('.');
  return dot == std::string_view::npos ? std::string_view() : name().substr(dot + 1);
}

bool CheckedFile::is_code() const {
  if (name().find('.') == std::string_view::npos) return bytes_.starts_with("#!");
  return is_one_of(extension(), kCode) && !is_declaration(name());
}

bool CheckedFile::is_documentation() const {
  const std::string_view extension_of = extension();
  if (is_one_of(extension_of, kText) || is_declaration(name())) return true;
  if (is_code()) return false;  // `changes.js` is a program
  if (std::any_of(kReadMe.begin(), kReadMe.end(),
                  [&](std::string_view start) { return name().starts_with(start); })) {
    return true;
  }
  if (extension_of != "html" && extension_of != "htm") return false;
  return any_directory(folded_, [](std::string_view part) { return is_one_of(part, kShown); });
}

bool CheckedFile::is_test() const {
  if (!is_test_) is_test_ = is_named_as_test();
  return *is_test_;
}

bool CheckedFile::is_named_as_test() const {
  constexpr std::array<std::string_view, 4> kParts = {".test.", ".spec.", "_test.", "-test."};
  if (std::any_of(kParts.begin(), kParts.end(), [&](std::string_view part) {
        return name().find(part) != std::string_view::npos;
      })) {
    return true;
  }
  return any_directory(folded_, [](std::string_view part) {
    return is_one_of(part, kTests) || part == "test-data";
  });
}

std::string path_within(const std::string& path, std::span<const std::string> via) {
  std::string out = path;
  for (const std::string& layer : via) {
    const std::size_t space = layer.find(' ');
    if (space != std::string::npos) out += "!" + layer.substr(space + 1);
  }
  return out;
}

const UnicodeSurvey& CheckedFile::unicode() const {
  if (!unicode_) unicode_ = survey_unicode(bytes_, beyond_ascii_);
  return *unicode_;
}

const std::vector<CodeWord>& CheckedFile::words() const {
  if (!words_) words_ = code_words(bytes_);
  return *words_;
}

bool has_directory(std::string_view path, std::string_view segment) {
  return any_directory(path, [&](std::string_view part) { return part == segment; });
}

}  // namespace packwarden
