#include "check/module_format.h"

#include <gtest/gtest.h>

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "check/file_facts.h"
#include "check/package_check.h"

namespace packwarden {
namespace {

using Format = ModuleFormat;

struct FormatCase {
  std::string_view code;
  ModuleFormat format;
};

constexpr auto kFormatCases = std::to_array<FormatCase>({
    {"import a from 'b';", Format::esm},
    {"import a, { b } from 'c'", Format::esm},
    {"import type a from 'b'", Format::esm},
    {"import $ from 'jquery'", Format::esm},
    {"import*as a from'b'", Format::esm},
    {"import{a}from'b'", Format::esm},
    {"import 'a'", Format::esm},
    {"import\"a\"", Format::esm},
    {"import /* a */ b from 'c'", Format::esm},
    {"if(import.meta.url) a()", Format::unknown},
    {"a = import.meta.url", Format::esm},
    {"export default 1", Format::esm},
    {"export{a as b}", Format::esm},
    {"export * from 'a'", Format::esm},
    {"export const a = 1", Format::esm},
    {"export class A {}", Format::esm},
    {"export async function a() {}", Format::esm},
    {"\xEF\xBB\xBF"
     "export default 1",
     Format::esm},
    {"function a(){}export{a}", Format::esm},
    {"const a = 1;export{a}", Format::esm},
    {"module.exports = a", Format::commonjs},
    {"'use strict';exports.a = 1", Format::commonjs},
    {"const a = require('b')", Format::commonjs},
    {"const a = require ('b')", Format::commonjs},
    {"global.a = 1", Format::commonjs},
    {"Object.defineProperty(exports, 'a', {})", Format::commonjs},
    {"Object.assign( exports, a)", Format::commonjs},
    {"import a from 'b'; const c = require('d')", Format::mixed},
    {"module.exports = 1; export default 1", Format::mixed},
    {"", Format::unknown},
    {"window.a = 1", Format::unknown},
    // dynamic, or a name that is none of these
    {"import('a')", Format::unknown},
    {"const b = await import ('a')", Format::unknown},
    {"importer from 'a'", Format::unknown},
    {"import.metal", Format::unknown},
    {"important a from 'b'", Format::unknown},
    {"a.export = 1", Format::unknown},
    {"exported = 1", Format::unknown},
    {"export1 = 1", Format::unknown},
    {"exports = {}", Format::unknown},
    {"requires('a')", Format::unknown},
    {"globalThis.a = 1", Format::unknown},
    {"Object.freeze(exports)", Format::unknown},
    {"module.exportsAll", Format::unknown},
    // what a bundler wraps
    {"\"object\"==typeof exports?module.exports=a():b()", Format::unknown},
    {"var a=require('b')", Format::unknown},
    // not code
    {"// import a from 'b'\n/* export default 1 */", Format::unknown},
    {"const a = \"x; require('b')\"", Format::unknown},
    {"const a = `\nexport default 1\n${b} import 'c'`", Format::unknown},
    {"const a = `${b}`; export default a", Format::esm},
    {"const a = / import 'a'/", Format::unknown},
    {"const a = 'http://b'; module.exports = a", Format::commonjs},
    {"#!/usr/bin/env node\nrequire('a')", Format::commonjs},
});

TEST(ModuleSigns, TellTheFormat) {
  for (const auto& [code, format] : kFormatCases) {
    EXPECT_EQ(module_signs(code).format(), format) << code;
  }
}

TEST(ModuleSigns, TellADefaultExportThatBundlersReadInTwoWays) {
  const std::string mark = "exports.__esModule = true;\n";
  const std::string defined = "Object.defineProperty(exports, \"__esModule\", { value: true });\n";
  const std::vector<std::pair<std::string, bool>> cases = {
      {mark + "exports.default = createThing;", true},
      {defined + "exports.default = createThing;", true},
      {defined + "exports['default'] = createThing;", true},
      {defined + "module.exports.default = createThing;", true},
      {defined + "exports.default = exports.thing;", true},
      {defined + "exports.default = exports;", false},
      {defined + "exports.default = exports\n", false},
      {defined + "exports.default = { a: 1, b: 2 };", false},
      {defined + "exports.default = void 0;", false},
      {defined + "exports.defaults = createThing;", false},
      {defined + "// exports.default = createThing;", false},
      {defined, false},
      {"exports.default = createThing;", false},
      {"Object.defineProperty(other, '__esModule', { value: true }); exports.default = "
       "createThing;",
       false},
  };
  for (const auto& [code, expected] : cases) {
    EXPECT_EQ(module_signs(code).sets_interop_default, expected) << code;
  }
}

TEST(ModuleSigns, TellAFlowPragma) {
  const std::vector<std::pair<std::string, bool>> cases = {
      {"// @flow\n", true},
      {"/* @flow */", true},
      {"/** @flow strict */", true},
      {"/**\n * a\n * @flow\n */", true},
      {"  //@flow", true},
      {"a // @flow", false},
      {"'@flow'", false},
      {"", false},
  };
  for (const auto& [code, expected] : cases) {
    EXPECT_EQ(module_signs(code).has_flow_pragma, expected) << code;
  }
}

TEST(ModuleSigns, OfHostileTextsTakeNoLongerThanOthers) {
  for (const std::string unit : {"require/*", "import ", "import a\n", "exports.", "export/**/",
                                 "(exports", " * @flow", "`${", "global. "}) {
    std::string text;
    while (text.size() < (std::size_t{4} << 20U)) text += unit;
    EXPECT_FALSE(module_signs(text).sets_interop_default) << unit;
  }
}

TEST(FileFacts, TellOfManifests) {
  const auto facts = [](const std::string& path, std::string_view bytes) {
    return facts_of({path, bytes, 0644}, {});
  };
  EXPECT_TRUE(facts("a/package.json", R"({"type": "module", "imports": {}})").manifest.is_module);
  EXPECT_TRUE(facts("a/package.json", R"({"type": "module", "imports": {}})").manifest.has_imports);
  EXPECT_FALSE(facts("package.json", R"({"exports": null})").manifest.has_exports);
  EXPECT_FALSE(facts("package.json", "{").manifest.is_json);
  EXPECT_TRUE(facts("package.json", "null").manifest.is_json);
  EXPECT_TRUE(facts("package.json", "{}").manifest.is_json);
  EXPECT_EQ(facts("a.cjs", "export default 1").format, ModuleFormat::esm);
  EXPECT_TRUE(facts("a.ts", "export default 1").is_empty());
}

TEST(FileFacts, TellOfManifestsHoweverTheyAreWritten) {
  const std::vector<std::pair<std::string, bool>> cases = {
      {R"({"type":"module"})", true},
      {"\n{ \"a\" : [ {} , \"}\" ] ,\n\"type\" : \"module\" }\n", true},
      {R"({"\u0074ype":"module"})", true},
      {R"({"type":"\u006dodule"})", true},
      {R"({"type":"commonjs","type":"module"})", true},
      {R"({"type":"module","type":"commonjs"})", false},
      {R"({"type":["module"]})", false},
      {R"({"a":{"type":"module"}})", false},
      {R"({"type":"module",})", false},
      {R"({"type":"module"}})", false},
      {R"({"type":"module")", false},
      {R"({type:"module"})", false},
      {"\xEF\xBB\xBF{\"type\":\"module\"}", true},
  };
  for (const auto& [text, is_module] : cases) {
    EXPECT_EQ(facts_of({"package.json", text, 0644}, {}).manifest.is_module, is_module) << text;
  }
}

TEST(FirstModuleFormat, IsWhatTheFirstSignSays) {
  const std::string far(std::size_t{1} << 20U, '\n');
  EXPECT_EQ(first_module_format("export default 1;" + far + "module.exports = 1;"),
            ModuleFormat::esm);
  EXPECT_EQ(first_module_format(far + "module.exports = 1;"), ModuleFormat::commonjs);
  EXPECT_EQ(first_module_format("export default 1; module.exports = 1;"), ModuleFormat::mixed);
  EXPECT_EQ(first_module_format(far), ModuleFormat::unknown);
}

TEST(PackageView, ReadsAProgramOnceForTheSignsOfItsModuleSystem) {
  int reads = 0;
  const auto read = [&](const std::string& path, std::uint64_t) -> std::optional<std::string> {
    ++reads;
    if (path != "a.js") return std::nullopt;
    return "export default 1";
  };
  const PackageView package({}, {}, nullptr, read);
  EXPECT_TRUE(package.module_signs_of("a.js").has_esm);
  EXPECT_TRUE(package.module_signs_of("a.js").has_esm);
  EXPECT_EQ(package.module_signs_of("none.js"), ModuleSigns());
  EXPECT_EQ(reads, 3);  // package.json is the first
}

}  // namespace
}  // namespace packwarden
