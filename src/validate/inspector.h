#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "decode/marked_text.h"
#include "finding/finding.h"
#include "match/database.h"
#include "validate/fingerprint_key.h"
#include "validate/known_values.h"
#include "validate/value_digests.h"
#include "validate/value_tag.h"

namespace packwarden {

/// What the inspectors of one audit have in common.
struct Sought {
  const Database& database;  // outlives them
  ValueTagger tagger;
  KnownValues known_values = {};
  std::optional<FingerprintKey> fingerprints = {};  // of a baseline: findings get theirs
  const ValueDigests* digests = nullptr;            // findings of one get its mark; may be null
};

/// A member of an archive in an entry, while it is there.
struct Member {
  std::string path;  // in the entry: "inner", "outer!inner", concealed; empty of a compressed file
  std::string_view bytes;
  ByteSpan span;                 // in the entry: the bytes that it was made of
  std::vector<std::string> via;  // the layers, outermost first
};

/// Takes what says more of an entry than its secrets.
struct ContentSink {
  std::vector<Finding>& findings;  // of rules that tell what has no place in a package
  std::function<void(const Member&)> member;
  /// What cannot be read of an archive: of a member, or of the entry itself, where `archive` has no
  /// layers. Not of archives that are encoded in a text.
  std::function<void(const Member& archive, std::string_view why)> unread = {};
};

/// Turns bytes into findings: matches, offline checks, and one finding for each secret. The last
/// class that sees one. One for each thread.
class Inspector {
 public:
  [[nodiscard]] static Result<Inspector> create(const Sought& sought);
  Inspector(Inspector&&) noexcept;
  Inspector& operator=(Inspector&&) noexcept;
  ~Inspector();

  /// Appends the findings in `bytes` and in all readable forms of it (decode/layers.h), sorted by
  /// comes_before, with `path` as their place.
  /// Overlapping matches are one finding with the others in `also`; so are equal values within the
  /// entry; those of several entries have equal tags. A known value says of a rule's match where it
  /// is from. On failure `bytes` count as not examined; `out` gets what was found all the same.
  /// Without `content` only secrets count.
  [[nodiscard]] Result<void> inspect(std::string_view path, const MarkedText& bytes,
                                     std::vector<Finding>& out,
                                     const ContentSink* content = nullptr);
  [[nodiscard]] Result<void> inspect(std::string_view path, std::string_view bytes,
                                     std::vector<Finding>& out,
                                     const ContentSink* content = nullptr);

  /// `text`, a name that will be shown, with each secret in it replaced by its preview. On failure
  /// of the engine all of it is replaced.
  [[nodiscard]] std::string conceal(std::string_view text);

 private:
  class State;
  explicit Inspector(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace packwarden
