#include "decode/container.h"

#include <algorithm>
#include <array>

namespace packwarden {
namespace {

using namespace std::string_view_literals;

constexpr std::string_view kZip = "PK\x03\x04"sv;
constexpr std::string_view kEndOfZip = "PK\x05\x06"sv;
constexpr std::array kCompressed = {"\x1F\x8B\x08"sv, "BZh"sv,
                                    "\xFD"
                                    "7zXZ\0"sv,
                                    "\x28\xB5\x2F\xFD"sv};  // gzip, bzip2, xz, zstd

}  // namespace

Container container_of(std::string_view text) {
  constexpr std::size_t kUstar = 257;  // POSIX.1-2017, pax, "ustar Interchange Format"
  if (text.starts_with(kZip)) return Container::zip;
  if (text.size() > kUstar && text.substr(kUstar).starts_with("ustar")) return Container::tar;
  const bool is_compressed =
      std::any_of(kCompressed.begin(), kCompressed.end(),
                  [text](std::string_view magic) { return text.starts_with(magic); });
  if (is_compressed) return Container::compressed;
  // A zip archive without a comment may lie behind whatever else the file is.
  constexpr std::size_t kEndSize = 22;
  const bool ends_like_zip =
      text.size() > kEndSize && text.substr(text.size() - kEndSize).starts_with(kEndOfZip);
  return ends_like_zip ? Container::zip : Container::none;
}

bool may_begin_container(std::string_view begin) {
  const auto agrees = [begin](std::string_view magic) {
    const std::size_t size = std::min(begin.size(), magic.size());
    return begin.substr(0, size) == magic.substr(0, size);
  };
  return agrees(kZip) || std::any_of(kCompressed.begin(), kCompressed.end(), agrees);
}

}  // namespace packwarden
