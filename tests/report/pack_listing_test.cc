#include "report/pack_listing.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>
#include <string>
#include <utility>

namespace packwarden {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

PackedFile file_at(std::string path, std::uint64_t size) {
  PackedFile file;
  file.path = std::move(path);
  file.size = size;
  file.mode = 0644;
  return file;
}

PackListing sample(int npm) {
  PackListing listing;
  listing.npm = npm;
  listing.name = "@s/demo";
  listing.version = "1.0.0";
  listing.filename = "s-demo-1.0.0.tgz";
  listing.list.files = {file_at("node_modules/@t/b/i.js", 5), file_at("a.js", 1234),
                        file_at("node_modules/c/i.js", 6), file_at("package.json", 30)};
  listing.notes = {"pnpm packs it otherwise"};
  return listing;
}

std::string text_of(const std::vector<PackListing>& listings) {
  std::ostringstream out;
  write_pack_text(listings, {}, out);
  return out.str();
}

std::string pack_json(const std::vector<PackListing>& listings) {
  std::string out;
  const auto written = write_pack_json(listings, [&](std::string_view text) {
    out += text;
    return Result<void>();
  });
  EXPECT_TRUE(written);
  return out;
}

constexpr const char* kArray = R"json([
  {
    "id": "@s/demo@1.0.0",
    "name": "@s/demo",
    "version": "1.0.0",
    "size": null,
    "unpackedSize": 1275,
    "shasum": null,
    "integrity": null,
    "filename": "s-demo-1.0.0.tgz",
    "files": [
      {
        "path": "a.js",
        "size": 1234,
        "mode": 420
      },
      {
        "path": "node_modules/@t/b/i.js",
        "size": 5,
        "mode": 420
      },
      {
        "path": "node_modules/c/i.js",
        "size": 6,
        "mode": 420
      },
      {
        "path": "package.json",
        "size": 30,
        "mode": 420
      }
    ],
    "entryCount": 4,
    "bundled": [
      "@t/b",
      "c"
    ]
  }
]
)json";

TEST(PackListing, JsonIsThatOfNpm11) { EXPECT_EQ(pack_json({sample(11)}), kArray); }

TEST(PackListing, LongJsonIsWrittenInPieces) {
  PackListing listing = sample(11);
  for (int i = 0; i < 2000; ++i) listing.list.files.push_back(file_at("f" + std::to_string(i), 1));
  int pieces = 0;
  const TextSink count = [&](std::string_view) {
    ++pieces;
    return Result<void>();
  };
  ASSERT_TRUE(write_pack_json({listing}, count));
  EXPECT_GT(pieces, 1);
  const TextSink full = [](std::string_view) -> Result<void> {
    return fail(ErrorKind::io, "standard output", "cannot write");
  };
  EXPECT_FALSE(write_pack_json({listing}, full));
}

TEST(PackListing, Npm12KeysItsJsonByName) {
  const std::string json = pack_json({sample(12)});
  EXPECT_THAT(json, HasSubstr("{\n  \"@s/demo\": {\n    \"id\": \"@s/demo@1.0.0\",\n"));
  EXPECT_EQ(json.back(), '\n');
}

TEST(PackListing, JsonKeepsAVersionThatIsANumber) {
  PackListing listing = sample(11);
  listing.version = 1;
  EXPECT_THAT(pack_json({listing}), HasSubstr("\"version\": 1,\n"));
  EXPECT_THAT(pack_json({listing}), HasSubstr("\"filename\": \"s-demo-1.tgz\""));
}

TEST(PackListing, OnlyOneAtAndOneSlashAreTakenOutOfTheListedFilename) {
  PackListing listing = sample(11);
  listing.name = "a/b@c/d@e";
  EXPECT_THAT(pack_json({listing}), HasSubstr("\"filename\": \"a-bc/d@e-1.0.0.tgz\""));
}

TEST(PackListing, TextCountsWhatIsBundledAndListsTheRest) {
  EXPECT_EQ(text_of({sample(11)}), R"(@s/demo@1.0.0

Tarball Contents
   1.2 kB  a.js
     30 B  package.json

Bundled Dependencies
  @t/b
  c

Tarball Details
name:            @s/demo
version:         1.0.0
filename:        s-demo-1.0.0.tgz
unpacked size:   1.3 kB
bundled deps:    2
bundled files:   2
own files:       2
total files:     4
packing rules:   npm 11

Notes:
  pnpm packs it otherwise
)");
}

TEST(PackListing, TextEscapesNames) {
  PackListing listing = sample(11);
  listing.list.files = {file_at("a\x1B[2J.js", 1)};
  EXPECT_THAT(text_of({listing}), HasSubstr("1 B  a\\x1B[2J.js\n"));
  EXPECT_THAT(text_of({listing}), Not(HasSubstr("Bundled")));
}

TEST(PackListing, BundledNamesFollowTheTarball) {
  PackList list;
  list.files = {file_at("node_modules/z/a", 1), file_at("node_modules/@s/q/a", 1),
                file_at("node_modules/z/b", 1), file_at("node_modules/@s", 1),
                file_at("lib/node_modules/y/a", 1)};
  EXPECT_THAT(bundled_names(list), ElementsAre("z", "@s/q", "@s"));
}

}  // namespace
}  // namespace packwarden
