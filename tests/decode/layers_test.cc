#include "decode/layers.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace packwarden {
namespace {

/// "ENCODING > ENCODING: TEXT" of each layer in which `part` stands.
std::vector<std::string> layers_with(const std::string& part, const std::string& entry,
                                     const DecodeLimits& limits = {}) {
  std::vector<std::string> out;
  const auto outcome =
      visit_layers(MarkedText(entry), limits, [&](const Layer& layer) -> Result<void> {
        if (layer.text().find(part) == std::string_view::npos) return {};
        std::string via;
        for (const std::string& encoding : layer.via())
          via += (via.empty() ? "" : " > ") + encoding;
        out.push_back(via + ": " + std::string(layer.text()));
        return {};
      });
  if (!outcome) out.push_back(outcome.error().what);
  return out;
}

// The text "token=abcdefghijklmnop" in base64, each character of it then in percent encoding.
const std::string kBase64 = "dG9rZW49YWJjZGVmZ2hpamtsbW5vcA==";

std::string in_percent(const std::string& text) {
  std::string out;
  for (const char c : text) {
    constexpr std::string_view kDigits = "0123456789ABCDEF";
    out += {'%', kDigits[static_cast<unsigned char>(c) >> 4U], kDigits[c & 15]};
  }
  return out;
}

TEST(Layers, AreFoundInLayers) {
  EXPECT_EQ(layers_with("token=", "x " + in_percent(kBase64)),
            std::vector<std::string>{"percent > base64: token=abcdefghijklmnop"});
}

TEST(Layers, EndAtTheLastDepth) {
  std::string text = "token=abc ";
  for (int depth = 0; depth < 5; ++depth) text = in_percent(text);
  EXPECT_TRUE(layers_with("token=", text).empty());
  DecodeLimits deeper;
  deeper.depth = 5;
  EXPECT_EQ(layers_with("token=", text, deeper).size(), 1U);
}

TEST(Layers, MapPlacesThroughAllOfThem) {
  const std::string entry = "ab " + in_percent(kBase64) + " cd";
  ByteSpan place;
  ASSERT_TRUE(visit_layers(MarkedText(entry), {}, [&](const Layer& layer) -> Result<void> {
    const std::size_t at = layer.text().find("token");
    if (at != std::string_view::npos) place = layer.in_entry({at, at + 5});
    return {};
  }));
  EXPECT_EQ(entry.substr(place.begin, place.size()), in_percent("dG9rZW49"));
}

TEST(Layers, TooMuchIsALimit) {
  DecodeLimits few;
  few.bytes = 20;
  EXPECT_EQ(layers_with("nothing", in_percent(kBase64), few),
            std::vector<std::string>{"it decodes to too much (limit decoded-bytes = 20)"});
}

}  // namespace
}  // namespace packwarden
