// Replays recorded runs of npm 11.19.1 and 12.2.0: what `npm pack --dry-run --json
// --ignore-scripts` listed for a tree, in its order. PACKWARDEN_PACK_CASES and
// PACKWARDEN_REAL_PACK_CASES are folders of cases; the second is not part of the sources.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <iostream>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "npm/disk_tree.h"
#include "npm/manifest.h"
#include "npm/packlist.h"
#include "pack_case.h"

namespace packwarden {
namespace {

namespace fs = std::filesystem;

Result<PackList> pack(const FileTree& tree, const std::string& directory, int npm) {
  const std::string path = directory.empty() ? "package.json" : directory + "/package.json";
  TRY_ASSIGN(const std::string text, tree.read(path, kMaxManifestBytes));
  TRY_ASSIGN(const Manifest manifest, parse_manifest(text, "package.json"));
  PackContext context;
  context.profile = *profile_of(npm);
  context.directory = directory;
  return packlist(tree, manifest, context);
}

Result<PackList> pack_on_disk(const PackCase& pack_case, int npm) {
  const TemporaryDirectory directory;
  materialize(pack_case, directory.path());
  TRY_ASSIGN(const auto tree, DiskTree::open((directory.path() / pack_case.subdirectory).string()));
  return pack(*tree, "", npm);
}

Result<PackList> pack_in_memory(const PackCase& pack_case, int npm) {
  MemoryTree tree;
  materialize(pack_case, tree);
  return pack(tree, pack_case.subdirectory, npm);
}

std::vector<ListedFile> listed(const PackList& list) {
  std::vector<ListedFile> out;
  for (const std::size_t place : list.json_order()) {
    const PackedFile& file = list.files[place];
    out.push_back({file.path, file.listed_size(), file.mode});
  }
  return out;
}

bool is_ascii(const std::vector<ListedFile>& files) {
  return std::all_of(files.begin(), files.end(), [](const ListedFile& file) {
    return std::all_of(file.path.begin(), file.path.end(),
                       [](char c) { return static_cast<unsigned char>(c) < 0x80; });
  });
}

void check(const PackAnswer& answer, const Result<PackList>& list) {
  if (answer.fails) {
    EXPECT_FALSE(list) << "npm refuses this package";
    return;
  }
  ASSERT_TRUE(list) << list.error().where << ": " << list.error().what;
  std::vector<ListedFile> actual = listed(*list);
  std::vector<ListedFile> expected = answer.files;
  if (!is_ascii(expected)) {  // the order beyond ASCII is an approximation
    std::sort(actual.begin(), actual.end());
    std::sort(expected.begin(), expected.end());
  }
  EXPECT_EQ(actual, expected);
}

template <class Pack>
void check_both(const PackCase& pack_case, Pack pack) {
  for (const int npm : {11, 12}) {
    SCOPED_TRACE(pack_case.id + ", npm " + std::to_string(npm));
    check(npm == 11 ? pack_case.npm11 : pack_case.npm12, pack(pack_case, npm));
  }
}

std::vector<PackCase> cases_in(const fs::path& folder) {
  std::set<fs::path> files;
  for (const auto& entry : fs::directory_iterator(folder)) files.insert(entry.path());
  std::vector<PackCase> out;
  for (const fs::path& file : files) out.push_back(read_pack_case(file));
  return out;
}

/// What the packlist does not model. Each is named when it is left out.
bool is_left_out(const PackCase& pack_case) {
  constexpr std::string_view kGraphErrors[] = {"err-devengines-fail", "err-devengines-shape",
                                               "err-overrides-conflict"};
  const auto is_in = [&](std::span<const std::string_view> ids) {
    return std::find(ids.begin(), ids.end(), pack_case.id) != ids.end();
  };
  const bool is_workspace = pack_case.id.starts_with("ws-") && !pack_case.subdirectory.empty();
  const bool left_out = !pack_case.arguments.empty() || is_workspace || is_in(kGraphErrors);
  if (left_out) std::cout << "left out: " << pack_case.id << "\n";
  return left_out;
}

TEST(PacklistCases, PackWhatNpmPacks) {
  std::size_t count = 0;
  for (const PackCase& pack_case : cases_in(PACKWARDEN_PACK_CASES)) {
    if (is_left_out(pack_case)) continue;
    check_both(pack_case, pack_on_disk);
    ++count;
  }
  EXPECT_GE(count, 250U);
}

TEST(PacklistCases, PackWhatNpmPacksOfPublicRepositories) {
  if (!fs::exists(PACKWARDEN_REAL_PACK_CASES)) {
    GTEST_SKIP() << "no recorded cases of public repositories beside this checkout";
  }
  for (const PackCase& pack_case : cases_in(PACKWARDEN_REAL_PACK_CASES)) {
    if (!is_left_out(pack_case)) check_both(pack_case, pack_in_memory);
  }
}

}  // namespace

std::ostream& operator<<(std::ostream& stream, const ListedFile& file) {
  return stream << file.path << " " << file.size << " " << std::oct << file.mode << std::dec;
}

}  // namespace packwarden
