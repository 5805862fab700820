#include "check/entry_points.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace packwarden {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

Json manifest_of(const std::string& text) { return parse_json(text, "package.json").value(); }

/// "a.b[0]"
std::string text_of(const std::vector<JsonStep>& steps) {
  std::string out;
  for (const JsonStep& step : steps) {
    if (const auto* key = std::get_if<std::string_view>(&step)) {
      out += (out.empty() ? "" : " ") + std::string(*key);
    } else {
      out += "[" + std::to_string(std::get<std::size_t>(step)) + "]";
    }
  }
  return out;
}

/// "steps | sub-path | conditions | target" of each.
std::vector<std::string> entries_of(const std::string& text) {
  const Json manifest = manifest_of(text);
  std::vector<std::string> out;
  for (const EntryPoint& entry : entry_points(manifest)) {
    std::string conditions;
    for (const std::string_view condition : entry.conditions) {
      conditions += (conditions.empty() ? "" : " ") + std::string(condition);
    }
    out.push_back(text_of(entry.steps) + " | " + std::string(entry.subpath) + " | " + conditions +
                  " | " + std::string(entry.target()));
  }
  return out;
}

TEST(EntryPoints, AreAllTargetsWithTheirPlaces) {
  EXPECT_THAT(entries_of(R"({"main": "a.js", "types": "a.d.ts", "name": "x", "bin": "cli.js"})"),
              ElementsAre("bin | x |  | cli.js", "main |  |  | a.js", "types |  |  | a.d.ts"));
  EXPECT_THAT(
      entries_of(R"({"browser": {"./a.js": "./b.js", "fs": false}, "man": ["a.1", "b.1"],
                             "directories": {"bin": "bin"}})"),
      ElementsAre("browser ./a.js | ./a.js |  | ./b.js", "browser fs | fs |  | ",
                  "directories bin |  |  | bin", "man[0] |  |  | a.1", "man[1] |  |  | b.1"));
  EXPECT_THAT(entries_of(R"({"exports": "./a.js"})"), ElementsAre("exports | . |  | ./a.js"));
  EXPECT_THAT(
      entries_of(R"({"exports": {".": {"node": {"import": "./a.mjs"}, "default": ["./b", "./c"]},
                                 "./x": null}, "imports": {"#i": "./i.js"}})"),
      ElementsAre("exports . node import | . | node import | ./a.mjs",
                  "exports . default[0] | . | default | ./b",
                  "exports . default[1] | . | default | ./c", "exports ./x | ./x |  | ",
                  "imports #i | #i |  | ./i.js"));
}

