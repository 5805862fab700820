// Replays recorded runs of npm 11.19.1 and 12.2.0: what `npm pack --dry-run --json
// --ignore-scripts` listed for a tree, in its order. PACKWARDEN_PACK_CASES and
// PACKWARDEN_REAL_PACK_CASES are folders of cases; the second is not part of the sources.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <iterator>
#include <string>
#include <vector>

#include "npm/manifest.h"
#include "npm/pack_run.h"
#include "npm/package.h"
#include "npm/packlist.h"
#include "npm/posix_path.h"
#include "npm/tree_path.h"
#include "pack_case.h"
#include "support/links_inside.h"
#include "support/temporary_directory.h"

namespace packwarden {
namespace {

namespace fs = std::filesystem;

/// What npm was told, beside the directory that it ran in.
PackRequest request_of(const PackCase& pack_case) {
  PackRequest request;
  const std::vector<std::string>& arguments = pack_case.arguments;
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    const std::string& argument = arguments[i];
    if (argument == "--workspaces") {
      request.scope = WorkspaceScope::all;
    } else if (argument == "--no-workspaces") {
      request.scope = WorkspaceScope::none;
    } else if (argument == "--include-workspace-root") {
      request.root = WorkspaceRoot::included;
    } else if (argument == "-w") {
      request.workspaces.push_back(arguments.at(++i));
    } else {
      EXPECT_FALSE(argument.starts_with('-')) << "an option that the test does not know";
      request.directory = argument;
    }
  }
  return request;
}

Result<PackList> pack(RequestedPackage requested, int npm) {
  TRY_ASSIGN(const Package package,
             Package::open(std::move(requested), {PackageManager::npm, this_host(), {}}));
  return package.pack(npm, {});
}

std::vector<Result<PackList>> pack_on_disk(const PackCase& pack_case, int npm) {
  const TemporaryDirectory directory;
  materialize(pack_case, directory.path());
  const WorkingDirectory here(directory.path(pack_case.subdirectory));
  auto run = packages_of_run(request_of(pack_case));
  std::vector<Result<PackList>> out;
  if (!run) out.push_back(fail(std::move(run.error())));
  if (!run) return out;
  for (RequestedPackage& package : *run) out.push_back(pack(std::move(package), npm));
  return out;
}

/// Most recorded cases of public repositories need no disk.
std::vector<Result<PackList>> pack_in_memory(const PackCase& pack_case, int npm) {
  MemoryTree tree;
  materialize(pack_case, tree);
  std::vector<Result<PackList>> out;
  for (const PackContext& context : contexts_of(tree, pack_case, npm)) {
    const auto manifest = manifest_at(tree, context.directory);
    out.push_back(manifest ? packlist(tree, *manifest, context) : fail(manifest.error()));
  }
  return out;
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
  const bool ends_at_link =
      !list && (list.error().what.ends_with("this kernel cannot keep inside") ||
                list.error().what == "cannot open: not a directory");
  if (ends_at_link && links_are_refused_here()) return;
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
