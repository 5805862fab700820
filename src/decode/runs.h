#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "decode/decoder.h"
#include "decode/marked_text.h"

namespace packwarden {

/// An encoding of texts as runs of a set of bytes.
struct RunEncoding {
  Mark mark = Mark::base64_run;
  std::size_t shortest = 0;        // runs; no fewer than those that are marked
  std::uint32_t decoded_unit = 1;  // so many bytes of a text
  std::uint32_t source_unit = 1;   // are so many of a run
  std::string (*decode)(std::string_view run) = nullptr;
  bool (*has)(char c) = nullptr;  // whether a byte is of the set
};

/// Decodes the runs that stand for something to look at (content.h). Runs of one length that line
/// breaks part, as of MIME, are one; the breaks may be those of a string, `\n`.
void decode_runs(const MarkedText& text, const RunEncoding& encoding, const DecodedSink& sink);

}  // namespace packwarden
