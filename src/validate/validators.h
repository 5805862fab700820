#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "match/scanner.h"

namespace packwarden {

/// What an offline check says of a match. Unknown: it can neither confirm nor refute it.
enum class Verdict : std::uint8_t { refuted, unknown, confirmed };

/// An offline check: pure, bounded by the match's length, and safe on any bytes.
struct Validator {
  std::string_view name;         // rules name it
  std::string_view description;  // one line
  Verdict (*run)(const Match& match);
};

/// All validators, sorted by name.
[[nodiscard]] std::span<const Validator> validators();
/// The validator called `name`, or null.
[[nodiscard]] const Validator* find_validator(std::string_view name);

}  // namespace packwarden
