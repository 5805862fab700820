// The input is a manifest, two ignore files and names of files, with zero bytes between. Under each
// profile every file is explained as the packlist has it, and what is suggested turns the outcome.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "npm/explain.h"
#include "npm/memory_tree.h"
#include "npm/overlay_tree.h"
#include "npm/packlist.h"
#include "package_input.h"

namespace {

using namespace packwarden;

constexpr std::size_t kMaxTexts = 20;

bool is_packed(const PackList& list, const std::string& path) {
  for (const PackedFile& file : list.files) {
    if (file.source() == path) return true;
  }
  return false;
}

void check_edit(const FileTree& base, const PackContext& context, const std::string& path,
                const SuggestedEdit& suggested, PathVerdict before) {
  const auto content = edited_content(base, "", suggested.edit);
  if (!content) std::abort();
  OverlayTree tree(base);
  tree.put(suggested.edit.file, *content);
  const auto text = tree.read("package.json", kMaxManifestBytes);
  const auto manifest = parse_manifest(*text, "package.json");
  if (!manifest) std::abort();
  const auto list = packlist(tree, *manifest, context);
  if (list && is_packed(*list, path) == (before == PathVerdict::packed)) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto parts = texts_of(data, size, kMaxTexts);
  const auto manifest = parse_manifest(parts[0], "package.json");
  if (!manifest) return 0;
  MemoryTree tree;
  for (std::size_t i = 3; i < parts.size(); ++i) {
    if (is_path(parts[i]) && !tree.lstat(parts[i])) tree.add_file(parts[i], "x");
  }
  tree.add_file("package.json", parts[0]);
  if (parts.size() > 1) tree.add_file(".npmignore", parts[1]);
  if (parts.size() > 2) tree.add_file("lib/.npmignore", parts[2]);
  for (const int npm : {9, 11, 12}) {
    const PackContext context = {.profile = *profile_of(npm), .limits = {.steps = 5'000'000}};
    const auto list = packlist(tree, *manifest, context);
    if (!list) continue;
    for (std::size_t i = 3; i < parts.size(); ++i) {
      const auto status = tree.lstat(parts[i]);
      if (!is_path(parts[i]) || !status || status->type != FileType::regular) continue;
      const auto explanation = explain(tree, *manifest, context, parts[i]);
      if (!explanation) std::abort();
      if ((explanation->verdict == PathVerdict::packed) != is_packed(*list, parts[i])) std::abort();
      for (const SuggestedEdit& edit : explanation->edits) {
        check_edit(tree, context, parts[i], edit, explanation->verdict);
      }
    }
  }
  return 0;
}
