#include <hs_runtime.h>

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "match/engines.h"
#include "match/hit_search.h"

// Stage 1: Hyperscan in block mode says where a superset of a rule ends; stage 2, RE2, looks
// around. Most rules match long tokens only; they are looked for where there are long runs of the
// bytes of tokens, which is a fifth of usual texts.
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

/// A database, and the bytes of its widest match.
struct Stage {
  HyperscanDatabase database;
  std::uint64_t overlap = 0;
};

tl::unexpected<Error> engine_failed(const char* call, hs_error_t code) {
  return fail(ErrorKind::internal, "hyperscan",
              std::string(call) + " failed with status " + std::to_string(code));
}

Result<HyperscanDatabase> deserialize(std::string_view bytes) {
  hs_database_t* raw = nullptr;
  const hs_error_t code = hs_deserialize_database(bytes.data(), bytes.size(), &raw);
  HyperscanDatabase database(raw);
  if (code != HS_SUCCESS) return engine_failed("hs_deserialize_database", code);
  return database;
}

class HyperscanScratch : public Scratch {
 public:
  std::unique_ptr<hs_scratch_t, ScratchDeleter> scratch;
  HitScratch hits;
};

class HyperscanEngine : public Engine {
 public:
  HyperscanEngine(const RuleSet& rules, HyperscanDatabase everywhere, HyperscanDatabase near_runs)
      : everywhere_{std::move(everywhere)},
        near_runs_{std::move(near_runs)},
        confirmers_(confirmers_of(rules)),
        margins_(run_margins(rules)) {
    for (const Rule& rule : rules.rules()) {
      Stage& stage = rule.facts.near_run ? near_runs_ : everywhere_;
      stage.overlap = std::max<std::uint64_t>(stage.overlap, rule.facts.superset_width);
      for (const std::string& keyword : rule.keywords) {
        everywhere_.overlap = std::max<std::uint64_t>(everywhere_.overlap, keyword.size());
      }
    }
  }

  [[nodiscard]] Result<std::unique_ptr<Scratch>> new_scratch() const override;
  [[nodiscard]] Result<void> find(const MarkedText& text, Boundaries boundaries, Scratch& scratch,
                                  std::vector<RuleMatch>& out) const override;

 private:
  struct Scan;
  static int on_hit(unsigned id, unsigned long long, unsigned long long end, unsigned, void* scan);
  [[nodiscard]] static Result<void> self_check(const Stage& stage, hs_scratch_t* scratch);

  Stage everywhere_;
  Stage near_runs_;
  std::vector<Confirmer> confirmers_;
  RunMargins margins_;
};

/// One call of `find`.
struct HyperscanEngine::Scan {
  const HyperscanEngine& engine;
  std::string_view text;
  hs_scratch_t* scratch;
  HitSearch& hits;
  std::uint64_t chunk_begin = 0;
  std::uint64_t reported_to = 0;  // hits that end here or before belong to the chunk before
  Result<void> outcome = {};

  /// A rule's superset ends at `end`: all matches that may belong to this hit begin in front of it.
  Result<void> take(std::uint32_t id, std::uint64_t end) {
    if (end <= reported_to || id == kSelfCheckId) return {};
    if (id >= kKeywordId) {
      hits.keyword(id - kKeywordId, end);
      return {};
    }
    const std::uint32_t width = engine.confirmers_[id].rule().facts.superset_width;
    return hits.within(id, {end - std::min<std::uint64_t>(end, width), end});
  }

  Result<void> scan(const Stage& stage, ByteSpan part) {
    for (std::uint64_t next = part.begin; next < part.end;) {
      chunk_begin = next - std::min(next - part.begin, stage.overlap);
      reported_to = next;
      next = std::min<std::uint64_t>(next + kChunk, part.end);
      const hs_error_t code =
          hs_scan(stage.database.get(), text.data() + chunk_begin,
                  static_cast<unsigned>(next - chunk_begin), 0, scratch, on_hit, this);
      TRY(outcome);
      if (code != HS_SUCCESS) return engine_failed("hs_scan", code);
    }
    return {};
  }

  Result<void> scan_all(const MarkedText& marked) {
    TRY(scan(engine.everywhere_, {0, text.size()}));
    for (const ByteSpan& part : parts_near_runs(marked, engine.margins_)) {
      TRY(scan(engine.near_runs_, part));
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

Result<void> HyperscanEngine::find(const MarkedText& text, Boundaries boundaries, Scratch& scratch,
                                   std::vector<RuleMatch>& out) const {
  auto& own = static_cast<HyperscanScratch&>(scratch);
  HitSearch hits(confirmers_, text.text(), boundaries, own.hits, out);
  Scan scan{.engine = *this, .text = text.text(), .scratch = own.scratch.get(), .hits = hits};
  const Result<void> outcome = scan.scan_all(text);
  const Result<void> searched = hits.finish();
  return outcome ? searched : outcome;
}

Result<std::unique_ptr<Scratch>> HyperscanEngine::new_scratch() const {
  auto own = std::make_unique<HyperscanScratch>();
  for (const Stage* stage : {&everywhere_, &near_runs_}) {
    hs_scratch_t* raw = own->scratch.release();
    const hs_error_t code = hs_alloc_scratch(stage->database.get(), &raw);
    own->scratch.reset(raw);
    if (code != HS_SUCCESS) return engine_failed("hs_alloc_scratch", code);
  }
  own->hits.progress.resize(confirmers_.size());
  for (const Stage* stage : {&everywhere_, &near_runs_}) {
    TRY(self_check(*stage, own->scratch.get()));
  }
  return own;
}

/// A short and a long known answer: a wrong library misses silently, so this asks it.
Result<void> HyperscanEngine::self_check(const Stage& stage, hs_scratch_t* scratch) {
  for (const std::size_t length : std::array<std::size_t, 2>{5, 200}) {
    const std::string text = "packwarden-self-check: \"" + std::string(length, 'x') + "\"";
    std::uint64_t last = 0;
    const auto note_end = [](unsigned id, unsigned long long, unsigned long long end, unsigned,
                             void* context) {
      if (id == kSelfCheckId) *static_cast<std::uint64_t*>(context) = end;
      return 0;
    };
    const hs_error_t code =
        hs_scan(stage.database.get(), text.data(), static_cast<unsigned>(text.size()), 0, scratch,
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

// hs_valid_platform() asks the same, but the run-time library does not hold it.
bool can_run_hyperscan() { return __builtin_cpu_supports("ssse3") != 0; }

Result<std::unique_ptr<const Engine>> hyperscan_engine(const RuleSet& rules,
                                                       const EngineDatabases& serialized) {
  if (!can_run_hyperscan()) {
    return fail(ErrorKind::unsupported, "hyperscan",
                "this processor has no SSSE3; run with --engine re2");
  }
  TRY_ASSIGN(HyperscanDatabase everywhere, deserialize(serialized.everywhere));
  TRY_ASSIGN(HyperscanDatabase near_runs, deserialize(serialized.near_runs));
  return std::make_unique<HyperscanEngine>(rules, std::move(everywhere), std::move(near_runs));
}

}  // namespace packwarden
