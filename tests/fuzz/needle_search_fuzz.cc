#include "match/needle_search.h"

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string_view>
#include <tuple>
#include <vector>

#include "base/text.h"

// What is found of any needles in any bytes is what comparing each of them at each place finds. The
// input is a line for each needle, in which upper case is either case, an empty line, and the text.
namespace {

using packwarden::ByteSpan;
using packwarden::NeedleHit;
using packwarden::SoughtNeedle;

SoughtNeedle sought(std::string_view line, std::uint32_t number) {
  SoughtNeedle out{{}, number};
  for (const char c : line) {
    const bool either = packwarden::is_ascii_upper(c);
    out.needle.text += either ? static_cast<char>(c | 0x20) : c;
    out.needle.fold += either ? '\x20' : '\0';
  }
  return out;
}

bool stands_at(const packwarden::Needle& needle, std::string_view text, std::size_t at) {
  if (needle.text.size() > text.size() - at) return false;
  for (std::size_t i = 0; i < needle.text.size(); ++i) {
    if (static_cast<char>(text[at + i] | needle.fold[i]) != needle.text[i]) return false;
  }
  return true;
}

std::vector<NeedleHit> simply_found(const std::vector<SoughtNeedle>& needles, std::string_view text,
                                    ByteSpan begins) {
  std::vector<NeedleHit> out;
  for (std::uint64_t at = begins.begin; at < begins.end; ++at) {
    for (const SoughtNeedle& one : needles) {
      const ByteSpan place{at, at + one.needle.text.size()};
      if (stands_at(one.needle, text, at)) out.push_back({one.number, place});
    }
  }
  return out;
}

void sort(std::vector<NeedleHit>& hits) {
  std::sort(hits.begin(), hits.end(), [](const NeedleHit& a, const NeedleHit& b) {
    return std::tie(a.place.begin, a.number) < std::tie(b.place.begin, b.number);
  });
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string_view text(reinterpret_cast<const char*>(data), size);
  std::vector<SoughtNeedle> needles;
  while (!text.empty() && text.front() != '\n' && needles.size() < 64) {
    const std::string_view line = text.substr(0, text.find('\n'));
    if (line.size() >= packwarden::Needles::kShortest) {
      needles.push_back(sought(line, static_cast<std::uint32_t>(needles.size())));
    }
    text.remove_prefix(std::min(text.size(), line.size() + 1));
  }
  text.remove_prefix(std::min<std::size_t>(text.size(), 1));
  const packwarden::NeedleSearch search(needles);
  for (const ByteSpan begins : {ByteSpan{0, text.size()}, {text.size() / 3, text.size() / 2}}) {
    std::vector<NeedleHit> hits;
    search.find(text, begins, hits);
    sort(hits);
    if (hits != simply_found(needles, text, begins)) std::abort();
  }
  return 0;
}
