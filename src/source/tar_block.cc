#include "source/tar_block.h"

#include <algorithm>
#include <charconv>
#include <iterator>

namespace packwarden {
namespace {

constexpr std::size_t kChecksumOffset = 148;
constexpr std::size_t kChecksumBytes = 8;

/// No record of a header of at most 1 MiB needs more digits for its length.
constexpr std::size_t kLengthDigits = 8;

/// A text field ends at its first NUL or with the field.
std::string_view text_field(std::string_view block, std::size_t offset, std::size_t size) {
  const std::string_view field = block.substr(offset, size);
  return field.substr(0, field.find('\0'));
}

/// A number field: spaces, octal digits, then a space or NUL unless it is full. A field of NULs is
/// 0. What stands behind the end is not looked at, as no reader does.
std::optional<std::uint64_t> octal_field(std::string_view block, std::size_t offset,
                                         std::size_t size) {
  std::string_view field = block.substr(offset, size);
  field.remove_prefix(std::min(field.find_first_not_of(' '), field.size()));
  const std::string_view digits = field.substr(0, field.find_first_of(std::string_view(" \0", 2)));
  if (digits.empty()) return 0;
  return read_number(digits, 8);
}

/// Only POSIX archives have a prefix field; GNU's keep times there.
bool is_posix(std::string_view block) {
  return block.substr(257, 8) == std::string_view("ustar\00000", 8);
}

/// Whether a number field is in base 256, a GNU extension, and out of JavaScript's range.
bool is_huge(std::string_view field) {
  if ((static_cast<unsigned char>(field[0]) & 0x80U) == 0) return false;
  const std::string_view digits = field.substr(field.size() - 7);  // the last 56 bits
  const std::string_view above = field.substr(1, field.size() - 8);
  const bool in_range = static_cast<unsigned char>(digits[0]) < 0x20;
  return field[0] != '\x80' || !in_range || above.find_first_not_of('\0') != std::string_view::npos;
}

/// Whether a text field has a line behind its end, which node-tar takes for a part of it.
bool goes_on(std::string_view field) {
  const std::size_t end = field.find('\0');
  return end != std::string_view::npos && field.find('\n', end) != std::string_view::npos;
}

struct Field {
  std::size_t offset;
  std::size_t size;
};

/// node-tar 7.5, with which npm unpacks: header.ts and large-numbers.ts.
bool is_damaged(std::string_view block) {
  constexpr Field kNumbers[] = {{100, 8}, {108, 8}, {116, 8}, {124, 12}, {136, 12}};
  constexpr Field kPosixNumbers[] = {{329, 8}, {337, 8}};
  constexpr Field kStarNumbers[] = {{476, 12}, {488, 12}};
  constexpr Field kTexts[] = {{0, 100}, {157, 100}, {345, 155}};
  const auto any = [block](const auto& fields, bool (*is_bad)(std::string_view)) {
    return std::any_of(std::begin(fields), std::end(fields), [&](const Field& field) {
      return is_bad(block.substr(field.offset, field.size));
    });
  };
  if (any(kNumbers, is_huge) || any(kTexts, goes_on)) return true;
  if (!is_posix(block)) return false;
  // It tells POSIX from star, which keeps times at the end of the prefix field, by byte 475.
  const bool is_star = block[475] == '\0';
  if (any(kPosixNumbers, is_huge) || (is_star && any(kStarNumbers, is_huge))) return true;
  return !is_star && block[345] == '\0';
}

bool has_sound_checksum(std::string_view block) {
  std::uint64_t sum = kChecksumBytes * ' ';
  for (const char byte : block) sum += static_cast<unsigned char>(byte);
  for (const char byte : block.substr(kChecksumOffset, kChecksumBytes)) {
    sum -= static_cast<unsigned char>(byte);
  }
  return octal_field(block, kChecksumOffset, kChecksumBytes) == sum;
}

}  // namespace

std::optional<std::uint64_t> read_number(std::string_view digits, unsigned base) {
  std::int64_t number = 0;
  const char* const end = digits.data() + digits.size();
  const auto [rest, error] = std::from_chars(digits.data(), end, number, static_cast<int>(base));
  if (error != std::errc() || rest != end || digits.starts_with('-')) return std::nullopt;
  return static_cast<std::uint64_t>(number);
}

std::optional<TarBlock> read_tar_block(std::string_view block) {
  if (!has_sound_checksum(block)) return std::nullopt;
  TarBlock header;
  header.name = text_field(block, 0, 100);
  header.size = octal_field(block, 124, 12);
  header.type = block[156];
  header.target = text_field(block, 157, 100);
  header.damaged = is_damaged(block);
  if (is_posix(block)) {
    const std::string_view prefix = text_field(block, 345, 155);
    if (!prefix.empty()) header.name.insert(0, std::string(prefix) + "/");
  }
  return header;
}

std::optional<std::map<std::string, std::string>> read_pax_records(std::string_view records) {
  std::map<std::string, std::string> values;
  while (!records.empty()) {
    // "LENGTH KEY=VALUE\n", where LENGTH counts the whole record.
    const std::size_t space = records.substr(0, kLengthDigits).find(' ');
    if (space == std::string_view::npos) return std::nullopt;
    const auto length = read_number(records.substr(0, space), 10);
    if (!length || *length < space + 2 || *length > records.size()) return std::nullopt;
    if (records[*length - 1] != '\n') return std::nullopt;
    const std::string_view record = records.substr(space + 1, *length - space - 2);
    const std::size_t equals = record.find('=');
    if (equals == 0 || equals == std::string_view::npos) return std::nullopt;
    values[std::string(record.substr(0, equals))] = record.substr(equals + 1);
    records.remove_prefix(*length);
  }
  return values;
}

}  // namespace packwarden
