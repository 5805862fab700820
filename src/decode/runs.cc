#include "decode/runs.h"

#include <utility>

#include "decode/content.h"
#include "decode/name.h"

namespace packwarden {
namespace {

/// Whether the first bytes tell that a run is worth decoding. They tell of nearly all pictures,
/// fonts and names that it is not, without an allocation.
bool is_promising(std::string_view run, const RunEncoding& encoding) {
  for (const std::uint32_t bytes : {3U, 12U}) {
    const std::size_t size = bytes / encoding.decoded_unit * encoding.source_unit;
    if (!may_begin_content(encoding.decode(run.substr(0, size)))) return false;
  }
  return true;
}

}  // namespace

void decode_runs(const MarkedText& text, const RunEncoding& encoding, const DecodedSink& sink) {
  for (ByteSpan run = text.next_run(encoding.mark, 0); run.size() > 0;
       run = text.next_run(encoding.mark, run.end)) {
    if (run.size() < encoding.shortest) continue;
    const std::string_view encoded = text.text().substr(run.begin, run.size());
    if (!is_promising(encoded, encoding)) continue;
    Decoded out;
    out.text = encoding.decode(encoded);
    if (!is_content(out.text)) continue;
    out.source = run;
    out.pieces = {{0, run.begin, encoding.decoded_unit, encoding.source_unit}};
    if (!sink(with_name(text.text(), run.begin, std::move(out)))) return;
  }
}

}  // namespace packwarden
