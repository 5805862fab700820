#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/span.h"
#include "finding/finding.h"
#include "rule/rule.h"

// Like match/scanner.h, only match/, validate/ and rulec/ may include this file (layering_test.py).
namespace packwarden {

/// A match that passed its checks. Outlives the text that it was found in. Never printed.
struct Candidate {
  const Rule* rule = nullptr;
  Confidence confidence = Confidence::medium;
  ByteSpan span;                     // in the entry
  ByteSpan in_text;                  // in the text it was found in: the entry or a layer of it
  ByteSpan in_member;                // in the member of an archive that it is in; else the same
  std::string member;                // which of them, see Layer::member; "": in none
  std::string secret;                // decoded, where it is encoded; of a rule
  std::string_view known;            // the known value; empty of a rule
  std::vector<std::string> via;      // the encodings
  std::optional<Original> original;  // where the layer that it is in is a source map

  [[nodiscard]] bool is_known() const { return !known.empty(); }
  [[nodiscard]] std::string_view value() const { return is_known() ? known : secret; }
};

/// Members first: what stands in one as it is, is found in the bytes of the archive, too.
void sort_by_place(std::vector<Candidate>& candidates);

/// The end of the candidates from `begin` on that overlap each other, directly or through others.
/// `candidates` are sorted by place.
[[nodiscard]] std::size_t overlapping_to(const std::vector<Candidate>& candidates,
                                         std::size_t begin);

/// Drops the known values that are made to be public: a publishable key may stand in `.env`, too.
/// `candidates` are sorted by place.
void drop_public_values(std::vector<Candidate>& candidates);

/// The candidate of a group that says most. A value that only in part is made to be public is a
/// secret. The group is not empty.
[[nodiscard]] const Candidate& best_of(std::span<const Candidate> group);

/// The value of `best`, one of the group, as it is decoded furthest: it may stand escaped in one
/// place and plain in another.
[[nodiscard]] std::string_view plainest_value(const Candidate& best,
                                              std::span<const Candidate> group);

}  // namespace packwarden
