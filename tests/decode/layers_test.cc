#include "decode/layers.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <cstdio>
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

/// A tar of one file.
std::string tar_of(const std::string& name, const std::string& content) {
  std::string header = name + std::string(512 - name.size(), '\0');
  std::array<char, 12> size{};
  std::snprintf(size.data(), size.size(), "%011zo", content.size());
  header.replace(100, 7, "0000644");
  header.replace(124, 11, size.data());
  header.replace(148, 8, "        ");
  header[156] = '0';
  header.replace(257, 5, "ustar");
  header.replace(263, 2, "00");
  unsigned sum = 0;
  for (const char c : header) sum += static_cast<unsigned char>(c);
  std::snprintf(size.data(), size.size(), "%06o", sum);
  header.replace(148, 6, size.data());
  header[154] = '\0';
  return header + content + std::string(1536 - content.size() % 512, '\0');
}

std::string tars_of(int count) {
  std::string text = "token=abc";
  for (int depth = 0; depth < count; ++depth) text = tar_of("x", text);
  return text;
}

TEST(Layers, OfFourArchivesAreOpened) {
  EXPECT_EQ(layers_with("token=", tars_of(4)).size(), 4U);  // a tar shows what it holds
  DecodeLimits few;
  few.archive_depth = 2;
  EXPECT_EQ(layers_with("nothing", tars_of(2), few), std::vector<std::string>{});
}

TEST(Layers, AnArchiveThatStaysClosedIsALimit) {
  EXPECT_EQ(layers_with("nothing", tars_of(5)),
            std::vector<std::string>{
                "an archive in it lies too deep to be opened (limit archive-depth = 4)"});
}

// Archives do not take the depth of encodings, nor these theirs.
TEST(Layers, AreCountedByKind) {
  std::string text = "token=abc ";
  for (int depth = 0; depth < 4; ++depth) text = in_percent(text);
  for (int depth = 0; depth < 4; ++depth) text = tar_of("x", text);
  EXPECT_THAT(layers_with("token=", text),
              testing::Contains("archive x > archive x > archive x > archive x > percent > percent "
                                "> percent > percent: token=abc "));
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
