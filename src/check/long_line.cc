#include "base/byte_search.h"
#include "base/text.h"
#include "check/all.h"

namespace packwarden {
namespace {

/// Longer lines are not written by people.
constexpr std::size_t kLongest = 5000;

/// The first line that is too long. Looks at each 5,000th byte of such lines only.
ByteSpan first_long_line(std::string_view text) {
  for (std::size_t begin = 0; text.size() - begin > kLongest;) {
    const std::size_t last = find_last_byte(text.substr(begin, kLongest + 1), '\n');
    if (last == std::string_view::npos) {
      const std::size_t end = text.find('\n', begin + kLongest);
      return {begin, end == std::string_view::npos ? text.size() : end};
    }
    begin += last + 1;
  }
  return {};
}

void run(const CheckedFile& file, FileHits& hits) {
  if (file.name().find(".min.") != std::string_view::npos) return;
  const ByteSpan line = first_long_line(file.bytes());
  if (line.size() == 0) return;
  hits.add({Severity::note, "It has a line of " + grouped(line.size()) + " bytes.", ""}, line);
}

}  // namespace

const FileCheck kLongLine = {
    {"obf-long-line", Severity::note, "Minified code",
     "Nobody reads such lines: what stands there is not reviewed.",
     "Call the file `*.min.js` if that is what it is, or ship readable code."},
    Reach::code,
    {},
    run,
    {}};

}  // namespace packwarden
