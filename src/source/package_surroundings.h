#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "npm/package.h"
#include "source/source.h"

namespace packwarden {

/// What a name that begins with `.env` stands for.
enum class EnvFileKind : std::uint8_t {
  settings,  // `.env`, `.env.local`, `.envrc`
  example,   // `.env.example`, `.env.sample`, `.env.template`, `.env.dist`: for others to read
  none,      // `.environment`, another name
};

[[nodiscard]] EnvFileKind env_file_kind(std::string_view name);

/// What lies beside the files that are published of a package.
class PackageSurroundings {
 public:
  /// More files of settings than this are a limit error (`env-files`); the bytes of one have the
  /// limit `file-bytes`, 1 MiB.
  static constexpr std::size_t kMostSettings = 100;

  /// `packed` are paths in the package's tree. `package` outlives this.
  PackageSurroundings(const Package& package, std::set<std::string> packed)
      : package_(package), packed_(std::move(packed)) {}

  /// The settings that are not packed, of the package's directory and of those above it up to the
  /// root of its workspaces: bundlers take them from the first, task runners from the last.
  void read_settings(const EntrySink& sink, const ProblemSink& problems) const;

  /// The examples in the same directories, and files of the package that git tracks and that are
  /// neither packed, nor settings, nor larger than 1 MiB; of these the first 20,000 and 64 MiB.
  /// What cannot be read is passed over.
  void read_public_text(const EntrySink& sink) const;

 private:
  /// A file in the tree.
  struct Found {
    std::string path;
    FileType type = FileType::unknown;
  };

  [[nodiscard]] std::vector<std::string> directories() const;
  [[nodiscard]] Result<std::vector<Found>> find(EnvFileKind kind) const;
  [[nodiscard]] std::string seen_from_package(const std::string& path) const;
  [[nodiscard]] Result<Entry> read(const std::string& path) const;
  void read_tracked(const EntrySink& sink) const;

  const Package& package_;
  std::set<std::string> packed_;
};

}  // namespace packwarden
