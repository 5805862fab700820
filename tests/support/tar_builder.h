#pragma once

#include <libdeflate.h>

#include <cstdint>
#include <cstdio>
#include <memory>
#include <string>
#include <string_view>

namespace packwarden {

/// The fields of a tar header as they stand in the block, so that any of them can be wrong. An
/// empty size or checksum is replaced by the right one.
struct TarFields {
  std::string name = {};
  char type = '0';
  std::string size = {};
  std::string target = {};
  std::string prefix = {};
  std::string mode = "0000644";
  std::string magic = std::string("ustar\00000", 8);
  std::string checksum = {};
};

/// What a tar header's checksum field must hold: the sum of its bytes, its own taken as spaces.
inline std::string tar_checksum(std::string_view block) {
  std::size_t sum = 8 * ' ';
  for (std::size_t i = 0; i < block.size(); ++i) {
    if (i < 148 || i >= 156) sum += static_cast<unsigned char>(block[i]);
  }
  std::string digits(8, '\0');
  std::snprintf(digits.data(), digits.size(), "%06zo", sum);
  digits[7] = ' ';
  return digits;
}

/// `archive` with the right checksum in the header block at `offset`.
inline std::string resealed(std::string archive, std::size_t offset) {
  return archive.replace(offset + 148, 8,
                         tar_checksum(std::string_view(archive).substr(offset, 512)));
}

/// Writes tar archives by hand, block by block. Nothing is checked.
class TarBuilder {
 public:
  TarBuilder& member(TarFields fields, std::string_view content = "") {
    if (fields.size.empty()) fields.size = octal(content.size(), 11);
    std::string block(512, '\0');
    put(block, 0, 100, fields.name);
    put(block, 100, 8, fields.mode);
    put(block, 108, 8, "0000000");
    put(block, 116, 8, "0000000");
    put(block, 124, 12, fields.size);
    put(block, 136, 12, "03560116604");
    block[156] = fields.type;
    put(block, 157, 100, fields.target);
    put(block, 257, 8, fields.magic);
    put(block, 345, 155, fields.prefix);
    if (fields.checksum.empty()) fields.checksum = tar_checksum(block);
    put(block, 148, 8, fields.checksum);
    return raw(block).raw(content).raw(std::string(-content.size() % 512, '\0'));
  }

  TarBuilder& file(std::string name, std::string_view content) {
    return member({.name = std::move(name)}, content);
  }

  /// An extended (`x`) or global (`g`) header.
  TarBuilder& pax(std::string_view records, char type = 'x') {
    return member({.name = "PaxHeader", .type = type}, records);
  }

  TarBuilder& raw(std::string_view bytes) {
    bytes_ += bytes;
    return *this;
  }

  /// The blocks so far.
  [[nodiscard]] const std::string& blocks() const { return bytes_; }
  /// The blocks and the two that end an archive.
  [[nodiscard]] std::string archive() const { return bytes_ + std::string(1024, '\0'); }

 private:
  static std::string octal(std::size_t value, int digits) {
    std::string text(32, '\0');
    const int size = std::snprintf(text.data(), text.size(), "%0*zo", digits, value);
    text.resize(static_cast<std::size_t>(size));
    return text;
  }

  static void put(std::string& block, std::size_t offset, std::size_t room,
                  std::string_view field) {
    block.replace(offset, std::min(room, field.size()), field.substr(0, room));
  }

  std::string bytes_;
};

/// A record of an extended header: "LENGTH KEY=VALUE\n".
inline std::string pax_record(std::string_view key, std::string_view value) {
  const std::string rest = " " + std::string(key) + "=" + std::string(value) + "\n";
  std::size_t length = rest.size() + 1;
  while (std::to_string(length).size() + rest.size() != length) ++length;
  return std::to_string(length) + rest;
}

/// `bytes` as one gzip member.
inline std::string gzip(std::string_view bytes) {
  const std::unique_ptr<libdeflate_compressor, void (*)(libdeflate_compressor*)> compressor(
      libdeflate_alloc_compressor(6), libdeflate_free_compressor);
  std::string out(libdeflate_gzip_compress_bound(compressor.get(), bytes.size()), '\0');
  out.resize(libdeflate_gzip_compress(compressor.get(), bytes.data(), bytes.size(), out.data(),
                                      out.size()));
  return out;
}

}  // namespace packwarden
