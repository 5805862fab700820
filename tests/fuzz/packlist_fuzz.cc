// The input is a manifest, an ignore file and names of files, with zero bytes between. The packed
// set is the same twice, and all that is in it is in the tree.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "npm/memory_tree.h"
#include "npm/packlist.h"
#include "package_input.h"

namespace {

constexpr std::size_t kMaxTexts = 200;

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace packwarden;
  const auto parts = texts_of(data, size, kMaxTexts);
  MemoryTree tree;
  for (std::size_t i = 2; i < parts.size(); ++i) {
    if (is_path(parts[i])) tree.add_file(parts[i], "x");
  }
  tree.add_file("package.json", parts[0]);
  if (parts.size() > 1) tree.add_file(".npmignore", parts[1]);
  const auto manifest = parse_manifest(parts[0], "package.json");
  if (!manifest) return 0;
  const PackContext context = {.profile = *profile_of(11), .limits = {.steps = 20'000'000}};
  const auto list = packlist(tree, *manifest, context);
  const auto again = packlist(tree, *manifest, context);
  if (list.has_value() != again.has_value()) std::abort();
  for (std::size_t i = 0; list && i < list->files.size(); ++i) {
    if (!tree.lstat(std::string(list->files[i].source()))) std::abort();
    if (list->files[i].tar_path() != again->files[i].tar_path()) std::abort();
  }
  return 0;
}
