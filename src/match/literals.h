#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace packwarden {

/// Texts that are looked for all at once, byte for byte. Immutable: any number of threads. They may
/// be secrets: none is given back, and they are wiped at the end.
class Literals {
 public:
  /// Bytes that each text has at least: what the search skips by.
  static constexpr std::size_t kShortest = 8;

  /// A text stands at byte `begin`; `number` is its place among those of the constructor.
  struct Place {
    std::size_t number = 0;
    std::uint64_t begin = 0;
    friend bool operator==(const Place&, const Place&) = default;
  };

  /// `texts` are all different.
  explicit Literals(std::vector<std::string> texts);
  Literals(Literals&&) noexcept = default;
  Literals& operator=(Literals&&) = delete;
  ~Literals();

  /// Bytes of a text.
  [[nodiscard]] std::size_t size_of(std::size_t number) const { return sizes_[number]; }
  /// Appends all places in `text`, by `begin`, of one `begin` the longest first. At most `most`:
  /// false when there are more.
  [[nodiscard]] bool find(std::string_view text, std::size_t most, std::vector<Place>& out) const;

 private:
  struct Literal {
    std::string text;
    std::size_t number = 0;
    std::size_t prefix = 0;  // which is the longest other one that it begins with; its own: none
  };

  void link_prefixes();
  void set_skips();
  [[nodiscard]] std::size_t skipped_to(std::string_view text, std::size_t begin,
                                       std::size_t last) const;
  [[nodiscard]] bool add_matches(std::string_view text, std::size_t begin, std::size_t most,
                                 std::vector<Place>& out) const;

  std::vector<Literal> sorted_;
  std::vector<std::size_t> sizes_;  // by number
  std::size_t longest_ = 0;
  // By a hash of three bytes: how far the search may move on when they end its window.
  std::array<std::uint8_t, std::size_t{1} << 15U> skips_{};
};

}  // namespace packwarden
