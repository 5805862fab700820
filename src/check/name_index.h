#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "check/checked_file.h"

namespace packwarden {

/// Names that are looked for all at once, in lower case:
///
///     core          a file of this name        dir/          anything in such a directory
///     *.pem         a name that ends so        dir/sub/      the same, one in the other
///     id_rsa*       a name that begins so      dir/name      a file in such a directory
///     a*b           both                       dir/*.json    with one `*` in the last segment
class NameIndex {
 public:
  /// Adds a pattern, which outlives the index; `number` says whose it is.
  void add(std::string_view pattern, std::size_t number);
  /// The numbers of the patterns that match, ascending, each once.
  [[nodiscard]] std::vector<std::size_t> find(const CheckedFile& file) const;

 private:
  /// A pattern as far as a key does not tell.
  struct Row {
    std::string_view directories;  // "dir/", "dir/sub/": how the path before the key ends
    std::string_view start;        // of the name, where it has a `*`
    std::string_view end;
    std::size_t number = 0;
  };
  /// By key. Nearly all that is asked for is none of them: their first bytes and lengths tell.
  class Rows {
   public:
    void add(std::string_view key, const Row& row);
    /// Null: there are none.
    [[nodiscard]] const std::vector<Row>* find(std::string_view key) const;

   private:
    std::unordered_map<std::string_view, std::vector<Row>> rows_;
    std::array<std::uint64_t, 256> lengths_{};  // of keys by their first byte, a bit for each
  };

  void add_directory(std::string_view pattern, std::size_t number);
  static void collect(const Rows& rows, std::string_view key, std::string_view before,
                      std::string_view name, std::vector<std::size_t>& out);

  Rows names_;              // by the whole name
  Rows extensions_;         // `*.pem`, by what follows the last dot
  Rows directories_;        // by the name of the last directory of the pattern
  std::vector<Row> globs_;  // all others
};

}  // namespace packwarden
