#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "finding/finding.h"

namespace packwarden {

/// Where a value is from that must not be published.
enum class KnownOrigin : std::uint8_t { dotenv, environment };

/// A part of a variable's value that is a secret, and how bad it is when it is published.
struct GuardedValue {
  std::string_view text;  // of an address, its password
  Severity severity = Severity::critical;
};

/// What of a variable must not be published; none of settings: paths, addresses, numbers, words,
/// placeholders, what is too short to be told from other text, and what a program publishes on
/// purpose. Of the environment only names that speak of secrets count; in a `.env` file also random
/// values of other names, as medium.
[[nodiscard]] std::optional<GuardedValue> guarded_value(KnownOrigin origin, std::string_view name,
                                                        std::string_view value);

/// Whether a variable of a `.env` file speaks of a secret: by its name, where the value is no path,
/// by a random value, or by the password in an address. Short and plain passwords count, too;
/// placeholders do not.
[[nodiscard]] bool speaks_of_secret(std::string_view name, std::string_view value);

/// Whether `name` is one, and not the broken-off rest of a value that a parser took for one: names
/// are shown.
[[nodiscard]] bool may_be_shown(std::string_view name);

/// Whether bundlers put the variable into programs on purpose, or its name says that it is public:
/// `NEXT_PUBLIC_KEY`, `STRIPE_PUBLISHABLE_KEY`.
[[nodiscard]] bool is_public_name(std::string_view name);

}  // namespace packwarden
