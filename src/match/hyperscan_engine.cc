#include <hs_runtime.h>

#include <algorithm>
#include <array>
#include <string>
#include <tuple>
#include <utility>

#include "match/engines.h"

// Stage 1: Hyperscan in block mode says where a superset of a rule ends; stage 2, RE2, looks
// around.
namespace packwarden {
namespace {

/// Measured: chunks of 4 MB are faster than whole files and than streams.
constexpr std::uint64_t kChunk = std::uint64_t{4} << 20U;

struct DatabaseDeleter {
  void operator()(hs_database_t* database) const { hs_free_database(database); }
};
struct ScratchDeleter {
  void operator()(hs_scratch_t* scratch) const { hs_free_scratch(scratch); }
};
using HyperscanDatabase = std::unique_ptr<hs_database_t, DatabaseDeleter>;

tl::unexpected<Error> engine_failed(const char* call, hs_error_t code) {
  return fail(ErrorKind::internal, "hyperscan",
              std::string(call) + " failed with status " + std::to_string(code));
}

/// How far a rule got in a text.
struct Progress {
  std::uint64_t position = 0;  // where its last match ended
  std::uint64_t resolved = 0;  // all matches that begin before this are found
  std::uint64_t last_hit = 0;
  std::size_t matches = 0;
  bool touched = false;
  Regions regions;  // of a weak rule
};

class HyperscanScratch : public Scratch {
 public:
  std::unique_ptr<hs_scratch_t, ScratchDeleter> scratch;
  std::vector<Progress> progress;      // by rule number
  std::vector<std::uint32_t> touched;  // rules whose progress is not as new

  void reset() {
    for (const std::uint32_t rule : touched) progress[rule] = {};
    touched.clear();
  }
};

class HyperscanEngine : public Engine {
 public:
  HyperscanEngine(const RuleSet& rules, HyperscanDatabase database)
      : database_(std::move(database)), confirmers_(confirmers_of(rules)) {
    for (const Rule& rule : rules.rules()) {
      overlap_ = std::max<std::uint64_t>(overlap_, rule.facts.superset_width);
      for (const std::string& keyword : rule.keywords) {
        overlap_ = std::max<std::uint64_t>(overlap_, keyword.size());
      }
    }
  }

  [[nodiscard]] Result<std::unique_ptr<Scratch>> new_scratch() const override;
  [[nodiscard]] Result<void> find(std::string_view text, Scratch& scratch,
                                  std::vector<RuleMatch>& out) const override;

 private:
  struct Scan;
  static int on_hit(unsigned id, unsigned long long, unsigned long long end, unsigned, void* scan);
  [[nodiscard]] Result<void> self_check(hs_scratch_t* scratch) const;

  HyperscanDatabase database_;
  std::vector<Confirmer> confirmers_;
  std::uint64_t overlap_ = 0;  // bytes of the widest superset match
};

/// One call of `find`.
struct HyperscanEngine::Scan {
  const HyperscanEngine& engine;
  std::string_view text;
  HyperscanScratch& scratch;
  std::vector<RuleMatch>& out;
  std::uint64_t chunk_begin = 0;
  std::uint64_t reported_to = 0;  // hits that end here or before belong to the chunk before
  Result<void> outcome = {};
  RuleLimits limits = {};

  Progress& progress_of(std::uint32_t rule) {
    Progress& progress = scratch.progress[rule];
    if (!progress.touched) {
      progress.touched = true;
      scratch.touched.push_back(rule);
    }
    return progress;
  }

  /// A rule's superset ends at `end`. Looks for all matches that may belong to this hit, and as far
  /// again: however many hits there are, RE2 reads each byte only a few times.
  Result<void> confirm(std::uint32_t rule, std::uint64_t end) {
    Progress& progress = progress_of(rule);
    if (end <= progress.resolved) return {};
    if (end < progress.last_hit) return fail(ErrorKind::internal, "hyperscan", "hits out of order");
    progress.last_hit = end;
    const PatternFacts& facts = engine.confirmers_[rule].rule().facts;
    const std::uint64_t earliest = end < facts.superset_width ? 0 : end - facts.superset_width;
    const ByteSpan begins{std::max(progress.position, earliest),
                          std::min<std::uint64_t>(end + facts.width, text.size())};
    progress.resolved = begins.end;
    if (begins.begin >= begins.end) return {};
    return search(rule, begins);
  }

  /// A rule that reaches a limit is done with; the others go on.
  Result<void> search(std::uint32_t rule, ByteSpan begins) {
    Progress& progress = scratch.progress[rule];
    const std::size_t before = out.size();
    const auto position =
        engine.confirmers_[rule].find(text, begins, kMostMatches - progress.matches, out);
    progress.matches += out.size() - before;
    if (position) {
      progress.position = std::max(progress.position, *position);
      return {};
    }
    if (position.error().kind != ErrorKind::limit) return fail(position.error());
    limits.note(rule, position.error());
    progress.resolved = text.size();
    progress.regions.clear();
    return {};
  }

