// How fast a tarball is read from memory, beside what its parts cost alone. The figure is MB of tar
// bytes for each second of CPU time.
#include <archive.h>
#include <archive_entry.h>
#include <benchmark/benchmark.h>
#include <fcntl.h>

#include <array>
#include <random>

#include "source/file_reader.h"
#include "source/files_source.h"
#include "source/inflate.h"
#include "source/tarball_source.h"
#include "support/tar_builder.h"
#include "support/temporary_directory.h"

namespace packwarden {
namespace {

/// Words in no order: shrinks to about a quarter, as JavaScript does.
std::string prose(std::size_t size, std::mt19937& random) {
  constexpr std::array<std::string_view, 12> kWords = {
      "const ", "return ", "function(", "exports.",  "value ",  "=> {\n",
      "});\n",  "this.",   "length ",   "require('", "Object.", "  if ("};
  std::string text;
  while (text.size() < size) {
    text += kWords[random() % kWords.size()];
    text += std::to_string(random() % 4096);
  }
  text.resize(size);
  return text;
}

/// A package of 20 MB: many small files and a few large ones.
const std::string& sample_tar() {
  static const std::string tar = [] {
    std::mt19937 random(1);
    TarBuilder builder;
    builder.file("package/package.json", R"({"name": "bench", "version": "1.0.0"})");
    for (int i = 0; i < 2000; ++i) {
      builder.file("package/lib/" + std::to_string(i) + ".js", prose(random() % 8192, random));
    }
    for (int i = 0; i < 6; ++i) {
      builder.file("package/dist/" + std::to_string(i) + ".js", prose(2'000'000, random));
    }
    return builder.archive();
  }();
  return tar;
}

const std::string& sample_tgz() {
  static const std::string tgz = gzip(sample_tar());
  return tgz;
}

void report_bytes(benchmark::State& state, std::size_t bytes) {
  state.SetBytesProcessed(static_cast<std::int64_t>(bytes) * state.iterations());
}

std::uint64_t read_source(Source& source) {
  std::uint64_t bytes = 0;
  if (!source.open()) return 0;
  const auto result = source.read(
      [&](const Entry& entry) {
        bytes += entry.bytes.size();
        return true;
      },
      [](const UnreadEntry&) {});
  return result ? bytes : 0;
}

void tarball_source(benchmark::State& state, const std::string& bytes) {
  for (auto _ : state) {
    benchmark::DoNotOptimize(read_source(*tarball_from_bytes(bytes, "x.tgz", {})));
  }
  report_bytes(state, sample_tar().size());
}
BENCHMARK_CAPTURE(tarball_source, tgz, sample_tgz());
BENCHMARK_CAPTURE(tarball_source, tar, sample_tar());

void inflate_alone(benchmark::State& state) {
  for (auto _ : state) benchmark::DoNotOptimize(inflate_whole(sample_tgz(), 1U << 30U));
  report_bytes(state, sample_tar().size());
}
BENCHMARK(inflate_alone);

using EnableFilter = int (*)(archive*);

void libarchive_alone(benchmark::State& state, const std::string& bytes, EnableFilter enable) {
  for (auto _ : state) {
    const std::unique_ptr<archive, int (*)(archive*)> reader(archive_read_new(), archive_read_free);
    enable(reader.get());
    archive_read_support_format_tar(reader.get());
    archive_read_open_memory(reader.get(), bytes.data(), bytes.size());
    archive_entry* entry = nullptr;
    while (archive_read_next_header(reader.get(), &entry) == ARCHIVE_OK) {
      std::string content(static_cast<std::size_t>(archive_entry_size(entry)), '\0');
      benchmark::DoNotOptimize(archive_read_data(reader.get(), content.data(), content.size()));
    }
  }
  report_bytes(state, sample_tar().size());
}
BENCHMARK_CAPTURE(libarchive_alone, tgz, sample_tgz(), archive_read_support_filter_gzip);
BENCHMARK_CAPTURE(libarchive_alone, tar, sample_tar(), archive_read_support_filter_none);

/// A tree of 4,000 small files in 40 directories.
const TemporaryDirectory& sample_tree() {
  static const TemporaryDirectory tree;
  static const bool written = [] {
    std::mt19937 random(1);
    for (int i = 0; i < 4000; ++i) {
      tree.write(std::to_string(i / 100) + "/" + std::to_string(i), prose(random() % 2048, random));
    }
    return true;
  }();
  benchmark::DoNotOptimize(written);
  return tree;
}

void files_source_of_tree(benchmark::State& state) {
  for (auto _ : state) {
    benchmark::DoNotOptimize(read_source(*files_source({sample_tree().path()}, {})));
  }
  state.SetItemsProcessed(4000 * state.iterations());
}
BENCHMARK(files_source_of_tree);

/// The floor: each file opened, read once and closed, without a walk and without entries.
void system_calls_alone(benchmark::State& state) {
  std::vector<std::string> paths;
  for (int i = 0; i < 4000; ++i) {
    paths.push_back(sample_tree().path(std::to_string(i / 100) + "/" + std::to_string(i)));
  }
  std::string buffer(1U << 16U, '\0');
  for (auto _ : state) {
    for (const std::string& path : paths) {
      const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
      benchmark::DoNotOptimize(::read(file.get(), buffer.data(), buffer.size()));
    }
  }
  state.SetItemsProcessed(4000 * state.iterations());
}
BENCHMARK(system_calls_alone);

}  // namespace
}  // namespace packwarden

BENCHMARK_MAIN();
