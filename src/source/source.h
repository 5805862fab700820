#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "npm/walker.h"
#include "source/entry.h"
#include "source/origin.h"

namespace packwarden {

class Package;

/// What is audited. The names reach reports and never change.
enum class SourceKind : std::uint8_t { package, tarball, paths, standard_input, staged, range };

[[nodiscard]] std::string_view name_of(SourceKind kind);

/// What a source knows of itself. Empty texts: not known.
struct SourceFacts {
  SourceKind kind = SourceKind::paths;
  std::string root;      // as typed
  std::string name;      // of the package
  std::string version;   // of the package
  std::string filename;  // of the tarball that npm would write
  std::vector<int> npm_profiles;
  std::vector<std::string> notes;  // one sentence each, for people
  bool may_be_empty = false;       // to have nothing to read is no fault
};

/// Budgets of a source; reaching one is a problem, never a silence.
struct SourceLimits {
  std::uint64_t entry_bytes = std::uint64_t{128} << 20U;  // one entry, held in memory
  std::uint64_t total_bytes = std::uint64_t{2} << 30U;    // all entries of a package or archive
  std::uint64_t entries = 200'000;
  std::uint64_t path_bytes = 4096;
  std::uint64_t path_depth = 256;
};

/// Takes an entry; false asks the source to stop early.
using EntrySink = std::function<bool(Entry)>;

/// Something that exists and could not be read. It counts as seen and named.
struct UnreadEntry {
  Error error;
  std::uint64_t bytes = 0;  // its size, where known
};
using ProblemSink = std::function<void(UnreadEntry)>;

/// What lies beside the published files and tells which values must not stand in them.
enum class Beside : std::uint8_t {
  settings,     // the developer's own, `.env` and its like: their values are secrets
  public_text,  // read by others: examples of such settings, files that git tracks
};

/// Where bytes come from. Single pass; not thread-safe. Everything after an Entry is pure.
class Source {
 public:
  Source() = default;
  Source(const Source&) = delete;
  Source& operator=(const Source&) = delete;
  virtual ~Source() = default;

  /// Finds out what there is to read. Called once, before `read`. Fails when nothing can be
  /// audited.
  [[nodiscard]] virtual Result<SourceFacts> open() = 0;

  /// Yields every entry once, in a deterministic order, and every entry it could not read. Fails
  /// when the source as a whole broke off; what was yielded before still counts.
  [[nodiscard]] virtual Result<void> read(const EntrySink& sink, const ProblemSink& problems) = 0;

  /// After `read`: the content of the file that was yielded as `path`, once more. None where it
  /// cannot be had again, or is larger than `limit` bytes.
  [[nodiscard]] virtual std::optional<std::string> find(const std::string& /*path*/,
                                                        std::uint64_t /*limit*/) {
    return std::nullopt;
  }

  /// The package on disk, after `open`; null where there is none.
  [[nodiscard]] virtual const Package* package() const { return nullptr; }

  /// After `open`: what npm drops of the package on disk without a word, sorted by path.
  [[nodiscard]] virtual std::span<const DroppedEntry> dropped() const { return {}; }

  /// After `read`: what stood where the entry of this Entry::index stands now, in each of the
  /// versions that it comes from. Nothing of more than `limit` bytes, and of sources that know of
  /// one version only.
  [[nodiscard]] virtual std::vector<std::string> versions_before(std::uint64_t /*index*/,
                                                                 std::uint64_t /*limit*/) {
    return {};
  }

  /// After `read`: whose change the entry of this Entry::index is, "commit 1a2b3c4d5e6f"; "" where
  /// there is nothing to say.
  [[nodiscard]] virtual std::string author_of(std::uint64_t /*index*/) const { return {}; }

  /// After `read`: what is to be said beside the notes of the facts.
  [[nodiscard]] virtual std::vector<std::string> notes() const { return {}; }

  /// After `open`: what git knows of each entry, by Entry::index; empty where it is not known.
  [[nodiscard]] virtual std::vector<Origin> origins() const { return {}; }

  /// Yields what lies beside, with paths as seen from the package, after `open`. What is no file
  /// that may be read is a problem of kind `unsupported`. Sources that know of nothing but what
  /// they read yield nothing.
  virtual void read_beside(Beside /*what*/, const EntrySink& /*sink*/,
                           const ProblemSink& /*problems*/) const {}
};

}  // namespace packwarden
