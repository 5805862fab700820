#pragma once

#include <string_view>

namespace packwarden {

/// How much better a random choice of characters explains `value` than the habits of those who
/// write programs do, in bits: the logarithm of the likelihood ratio, so that long values are told
/// apart more surely than short ones. The random choice is from the smallest of the usual alphabets
/// (hexadecimal, base 36, base 62, base 64, all that is printable) that holds the value. A model of
/// which character follows which in names and texts of npm packages stands for the habits.
[[nodiscard]] double randomness(std::string_view value);

/// Whether `value` is at least 15 bytes of randomness: one in a hundred random values of that
/// length is not, and hardly any name, path or sentence is.
[[nodiscard]] bool is_random(std::string_view value);

/// The same of all of `value`, or of its longest part between `_-.:` where that has 24 bytes or
/// more: words and numbers in front of a key hide how random it is.
[[nodiscard]] bool is_random_key(std::string_view value);

}  // namespace packwarden
