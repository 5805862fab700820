// Replays recorded runs of npm 11.19.1 and 12.2.0: what `npm pack --dry-run --json
// --ignore-scripts` listed for a tree, in its order. PACKWARDEN_PACK_CASES and
// PACKWARDEN_REAL_PACK_CASES are folders of cases; the second is not part of the sources.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <iterator>
#include <set>
#include <string>
#include <vector>

#include "npm/dev_engines.h"
#include "npm/disk_tree.h"
#include "npm/manifest.h"
#include "npm/packlist.h"
#include "npm/workspaces.h"
#include "pack_case.h"

namespace packwarden {
namespace {

namespace fs = std::filesystem;

Result<Manifest> manifest_at(const FileTree& tree, const std::string& directory) {
  const std::string path = directory.empty() ? "package.json" : directory + "/package.json";
  TRY_ASSIGN(const std::string text, tree.read(path, kMaxManifestBytes));
  return parse_manifest(text, "package.json");
}

Result<PackList> pack(const FileTree& tree, const std::string& directory, int npm,
                      RuleList inherited = {}) {
  TRY_ASSIGN(const Manifest manifest, manifest_at(tree, directory));
  PackContext context;
  context.profile = *profile_of(npm);
  context.directory = directory;
  context.inherited = std::move(inherited);
  return packlist(tree, manifest, context);
}

/// The workspaces that a case packs, and with --include-workspace-root first the root; none where
/// it is no run for workspaces.
std::vector<std::string> chosen_workspaces(const FileTree& tree, const PackCase& pack_case) {
  std::vector<std::string> out;
  const auto has = [&](std::string_view argument) {
    return std::find(pack_case.arguments.begin(), pack_case.arguments.end(), argument) !=
           pack_case.arguments.end();
  };
  const auto text = tree.read("package.json", kMaxManifestBytes);
  if (!text || has("--no-workspaces")) return out;
  const auto root = parse_json(*text, "package.json");  // it may lack name and version
  if (!root) return out;
  const auto workspaces = workspaces_of(tree, "", *root);
  if (!workspaces) return out;
  if (has("--include-workspace-root")) out.emplace_back();
  for (const Workspace& workspace : *workspaces) {
    const bool is_implicit =
        pack_case.arguments.empty() && pack_case.subdirectory == workspace.path;
    if (has("--workspaces") || is_implicit || (has("-w") && has(workspace.path))) {
      out.push_back(workspace.path);
    }
  }
  return out;
}

/// What npm checks of the package.json in the directory that it takes for its prefix.
Result<void> check_prefix(const FileTree& tree, const std::string& directory, int npm) {
  const std::string path = directory.empty() ? "package.json" : directory + "/package.json";
  const auto text = tree.read(path, kMaxManifestBytes);
  if (!text) return {};
  const auto document = parse_json(*text, "package.json");
  return document ? check_dev_engines(*document, *profile_of(npm), this_host()) : Result<void>();
}

/// Packs what npm was told to pack: the workspaces, a directory, or where it was started.
std::vector<Result<PackList>> pack_all(const FileTree& tree, const PackCase& pack_case, int npm) {
  std::vector<Result<PackList>> out;
  const std::vector<std::string> chosen = chosen_workspaces(tree, pack_case);
  const auto prefix = check_prefix(tree, chosen.empty() ? pack_case.subdirectory : "", npm);
  if (!prefix) return {fail(prefix.error())};
  for (const std::string& directory : chosen) {
    auto rules = workspace_rules(tree, directory, chosen);
    EXPECT_TRUE(rules) << directory;
    if (rules) out.push_back(pack(tree, directory, npm, std::move(*rules)));
  }
  if (!out.empty()) return out;
  const bool is_directory =
      !pack_case.arguments.empty() && pack_case.arguments[0].starts_with("./");
  out.push_back(
      pack(tree, is_directory ? pack_case.arguments[0].substr(2) : pack_case.subdirectory, npm));
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
    ASSERT_FALSE(list) << "npm refuses this package";
    // What cannot be read is an error here as there; extensions are programs, which are not run.
    const bool is_known = list.error().is_refusal || list.error().kind == ErrorKind::io ||
                          list.error().where.starts_with(".npm-extension.");
    EXPECT_TRUE(is_known) << list.error().where << ": " << list.error().what;
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

std::vector<PackCase> cases_in(const fs::path& folder) {
  std::set<fs::path> files;
  for (const auto& entry : fs::directory_iterator(folder)) files.insert(entry.path());
  std::vector<PackCase> out;
  for (const fs::path& file : files) out.push_back(read_pack_case(file));
  return out;
}

TEST(PacklistCases, PackWhatNpmPacks) {
  std::size_t count = 0;
  for (const PackCase& pack_case : cases_in(PACKWARDEN_PACK_CASES)) {
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
    check_both(pack_case, pack_in_memory);
  }
}

}  // namespace

std::ostream& operator<<(std::ostream& stream, const ListedFile& file) {
  return stream << file.path << " " << file.size << " " << std::oct << file.mode << std::dec;
}

}  // namespace packwarden
