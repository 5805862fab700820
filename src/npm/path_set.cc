#include "npm/path_set.h"

#include "base/text.h"
#include "npm/pack_pattern.h"

namespace packwarden {
namespace {

/// Appends a slash and the name in lower case; false if no plain path holds it.
bool append_plain(const PathName& name, std::string& out) {
  out += '/';
  for (const char16_t unit : name.text) {
    if (unit >= 0x80) return false;
    const auto c = static_cast<char>(unit);
    out += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  }
  return true;
}

}  // namespace

void PathSet::add(std::string_view path, PathReach reach) {
  std::string key = "/" + ascii_lower(path);
  for (std::size_t slash = key.rfind('/'); slash > 0; slash = key.rfind('/', slash - 1)) {
    if (!above_.insert(key.substr(0, slash)).second) break;
  }
  if (reach == PathReach::all_below) tops_.insert(key);
  paths_.insert(std::move(key));
}

bool PathSet::matches(const RulePath& path, Question question, bool includes) const {
  std::string key;
  for (std::size_t i = 0; i < path.names.size(); ++i) {
    if (i > 0 && tops_.contains(key)) return true;  // there is something below it
    if (!append_plain(path.names[i], key)) return false;
  }
  if (paths_.contains(key)) return true;
  return question == Question::directory && includes && above_.contains(key);
}

}  // namespace packwarden
