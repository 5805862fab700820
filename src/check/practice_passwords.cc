#include <algorithm>
#include <array>
#include <string>

#include "base/text.h"
#include "check/all.h"
#include "check/practice.h"
#include "check/wording.h"

// How passwords are kept: practice-password-fast-hash, practice-weak-kdf-parameters.
namespace packwarden {
namespace {

/// Whether a name is that of a password: `userPassword`, `passwd`, `pwd`, `PASSPHRASE`.
bool is_password(const CodeToken& token) {
  constexpr std::array<std::string_view, 3> kParts = {"password", "passwd", "passphrase"};
  if (token.kind != CodeTokenKind::name) return false;
  const std::string folded = ascii_lower(token.text);
  return folded == "pwd" || folded.ends_with("_pwd") || token.text.ends_with("Pwd") ||
         std::any_of(kParts.begin(), kParts.end(),
                     [&](std::string_view part) { return folded.find(part) != std::string::npos; });
}

/// The first name of a password in an expression; null: there is none. What is asked of a password,
/// as its length, is none.
const CodeToken* password_in(CodeTokenSpan tokens) {
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    const bool is_asked =
        i + 2 < tokens.size() && tokens[i + 1].is_sign('.') && tokens[i + 2].is_name("length");
    if (!is_asked && is_password(tokens[i])) return &tokens[i];
  }
  return nullptr;
}

/// `createHash('md5').update(password)`: what the chain is fed.
void judge_hash(CodeTokenSpan expression, const CheckedFile& /*file*/, PracticeHits& hits) {
  constexpr std::array<std::string_view, 6> kFast = {"md5",    "sha1",   "sha224",
                                                     "sha256", "sha384", "sha512"};
  const auto arguments = arguments_of(expression, {});
  if (arguments.empty()) return;
  std::string algorithm = ascii_lower(arguments.front().front().literal().value_or(""));
  std::erase(algorithm, '-');
  if (!is_one_of(algorithm, kFast)) return;
  CodeTokenSpan rest = expression.subspan(1 + size_of_bracket(expression.subspan(1)));
  while (rest.size() > 2 && rest[0].is_sign('.') && rest[2].is_sign('(')) {
    const std::size_t size = size_of_bracket(rest.subspan(2));
    const CodeToken* password =
        rest[1].is_name("update") ? password_in(rest.subspan(2, size)) : nullptr;
    if (password != nullptr) {
      hits.add(Severity::medium, span_of(expression.first(1)),
               "`" + algorithm + "` of " + quoted(password->text, 60) + ".");
      return;
    }
    rest = rest.subspan(2 + size);
  }
}

void check_hash(const CheckedFile& file, FileHits& hits) {
  constexpr std::array<std::string_view, 1> kWords = {"createHash"};
  judge_words(file, hits, kWords, judge_hash);
}

void judge_number(CodeTokenSpan value, double least, std::string_view what, ByteSpan at,
                  PracticeHits& hits) {
  const auto number = number_of(value);
  if (!number || *number >= least) return;
  hits.add(Severity::medium, at,
           grouped(static_cast<std::uint64_t>(std::max(*number, 0.0))) + " " + std::string(what) +
               ", and " + grouped(static_cast<std::uint64_t>(least)) + " are the least.");
}

void judge_salt(CodeTokenSpan salt, ByteSpan at, PracticeHits& hits) {
  if (salt.size() == 1 && salt.front().literal()) {
    hits.add(Severity::medium, at, "The salt is a literal, the same for all.");
  }
}

/// Below these work factors a try costs next to nothing. They are lower than what is recommended
/// for new programs, so that nobody has to argue.
void judge_derivation(CodeTokenSpan expression, const CheckedFile& /*file*/, PracticeHits& hits) {
  constexpr std::array<std::string_view, 4> kBcrypt = {"genSalt", "genSaltSync", "hash",
                                                       "hashSync"};
  constexpr double kIterations = 100'000;
  constexpr double kCost = 16'384;
  constexpr double kRounds = 10;
  const std::string_view word = expression.front().text;
  const ByteSpan at = span_of(expression.first(1));
  if (word.starts_with("bcrypt")) {
    const auto arguments = arguments_of(expression, kBcrypt);
    if (arguments.empty()) return;
    const std::size_t place = expression[2].text.starts_with("hash") ? 1 : 0;
    if (arguments.size() > place) judge_number(arguments[place], kRounds, "rounds", at, hits);
    return;
  }
  const auto arguments = arguments_of(expression, {});
  if (arguments.size() < 3) return;
  judge_salt(arguments[1], at, hits);
  if (word == "pbkdf2" || word == "pbkdf2Sync") {
    judge_number(arguments[2], kIterations, "iterations", at, hits);
  } else if (word == "PBKDF2") {
    judge_number(member_of(arguments[2], "iterations"), kIterations, "iterations", at, hits);
  } else if (arguments.size() > 3) {
    judge_number(member_of(arguments[3], "N"), kCost, "as the cost", at, hits);
    judge_number(member_of(arguments[3], "cost"), kCost, "as the cost", at, hits);
  }
}

void check_derivation(const CheckedFile& file, FileHits& hits) {
  constexpr std::array<std::string_view, 7> kWords = {"PBKDF2",     "bcrypt", "bcryptjs",  "pbkdf2",
                                                      "pbkdf2Sync", "scrypt", "scryptSync"};
  judge_words(file, hits, kWords, judge_derivation);
}

}  // namespace

const FileCheck kPracticePasswordHash = {
    {"practice-password-fast-hash", Severity::medium, "Password in a fast hash",
     "Such hashes are made to be fast: whoever gets hold of them tries billions of passwords a "
     "second.",
     "Use `crypto.scrypt`, argon2 or bcrypt for passwords."},
    Reach::code,
    {},
    check_hash,
    {},
    Joined::by_package,
    CheckGroup::practices};

const FileCheck kPracticeWeakDerivation = {
    {"practice-weak-kdf-parameters", Severity::medium, "Key derived with too little work",
     "With so little work for each try, or one salt for all, passwords are found by trying.",
     "Use a random salt for each password, and at least 100,000 iterations of PBKDF2, a cost of "
     "16,384 of scrypt, or 10 rounds of bcrypt."},
    Reach::code,
    {},
    check_derivation,
    {},
    Joined::by_package,
    CheckGroup::practices};

}  // namespace packwarden
