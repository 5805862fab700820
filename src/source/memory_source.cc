#include "source/memory_source.h"

#include <utility>

namespace packwarden {
namespace {

class MemorySource : public Source {
 public:
  MemorySource(std::vector<Entry> entries, SourceFacts facts)
      : entries_(std::move(entries)), facts_(std::move(facts)) {}

  Result<SourceFacts> open() override { return facts_; }

  Result<void> read(const EntrySink& sink, const ProblemSink& /*problems*/) override {
    std::uint64_t index = 0;
    for (Entry& entry : entries_) {
      entry.index = index++;
      if (!sink(std::move(entry))) break;
    }
    return {};
  }

 private:
  std::vector<Entry> entries_;
  SourceFacts facts_;
};

}  // namespace

std::unique_ptr<Source> memory_source(std::vector<Entry> entries, SourceFacts facts) {
  return std::make_unique<MemorySource>(std::move(entries), std::move(facts));
}

}  // namespace packwarden
