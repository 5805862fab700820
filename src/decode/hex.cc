#include "base/text.h"
#include "decode/all.h"
#include "decode/runs.h"

namespace packwarden {
namespace {

constexpr std::size_t kShortest = 32;

std::string decoded(std::string_view run) {
  std::string out;
  out.reserve(run.size() / 2);
  for (std::size_t i = 0; i + 1 < run.size(); i += 2) {
    out += static_cast<char>(hexadecimal_octet(run, i).value_or(0));
  }
  return out;
}

bool is_of_hexadecimal(char c) { return hexadecimal_value(c).has_value(); }

}  // namespace

void decode_hex_runs(const MarkedText& text, const DecodedSink& sink) {
  decode_runs(text, {Mark::hex_run, kShortest, 1, 2, decoded, is_of_hexadecimal}, sink);
}

}  // namespace packwarden
