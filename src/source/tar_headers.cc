#include "source/tar_headers.h"

#include <algorithm>
#include <utility>

#include "base/text.h"

namespace packwarden {
namespace {

/// An extended header or a long name of more is refused, as libarchive does.
constexpr std::uint64_t kMaxSpecialBytes = std::uint64_t{1} << 20U;

bool is_all_zeros(std::string_view bytes) {
  return bytes.find_first_not_of('\0') == std::string_view::npos;
}

/// Headers that belong to the member that follows: extended (`x`, `X`), global (`g`), GNU's long
/// names (`L`, `K`) and volume label (`V`), Solaris' access rights (`A`).
bool is_special(char type) { return std::string_view("xXgLKVA").find(type) != std::string::npos; }

std::uint64_t padded(std::uint64_t size) {
  return (size + kTarBlockBytes - 1) / kTarBlockBytes * kTarBlockBytes;
}

std::string type_refusal(char type) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  const auto code = static_cast<unsigned char>(type);
  const bool printable = code > ' ' && code < 0x7F;
  const std::string shown = printable
                                ? std::string(1, type)
                                : std::string("0x") + kDigits[code >> 4U] + kDigits[code & 15U];
  return "is of tar type " + shown + ", neither a file nor a link nor a directory";
}

/// The kind of member that `type` names; none for the types that no package needs.
std::optional<EntryKind> kind_of(char type, std::string_view name) {
  switch (type) {
    case '0':
    case '\0':
      // Archives from before there were types mark a directory so.
      return name.ends_with('/') ? EntryKind::directory : EntryKind::file;
    case '1':
      return EntryKind::hard_link;
    case '2':
      return EntryKind::symbolic_link;
    case '5':
      return EntryKind::directory;
    default:
      return std::nullopt;
  }
}

}  // namespace

std::optional<TarHeader> TarHeaders::take() {
  if (headers_.empty()) return std::nullopt;
  TarHeader header = std::move(headers_.front());
  headers_.pop_front();
  return header;
}

TarEnd TarHeaders::end() const {
  TarEnd end;
  if (end_) {
    end.end_blocks = (first_behind_.value_or(position_) - *end_) / kTarBlockBytes;
    end.bytes_behind = first_behind_ ? last_behind_ - *first_behind_ + 1 : 0;
  } else {
    end.cut_off = skip_ > 0 || !partial_.empty() || current_.has_value();
  }
  return end;
}

void TarHeaders::feed(std::string_view bytes) {
  while (!bytes.empty() && fault_.empty()) {
    if (end_) return feed_behind_end(bytes);
    if (skip_ > 0) {
      const std::size_t skipped = std::min<std::uint64_t>(skip_, bytes.size());
      bytes.remove_prefix(skipped);
      position_ += skipped;
      skip_ -= skipped;
      continue;
    }
    const std::string_view unit = gather(bytes);
    if (unit.empty()) continue;
    special_ == '\0' ? read_header(unit) : read_special(unit);
  }
}

/// Takes the bytes of the next header or special body; empty until it is complete.
std::string_view TarHeaders::gather(std::string_view& bytes) {
  const std::string_view part = bytes.substr(0, wanted_ - partial_.size());
  bytes.remove_prefix(part.size());
  position_ += part.size();
  if (part.size() == wanted_) return part;
  partial_ += part;
  if (partial_.size() < wanted_) return {};
  unit_ = std::exchange(partial_, {});
  return unit_;
}

void TarHeaders::feed_behind_end(std::string_view bytes) {
  const std::size_t first = bytes.find_first_not_of('\0');
  if (first != std::string_view::npos) {
    if (!first_behind_) first_behind_ = position_ + first;
    last_behind_ = position_ + bytes.find_last_not_of('\0');
  }
  position_ += bytes.size();
}

void TarHeaders::read_header(std::string_view block) {
  const std::uint64_t position = position_ - block.size();
  if (is_all_zeros(block)) {
    end_ = position;
    if (current_) fault_ = "a special header belongs to no member";
    return;
  }
  std::optional<TarBlock> header = read_tar_block(block);
  if (!header) {
    fault_ = "a header has a wrong checksum";
  } else if (!header->size) {
    fault_ = "a header has a size that is no octal number";
  } else {
    if (!current_) current_.emplace().position = position;
    if (header->damaged) refuse("has a damaged header");
    is_special(header->type) ? begin_special(*header) : finish_member(std::move(*header));
  }
}

