#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/span.h"
#include "decode/decoder.h"
#include "decode/marked_text.h"

namespace packwarden {

/// Bounds of what decoders make of one entry.
struct DecodeLimits {
  std::size_t depth = 4;          // encodings in encodings; deeper ones are left alone
  std::size_t archive_depth = 4;  // archives in archives; a compressed tar is one
  std::uint64_t bytes = std::uint64_t{256} << 20U;  // of all layers together
};

/// A readable form of a part of an entry. Lives while it is visited.
class Layer {
 public:
  Layer(const Decoded& decoded, std::string_view encoding, const Layer* parent)
      : decoded_(decoded), marked_(decoded.text), encoding_(encoding), parent_(parent) {}

  [[nodiscard]] std::string_view text() const { return decoded_.text; }
  [[nodiscard]] const MarkedText& marked() const { return marked_; }
  /// Where in the entry a part of the text comes from: never less than the bytes that made it.
  [[nodiscard]] ByteSpan in_entry(ByteSpan span) const;
  /// The same in the member of an archive that it is in, or in the entry where it is in none.
  [[nodiscard]] ByteSpan in_member(ByteSpan span) const;
  /// Whether the text is a file by itself: a member of an archive.
  [[nodiscard]] bool is_member() const { return decoded_.is_member(); }
  /// The path of that member in the entry, "inner" or "outer!inner", as raw as it is. A compressed
  /// file has no name of its own and adds none. Empty: it is in none.
  [[nodiscard]] std::string member_path() const;
  /// Tells that member from all others of the entry; empty: it is in none. Never shown.
  [[nodiscard]] std::string member() const;
  /// The encodings around the text, the outermost first: names of decoders, behind that of an
  /// archive the path of the member, as raw as it is.
  [[nodiscard]] std::vector<std::string> via() const;

 private:
  /// The layer, or the first around it, that is one; null: none is.
  [[nodiscard]] const Layer* enclosing_member() const;
  [[nodiscard]] std::string name() const;

  const Decoded& decoded_;
  MarkedText marked_;
  std::string_view encoding_;
  const Layer* parent_;  // null: it is a part of the entry itself
};

using LayerVisitor = std::function<Result<void>(const Layer&)>;

/// Takes what cannot be read of an archive, "is broken" or "is encrypted in part": of `archive`, or
/// of the entry itself where that is null.
using UnreadVisitor = std::function<void(const Layer* archive, std::string_view why)>;

/// Visits all readable forms of the parts of an entry: what the decoders find in it, and in what
/// they found. Fails as the visitor does, where the decoded bytes reach their limit
/// (`decoded-bytes`), and, after all else was visited, where an archive lies too deep to be opened
/// (`archive-depth`): then the entry does not count as examined.
[[nodiscard]] Result<void> visit_layers(const MarkedText& entry, const DecodeLimits& limits,
                                        const LayerVisitor& visitor,
                                        const UnreadVisitor& unread = {});

}  // namespace packwarden
