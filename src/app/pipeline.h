#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/commented_files.h"
#include "base/result.h"
#include "check/check_group.h"
#include "check/file_facts.h"
#include "finding/finding.h"
#include "report/report.h"
#include "source/entry.h"
#include "validate/inspector.h"

namespace packwarden {

/// What examining some entries gave, in the order of the entries.
struct Examined {
  struct Located {
    std::uint64_t entry = 0;  // Entry::index, to order findings of equal paths
    Finding finding;
    std::string known = {};  // since when: "already in HEAD"; "": it is new, or nobody knows
  };

  std::vector<Located> findings;
  std::vector<Error> problems;
  std::vector<FileFacts> facts;          // of entries that have some
  std::vector<CommentedFile> commented;  // entries with suppressions
  Coverage scanned;
  Coverage named;  // entries that failed; each has a problem
};

/// Which checks look for what has no place in a package; none: entries are of no package.
using CheckMode = std::optional<CheckGroups>;

/// Bytes of an entry that count in totals: a hard link publishes none of its own.
[[nodiscard]] std::uint64_t published_bytes(const Entry& entry);

/// Says in a finding of `entry` who packs it.
void name_packers(const Entry& entry, Finding& finding);

/// What is done with each entry.
struct ExamineModes {
  CheckMode checks;
  CommentMode comments = CommentMode::ignored;
};

/// Examines entries on worker threads while the caller reads on. Few entries are examined by the
/// caller itself: a thread costs more than they do.
class Pipeline {
 public:
  /// Fails when the engine does not work.
  [[nodiscard]] static Result<Pipeline> create(const Sought& sought, ExamineModes modes,
                                               unsigned threads);
  Pipeline(Pipeline&&) noexcept;
  Pipeline& operator=(Pipeline&&) noexcept;
  ~Pipeline();

  /// Takes an entry; may wait until workers have caught up.
  void add(Entry entry);
  /// Waits for all that was added. Called once, last.
  [[nodiscard]] Examined finish();

 private:
  class State;
  explicit Pipeline(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace packwarden
