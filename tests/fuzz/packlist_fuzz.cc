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
#include "npm/posix_path.h"

namespace {

std::vector<std::string> split_at_zeros(std::string_view input) {
  constexpr std::size_t kMaxParts = 200;
  std::vector<std::string> parts(1);
  for (const char c : input) {
    if (c != '\0') {
      parts.back() += c;
    } else if (parts.size() < kMaxParts) {
      parts.emplace_back();
    }
  }
  return parts;
}

bool is_path(const std::string& name) {
  return !name.empty() && name.front() != '/' && name.back() != '/' &&
         packwarden::normalize_path(name) == name && name.substr(0, 2) != ".." && name != ".";
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace packwarden;
  const auto parts = split_at_zeros({reinterpret_cast<const char*>(data), size});
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
    if (!tree.lstat(list->files[i].source)) std::abort();
    if (list->files[i].tar_path != again->files[i].tar_path) std::abort();
  }
  return 0;
}
