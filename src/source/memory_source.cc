#include "source/memory_source.h"

#include <algorithm>
#include <utility>

namespace packwarden {
namespace {

class MemorySource : public Source {
 public:
  MemorySource(std::vector<Entry> entries, SourceFacts facts, BesideEntries beside)
      : entries_(std::move(entries)), facts_(std::move(facts)), beside_(std::move(beside)) {}

  Result<SourceFacts> open() override { return facts_; }

  Result<void> read(const EntrySink& sink, const ProblemSink& /*problems*/) override {
    std::uint64_t index = 0;
    for (Entry& entry : entries_) {
      entry.index = index++;
      if (!sink(entry)) break;
    }
    return {};
  }

  std::optional<std::string> find(const std::string& path, std::uint64_t limit) override {
    const auto found = std::find_if(entries_.begin(), entries_.end(),
                                    [&](const Entry& entry) { return entry.path == path; });
    if (found == entries_.end() || found->bytes.size() > limit) return std::nullopt;
    return found->bytes;
  }

  void read_beside(Beside what, const EntrySink& sink, const ProblemSink& problems) const override {
    const bool is_settings = what == Beside::settings;
    for (const Entry& entry : is_settings ? beside_.settings : beside_.public_text) {
      if (!sink(entry)) return;
    }
    if (!is_settings) return;
    for (const UnreadEntry& unread : beside_.unread_settings) problems(unread);
  }

 private:
  std::vector<Entry> entries_;
  SourceFacts facts_;
  BesideEntries beside_;
};

}  // namespace

std::unique_ptr<Source> memory_source(std::vector<Entry> entries, SourceFacts facts,
                                      BesideEntries beside) {
  return std::make_unique<MemorySource>(std::move(entries), std::move(facts), std::move(beside));
}

}  // namespace packwarden
