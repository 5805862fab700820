#include "decode/decoder.h"

#include <algorithm>
#include <array>
#include <iterator>

#include "decode/all.h"

namespace packwarden {
namespace {

constexpr std::array kDecoders = {
    Decoder{"archive", "members of tar and zip, and compressed files", decode_archives,
            Yield::members},
    Decoder{"array-join", "string literals of an array that are joined", decode_array_joins},
    Decoder{"base64", "base64 and base64url of texts and archives", decode_base64_runs},
    Decoder{"char-codes", "lists of character codes: String.fromCharCode, Buffer.from",
            decode_char_codes},
    Decoder{"concatenation", "string literals that are joined by a plus", decode_concatenations},
    Decoder{"escape", "escapes of strings: \\x41, \\u0041", decode_escapes},
    Decoder{"hex", "hexadecimal of texts and archives", decode_hex_runs},
    Decoder{"html-entity", "entities of HTML and XML", decode_html_entities},
    Decoder{"percent", "percent encoding of addresses", decode_percent},
    Decoder{"utf-16", "text of two bytes a character", decode_utf16},
    Decoder{"wide-string", "strings of two bytes a character in binary files", decode_wide_strings},
};

constexpr bool by_name(const Decoder& a, const Decoder& b) { return a.name < b.name; }

static_assert(std::is_sorted(kDecoders.begin(), kDecoders.end(), by_name));

constexpr std::size_t kMostPieces = std::size_t{1} << 18U;
/// Pieces have a byte or more: what is longer than this is no secret.
constexpr std::size_t kOverlap = 1024;

/// The last piece that begins at `decoded` or before.
const Piece& piece_at(const std::vector<Piece>& pieces, std::uint64_t decoded) {
  const auto next =
      std::upper_bound(pieces.begin(), pieces.end(), decoded,
                       [](std::uint64_t at, const Piece& piece) { return at < piece.decoded; });
  return next == pieces.begin() ? pieces.front() : *std::prev(next);
}

}  // namespace

std::span<const Decoder> decoders() { return kDecoders; }

/// Units that go on where a piece ends, and are like its own, belong to it: a text of nothing but
/// such units takes one piece and not one for each.
bool Decoded::goes_on(const Piece& next) const {
  if (pieces.empty()) return false;
  const Piece& last = pieces.back();
  const std::uint64_t size = next.decoded - last.decoded;
  return last.decoded_unit == next.decoded_unit && last.source_unit == next.source_unit &&
         size % last.decoded_unit == 0 &&
         last.source + size / last.decoded_unit * last.source_unit == next.source;
}

void Decoded::append(std::string_view bytes, std::uint64_t source_begin,
                     std::uint64_t source_size) {
  if (bytes.empty()) return;
  const Piece piece{text.size(), source_begin, static_cast<std::uint32_t>(bytes.size()),
                    static_cast<std::uint32_t>(source_size)};
  if (!goes_on(piece)) pieces.push_back(piece);
  text += bytes;
}

void Decoded::append_plain(std::string_view bytes, std::uint64_t source_begin) {
  if (bytes.empty()) return;
  const Piece piece{text.size(), source_begin, 1, 1};
  if (!goes_on(piece)) pieces.push_back(piece);
  text += bytes;
}

bool Decoded::is_full() const { return pieces.size() >= kMostPieces; }

std::uint64_t Decoded::next_begin() const { return pieces[pieces.size() - kOverlap].source; }

ByteSpan Decoded::in_source(ByteSpan span) const {
  if (pieces.empty()) return source;
  const Piece& first = piece_at(pieces, span.begin);
  const Piece& last = piece_at(pieces, span.end > span.begin ? span.end - 1 : span.begin);
  const std::uint64_t before = (span.begin - first.decoded) / first.decoded_unit;
  const std::uint64_t units = (span.end - last.decoded + last.decoded_unit - 1) / last.decoded_unit;
  const std::uint64_t begin = first.source + before * first.source_unit;
  // The last unit of a piece may be shorter than the others.
  const bool is_final = &last == &pieces.back();
  const std::uint64_t most = is_final ? source.end : std::next(&last)->source;
  const std::uint64_t end = std::min(last.source + units * last.source_unit, most);
  return {std::min(begin, end), end};
}

}  // namespace packwarden
