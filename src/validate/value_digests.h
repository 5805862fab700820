#pragma once

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/digest.h"

namespace packwarden {

/// The digests of values that another program knows, by which findings are told that are of one of
/// them. Immutable. Nothing that is reported or kept is made of them.
class ValueDigests {
 public:
  explicit ValueDigests(std::vector<Sha1> digests) : digests_(std::move(digests)) {
    std::sort(digests_.begin(), digests_.end());
  }

  /// Whether `secret` is one of the values; its mark, which is a finding's `clue` then, tells which
  /// one and nothing else. "" for another value.
  [[nodiscard]] std::string mark_of(std::string_view secret) const;
  /// The digest that a mark stands for; none for any other clue.
  [[nodiscard]] std::optional<Sha1> digest_of(std::string_view mark) const;

 private:
  std::vector<Sha1> digests_;  // sorted
};

}  // namespace packwarden