  Result<void> take(std::uint32_t id, std::uint64_t end) {
    if (end <= reported_to || id == kSelfCheckId) return {};
    if (id < kKeywordId) return confirm(id, end);
    const std::uint32_t rule = id - kKeywordId;
    Progress& progress = progress_of(rule);
    if (end < progress.last_hit) return fail(ErrorKind::internal, "hyperscan", "hits out of order");
    progress.last_hit = end;
    progress.regions.add(end, engine.confirmers_[rule].rule().window, text.size());
    return {};
  }

  Result<void> scan_chunks() {
    for (std::uint64_t next = 0; next < text.size();) {
      chunk_begin = next < engine.overlap_ ? 0 : next - engine.overlap_;
      reported_to = next;
      next = std::min<std::uint64_t>(next + kChunk, text.size());
      const hs_error_t code = hs_scan(engine.database_.get(), text.data() + chunk_begin,
                                      static_cast<unsigned>(next - chunk_begin), 0,
                                      scratch.scratch.get(), on_hit, this);
      TRY(outcome);
      if (code != HS_SUCCESS) return engine_failed("hs_scan", code);
    }
    return {};
  }

  Result<void> search_regions() {
    std::sort(scratch.touched.begin(), scratch.touched.end());
    for (const std::uint32_t rule : scratch.touched) {
      const Regions regions = scratch.progress[rule].regions;
      for (const ByteSpan& region : regions.all()) {
        if (scratch.progress[rule].resolved < text.size()) TRY(search(rule, region));
      }
    }
    return {};
  }
};

int HyperscanEngine::on_hit(unsigned id, unsigned long long, unsigned long long end, unsigned,
                            void* context) {
  Scan& scan = *static_cast<Scan*>(context);
  try {
    scan.outcome = scan.take(id, scan.chunk_begin + end);
  } catch (...) {  // must not pass through the library's C frames
    scan.outcome = fail(ErrorKind::internal, "hyperscan", "out of memory");
  }
  return scan.outcome ? 0 : 1;
}

Result<void> HyperscanEngine::find(std::string_view text, Scratch& scratch,
                                   std::vector<RuleMatch>& out) const {
  auto& own = static_cast<HyperscanScratch&>(scratch);
  const std::size_t first = out.size();
  Scan scan{.engine = *this, .text = text, .scratch = own, .out = out};
  Result<void> outcome = scan.scan_chunks();
  if (outcome) outcome = scan.search_regions();
  own.reset();
  std::sort(out.begin() + static_cast<std::ptrdiff_t>(first), out.end(),
            [](const RuleMatch& a, const RuleMatch& b) {
              return std::tie(a.rule, a.whole.begin) < std::tie(b.rule, b.whole.begin);
            });
  return outcome ? scan.limits.outcome() : outcome;
}

Result<std::unique_ptr<Scratch>> HyperscanEngine::new_scratch() const {
  auto own = std::make_unique<HyperscanScratch>();
  hs_scratch_t* raw = nullptr;
  const hs_error_t code = hs_alloc_scratch(database_.get(), &raw);
  own->scratch.reset(raw);
  if (code != HS_SUCCESS) return engine_failed("hs_alloc_scratch", code);
  own->progress.resize(confirmers_.size());
  TRY(self_check(raw));
  return own;
}

/// A short and a long known answer: a wrong library misses silently, so this asks it.
Result<void> HyperscanEngine::self_check(hs_scratch_t* scratch) const {
  for (const std::size_t length : std::array<std::size_t, 2>{5, 200}) {
    const std::string text = "packwarden-self-check: \"" + std::string(length, 'x') + "\"";
    std::uint64_t last = 0;
    const auto note_end = [](unsigned id, unsigned long long, unsigned long long end, unsigned,
                             void* context) {
      if (id == kSelfCheckId) *static_cast<std::uint64_t*>(context) = end;
      return 0;
    };
    const hs_error_t code =
        hs_scan(database_.get(), text.data(), static_cast<unsigned>(text.size()), 0, scratch,
                note_end, &last);
    if (code != HS_SUCCESS) return engine_failed("hs_scan", code);
    if (last != text.size()) {
      return fail(ErrorKind::internal, "hyperscan", "misses a known answer on this processor");
    }
  }
  return {};
}

}  // namespace

std::string_view hyperscan_version() { return hs_version(); }

Result<std::unique_ptr<const Engine>> hyperscan_engine(const RuleSet& rules,
                                                       std::string_view serialized) {
  // hs_valid_platform() asks the same, but the run-time library does not hold it.
  if (__builtin_cpu_supports("ssse3") == 0) {
    return fail(ErrorKind::unsupported, "hyperscan",
                "this processor has no SSSE3; run with --engine re2");
  }
  hs_database_t* raw = nullptr;
  const hs_error_t code = hs_deserialize_database(serialized.data(), serialized.size(), &raw);
  HyperscanDatabase database(raw);
  if (code != HS_SUCCESS) return engine_failed("hs_deserialize_database", code);
  return std::make_unique<HyperscanEngine>(rules, std::move(database));
}

}  // namespace packwarden
