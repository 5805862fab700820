#include <algorithm>
#include <array>
#include <string>

#include "base/text.h"
#include "check/all.h"
#include "check/practice.h"
#include "check/wording.h"

// How a program speaks TLS: practice-tls-verification-off, practice-legacy-tls.
namespace packwarden {
namespace {

/// The line up to a place, and the one before it: where a condition would stand.
std::string_view lines_before(std::string_view program, std::size_t at) {
  constexpr std::size_t kMost = 200;
  const std::string_view before = program.substr(at - std::min(at, kMost), std::min(at, kMost));
  const std::size_t line = before.rfind('\n');
  if (line == std::string_view::npos || line == 0) return before;
  const std::size_t other = before.rfind('\n', line - 1);
  return other == std::string_view::npos ? before : before.substr(other + 1);
}

/// Whether it happens where something is the case alone, as a user may choose.
bool is_guarded(std::string_view program, std::size_t at) {
  constexpr std::array<std::string_view, 6> kConditions = {"if ", "if(", "?", "&&", "||", "case "};
  const std::string_view lines = lines_before(program, at);
  return std::any_of(kConditions.begin(), kConditions.end(), [&](std::string_view condition) {
    return lines.find(condition) != std::string_view::npos;
  });
}

/// Whether a function does nothing, or gives nothing back.
bool is_empty_function(CodeTokenSpan value) {
  std::string text;
  for (const CodeToken& token : value.first(std::min<std::size_t>(value.size(), 16))) {
    text += token.text;
  }
  const std::size_t body = text.find("=>");
  if (text.starts_with("function")) return text.ends_with("{}") || text.ends_with("{return}");
  if (body == std::string::npos) return false;
  const std::string_view result = std::string_view(text).substr(body + 2);
  return result == "{}" || result == "undefined" || result == "null" || result == "void0" ||
         result == "{return;}" || result == "{returnundefined;}" || result == "{returnnull;}";
}

void judge_verification(CodeTokenSpan expression, const CheckedFile& file, PracticeHits& hits) {
  const CodeToken& word = expression.front();
  const std::string_view name = word.literal().value_or(word.text);
  const CodeTokenSpan value = value_given(expression);
  const bool is_off = name == "checkServerIdentity" ? is_empty_function(value) : is_false(value);
  if (!is_off) return;
  // In a program of its own nobody chooses: severity_in_package knows which packages are one.
  const bool is_choice = is_shown(file) || is_guarded(file.bytes(), word.at);
  hits.add(is_choice ? Severity::note : Severity::medium, span_of(expression.first(1)),
           "By " + quoted(name) + ".");
}

void check_verification(const CheckedFile& file, FileHits& hits) {
  constexpr std::array<std::string_view, 3> kWords = {"checkServerIdentity", "rejectUnauthorized",
                                                      "strictSSL"};
  judge_words(file, hits, kWords, judge_verification);
}

/// A method of OpenSSL for one old version: SSLv23_method is any version, for all its name.
bool is_legacy_method(std::string_view method) {
  constexpr std::array<std::string_view, 4> kOld = {"SSLv2_", "SSLv3_", "TLSv1_method", "TLSv1_1_"};
  return std::any_of(kOld.begin(), kOld.end(),
                     [&](std::string_view start) { return method.starts_with(start); }) ||
         method == "TLSv1_client_method" || method == "TLSv1_server_method";
}

/// What a list of ciphers of OpenSSL lets in that breaks: "" of none. `!` and `-` take away.
std::string_view weak_cipher(std::string_view list) {
  while (!list.empty()) {
    const std::size_t end = std::min(list.find_first_of(":, "), list.size());
    const std::string_view name = list.substr(0, end);
    list.remove_prefix(std::min(end + 1, list.size()));
    if (name.starts_with('!') || name.starts_with('-')) continue;
    if (name.find("RC4") != std::string_view::npos) return "RC4";
    if (name.find("NULL") != std::string_view::npos) return "NULL";
    if (name.starts_with("EXP")) return "EXP";
  }
  return "";
}

void judge_version(CodeTokenSpan expression, const CheckedFile& /*file*/, PracticeHits& hits) {
  const CodeToken& word = expression.front();
  const std::string_view name = word.literal().value_or(word.text);
  const CodeTokenSpan value = value_given(expression);
  const std::string_view text =
      value.empty() ? std::string_view() : value.front().literal().value_or("");
  std::string_view what;
  if (name == "secureProtocol") {
    if (is_legacy_method(text)) what = text;
  } else if (name == "ciphers") {
    what = weak_cipher(text);
  } else if (text == "TLSv1" || text == "TLSv1.1") {
    what = text;
  }
  if (what.empty()) return;
  hits.add(Severity::medium, span_of(expression.first(1)),
           "By " + quoted(name) + ": " + quoted(what, 40) + ".");
}

void check_version(const CheckedFile& file, FileHits& hits) {
  constexpr std::array<std::string_view, 4> kWords = {"ciphers", "maxVersion", "minVersion",
                                                      "secureProtocol"};
  judge_words(file, hits, kWords, judge_version);
}

}  // namespace

const FileCheck kPracticeLegacyTls = {
    {"practice-legacy-tls", Severity::medium, "Old versions of TLS, or broken ciphers",
     "Connections over them can be read and changed on the way.",
     "Set `minVersion` to `TLSv1.2` or leave it out, and leave the ciphers to Node.js."},
    Reach::code,
    {},
    check_version,
    {},
    Joined::by_package,
    CheckGroup::practices};

const FileCheck kPracticeTlsVerification = {
    {"practice-tls-verification-off", Severity::note, "Certificates are not verified",
     "Whoever is on the way can answer in place of the server.",
     "Leave verification on, and name a certificate authority of your own with `ca`."},
    Reach::code,
    {},
    check_verification,
    {},
    Joined::by_package,
    CheckGroup::practices};

}  // namespace packwarden
