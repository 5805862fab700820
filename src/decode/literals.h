#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace packwarden {

// String literals of JavaScript and its relatives.

[[nodiscard]] bool is_quote(char c);
[[nodiscard]] bool is_blank(char c);

/// Behind the blanks at `at`, of which at most 64 are skipped.
[[nodiscard]] std::size_t skip_blanks(std::string_view text, std::size_t at);

/// Behind the blanks and comments at `at`, of which at most 128 bytes are skipped.
[[nodiscard]] std::size_t skip_gap(std::string_view text, std::size_t at);

/// Where the blanks begin that end at `at`, of which at most 64 count.
[[nodiscard]] std::size_t before_blanks(std::string_view text, std::size_t at);

/// Where the blanks and comments begin that end at `at`, of which at most 64 bytes count: those
/// comments that an asterisk ends.
[[nodiscard]] std::size_t before_gap(std::string_view text, std::size_t at);

/// The quote that ends the literal whose content begins at `begin`, behind its first quote: at most
/// 4,096 bytes, in which no line ends.
[[nodiscard]] std::optional<std::size_t> end_of_literal(std::string_view text, std::size_t begin);

}  // namespace packwarden
