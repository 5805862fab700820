#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace packwarden {

/// Keys that many things are sorted by, all in one piece of memory.
class SortKeys {
 public:
  /// Room for so many keys, which have so many bytes together.
  SortKeys(std::size_t count, std::size_t bytes);

  /// To append the next key to. Nothing in it may be changed.
  [[nodiscard]] std::string& text() { return text_; }
  /// Ends the key.
  void end_key() { ends_.push_back(text_.size()); }

  /// The places of the keys in the order of their bytes; equal ones in the order of their places.
  [[nodiscard]] std::vector<std::size_t> order();

  [[nodiscard]] std::string_view key(std::size_t place) const {
    const std::size_t begin = place == 0 ? 0 : ends_[place - 1];
    return {text_.data() + begin, ends_[place] - begin};
  }

 private:
  /// A key being sorted, with eight of its bytes as a number that compares as they do.
  struct Item {
    std::uint64_t head = 0;
    std::size_t place = 0;
  };

  /// Items whose keys have the same bytes before `depth`, or end there, if zeros count as the end.
  struct Run {
    std::span<Item> items;
    std::size_t depth = 0;
  };

  [[nodiscard]] std::uint64_t head(std::size_t place, std::size_t depth) const;
  [[nodiscard]] Run order_ended(const Run& run) const;
  void order_heads(const Run& run, std::vector<Run>& pending) const;

  std::vector<std::size_t> order_;  // room for it
  std::vector<std::size_t> ends_;   // of the keys, in the text
  std::string text_;
};

}  // namespace packwarden
