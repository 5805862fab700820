#include <algorithm>
#include <array>
#include <string>

#include "check/all.h"
#include "check/practice.h"
#include "check/settings.h"
#include "check/wording.h"
#include "validate/entropy.h"
#include "validate/randomness.h"

// How sessions and tokens are signed: practice-hardcoded-signing-secret, practice-jwt-none.
namespace packwarden {
namespace {

/// Where a call takes its secret.
struct SecretPlace {
  std::string_view word;
  std::array<std::string_view, 2> methods;  // of the word; empty: it is called itself
  std::size_t argument;                     // from 0
  std::string_view member;                  // of that argument; "": all of it
};

constexpr auto kPlaces = std::to_array<SecretPlace>({
    {"cookieParser", {}, 0, ""},
    {"cookieSession", {}, 0, "secret"},
    {"createHmac", {}, 1, ""},
    {"expressJwt", {}, 0, "secret"},
    {"expressSession", {}, 0, "secret"},
    {"expressjwt", {}, 0, "secret"},
    {"jsonwebtoken", {"sign", "verify"}, 1, ""},
    {"jwt", {"sign", "verify"}, 1, ""},
    {"session", {}, 0, "secret"},
});

/// The literal that is the secret: of several, which an array holds, the first.
std::optional<std::string_view> literal_secret(CodeTokenSpan value) {
  if (value.size() > 1 && value.front().is_sign('[')) {
    const auto parts = parts_in_bracket(value);
    return parts.empty() ? std::nullopt : literal_secret(parts.front().first(1));
  }
  if (value.empty()) return std::nullopt;
  const bool is_all = value.size() == 1 || value[1].is_sign(',') || value[1].is_sign('}');
  return is_all ? value.front().literal() : std::nullopt;
}

/// Whether it is somebody's own. What HMAC is keyed with may be a constant that tells uses apart:
/// there it is random.
bool is_real_secret(std::string_view secret, std::string_view where) {
  constexpr double kBitsPerByte = 3.5;
  if (where == "createHmac") return is_random_key(secret);
  return is_literal(secret) && shannon_entropy(secret) >= kBitsPerByte;
}

void add_secret(CodeTokenSpan value, const CheckedFile& file, std::string_view where,
                PracticeHits& hits) {
  const auto secret = literal_secret(value);
  if (!secret || secret->empty()) return;
  const bool is_real = is_real_secret(*secret, where);
  hits.add(is_real && !is_shown(file) ? Severity::high : Severity::medium, span_of(value.first(1)),
           "It is the secret of " + quoted(where) + ".");
}

void judge_secret(CodeTokenSpan expression, const CheckedFile& file, PracticeHits& hits) {
  const CodeToken& word = expression.front();
  if (word.text == "secretOrKey" || word.literal() == "secretOrKey") {
    return add_secret(value_given(expression), file, "secretOrKey", hits);
  }
  for (const SecretPlace& place : kPlaces) {
    if (word.text != place.word) continue;
    const bool is_method = !place.methods.front().empty();
    const auto arguments =
        arguments_of(expression, is_method ? std::span<const std::string_view>(place.methods)
                                           : std::span<const std::string_view>());
    if (arguments.size() <= place.argument) return;
    const CodeTokenSpan argument = arguments[place.argument];
    const std::string where =
        std::string(place.word) + (is_method ? "." + std::string(expression[2].text) : "");
    add_secret(place.member.empty() ? argument : member_of(argument, place.member), file, where,
               hits);
  }
}

void check_secret(const CheckedFile& file, FileHits& hits) {
  constexpr auto kWords = std::to_array<std::string_view>(
      {"cookieParser", "cookieSession", "createHmac", "expressJwt", "expressSession", "expressjwt",
       "jsonwebtoken", "jwt", "secretOrKey", "session"});
  judge_words(file, hits, kWords, judge_secret);
}

bool is_none(const CodeToken& token) { return token.literal() == "none"; }

void judge_algorithms(CodeTokenSpan expression, const CheckedFile& /*file*/, PracticeHits& hits) {
  const CodeTokenSpan value = value_given(expression);
  if (value.empty()) return;
  const std::size_t size = value.front().is_sign('[') ? size_of_bracket(value) : 1;
  const CodeTokenSpan names = value.first(size);
  if (std::any_of(names.begin(), names.end(), is_none)) {
    hits.add(Severity::medium, span_of(expression.first(1)), "");
  }
}

void check_algorithms(const CheckedFile& file, FileHits& hits) {
  constexpr std::array<std::string_view, 1> kWords = {"algorithms"};
  judge_words(file, hits, kWords, judge_algorithms);
}

}  // namespace

const FileCheck kPracticeSigningSecret = {
    {"practice-hardcoded-signing-secret", Severity::medium, "Secret of signatures in the program",
     "Whoever installs the package can sign what the program takes for its own: sessions, cookies, "
     "tokens.",
     "Read the secret from the environment or a store of secrets, and make a new one."},
    Reach::code,
    {},
    check_secret,
    {},
    Joined::by_package,
    CheckGroup::practices};

const FileCheck kPracticeTokenNone = {
    {"practice-jwt-none", Severity::medium, "Tokens without a signature are accepted",
     "With the algorithm `none` anybody can write a token.", "Take `none` out of `algorithms`."},
    Reach::code,
    {},
    check_algorithms,
    {},
    Joined::by_package,
    CheckGroup::practices};

}  // namespace packwarden
