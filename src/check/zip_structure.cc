#include "check/zip_structure.h"

#include <zlib.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <utility>
#include <vector>

#include "check/binary_reader.h"

namespace packwarden {
namespace {

using namespace std::string_view_literals;

constexpr std::string_view kLocal = "PK\x03\x04"sv;
constexpr std::string_view kCentral = "PK\x01\x02"sv;
constexpr std::string_view kEnd = "PK\x05\x06"sv;
constexpr std::size_t kEndSize = 22;
constexpr std::size_t kLongestComment = 65535;

/// A file as the central directory has it.
struct ZipFile {
  std::uint64_t begin = 0;  // of its local header, in the bytes of all
  std::uint64_t end = 0;    // of its content
  bool has_descriptor = false;
};

class Zip {
 public:
  /// `end` is where the end of the central directory is told.
  Zip(std::string_view bytes, std::size_t end)
      : bytes_(bytes), reader_(bytes, ByteOrder::little), end_(end) {}

  std::optional<ZipStructure> structure() {
    const std::uint64_t count = reader_.u16(end_ + 10);
    const std::uint64_t size = reader_.u32(end_ + 12);
    const std::uint64_t offset = reader_.u32(end_ + 16);
    const std::uint64_t behind = end_ + kEndSize + reader_.u16(end_ + 20);
    if (count == 0 || size + offset > end_ || behind > bytes_.size()) return std::nullopt;
    central_ = end_ - size;
    shift_ = central_ - offset;
    if (reader_.bytes(central_, 4) != kCentral) return std::nullopt;
    if (!read_directory(count)) return std::nullopt;
    ZipStructure out;
    out.bytes_before = files_.front().begin;
    out.bytes_behind = bytes_behind(behind);
    out.disagrees = disagrees_ || has_unlisted_file();
    return out;
  }

 private:
  /// Whether there is a directory as it says.
  bool read_directory(std::uint64_t count) {
    std::uint64_t at = central_;
    for (std::uint64_t i = 0; i < count; ++i) {
      if (reader_.bytes(at, 4) != kCentral || at >= end_) return false;
      const std::uint64_t name_size = reader_.u16(at + 28);
      const std::string_view name = reader_.bytes(at + 46, name_size);
      add(at, name);
      at += 46 + name_size + reader_.u16(at + 30) + reader_.u16(at + 32);
    }
    std::sort(files_.begin(), files_.end(),
              [](const ZipFile& a, const ZipFile& b) { return a.begin < b.begin; });
    return !files_.empty();
  }

  void add(std::uint64_t at, std::string_view name) {
    const std::uint64_t local = reader_.u32(at + 42) + shift_;
    const std::uint64_t name_size = reader_.u16(local + 26);
    if (reader_.bytes(local, 4) != kLocal || reader_.bytes(local + 30, name_size) != name) {
      disagrees_ = true;
    }
    ZipFile file;
    file.begin = local;
    file.end = local + 30 + name_size + reader_.u16(local + 28) + reader_.u32(at + 20);
    file.has_descriptor = (reader_.u16(at + 8) & 8U) != 0;
    files_.push_back(file);
  }

  /// Whether a file begins where one of the directory ends, and is none of the directory.
  [[nodiscard]] bool has_unlisted_file() const {
    for (std::size_t i = 0; i < files_.size(); ++i) {
      const std::uint64_t next = i + 1 < files_.size() ? files_[i + 1].begin : central_;
      constexpr std::array<std::uint64_t, 5> kDescriptors = {0, 12, 16, 20, 24};
      const std::size_t ways = files_[i].has_descriptor ? kDescriptors.size() : 1;
      for (std::size_t way = 0; way < ways; ++way) {
        const std::uint64_t at = files_[i].end + kDescriptors[way];
        if (at < next && reader_.bytes(at, 4) == kLocal) return true;
      }
    }
    return false;
  }

  [[nodiscard]] std::uint64_t bytes_behind(std::uint64_t end) const {
    const std::string_view rest = bytes_.substr(static_cast<std::size_t>(end));
    return rest.find_first_not_of('\0') == std::string_view::npos ? 0 : rest.size();
  }

