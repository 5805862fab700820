#include "validate/generated.h"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <utility>

#include "decode/source_mappings.h"

namespace packwarden {
namespace {

constexpr std::size_t kLongestUrl = 4096;

/// Places of ascending offsets with columns in units of UTF-16, reading the text once.
class GeneratedPlaces {
 public:
  explicit GeneratedPlaces(std::string_view text) : text_(text) {}

  LineColumn at(std::uint64_t offset) {
    for (; offset_ < std::min<std::uint64_t>(offset, text_.size()); ++offset_) {
      const auto byte = static_cast<unsigned char>(text_[offset_]);
      if (byte == '\n') {
        ++place_.line;
        place_.column = 1;
      } else {
        place_.column += units_of(byte);
      }
    }
    return place_;
  }

 private:
  /// Units of the character of UTF-8 that `byte` begins; none, where it goes on.
  static std::uint64_t units_of(unsigned char byte) {
    constexpr unsigned char kFirstOfFour = 0xF0;
    if ((byte & 0xC0U) == 0x80U) return 0;
    return byte >= kFirstOfFour ? 2 : 1;
  }

  std::string_view text_;
  std::uint64_t offset_ = 0;
  LineColumn place_;
};

}  // namespace

void name_originals_of_generated(std::string_view bytes, const PathConcealer& conceal,
                                 std::vector<Finding>& found) {
  if (found.empty()) return;
  const std::string_view url = source_map_url(bytes);
  if (url.empty()) return;
  const std::optional<std::string> map = source_map_in(url);
  if (!map && url.size() > kLongestUrl) return;
  GeneratedPlaces places(bytes);
  std::vector<Finding*> generated;
  for (Finding& finding : found) {
    if (finding.location.original) continue;
    finding.map = MapReference{map ? std::string() : std::string(url),
                               places.at(finding.location.span.begin)};
    generated.push_back(&finding);
  }
  if (map) name_originals_by(*map, conceal, generated);
}

void name_originals_by(std::string_view map, const PathConcealer& conceal,
                       const std::vector<Finding*>& found) {
  auto mappings = SourceMappings::parse(map);
  for (Finding* finding : found) {
    const std::optional<MapReference> reference = std::exchange(finding->map, std::nullopt);
    if (!mappings || !reference) continue;
    auto original = mappings->original_at(reference->place);
    if (!original) continue;
    original->path = conceal(original->path);
    finding->location.original = std::move(original);
  }
}

}  // namespace packwarden
