#include "app/pipeline.h"

#include <algorithm>
#include <exception>
#include <iterator>
#include <map>
#include <mutex>
#include <string>
#include <system_error>
#include <thread>
#include <utility>

#include "base/queue.h"
#include "check/archives.h"
#include "check/content_rules.h"
#include "check/file_check.h"
#include "check/secret_place.h"

namespace packwarden {
namespace {

/// Entries that wait in memory, in bytes.
constexpr std::size_t kQueueBytes = std::size_t{256} << 20U;
/// Small entries travel together: handing one over costs as much as examining it.
constexpr std::size_t kBatchEntries = 64;
constexpr std::size_t kBatchBytes = std::size_t{512} << 10U;

struct Batch {
  std::size_t number = 0;  // from 0, in the order of the source
  std::vector<Entry> entries;
  std::size_t bytes = 0;
};

void note_failure(const Entry& entry, Error error, Examined& out) {
  error.where = entry.path;
  out.problems.push_back(std::move(error));
  out.named += {1, published_bytes(entry)};
}

/// The path of a member of an archive, or of the entry itself. A compressed file has no name of its
/// own: that of the archive without its last extension is one.
std::string path_of(const Member& member, const std::string& archive) {
  if (member.via.empty()) return archive;
  if (!member.path.empty()) return archive + "!" + member.path;
  const std::string name = archive.substr(archive.rfind('/') + 1);
  return archive + "!" + name.substr(0, name.rfind('.'));
}

void append(std::vector<Finding>& to, std::vector<Finding> from) {
  std::move(from.begin(), from.end(), std::back_inserter(to));
}

/// Secrets, and what has no place in a package. `out` is empty.
Result<void> inspect_with_checks(const Entry& entry, Inspector& inspector, CheckGroups groups,
                                 std::vector<Finding>& out, std::vector<FileFacts>& facts) {
  const MarkedText bytes(entry.bytes);
  const CheckedFile file = entry.kind == EntryKind::file
                               ? CheckedFile(entry.path, bytes, entry.mode)
                               : CheckedFile(entry.path, "", entry.mode);
  std::vector<Finding> by_rules;
  std::vector<Finding> by_checks;
  check_file(file, {entry.path, {}, {}}, groups, by_checks);
  const auto checked = [&](const Member& member) {
    return CheckedFile(path_of(member, entry.path), member.bytes, entry.mode);
  };
  const auto place_of = [&](const Member& member) {
    return FilePlace{entry.path, member.span, member.via};
  };
  const ContentSink sink = {by_rules,
                            [&](const Member& member) {
                              check_file(checked(member), place_of(member), groups, by_checks);
                            },
                            [&](const Member& archive, std::string_view why) {
                              add_unread_archive(checked(archive), place_of(archive), why,
                                                 by_checks);
                            }};
  Result<void> outcome = inspector.inspect(entry.path, bytes, out, &sink);
  FileFacts of_file = facts_of(file, by_rules);
  if (!of_file.is_empty()) facts.push_back(std::move(of_file));
  judge_content(file, by_rules);
  judge_secrets(file, out, by_checks);
  append(by_checks, std::move(by_rules));
  for (Finding& finding : by_checks) {
    finding.message = inspector.conceal(finding.message);
    finding.fix = inspector.conceal(finding.fix);
  }
  append(out, std::move(by_checks));
  return outcome;
}

/// From here on an entry is bytes: nothing opens a file, and nothing but findings comes out.
Result<void> inspect(const Entry& entry, Inspector& inspector, ExamineModes modes, Examined& out) {
  try {
    std::vector<Finding> findings;
    Result<void> outcome =
        modes.checks ? inspect_with_checks(entry, inspector, *modes.checks, findings, out.facts)
                     : inspector.inspect(entry.path, entry.bytes, findings);
    for (Finding& finding : findings) {
      name_packers(entry, finding);
      out.findings.push_back({entry.index, std::move(finding)});
    }
    if (modes.comments == CommentMode::ignored) return outcome;
    if (auto commented = comments_of(entry, inspector)) {
      out.commented.push_back(*std::move(commented));
    }
    return outcome;
  } catch (
      const std::exception&) {  // no memory is left for this entry; what() could quote anything
    return fail(ErrorKind::internal, entry.path, "could not be examined: out of memory");
  }
}

void examine(const Entry& entry, Inspector& inspector, ExamineModes modes, Examined& out) {
  if (Result<void> outcome = inspect(entry, inspector, modes, out); !outcome) {
    note_failure(entry, std::move(outcome.error()), out);
    return;
  }
  out.scanned += {1, published_bytes(entry)};
}

void examine(const Batch& batch, Inspector& inspector, ExamineModes modes, Examined& out) {
  for (const Entry& entry : batch.entries) examine(entry, inspector, modes, out);
}

void append(Examined& to, Examined from) {
  std::move(from.findings.begin(), from.findings.end(), std::back_inserter(to.findings));
  std::move(from.problems.begin(), from.problems.end(), std::back_inserter(to.problems));
  std::move(from.facts.begin(), from.facts.end(), std::back_inserter(to.facts));
  std::move(from.commented.begin(), from.commented.end(), std::back_inserter(to.commented));
  to.scanned += from.scanned;
  to.named += from.named;
}

}  // namespace

std::uint64_t published_bytes(const Entry& entry) {
  return entry.kind == EntryKind::hard_link ? 0 : entry.bytes.size();
}

void name_packers(const Entry& entry, Finding& finding) {
  finding.npm_profiles = entry.packed_by.list();
  for (AlsoAt& other : finding.also) other.npm_profiles = finding.npm_profiles;
}

class Pipeline::State {
 public:
  State(const Sought& sought, Inspector first, ExamineModes modes, unsigned threads)
      : sought_(sought), first_(std::move(first)), modes_(modes), threads_(threads) {}

