#include "check/release.h"

#include <algorithm>
#include <array>
#include <optional>

#include "base/digest.h"
#include "check/entry_points.h"
#include "npm/manifest.h"

namespace packwarden {
namespace {

bool precedes(const ReleasedFile& a, const ReleasedFile& b) { return a.path < b.path; }

/// What others can load by it: no name of a package, no pattern.
std::string loadable_path(const EntryPoint& entry) {
  const std::string_view target = entry.target();
  if (entry.field == EntryField::imports || target.find('*') != std::string_view::npos) return {};
  return target_path(target);
}

}  // namespace

ManifestFacts manifest_facts(const Json& manifest) {
  constexpr std::array kScripts = {"preinstall", "install", "postinstall"};
  ManifestFacts out;
  for (const EntryPoint& entry : entry_points(manifest)) {
    std::string path = loadable_path(entry);
    if (!path.empty()) out.entry_points.push_back(std::move(path));
  }
  std::sort(out.entry_points.begin(), out.entry_points.end());
  out.entry_points.erase(std::unique(out.entry_points.begin(), out.entry_points.end()),
                         out.entry_points.end());
  const Json* scripts = manifest.find("scripts");
  for (const char* name : kScripts) {
    const Json* script = scripts == nullptr ? nullptr : scripts->find(name);
    if (script == nullptr || script->string() == nullptr) continue;
    out.install_scripts.emplace_back(name, to_hex(sha256(*script->string())));
  }
  const Json* engines = manifest.find("engines");
  const Json* node = engines == nullptr ? nullptr : engines->find("node");
  if (node != nullptr && node->string() != nullptr) out.engines_node = *node->string();
  return out;
}

const ReleasedFile* Release::find(std::string_view path) const {
  const auto found = std::lower_bound(
      files.begin(), files.end(), path,
      [](const ReleasedFile& file, std::string_view to) { return file.path < to; });
  return found != files.end() && found->path == path ? &*found : nullptr;
}

std::uint64_t longest_line(std::string_view text) {
  std::size_t longest = 0;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    longest = std::max(longest, end - begin);
    begin = end + 1;
  }
  return longest;
}

Result<Release> read_release(Source& source, const PathConcealer& conceal) {
  TRY_ASSIGN(const SourceFacts facts, source.open());
  Release out;
  out.name = facts.name;
  out.version = facts.version;
  std::optional<Error> failure;
  TRY(source.read(
      [&](const Entry& entry) {
        const std::uint64_t bytes = entry.kind == EntryKind::hard_link ? 0 : entry.bytes.size();
        out.files.push_back({conceal(entry.path), bytes, entry.mode, to_hex(sha256(entry.bytes)),
                             longest_line(entry.bytes)});
        if (entry.path != kManifestName) return true;
        auto manifest = parse_json(entry.bytes, kManifestName);
        if (manifest) out.manifest = manifest_facts(*manifest);
        return true;
      },
      [&](UnreadEntry unread) {
        if (!failure) failure = std::move(unread.error);
      }));
  if (failure) return fail(*std::move(failure));
  std::stable_sort(out.files.begin(), out.files.end(), precedes);
  return out;
}

std::vector<FileChange> changes_between(const std::vector<ReleasedFile>& before,
                                        const std::vector<ReleasedFile>& after) {
  std::vector<FileChange> out;
  auto a = before.begin();
  auto b = after.begin();
  while (a != before.end() || b != after.end()) {
    if (b == after.end() || (a != before.end() && a->path < b->path)) {
      out.push_back({a->path, &*a, nullptr});
      ++a;
    } else if (a == before.end() || b->path < a->path) {
      out.push_back({b->path, nullptr, &*b});
      ++b;
    } else {
      const bool is_same = a->sha256 == b->sha256 && a->bytes == b->bytes && a->mode == b->mode;
      if (!is_same) out.push_back({b->path, &*a, &*b});
      ++a;
      ++b;
    }
  }
  return out;
}

}  // namespace packwarden
