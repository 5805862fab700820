#include <hs_runtime.h>

#include <algorithm>
#include <array>
#include <string>
#include <tuple>
#include <utility>

#include "match/engines.h"

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
  HyperscanEngine(const RuleSet& rules, HyperscanDatabase everywhere, HyperscanDatabase near_runs)
      : everywhere_{std::move(everywhere)},
        near_runs_{std::move(near_runs)},
        confirmers_(confirmers_of(rules)) {
    for (const Rule& rule : rules.rules()) {
      Stage& stage = rule.facts.near_run ? near_runs_ : everywhere_;
      stage.overlap = std::max<std::uint64_t>(stage.overlap, rule.facts.superset_width);
      before_run_ = std::max(before_run_, rule.facts.run_before);
      after_run_ = std::max(after_run_, rule.facts.run_after);
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
  std::uint32_t before_run_ = 0;  // bytes around a run that a match near it may have
  std::uint32_t after_run_ = 0;
};

/// One call of `find`.
struct HyperscanEngine::Scan {
  const HyperscanEngine& engine;
  std::string_view text;
  Boundaries boundaries;
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

  /// A rule's superset ends at `end`. Looks for all matches that may belong to this hit: they begin
  /// in front of it. Where none of them covers it, it looks as far again, so that however many hits
  /// there are, RE2 reads each byte only a few times.
  Result<void> confirm(std::uint32_t rule, std::uint64_t end) {
    Progress& progress = progress_of(rule);
    if (end <= progress.resolved) return {};
    if (end < progress.last_hit) return fail(ErrorKind::internal, "hyperscan", "hits out of order");
    progress.last_hit = end;
    const PatternFacts& facts = engine.confirmers_[rule].rule().facts;
    const std::uint64_t earliest = end < facts.superset_width ? 0 : end - facts.superset_width;
    const std::uint64_t begin = std::max(progress.position, earliest);
    progress.resolved = end;
    if (begin < end) TRY(search(rule, {begin, end}));
    progress.resolved = std::max(progress.resolved, progress.position);
    if (progress.resolved > end || progress.position == end) return {};
    progress.resolved = std::min<std::uint64_t>(end + facts.width, text.size());
    return search(rule, {end, progress.resolved});
  }

  /// A rule that reaches a limit is done with; the others go on.
  Result<void> search(std::uint32_t rule, ByteSpan begins) {
    Progress& progress = scratch.progress[rule];
    const std::size_t before = out.size();
    const auto position = engine.confirmers_[rule].find(
        text, begins, boundaries, engine.confirmers_[rule].most() - progress.matches, out);
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

  Result<void> scan(const Stage& stage, ByteSpan part) {
    for (std::uint64_t next = part.begin; next < part.end;) {
      chunk_begin = next - std::min(next - part.begin, stage.overlap);
      reported_to = next;
      next = std::min<std::uint64_t>(next + kChunk, part.end);
      const hs_error_t code = hs_scan(stage.database.get(), text.data() + chunk_begin,
                                      static_cast<unsigned>(next - chunk_begin), 0,
                                      scratch.scratch.get(), on_hit, this);
      TRY(outcome);
      if (code != HS_SUCCESS) return engine_failed("hs_scan", code);
    }
    return {};
  }

  Result<void> scan_near_runs(const MarkedText& marked) {
    // A run is marked where its 24th byte is, and from there on.
    const std::uint64_t before = engine.before_run_ + MarkedText::kShortestRun - 1;
    ByteSpan part;
    for (ByteSpan run = marked.next_part(Mark::base64_run, 0); run.size() > 0;
         run = marked.next_part(Mark::base64_run, run.end)) {
      const std::uint64_t begin = run.begin - std::min(run.begin, before);
      if (begin > part.end) {
        TRY(scan(engine.near_runs_, part));
        part.begin = begin;
      }
      part.end = std::min<std::uint64_t>(run.end + engine.after_run_, text.size());
    }
    return scan(engine.near_runs_, part);
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

Result<void> HyperscanEngine::find(const MarkedText& text, Boundaries boundaries, Scratch& scratch,
                                   std::vector<RuleMatch>& out) const {
  auto& own = static_cast<HyperscanScratch&>(scratch);
  const std::size_t first = out.size();
  Scan scan{
      .engine = *this, .text = text.text(), .boundaries = boundaries, .scratch = own, .out = out};
  Result<void> outcome = scan.scan(everywhere_, {0, text.text().size()});
  if (outcome) outcome = scan.scan_near_runs(text);
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
  for (const Stage* stage : {&everywhere_, &near_runs_}) {
    hs_scratch_t* raw = own->scratch.release();
    const hs_error_t code = hs_alloc_scratch(stage->database.get(), &raw);
    own->scratch.reset(raw);
    if (code != HS_SUCCESS) return engine_failed("hs_alloc_scratch", code);
  }
  own->progress.resize(confirmers_.size());
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

Result<std::unique_ptr<const Engine>> hyperscan_engine(const RuleSet& rules,
                                                       const EngineDatabases& serialized) {
  // hs_valid_platform() asks the same, but the run-time library does not hold it.
  if (__builtin_cpu_supports("ssse3") == 0) {
    return fail(ErrorKind::unsupported, "hyperscan",
                "this processor has no SSSE3; run with --engine re2");
  }
  TRY_ASSIGN(HyperscanDatabase everywhere, deserialize(serialized.everywhere));
  TRY_ASSIGN(HyperscanDatabase near_runs, deserialize(serialized.near_runs));
  return std::make_unique<HyperscanEngine>(rules, std::move(everywhere), std::move(near_runs));
}

}  // namespace packwarden
