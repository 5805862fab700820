#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <utility>

namespace packwarden {

/// What kind of thing went wrong. The names reach the JSON report and never change.
enum class ErrorKind : std::uint8_t { io, format, limit, config, unsupported, internal };

/// The name of `kind` as reports print it.
[[nodiscard]] std::string_view name_of(ErrorKind kind);

/// A budget that was reached: its name (`entry-bytes`) and its value in the unit the name says.
struct Limit {
  std::string name;
  std::uint64_t value = 0;
};

/// An expected failure. `where` names the thing (a path, an entry, a rule id), unescaped; `what`
/// says what happened in lower case without a full stop. Never holds a secret.
struct Error {
  ErrorKind kind = ErrorKind::internal;
  std::string where;
  std::string what;
  std::optional<Limit> limit;
  bool is_refusal = false;  // a prediction: the program that is modelled fails here as well
};

/// An Error of kind `limit`: "`what` (limit NAME = VALUE)".
[[nodiscard]] Error limit_error(std::string where, std::string what, Limit limit);

template <class T>
using Result = tl::expected<T, Error>;

/// Shortens `return tl::make_unexpected(Error{…})`.
[[nodiscard]] inline tl::unexpected<Error> fail(ErrorKind kind, std::string where,
                                                std::string what) {
  return tl::make_unexpected(Error{kind, std::move(where), std::move(what), std::nullopt});
}

[[nodiscard]] inline tl::unexpected<Error> fail(Error error) {
  return tl::make_unexpected(std::move(error));
}

}  // namespace packwarden

// The arguments are names and declarations, which cannot stand in parentheses.
// NOLINTBEGIN(bugprone-macro-parentheses)
#define PACKWARDEN_CONCAT_(a, b) a##b
#define PACKWARDEN_CONCAT(a, b) PACKWARDEN_CONCAT_(a, b)
#define PACKWARDEN_TRY_ASSIGN_(temporary, declaration, expression)         \
  auto temporary = (expression);                                           \
  if (!temporary) return ::packwarden::fail(std::move(temporary.error())); \
  declaration = std::move(*temporary)

/// Evaluates a Result and returns its error from the enclosing function, if it has one.
#define TRY(expression)                                                \
  do {                                                                 \
    if (auto packwarden_result = (expression); !packwarden_result)     \
      return ::packwarden::fail(std::move(packwarden_result.error())); \
  } while (false)

/// `TRY_ASSIGN(auto value, function());` binds the value or returns the error.
#define TRY_ASSIGN(declaration, expression) \
  PACKWARDEN_TRY_ASSIGN_(PACKWARDEN_CONCAT(packwarden_result_, __LINE__), declaration, expression)
// NOLINTEND(bugprone-macro-parentheses)
