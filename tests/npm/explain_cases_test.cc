// Every path of every recorded tree is explained: the answer is that of the packlist, and the edits
// that are suggested do what is said of them.

#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "npm/disk_tree.h"
#include "npm/explain.h"
#include "npm/overlay_tree.h"
#include "npm/packlist.h"
#include "npm/tree_path.h"
#include "pack_case.h"
#include "support/sampled.h"
#include "support/temporary_directory.h"

namespace packwarden {
namespace {

void append_paths(const FileTree& tree, const std::string& root, const std::string& directory,
                  std::vector<std::string>& out) {
  const std::string place = directory.empty() ? root : beneath(root, directory);
  const auto entries = tree.list(place);
  if (!entries) return;
  for (const DirectoryEntry& entry : *entries) {
    const std::string path = beneath(directory, entry.name);
    out.push_back(path);
    if (entry.type == FileType::directory) append_paths(tree, root, path, out);
  }
}

/// The files at `path` or below it, or all others.
std::set<std::string> packed_files(const PackList& list, const std::string& path, bool inside) {
  std::set<std::string> out;
  for (const PackedFile& file : list.files) {
    const bool concerns = is_at_or_below(file.source(), path) || is_at_or_below(file.path, path);
    if (concerns == inside) out.insert(file.tar_path());
  }
  return out;
}

std::size_t count_missing(const std::set<std::string>& files, const std::set<std::string>& others) {
  return static_cast<std::size_t>(std::count_if(
      files.begin(), files.end(), [&](const auto& file) { return others.count(file) == 0; }));
}

class CaseExplainer {
 public:
  CaseExplainer(const FileTree& tree, const PackContext& context)
      : tree_(tree), context_(context) {}

  void check_all() {
    const auto manifest = manifest_at(tree_, context_.directory);
    if (!manifest) return;
    const auto list = packlist(tree_, *manifest, context_);
    if (!list) return;
    std::vector<std::string> paths;
    append_paths(tree_, context_.directory, "", paths);
    for (const std::string& path : paths) {
      SCOPED_TRACE(path);
      const auto explanation = explain(tree_, *manifest, context_, path);
      ASSERT_TRUE(explanation) << explanation.error().where << ": " << explanation.error().what;
      check(*explanation, *list);
      ++explained_;
    }
  }

  [[nodiscard]] std::size_t explained() const { return explained_; }
  [[nodiscard]] std::size_t edits() const { return edits_; }

 private:
  void check(const Explanation& explanation, const PackList& list) {
    const std::set<std::string> files = packed_files(list, explanation.path, true);
    EXPECT_EQ(explanation.files, files.size());
    EXPECT_EQ(explanation.verdict == PathVerdict::packed, !files.empty());
    EXPECT_TRUE(explanation.edits.empty() || explanation.fixed.empty());
    check_steps(explanation);
    for (const SuggestedEdit& edit : explanation.edits) check_edit(explanation, list, edit);
  }

  static void check_steps(const Explanation& explanation) {
    if (explanation.steps.empty()) return;
    for (const ExplainedStep& step : explanation.steps) {
      const bool answer =
          step.type == FileType::directory ? step.entered != Entered::no : step.included;
      EXPECT_EQ(answer, step.rules.empty() || step.rules.back().includes) << step.path;
    }
    const ExplainedStep& last = explanation.steps.back();
    if (explanation.verdict == PathVerdict::packed && explanation.bundled == 0) {
      EXPECT_EQ(last.path, explanation.path);
      EXPECT_TRUE(last.included || last.entered != Entered::no);
    }
  }

  void check_edit(const Explanation& explanation, const PackList& list,
                  const SuggestedEdit& suggested) {
    SCOPED_TRACE(std::string(name_of(suggested.edit.kind)) + " " + suggested.edit.file);
    ++edits_;
    const auto content = edited_content(tree_, context_.directory, suggested.edit);
    ASSERT_TRUE(content);
    OverlayTree tree(tree_);
    tree.put(beneath(context_.directory, suggested.edit.file), *content);
    const auto manifest = manifest_at(tree, context_.directory);
    ASSERT_TRUE(manifest) << *content;
    const auto after = packlist(tree, *manifest, context_);
    if (!after) return;  // all that was packed is left out
    const std::string& path = explanation.path;
    EXPECT_NE(packed_files(*after, path, true).empty(), explanation.files == 0) << *content;
    const auto others = packed_files(list, path, false);
    const auto others_after = packed_files(*after, path, false);
    EXPECT_EQ(suggested.also_packed, count_missing(others_after, others));
    EXPECT_EQ(suggested.also_left_out, count_missing(others, others_after));
  }

  const FileTree& tree_;
  const PackContext& context_;
  std::size_t explained_ = 0;
  std::size_t edits_ = 0;
};

TEST(ExplainCases, AgreeWithThePacklist) {
  std::size_t explained = 0;
  std::size_t edits = 0;
  std::size_t number = 0;
  for (const PackCase& pack_case : cases_in(PACKWARDEN_PACK_CASES)) {
    if (number++ % kOneOf != 0) continue;
    const TemporaryDirectory directory;
    materialize(pack_case, directory.path());
    const auto tree = DiskTree::open(directory.path());
    ASSERT_TRUE(tree);
    for (const int npm : {9, 11, 12}) {
      SCOPED_TRACE(pack_case.id + ", npm " + std::to_string(npm));
      for (const PackContext& context : contexts_of(**tree, pack_case, npm)) {
        CaseExplainer explainer(**tree, context);
        explainer.check_all();
        explained += explainer.explained();
        edits += explainer.edits();
      }
    }
  }
  EXPECT_GE(explained, 5'000U / kOneOf);
  EXPECT_GE(edits, 3'000U / kOneOf);
  RecordProperty("explained", std::to_string(explained));
  RecordProperty("edits", std::to_string(edits));
}

}  // namespace
}  // namespace packwarden
