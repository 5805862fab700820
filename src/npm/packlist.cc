#include "npm/packlist.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <set>
#include <string_view>
#include <utility>

#include "npm/collation.h"
#include "npm/hard_links.h"
#include "npm/package_walks.h"
#include "npm/refusal.h"
#include "npm/tar_path.h"

namespace packwarden {
namespace {

/// npm-packlist keeps a path with "@" in front from being read as the name of a tarball.
std::string list_path(const std::string& path) {
  return path.starts_with('@') ? "./" + path : path;
}

/// src/npm/README.md section 7, "Exec bits": the path without its first component.
std::string_view without_first_component(std::string_view path) {
  const std::size_t end = path.find_first_of("/\\");
  return end != std::string_view::npos && path[end] == '/' ? path.substr(end + 1) : path;
}

std::uint32_t published_mode(std::uint32_t mode, bool is_program) {
  if (is_program) mode |= 0111U;
  return ((mode & 07777U) | 0600U) & ~022U;
}

/// Sorts by the keys that `key_of` makes; files with equal keys keep their order.
template <class T, class Key>
std::vector<T> sorted_by_key(std::vector<T> values, Key key_of) {
  std::vector<std::pair<std::string, std::size_t>> keys;
  keys.reserve(values.size());
  for (const T& value : values) keys.emplace_back(key_of(value), keys.size());
  std::sort(keys.begin(), keys.end());
  std::vector<T> out;
  out.reserve(values.size());
  for (const auto& [key, place] : keys) out.push_back(std::move(values[place]));
  return out;
}

std::vector<PackedFile> packed_files(const std::vector<FoundFile>& found,
                                     const std::vector<BinEntry>& bins) {
  std::set<std::string_view> programs;
  for (const BinEntry& bin : bins) programs.insert(bin.target);
  std::vector<PackedFile> out;
  out.reserve(found.size());
  for (const FoundFile& file : found) {
    PackedFile packed;
    const std::string listed = list_path(file.path);
    packed.source = file.source;
    packed.tar_path = tar_path(listed);
    packed.path = listed_path(packed.tar_path);
    packed.mode =
        published_mode(file.status.mode, programs.count(without_first_component(listed)) > 0);
    packed.size = file.status.size;
    packed.status = file.status;
    out.push_back(std::move(packed));
  }
  return out;
}

/// src/npm/README.md section 7, "Hard links": later names of a file refer to the first. `found`
/// holds the same files in the same order.
void resolve_hard_links(const std::vector<FoundFile>& found, std::vector<PackedFile>& files) {
  std::map<std::pair<std::uint64_t, std::uint64_t>, std::string> first_names;
  for (std::size_t i = 0; i < files.size(); ++i) {
    PackedFile& file = files[i];
    if (file.status.links < 2 || file.content) continue;
    const auto [name, is_first] = first_names.try_emplace({file.status.device, file.status.inode},
                                                          tar_link_path(found[i].path));
    if (is_first) continue;
    file.link = name->second;
    file.size = 0;
  }
}

/// npm 12 packs package.json without the patches of dependencies, which no one else can apply.
void rewrite_manifest(const Manifest& manifest, const Profile& profile,
                      std::vector<PackedFile>& files) {
  const bool has_patches = manifest.document.find("patchedDependencies") != nullptr;
  if (profile.patches == Patches::published || !has_patches) return;
  const auto file = std::find_if(files.begin(), files.end(), [](const PackedFile& packed) {
    return packed.path == "package.json";
  });
  if (file == files.end()) return;
  Json::Object members = *manifest.document.object();
  std::erase_if(members, [](const auto& member) { return member.first == "patchedDependencies"; });
  file->content = stringify(Json(std::move(members)), manifest.layout);
  file->size = file->content->size();
}

}  // namespace

std::uint64_t PackedFile::listed_size() const { return tar_path.ends_with('/') ? 0 : size; }

std::vector<std::size_t> PackList::json_order() const {
  std::vector<std::size_t> places(files.size());
  std::iota(places.begin(), places.end(), std::size_t{0});
  return sorted_by_key(std::move(places),
                       [&](std::size_t place) { return json_order_key(files[place].path); });
}

std::uint64_t PackList::unpacked_size() const {
  std::uint64_t out = 0;
  for (const PackedFile& file : files) out += file.listed_size();
  return out;
}

Result<PackList> packlist(const FileTree& tree, const Manifest& manifest,
                          const PackContext& context) {
  const std::vector<BinEntry> bins = bins_of(tree, context.directory, manifest);
  TRY_ASSIGN(std::vector<FoundFile> found, find_packed_files(tree, manifest, bins, context));
  if (found.empty()) {
    return npm_refuses(ErrorKind::unsupported, ".",
                       "npm packs no file of this package and so fails");
  }
  // And by bytes: what npm's order does not tell apart must not depend on the walk.
  found = sorted_by_key(std::move(found), [](const FoundFile& file) {
    return tar_order_key(list_path(file.path)) + file.path;
  });
  PackList out;
  out.files = packed_files(found, bins);
  rewrite_manifest(manifest, context.profile, out.files);
  resolve_hard_links(found, out.files);
  if (context.profile.hard_links == HardLinks::fragile) TRY(check_hard_links(out.files));
  return out;
}

}  // namespace packwarden
