#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <string>
#include <unordered_set>

#include "base/text.h"
#include "check/all.h"
#include "check/code_places.h"

namespace packwarden {
namespace {

/// More names of mixed letters than this are a text, not an attack.
constexpr std::size_t kMostNames = 1000;
constexpr std::size_t kLongestName = 200;

bool is_ascii_of_name(char c) {
  return is_ascii_letter(c) || is_ascii_digit(c) || c == '_' || c == '$';
}

bool is_of_name(char c) { return is_ascii_of_name(c) || static_cast<unsigned char>(c) >= 0x80; }

/// The bytes of the name around `at`; empty: it is too long for one.
ByteSpan name_around(std::string_view text, std::uint64_t at) {
  ByteSpan out{at, at};
  while (out.begin > 0 && is_of_name(text[out.begin - 1]) && at - out.begin < kLongestName) {
    --out.begin;
  }
  while (out.end < text.size() && is_of_name(text[out.end]) && out.end - at < kLongestName) {
    ++out.end;
  }
  return out.size() < kLongestName ? out : ByteSpan{at, at};
}

/// The name in ASCII that `name` looks like; empty: it looks like none.
std::string skeleton_of(std::string_view name) {
  std::string out;
  for (std::size_t at = 0; at < name.size();) {
    const CodePoint found = code_point_at(name, at);
    const char ascii = found.value < 0x80 ? name[at] : ascii_lookalike(found.value);
    if (ascii == '\0') return "";
    out += ascii;
    at += found.length;
  }
  return out;
}

/// Names of mixed letters in code, by what they look like, with their first places.
std::map<std::string, ByteSpan> lookalikes_of(const CheckedFile& file) {
  std::map<std::string, ByteSpan> out;
  CodeParts parts(file.bytes());
  for (const OddRun& run : file.unicode().runs) {
    if (run.kind != Oddity::lookalike || out.size() >= kMostNames) continue;
    if (parts.at(run.span.begin).place != CodePlace::code) continue;
    const ByteSpan span = name_around(file.bytes(), run.span.begin);
    std::string skeleton = skeleton_of(file.bytes().substr(span.begin, span.size()));
    if (!skeleton.empty()) out.try_emplace(std::move(skeleton), span);
  }
  return out;
}

bool is_built_in(std::string_view name) {
  constexpr std::array<std::string_view, 20> kNames = {
      "Array",   "Buffer",  "Date",    "Function", "JSON",   "Math",      "Object",
      "Promise", "Reflect", "console", "document", "eval",   "exports",   "fetch",
      "global",  "module",  "process", "require",  "window", "globalThis"};
  return is_one_of(name, kNames);
}

/// The names of the program that are one of `wanted`.
std::set<std::string_view> names_among(std::string_view text,
                                       const std::map<std::string, ByteSpan>& wanted) {
  std::unordered_set<std::string_view> keys;
  for (const auto& [name, place] : wanted) keys.insert(name);
  std::set<std::string_view> out;
  for (std::size_t at = 0; at < text.size();) {
    const auto* const begin = std::find_if(text.begin() + at, text.end(), is_of_name);
    const auto* const end = std::find_if_not(begin, text.end(), is_of_name);
    const auto name = keys.find(std::string_view(begin, static_cast<std::size_t>(end - begin)));
    if (name != keys.end()) out.insert(*name);
    at = static_cast<std::size_t>(end - text.begin());
  }
  return out;
}

void run(const CheckedFile& file, FileHits& hits) {
  const std::map<std::string, ByteSpan> lookalikes = lookalikes_of(file);
  if (lookalikes.empty()) return;
  const std::set<std::string_view> names = names_among(file.bytes(), lookalikes);
  for (const auto& [name, span] : lookalikes) {
    if (!names.contains(name) && !is_built_in(name)) continue;
    hits.add({file.is_test() ? Severity::note : Severity::medium,
              "It looks like `" + name + "`, which is another one.", ""},
             span);
  }
}

}  // namespace

const FileCheck kUnicodeConfusable = {
    {"uni-confusable-identifier", Severity::medium, "Name that looks like another one",
     "It is written with letters of two scripts: those who read the code take it for the other.",
     "Write the name in `{path}` in one script."},
    Reach::code,
    {},
    run,
    {}};

}  // namespace packwarden
