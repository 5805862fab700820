#include "decode/runs.h"

namespace packwarden {

ByteSpan Runs::next() {
  constexpr std::size_t kLast = MarkedText::kShortestRun - 1;
  const std::string_view text = text_.text();
  for (std::size_t last = text_.find(mark_, at_ + kLast); last != MarkedText::npos;
       last = text_.find(mark_, at_ + kLast)) {
    std::size_t begin = last + 1;
    while (begin > at_ && set_.has(text[begin - 1])) --begin;
    at_ = begin;
    if (last - begin + 1 < MarkedText::kShortestRun) continue;
    at_ = last + 1;
    while (at_ < text.size() && set_.has(text[at_])) ++at_;
    if (at_ - begin >= shortest_) return {begin, at_};
  }
  return {text.size(), text.size()};
}

void decode_runs(const MarkedText& text, const RunEncoding& encoding, const DecodedSink& sink) {
  constexpr std::size_t kTaste = 12;  // bytes that tell most other runs, without an allocation
  const std::size_t taste = kTaste / encoding.decoded_unit * encoding.source_unit;
  const auto is_readable_to = [&encoding](std::string_view run, std::size_t size) {
    return is_readable(encoding.decode(run.substr(0, size)));
  };
  Runs runs(text, encoding.mark, encoding.set, encoding.shortest);
  for (ByteSpan run = runs.next(); run.size() > 0; run = runs.next()) {
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
