#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "match/scanner.h"

namespace packwarden {

/// How a value that a name was given stands in the text.
enum class ValueForm : std::uint8_t {
  quoted,    // between quotes, or between tags of XML
  line,      // the rest of a line that begins with the name: .env, .ini, YAML, shell
  variable,  // of the environment that a command is given: `NAME=value command`
  word,      // `name=value` as a word of its own: in an address, on a command line
  unclear,   // an expression of a program, a sentence
};

/// What a match of a generic rule says: the rule's pattern begins at a key word, within a name.
struct Assignment {
  std::string name;  // all of it, in lower case and without `_`, `-` and `.`: "dbpasswordprod"
  std::string tail;  // of the name, behind the key word, in the same form
  ValueForm form = ValueForm::unclear;
  bool is_default = false;     // `${NAME:-value}`: the value ends in front of the bracket
  bool is_listed = false;      // name and value are texts with a comma between
  bool is_argument = false;    // and the first two arguments of a call: get("TOKEN", "VALUE")
  bool is_definition = false;  // and the call gives the one the other as its value: define(), put()
  bool is_compared = false;  // the name is compared with the value, or a sentence says it is that;
                             // of a `pass`, which mostly is one over something, never
};

[[nodiscard]] Assignment assignment_of(const Match& match);

/// Whether the name is that of a password: `password`, `DB_PASS`, `adminPwdProd`, and not
/// `passThrough` or `passwordLastUsed`.
[[nodiscard]] bool names_password(const Assignment& assignment);

/// Whether the name says that the value is not the secret itself: a `publicKey`, a `tokenUrl`, a
/// `passwordField`. Also where rules of their own know the form, as of `AWS_SECRET_ACCESS_KEY`.
[[nodiscard]] bool names_something_else(const Assignment& assignment);

}  // namespace packwarden
