#include "decode/runs.h"

namespace packwarden {

void decode_runs(const MarkedText& text, const RunEncoding& encoding, const DecodedSink& sink) {
  constexpr std::size_t kTaste = 12;  // bytes that tell most other runs, without an allocation
  const std::size_t taste = kTaste / encoding.decoded_unit * encoding.source_unit;
  const auto is_readable_to = [&encoding](std::string_view run, std::size_t size) {
    return is_readable(encoding.decode(run.substr(0, size)));
  };
  for (ByteSpan run = text.next_run(encoding.mark, 0); run.size() > 0;
       run = text.next_run(encoding.mark, run.end)) {
    if (run.size() < encoding.shortest) continue;
    const std::string_view encoded = text.text().substr(run.begin, run.size());
    if (!is_readable_to(encoded, encoding.source_unit)) continue;
    if (!is_readable_to(encoded, taste)) continue;
    Decoded out;
    out.text = encoding.decode(encoded);
    if (!is_readable(out.text)) continue;
    out.source = run;
    out.pieces = {{0, run.begin, encoding.decoded_unit, encoding.source_unit}};
    if (!sink(out)) return;
  }
}

}  // namespace packwarden
