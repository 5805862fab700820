#include "npm/packlist.h"

#include <algorithm>
#include <map>
#include <ranges>
#include <set>
#include <span>
#include <string_view>
#include <utility>

#include "npm/collation.h"
#include "npm/hard_links.h"
#include "npm/package_walks.h"
#include "npm/refusal.h"
#include "npm/sort_keys.h"
#include "npm/tar_path.h"

namespace packwarden {
namespace {

/// What a key has besides the characters of a path, or in all if it is one of a name; about.
constexpr std::size_t kKeyBytes = 24;

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

/// Orders by path those that npm's order does not tell apart otherwise. And by bytes: the rest must
/// not depend on the walk.
void order_by_path(const std::vector<FoundFile>& found, std::span<std::size_t> places) {
  if (places.size() < 2) return;
  SortKeys keys(places.size(), 0);
  for (const std::size_t place : places) {
    append_path_order_key(list_path(found[place].path), keys.text());
    keys.text() += found[place].path;
    keys.end_key();
  }
  const std::vector<std::size_t> before(places.begin(), places.end());
  std::ranges::transform(keys.order(), places.begin(), [&](std::size_t i) { return before[i]; });
}

std::vector<std::size_t> tar_order(const std::vector<FoundFile>& found) {
  SortKeys keys(found.size(), found.size() * kKeyBytes);
  for (const FoundFile& file : found) {
    append_tar_order_key(file.path, keys.text());
    keys.end_key();
  }
  std::vector<std::size_t> out = keys.order();
  for (auto begin = out.begin(); begin != out.end();) {
    const auto end = std::find_if(
        begin, out.end(), [&](std::size_t place) { return keys.key(place) != keys.key(*begin); });
    order_by_path(found, {begin, end});
    begin = end;
  }
  return out;
}

/// Whether the path is in the tarball, and listed, as it is. False of some that are.
bool is_plain(std::string_view path) {
  constexpr std::string_view kUnusualFirst = "@/\\";
  return kUnusualFirst.find(path[0]) == std::string_view::npos &&
         (path.size() == 1 || path[1] != ':') && path.find('\n') == std::string_view::npos;
}

PackedFile packed_file(FoundFile found, const std::set<std::string_view>& programs) {
  PackedFile out;
  const bool is_usual = found.source == nullptr && is_plain(found.path);
  const std::string listed = is_usual ? std::string() : list_path(found.path);
  const std::string_view program = without_first_component(is_usual ? found.path : listed);
  out.mode = published_mode(found.status.mode, programs.contains(program));
  out.size = found.status.size;
  out.status = found.status;
  if (is_usual) {
    out.path = std::move(found.path);
  } else {
    UnusualFile unusual;
    unusual.source = found.source != nullptr ? *found.source : std::move(found.path);
    unusual.tar_path = tar_path(listed);
    out.path = listed_path(unusual.tar_path);
    out.unusual = std::make_shared<const UnusualFile>(std::move(unusual));
  }
  return out;
}

/// A file with more names than one, and its tar path if another entry refers to it.
struct LinkedFile {
  std::size_t place = 0;
  std::string link_path;
};

/// src/npm/README.md section 7, "Hard links": later names of a file refer to the first.
void resolve_hard_links(const std::vector<LinkedFile>& linked, std::vector<PackedFile>& files) {
  std::map<std::pair<std::uint64_t, std::uint64_t>, std::string> first_names;
  for (const LinkedFile& name : linked) {
    PackedFile& file = files[name.place];
    if (file.content() != nullptr) continue;
    const auto [first, is_first] =
        first_names.try_emplace({file.status.device, file.status.inode}, name.link_path);
    if (is_first) continue;
    file.set_link(first->second);
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
  file->set_content(stringify(Json(std::move(members)), manifest.layout));
  file->size = file->content()->size();
}

UnusualFile unusual_of(const PackedFile& file) {
  return file.unusual ? *file.unusual : UnusualFile{file.path, file.tar_path(), {}, {}};
}

}  // namespace

std::string PackedFile::tar_path() const {
  return unusual ? unusual->tar_path : packwarden::tar_path(path);
}

std::string_view PackedFile::link() const {
  return unusual ? std::string_view(unusual->link) : std::string_view();
}

const std::string* PackedFile::content() const {
  return unusual && unusual->content ? &*unusual->content : nullptr;
}

void PackedFile::set_link(std::string link) {
  UnusualFile changed = unusual_of(*this);
  changed.link = std::move(link);
  unusual = std::make_shared<const UnusualFile>(std::move(changed));
}

void PackedFile::set_content(std::string content) {
  UnusualFile changed = unusual_of(*this);
  changed.content = std::move(content);
  unusual = std::make_shared<const UnusualFile>(std::move(changed));
}

std::uint64_t PackedFile::listed_size() const {
  return unusual && unusual->tar_path.ends_with('/') ? 0 : size;
}

std::vector<std::size_t> PackList::json_order() const {
  std::size_t bytes = 0;
  for (const PackedFile& file : files) bytes += file.path.size() + kKeyBytes;
  SortKeys keys(files.size(), bytes);
  for (const PackedFile& file : files) {
    append_json_order_key(file.path, keys.text());
    keys.end_key();
  }
  return keys.order();
}

std::uint64_t PackList::unpacked_size() const {
  std::uint64_t out = 0;
  for (const PackedFile& file : files) out += file.listed_size();
  return out;
}

Result<PackList> packlist(const FileTree& tree, const Manifest& manifest,
                          const PackContext& context) {
  const std::vector<BinEntry> bins = bins_of(tree, context.directory, manifest);
  PackList out;
  TRY_ASSIGN(std::vector<FoundFile> found,
             find_packed_files(tree, manifest, bins, context, &out.dropped));
  if (found.empty()) {
    return npm_refuses(ErrorKind::unsupported, ".",
                       "npm packs no file of this package and so fails");
  }
  std::set<std::string_view> programs;
  for (const BinEntry& bin : bins) programs.insert(bin.target);
  const std::vector<std::size_t> order = tar_order(found);
  out.files.reserve(found.size());
  std::vector<LinkedFile> linked;
  for (const std::size_t place : order) {
    FoundFile& file = found[place];
    if (file.status.links > 1) linked.push_back({out.files.size(), tar_link_path(file.path)});
    out.files.push_back(packed_file(std::move(file), programs));
  }
  rewrite_manifest(manifest, context.profile, out.files);
  resolve_hard_links(linked, out.files);
  if (context.profile.hard_links == HardLinks::fragile) TRY(check_hard_links(out.files));
  return out;
}

}  // namespace packwarden
