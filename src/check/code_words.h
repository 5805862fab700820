#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace packwarden {

/// A word of a program that a check of practices looks at: a name, or what a literal says.
struct CodeWord {
  std::string_view word;  // of a fixed list
  std::size_t at = 0;     // where the token begins
};

/// All of them, by place; at most 200,000. Linear in the bytes, safe on any of them.
[[nodiscard]] std::vector<CodeWord> code_words(std::string_view program);

}  // namespace packwarden
