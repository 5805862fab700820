#include "source/large_file.h"

#include <algorithm>
#include <charconv>

namespace packwarden {
namespace {

constexpr std::string_view kVersion = "version https://git-lfs.github.com/spec/v1\n";
constexpr std::size_t kLongest = 1024;  // the specification's own limit

/// The value of the line `KEY VALUE`; "" without one.
std::string_view value_of(std::string_view key, std::string_view lines) {
  while (!lines.empty()) {
    const std::string_view line = lines.substr(0, lines.find('\n'));
    lines.remove_prefix(std::min(line.size() + 1, lines.size()));
    if (line.starts_with(key)) return line.substr(key.size());
  }
  return {};
}

bool is_sha256(std::string_view text) {
  return text.size() == 64 && text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

}  // namespace

std::optional<LargeFilePointer> parse_large_file_pointer(std::string_view bytes) {
  if (bytes.size() > kLongest || !bytes.starts_with(kVersion)) return std::nullopt;
  const std::string_view id = value_of("oid sha256:", bytes);
  const std::string_view size = value_of("size ", bytes);
  LargeFilePointer out;
  const auto read = std::from_chars(size.data(), size.data() + size.size(), out.size);
  const bool is_number = read.ec == std::errc() && read.ptr == size.data() + size.size();
  if (!is_sha256(id) || !is_number) return std::nullopt;
  out.sha256 = id;
  return out;
}

std::string path_of(const LargeFilePointer& pointer) {
  const std::string& id = pointer.sha256;
  return "lfs/objects/" + id.substr(0, 2) + "/" + id.substr(2, 2) + "/" + id;
}

}  // namespace packwarden
