#include <algorithm>
#include <deque>
#include <map>
#include <set>

#include "base/text.h"
#include "check/all.h"
#include "npm/manifest.h"

namespace packwarden {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

/// What is looked at of nested objects; more are not written by people.
constexpr std::size_t kMostContainers = 2'000;
constexpr std::size_t kMostFindings = 20;

bool is_utf16(std::string_view text) {
  return text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF");
}

/// Adds the keys of one object that stand there twice.
void add_duplicates(const std::vector<JsonPlace>& members, std::set<std::string>& out) {
  std::set<std::string_view> seen;
  for (const JsonPlace& member : members) {
    const bool is_comment = member.key == "//" || member.key.empty();
    if (!seen.insert(member.key).second && !is_comment) out.insert(member.key);
  }
}

/// Keys that stand twice in one object, at any depth but within what is read.
std::set<std::string> duplicate_keys(std::string_view text) {
  std::set<std::string> out;
  std::deque<JsonPlace> containers = {json_root(text)};
  for (std::size_t count = 0; !containers.empty() && count < kMostContainers; ++count) {
    const JsonPlace container = std::move(containers.front());
    containers.pop_front();
    const std::vector<JsonPlace> members = json_children(text, container);
    add_duplicates(members, out);
    for (const JsonPlace& member : members) {
      const char first = text[member.bytes.begin];
      if (first == '{' || first == '[') containers.push_back(member);
    }
  }
  return out;
}

void find_duplicates(std::string_view text, PackageHits& hits) {
  const std::set<std::string> keys = duplicate_keys(text);
  std::size_t count = 0;
  for (const std::string& key : keys) {
    if (count++ == kMostFindings) break;
    hits.add({Severity::medium,
              "The key `" + escape_for_display(key) +
                  "` stands there twice: the last one counts, and readers see the first.",
              "Keep one `" + escape_for_display(key) + "`."},
             kManifestName);
  }
}

void run(const PackageView& package, PackageHits& hits) {
  const PackedPath* file = package.find(kManifestName);
  if (file == nullptr || file->bytes > kMaxManifestBytes) return;
  const std::string_view text = package.manifest_text();
  if (is_utf16(text)) {
    return hits.add({hits.severity(), "It is UTF-16.", "Write package.json as UTF-8."},
                    kManifestName);
  }
  const auto parsed = parse_package_json(text, kManifestName);
  if (!parsed) {
    return hits.add({hits.severity(), "It " + parsed.error().what + ".", ""}, kManifestName);
  }
  if (parsed->object() == nullptr) {
    return hits.add({hits.severity(), "It is no object.", ""}, kManifestName);
  }
  if (text.starts_with(kByteOrderMark)) {
    hits.add({Severity::note, "It begins with a byte order mark, which npm drops.",
              "Write package.json without a byte order mark."},
             kManifestName);
  }
  if (to_valid_utf8(text) != text) {
    hits.add({Severity::medium, "It is not UTF-8 throughout.", "Write package.json as UTF-8."},
             kManifestName);
  }
  find_duplicates(text, hits);
}

}  // namespace

const PackageCheck kJsonSyntax = {
    {"pkg-json-syntax", Severity::high, "package.json that is not plain JSON",
     "What npm, other tools and people read in it differs.",
     "Write package.json as JSON without comments and trailing commas."},
    run};

}  // namespace packwarden
