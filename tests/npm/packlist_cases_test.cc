// Replays recorded runs of npm 11.19.1 and 12.2.0: what `npm pack --dry-run --json
// --ignore-scripts` listed for a tree, in its order. PACKWARDEN_PACK_CASES and
// PACKWARDEN_REAL_PACK_CASES are folders of cases; the second is not part of the sources.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <iostream>
#include <iterator>
#include <string>
#include <vector>

#include "npm/disk_tree.h"
#include "npm/packlist.h"
#include "pack_case.h"

namespace packwarden {
namespace {

namespace fs = std::filesystem;

/// Packs what npm was told to pack.
std::vector<Result<PackList>> pack_all(const FileTree& tree, const PackCase& pack_case, int npm) {
  std::vector<Result<PackList>> out;
  for (const PackContext& context : contexts_of(tree, pack_case, npm)) {
    const auto manifest = manifest_at(tree, context.directory);
    if (manifest) {
      out.push_back(packlist(tree, *manifest, context));
    } else {
      out.push_back(fail(manifest.error()));
    }
  }
  return out;
}

std::vector<Result<PackList>> pack_on_disk(const PackCase& pack_case, int npm) {
  const TemporaryDirectory directory;
  materialize(pack_case, directory.path());
  const auto tree = DiskTree::open(directory.path().string());
  EXPECT_TRUE(tree);
  return pack_all(**tree, pack_case, npm);
}

std::vector<Result<PackList>> pack_in_memory(const PackCase& pack_case, int npm) {
  MemoryTree tree;
  materialize(pack_case, tree);
  return pack_all(tree, pack_case, npm);
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
    std::vector<PackAnswer> answers = pack_case.packages;
    if (answers.empty()) answers = {npm == 11 ? pack_case.npm11 : pack_case.npm12};
    const std::vector<Result<PackList>> lists = pack(pack_case, npm);
    ASSERT_EQ(lists.size(), answers.size());
    for (std::size_t i = 0; i < lists.size(); ++i) check(answers[i], lists[i]);
  }
}

/// What the packlist does not model. Each is named when it is left out.
bool is_left_out(const PackCase& pack_case) {
  constexpr std::string_view kGraphErrors[] = {"err-devengines-fail", "err-devengines-shape",
                                               "err-overrides-conflict"};
  const bool left_out = std::find(std::begin(kGraphErrors), std::end(kGraphErrors), pack_case.id) !=
                        std::end(kGraphErrors);
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
  EXPECT_GE(count, 300U);
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