TEST(EntryPoints, OfHostileManifestsAreBounded) {
  std::string deep = R"("./a.js")";
  for (int level = 0; level < 300; ++level) deep = R"({"node": )" + deep + "}";
  EXPECT_THAT(entries_of(R"({"exports": )" + deep + "}"), IsEmpty());
  std::string wide = R"({"exports": {".": "./a")";
  for (int key = 0; key < 30'000; ++key) wide += ",\"./" + std::to_string(key) + "\":\"./a\"";
  EXPECT_EQ(entry_points(manifest_of(wide + "}}")).size(), 20'000U);
}

std::vector<std::string> root_of(const std::string& text, Loader loader) {
  return root_entry(manifest_of(text), loader).candidates;
}

TEST(RootEntry, IsWhatNodeSelects) {
  struct Row {
    const char* exports;
    const char* imported;
    const char* required;
  };
  const std::vector<Row> rows = {
      {R"("./a.js")", "a.js", "a.js"},
      {R"({".": "./a.js", "./x": "./x.js"})", "a.js", "a.js"},
      {R"({"import": "./a.mjs", "require": "./a.cjs"})", "a.mjs", "a.cjs"},
      {R"({"types": "./a.d.ts", "default": "./a.js"})", "a.js", "a.js"},
      {R"({"node": {"import": "./a.mjs"}, "default": "./b.js"})", "a.mjs", "b.js"},
      {R"({"browser": "./b.js", "module-sync": "./m.js"})", "m.js", "m.js"},
      {R"([{"import": "./a.mjs"}, "./a.cjs"])", "a.mjs", "a.cjs"},
      {R"(["a.js", "./b.js"])", "b.js", "b.js"},
      {R"({"import": null, "default": "./b.js"})", "", "b.js"},
      {R"({"./x": "./x.js"})", "", ""},
      {R"({"import": "a.js"})", "", ""},
  };
  for (const Row& row : rows) {
    const std::string text = R"({"main": "main.js", "exports": )" + std::string(row.exports) + "}";
    const auto first = [&](Loader loader) {
      const auto all = root_of(text, loader);
      return all.empty() ? std::string() : all.front();
    };
    EXPECT_EQ(first(Loader::import_statement), row.imported) << row.exports;
    EXPECT_EQ(first(Loader::require_call), row.required) << row.exports;
  }
}

TEST(RootEntry, WithoutExportsIsMainOrAnIndex) {
  EXPECT_THAT(root_of(R"({"main": "./lib/"})", Loader::require_call),
              ElementsAre("lib", "lib.js", "lib.json", "lib.node", "lib/index.js", "lib/index.json",
                          "lib/index.node", "index.js", "index.json", "index.node"));
  EXPECT_THAT(root_of(R"({"exports": null})", Loader::import_statement),
              ElementsAre("index.js", "index.json", "index.node"));
}

TEST(PackedTarget, IsFoundAsItsReadersFindIt) {
  const std::vector<std::string> paths = {"bin/x",           "lib/a.js",    "lib/b/index.js",
                                          "lib/c.d.ts",      "lib/d.d.mts", "lib/e/index.d.ts",
                                          "lib/esm/index.js"};
  std::vector<PackedPath> files;
  for (const std::string& path : paths) files.push_back({path, 1, 0644, EntryKind::file});
  const PackageView package(files, {}, nullptr, {});
  struct Row {
    EntryField field;
    const char* target;
    const char* found;
  };
  const std::vector<Row> rows = {
      {EntryField::main, "./lib/a.js", "lib/a.js"},
      {EntryField::main, "lib/a", "lib/a.js"},
      {EntryField::main, "lib/b", "lib/b/index.js"},
      {EntryField::main, "lib/x/../a", "lib/a.js"},
      {EntryField::main, "lib/x", ""},
      {EntryField::types, "lib/c", "lib/c.d.ts"},
      {EntryField::types, "lib/c.js", "lib/c.d.ts"},
      {EntryField::types, "lib/d.mjs", "lib/d.d.mts"},
      {EntryField::types, "lib/e", "lib/e/index.d.ts"},
      {EntryField::exports, "./lib/a.js", "lib/a.js"},
      {EntryField::exports, "./lib/a", ""},
      {EntryField::exports, "./lib/b/", "lib/b/index.js"},
      {EntryField::bin, "bin/x", "bin/x"},
      {EntryField::bin, "lib/a", ""},
      {EntryField::directories_bin, "./bin", "bin/x"},
      {EntryField::directories_bin, "./b", ""},
  };
  for (const Row& row : rows) {
    const Json value = row.target;
    const PackedPath* found = packed_target(package, {row.field, {}, "", {}, &value});
    EXPECT_EQ(found == nullptr ? "" : found->path, row.found) << row.target;
  }
}

TEST(Conditions, AreCommonOrOfTheAuthors) {
  for (const char* condition : {"node", "default", "types@>=5.0", "require", "workerd"}) {
    EXPECT_TRUE(is_common_condition(condition)) << condition;
  }
  for (const char* condition : {"@acme/source", "source", "nx"}) {
    EXPECT_FALSE(is_common_condition(condition)) << condition;
  }
}

}  // namespace
}  // namespace packwarden
