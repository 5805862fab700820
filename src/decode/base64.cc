#include <cstddef>

#include "base/base64.h"
#include "decode/all.h"
#include "decode/runs.h"

namespace packwarden {
namespace {

/// Shorter ones hold no token worth hiding; a name of the program is seldom longer.
constexpr std::size_t kShortest = 24;

}  // namespace

void decode_base64_runs(const MarkedText& text, const DecodedSink& sink) {
  decode_runs(
      text, {Mark::base64_run, kShortest, 3, 4, decode_base64_run, MarkedText::is_of_base64}, sink);
}

}  // namespace packwarden
