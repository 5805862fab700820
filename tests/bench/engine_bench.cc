#include <benchmark/benchmark.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "match/database.h"
#include "match/engine.h"
#include "validate/inspector.h"

// The engine alone over the files of a folder (PACKWARDEN_BENCH_CORPUS), which are in memory.
namespace packwarden {
namespace {

constexpr std::uintmax_t kMostBytes = std::uintmax_t{512} << 20U;

struct Corpus {
  std::vector<std::string> files;
  std::int64_t bytes = 0;
};

Corpus read_corpus() {
  Corpus corpus;
  const char* folder = std::getenv("PACKWARDEN_BENCH_CORPUS");
  std::error_code error;
  std::filesystem::recursive_directory_iterator files(folder == nullptr ? "/usr/include" : folder,
                                                      error);
  for (const auto& file : files) {
    if (!file.is_regular_file(error) || static_cast<std::uintmax_t>(corpus.bytes) > kMostBytes)
      continue;
    std::ifstream in(file.path(), std::ios::binary);
    corpus.files.emplace_back(std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>());
    corpus.bytes += static_cast<std::int64_t>(corpus.files.back().size());
  }
  return corpus;
}

const Corpus& corpus() {
  static const Corpus files = read_corpus();
  return files;
}

void set_speed(benchmark::State& state) {
  state.SetBytesProcessed(state.iterations() * corpus().bytes);
}

void engine(benchmark::State& state, EngineKind kind) {
  const Database database = *Database::built_in(kind);
  const auto scratch = *database.engine().new_scratch();
  std::vector<RuleMatch> matches;
  (void)corpus();
  for (auto _ : state) {
    for (const std::string& file : corpus().files) {
      matches.clear();
      if (!database.engine().find(MarkedText(file), Boundaries::kept, *scratch, matches))
        state.SkipWithError("the engine failed");
    }
  }
  set_speed(state);
}

void inspector(benchmark::State& state) {
  const Database database = *Database::built_in(engines().front());
  Inspector own = *Inspector::create({database, *ValueTagger::create()});
  std::vector<Finding> findings;
  (void)corpus();
  for (auto _ : state) {
    findings.clear();
    for (const std::string& file : corpus().files) {
      if (!own.inspect("file", file, findings)) state.SkipWithError("the engine failed");
    }
  }
  set_speed(state);
}

void open_built_in(benchmark::State& state) {
  for (auto _ : state) benchmark::DoNotOptimize(Database::built_in(engines().front()));
}

BENCHMARK_CAPTURE(engine, fastest, engines().front())->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(engine, re2, EngineKind::re2)->Unit(benchmark::kMillisecond);
BENCHMARK(inspector)->Unit(benchmark::kMillisecond);
BENCHMARK(open_built_in)->Unit(benchmark::kMicrosecond);

}  // namespace
}  // namespace packwarden

BENCHMARK_MAIN();
