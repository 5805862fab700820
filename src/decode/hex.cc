#include "decode/all.h"
#include "decode/hexadecimal.h"
#include "decode/runs.h"

namespace packwarden {
namespace {

constexpr std::size_t kShortest = 32;
constexpr ByteSet kDigits("0123456789abcdefABCDEF");

std::string decoded(std::string_view run) {
  std::string out;
  out.reserve(run.size() / 2);
  for (std::size_t i = 0; i + 1 < run.size(); i += 2) {
    out += static_cast<char>(hexadecimal_value(run[i]) * 16 + hexadecimal_value(run[i + 1]));
  }
  return out;
}

}  // namespace

void decode_hex_runs(std::string_view text, const DecodedSink& sink) {
  Runs runs(text, kDigits, kShortest);
  for (ByteSpan run = runs.next(); run.size() > 0; run = runs.next()) {
    const std::string_view encoded = text.substr(run.begin, run.size());
    if (!is_readable(decoded(encoded.substr(0, kShortest)))) continue;
    Decoded out;
    out.text = decoded(encoded);
    if (!is_readable(out.text)) continue;
    out.source = run;
    out.pieces = {{0, run.begin, 1, 2}};
    if (!sink(out)) return;
  }
}

}  // namespace packwarden
