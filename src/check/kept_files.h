#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace packwarden {

/// Files that checks of a whole package ask for one after the other, kept while all are read: each
/// package.json. To look one up in a tarball again is to read what stands before it.
class KeptFiles {
 public:
  /// Keeps the file if it is one of those, up to 256 KiB of one and 32 MiB of all.
  void offer(const std::string& path, std::string_view bytes);
  /// None: it was not kept, or is larger than `limit` bytes.
  [[nodiscard]] std::optional<std::string> find(const std::string& path, std::uint64_t limit) const;

 private:
  std::map<std::string, std::string> files_;
  std::uint64_t bytes_ = 0;
};

}  // namespace packwarden
