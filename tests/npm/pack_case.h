#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "base/json.h"
#include "npm/memory_tree.h"
#include "npm/packlist.h"

namespace packwarden {

/// What npm lists of a packed file.
struct ListedFile {
  std::string path;
  std::uint64_t size = 0;
  std::uint32_t mode = 0;

  friend auto operator<=>(const ListedFile&, const ListedFile&) = default;
};

/// What a version of npm did with a tree.
struct PackAnswer {
  bool fails = false;             // npm refuses
  std::vector<ListedFile> files;  // in npm's order
};

/// A tree with what npm packs of it, as recorded from a real run.
struct PackCase {
  std::string id;
  std::string subdirectory;            // where npm was run, beneath the tree's root
  std::vector<std::string> arguments;  // beside `pack --json`
  std::string filename;
  PackAnswer npm11;
  PackAnswer npm12;
  std::vector<PackAnswer> packages;  // of a run for workspaces, the same for both versions
  Json document;
};

/// Reads a case file. Paths may hold bytes that are not UTF-8, written as lone surrogates. Fails
/// the running test on a file that is no case.
PackCase read_pack_case(const std::filesystem::path& file);

/// Makes the tree of the case at `root`, which exists and is empty. Files without recorded text
/// have the recorded size.
void materialize(const PackCase& pack_case, const std::filesystem::path& root);

/// The same in memory. Links lead nowhere there.
void materialize(const PackCase& pack_case, MemoryTree& tree);

/// All case files of a folder, by name.
std::vector<PackCase> cases_in(const std::filesystem::path& folder);

/// What npm was told to pack: the workspaces, a directory, or where it was started.
std::vector<PackContext> contexts_of(const FileTree& tree, const PackCase& pack_case, int npm);

/// The package.json of a directory; `where` of its errors is "package.json".
Result<Manifest> manifest_at(const FileTree& tree, const std::string& directory);

}  // namespace packwarden
