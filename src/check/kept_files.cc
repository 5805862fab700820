#include "check/kept_files.h"

namespace packwarden {
namespace {

constexpr std::uint64_t kMostOfOne = std::uint64_t{256} << 10U;
constexpr std::uint64_t kMostOfAll = std::uint64_t{32} << 20U;
constexpr std::string_view kName = "package.json";

}  // namespace

void KeptFiles::offer(const std::string& path, std::string_view bytes) {
  const bool is_named =
      path == kName || (path.ends_with(kName) && path[path.size() - kName.size() - 1] == '/');
  if (!is_named || bytes.size() > kMostOfOne || bytes.size() > kMostOfAll - bytes_) return;
  if (files_.try_emplace(path, bytes).second) bytes_ += bytes.size();
}

std::optional<std::string> KeptFiles::find(const std::string& path, std::uint64_t limit) const {
  const auto found = files_.find(path);
  const bool is_there = found != files_.end() && found->second.size() <= limit;
  return is_there ? std::optional(found->second) : std::nullopt;
}

}  // namespace packwarden