  ~State() { queue_.close(); }  // before the threads are joined, so that they end

  void add(Entry entry) {
    batch_.bytes += entry.bytes.size() + entry.path.size();
    batch_.entries.push_back(std::move(entry));
    if (batch_.entries.size() >= kBatchEntries || batch_.bytes >= kBatchBytes) hand_over();
  }

  Examined finish() {
    examine_batch(batch_, first_);
    queue_.close();
    for (std::jthread& worker : workers_) worker.join();
    Examined out;
    for (auto& [number, examined] : examined_) append(out, std::move(examined));
    return out;
  }

 private:
  void hand_over() {
    if (const unsigned threads = std::exchange(threads_, 1); threads > 1) start_workers(threads);
    const std::size_t next = batch_.number + 1;
    if (workers_.empty()) {
      examine_batch(batch_, first_);
    } else {
      const std::size_t weight = batch_.bytes;
      queue_.push(std::move(batch_), weight);
    }
    batch_ = {};
    batch_.number = next;
  }

  void examine_batch(const Batch& batch, Inspector& inspector) {
    Examined out;
    examine(batch, inspector, modes_, out);
    const std::scoped_lock lock(mutex_);
    examined_.emplace(batch.number, std::move(out));
  }

  /// A worker that cannot start (a limit of processes, no memory) is done without: the work stays
  /// the same.
  void start_workers(unsigned threads) {
    while (workers_.size() < threads) {
      auto inspector = Inspector::create(sought_);
      if (!inspector) break;
      try {
        workers_.emplace_back([this, own = std::move(*inspector)]() mutable {
          while (const auto batch = queue_.pop()) examine_batch(*batch, own);
        });
      } catch (const std::system_error&) {
        break;
      }
    }
  }

  Sought sought_;
  Inspector first_;  // of the caller's thread
  ExamineModes modes_;
  unsigned threads_;  // to be started; 1: none
  Batch batch_;
  BoundedQueue<Batch> queue_{kQueueBytes};
  std::mutex mutex_;  // of what follows
  // By the number of the batch: which thread was the first to be done is not to be seen.
  std::map<std::size_t, Examined> examined_;
  std::vector<std::jthread> workers_;
};

Pipeline::Pipeline(std::unique_ptr<State> state) : state_(std::move(state)) {}
Pipeline::Pipeline(Pipeline&&) noexcept = default;
Pipeline& Pipeline::operator=(Pipeline&&) noexcept = default;
Pipeline::~Pipeline() = default;

Result<Pipeline> Pipeline::create(const Sought& sought, ExamineModes modes, unsigned threads) {
  TRY_ASSIGN(Inspector inspector, Inspector::create(sought));
  return Pipeline(std::make_unique<State>(sought, std::move(inspector), modes, threads));
}

void Pipeline::add(Entry entry) { state_->add(std::move(entry)); }
Examined Pipeline::finish() { return state_->finish(); }

}  // namespace packwarden