void TarHeaders::begin_special(const TarBlock& block) {
  // node-tar, with which npm unpacks, drops such a header and goes on with its content.
  if (block.name.empty() || !block.target.empty()) refuse("has a damaged special header");
  if (*block.size > kMaxSpecialBytes) {
    fault_ = "a special header is larger than 1 MiB";
    return;
  }
  special_ = block.type;
  special_bytes_ = *block.size;
  wanted_ = padded(*block.size);
  if (*block.size == 0) read_special({});
}

void TarHeaders::read_special(std::string_view body) {
  body = body.substr(0, special_bytes_);
  const char type = std::exchange(special_, '\0');
  wanted_ = kTarBlockBytes;
  if (type == 'x' || type == 'X') return read_extended(body);
  if (type == 'g') return read_global(body);
  if (type != 'L' && type != 'K') return refuse(type_refusal(type));
  std::optional<std::string>& value = type == 'L' ? name_ : target_;
  if (value) refuse("has two long names");
  // GNU tar ends the name with a NUL.
  value = body.substr(0, body.find_last_not_of('\0') + 1);
}

void TarHeaders::read_extended(std::string_view records) {
  if (std::exchange(extended_, true)) refuse("has two extended headers");
  const auto values = read_pax_records(records);
  if (!values) return refuse("has a malformed extended header");
  for (const auto& [key, value] : *values) {
    if (value.find('\0') != std::string::npos) refuse("has an extended header with a NUL byte");
    if (key.starts_with("GNU.sparse.")) refuse("is a sparse file");
    if (key == "size") size_ = read_number(value, 10).value_or(UINT64_MAX);
    if (key != "path" && key != "linkpath") continue;
    // node-tar passes over these records; pax names are UTF-8 by definition.
    const bool one_line = value.find('\n') == std::string::npos;
    if (!one_line || to_valid_utf8(value) != value) refuse("has a malformed extended header");
    std::optional<std::string>& field = key == "path" ? name_ : target_;
    if (field) refuse("has two long names");
    field = value;
  }
}

void TarHeaders::read_global(std::string_view records) {
  // git archive writes the commit as a comment. Anything else would hold for every later member.
  const auto values = read_pax_records(records);
  if (!values) return refuse("has a malformed global header");
  for (const auto& [key, value] : *values) {
    if (key != "comment") refuse("has a global header with more than a comment");
  }
}

void TarHeaders::finish_member(TarBlock block) {
  TarHeader& header = *current_;
  header.name = std::exchange(name_, {}).value_or(std::move(block.name));
  header.target = std::exchange(target_, {}).value_or(std::move(block.target));
  header.size = *block.size;
  if (std::exchange(size_, {}).value_or(header.size) != header.size) refuse("has two sizes");
  extended_ = false;

  const std::optional<EntryKind> kind = kind_of(block.type, header.name);
  header.kind = kind.value_or(EntryKind::file);
  if (!kind) refuse(type_refusal(block.type));
  const bool is_link =
      header.kind == EntryKind::symbolic_link || header.kind == EntryKind::hard_link;
  if (is_link && header.target.empty()) refuse("is a link without a target");
  // node-tar drops the header and goes on with its content, as if that were headers.
  if (!is_link && !header.target.empty()) refuse("has a link's target but is none");
  if (header.kind != EntryKind::file && header.size > 0) {
    refuse("is a link or directory with content");
  }
  // POSIX: the types 1 to 6 have no content, whatever their size field says.
  if (block.type < '1' || block.type > '6') skip_ = padded(header.size);
  headers_.push_back(std::move(header));
  current_.reset();
}

/// The first reason is the one that is told.
void TarHeaders::refuse(std::string reason) {
  if (current_->refusal.empty()) current_->refusal = std::move(reason);
}

}  // namespace packwarden
