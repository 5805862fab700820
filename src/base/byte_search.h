#pragma once

#include <array>
#include <cstddef>
#include <initializer_list>
#include <string_view>

// Searches through long texts, many bytes at a time.
namespace packwarden {

/// How many bytes have the value.
[[nodiscard]] std::size_t count_byte(std::string_view text, char value);

/// The last byte that has the value; npos: there is none.
[[nodiscard]] std::size_t find_last_byte(std::string_view text, char value);

/// A word in a text.
struct FoundWord {
  std::size_t at = std::string_view::npos;  // where it begins; npos: there is none
  std::size_t word = 0;                     // which one it is, from 0
};

/// Looks for some words that are rare in long texts, for all of them in one pass: what is longer
/// than the cache is read once. Several times as fast as std::string_view::find, which stops at
/// each byte that equals the first one.
class WordSearch {
 public:
  static constexpr std::size_t kMostWords = 4;

  /// From one to kMostWords, none of them empty. Of two that begin at one place the first is found.
  /// They outlive this.
  explicit WordSearch(std::initializer_list<std::string_view> words);

  /// The first of them that begins at `at` or behind it.
  [[nodiscard]] FoundWord next(std::string_view text, std::size_t at) const;

 private:
  /// A word, and two of its bytes, which are seldom in other texts.
  struct Sought {
    std::string_view word;
    std::size_t first = 0;
    std::size_t second = 0;
  };
  class Steps;

  [[nodiscard]] static Sought sought(std::string_view word);
  [[nodiscard]] FoundWord word_at(std::string_view text, std::size_t at) const;
  [[nodiscard]] FoundWord in_step(std::string_view text, std::size_t step, std::size_t from) const;
  [[nodiscard]] FoundWord next_in_steps(std::string_view text, std::size_t& at) const;

  std::array<Sought, kMostWords> words_;
  std::size_t count_ = 0;
  std::size_t longest_ = 0;
  std::size_t shortest_ = std::string_view::npos;
};

/// Where `sought`, which is not empty, stands next at `at` or behind it; npos: nowhere.
[[nodiscard]] std::size_t find_text(std::string_view text, std::string_view sought,
                                    std::size_t at = 0);

/// Whether it stands anywhere.
[[nodiscard]] inline bool has_text(std::string_view text, std::string_view sought) {
  return find_text(text, sought) != std::string_view::npos;
}

}  // namespace packwarden
