#include "source/stdin_source.h"

#include <algorithm>
#include <utility>

#include "source/limits.h"

namespace packwarden {
namespace {

constexpr std::size_t kFirstBytes = std::size_t{64} << 10U;

class StdinSource : public Source {
 public:
  StdinSource(SourceLimits limits, int descriptor) : limits_(limits), descriptor_(descriptor) {}

  Result<SourceFacts> open() override {
    SourceFacts facts;
    facts.kind = SourceKind::standard_input;
    facts.root = "-";
    return facts;
  }

  Result<void> read(const EntrySink& sink, const ProblemSink& problems) override {
    FileBytes bytes = read_standard_input(descriptor_, limits_.entry_bytes);
    if (!bytes) {
      problems(std::move(bytes.error()));
      return {};
    }
    Entry entry;
    entry.path = "-";
    entry.bytes = std::move(*bytes);
    sink(std::move(entry));
    return {};
  }

 private:
  SourceLimits limits_;
  int descriptor_;
};

}  // namespace

FileBytes read_standard_input(int descriptor, std::uint64_t limit) {
  std::string bytes;
  for (std::size_t used = 0; true;) {
    // One byte more than the limit, so that exceeding it shows.
    bytes.resize(std::min<std::uint64_t>(std::max(used * 2, kFirstBytes), limit) + 1);
    const std::span<char> free = std::span(bytes).subspan(used);
    auto count = read_full(descriptor, free, NoData::wait, "-");
    if (!count) return tl::make_unexpected(UnreadEntry{std::move(count.error()), used});
    const bool ended = *count < free.size();
    used += *count;
    if (used > limit) return tl::make_unexpected(UnreadEntry{entry_too_large("-", limit), used});
    bytes.resize(used);
    if (ended) break;
  }
  if (!bytes.empty()) return bytes;
  return tl::make_unexpected(
      UnreadEntry{{ErrorKind::io, "-", "standard input is empty", std::nullopt}, 0});
}

std::unique_ptr<Source> stdin_source(SourceLimits limits, int descriptor) {
  return std::make_unique<StdinSource>(limits, descriptor);
}

}  // namespace packwarden
