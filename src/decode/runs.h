#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/span.h"
#include "decode/byte_set.h"
#include "decode/decoder.h"
#include "decode/marked_text.h"

namespace packwarden {

/// Goes through the runs of at least `shortest` bytes of a set. The set is that of the mark or part
/// of it, and `shortest` at least MarkedText::kShortestRun.
class Runs {
 public:
  Runs(const MarkedText& text, Mark mark, const ByteSet& set, std::size_t shortest)
      : text_(text), mark_(mark), set_(set), shortest_(shortest) {}

  /// The next run, as long as it goes; an empty one at the end.
  ByteSpan next();

 private:
  const MarkedText& text_;
  Mark mark_;
  const ByteSet& set_;
  std::size_t shortest_;
  std::size_t at_ = 0;  // no other run begins before
};

/// An encoding of texts as runs of a set of bytes.
struct RunEncoding {
  Mark mark = Mark::base64_run;
  const ByteSet& set;
  std::size_t shortest = 0;        // runs
  std::uint32_t decoded_unit = 1;  // so many bytes of a text
  std::uint32_t source_unit = 1;   // are so many of a run
  std::string (*decode)(std::string_view run) = nullptr;
};

/// Decodes the runs that stand for readable texts.
void decode_runs(const MarkedText& text, const RunEncoding& encoding, const DecodedSink& sink);

}  // namespace packwarden