  std::string_view bytes_;
  BinaryReader reader_;
  std::uint64_t end_;
  std::uint64_t central_ = 0;
  std::uint64_t shift_ = 0;  // bytes before the place that offsets count from
  std::vector<ZipFile> files_;
  bool disagrees_ = false;
};

/// A number of a tar header, in octal digits; none of another form.
std::optional<std::uint64_t> octal(std::string_view digits) {
  std::uint64_t out = 0;
  for (const char c : digits) {
    if (c == '\0' || c == ' ') continue;
    if (c < '0' || c > '7') return std::nullopt;
    out = out << 3U | static_cast<std::uint64_t>(c - '0');
  }
  return out;
}

bool is_zero(std::string_view bytes) {
  return bytes.find_first_not_of('\0') == std::string_view::npos;
}

/// Where the first gzip member ends; 0: it is broken or too large.
std::size_t end_of_member(std::string_view bytes) {
  constexpr int kGzipWindowBits = 15 + 16;
  constexpr std::uint64_t kMostBytes = std::uint64_t{256} << 20U;
  z_stream stream = {};
  if (::inflateInit2(&stream, kGzipWindowBits) != Z_OK) return 0;
  std::vector<Bytef> thrown_away(std::size_t{64} << 10U);
  std::string_view input = bytes.substr(0, std::size_t{1} << 30U);
  std::vector<Bytef> copied(input.begin(), input.end());  // zlib wants bytes that it may write to
  stream.next_in = copied.data();
  stream.avail_in = static_cast<uInt>(copied.size());
  int status = Z_OK;
  while (status == Z_OK && stream.total_out <= kMostBytes) {
    stream.next_out = thrown_away.data();
    stream.avail_out = static_cast<uInt>(thrown_away.size());
    status = ::inflate(&stream, Z_NO_FLUSH);
  }
  const std::size_t end = status == Z_STREAM_END ? static_cast<std::size_t>(stream.total_in) : 0;
  (void)::inflateEnd(&stream);
  return end;
}

/// Where the last kEnd begins that is whole in [`first`, `end`). Every file is asked, and its last
/// byte is the one that texts do not have.
std::size_t last_end_before(std::string_view bytes, std::size_t first, std::size_t end) {
  while (end >= first + kEnd.size()) {
    const void* found = ::memrchr(bytes.data() + first, kEnd.back(), end - first);
    if (found == nullptr) break;
    end = static_cast<std::size_t>(static_cast<const char*>(found) - bytes.data());
    if (end + 1 < first + kEnd.size()) break;
    const std::size_t begin = end + 1 - kEnd.size();
    if (bytes.substr(begin, kEnd.size()) == kEnd) return begin;
  }
  return std::string_view::npos;
}

}  // namespace

std::optional<ZipStructure> zip_structure(std::string_view bytes) {
  if (bytes.size() < kEndSize) return std::nullopt;
  constexpr int kMostTries = 16;
  const std::size_t first = bytes.size() - std::min(bytes.size(), kEndSize + kLongestComment);
  std::size_t at = bytes.size() - kEndSize + kEnd.size();
  for (int tries = 0; tries < kMostTries; ++tries) {
    at = last_end_before(bytes, first, at);
    if (at == std::string_view::npos) break;
    if (auto structure = Zip(bytes, at).structure()) return structure;
    at += kEnd.size() - 1;
  }
  return std::nullopt;
}

std::uint64_t bytes_behind_tar(std::string_view bytes) {
  constexpr std::size_t kBlock = 512;
  std::size_t at = 0;
  while (at + kBlock <= bytes.size()) {
    const std::string_view header = bytes.substr(at, kBlock);
    if (is_zero(header)) {
      const std::string_view rest = bytes.substr(at);
      return is_zero(rest) ? 0 : rest.size() - rest.find_first_not_of('\0');
    }
    const auto size = octal(header.substr(124, 12));
    if (!size || *size > bytes.size() - at - kBlock) return 0;
    at += kBlock + (static_cast<std::size_t>(*size) + kBlock - 1) / kBlock * kBlock;
  }
  return 0;
}

std::uint64_t bytes_behind_gzip(std::string_view bytes) {
  const std::size_t end = end_of_member(bytes);
  const std::string_view rest = bytes.substr(end);
  if (end == 0 || is_zero(rest) || rest.starts_with("\x1F\x8B")) return 0;
  return rest.size();
}

}  // namespace packwarden
