#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "check/checked.h"

namespace packwarden {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::string hex_names(int count) {
  std::string out;
  for (int i = 0; i < count; ++i) out += "_0x1a2b" + std::to_string(10 + i) + "(),";
  return out;
}

std::string repeated(std::string_view text, std::size_t times) {
  std::string out;
  for (std::size_t i = 0; i < times; ++i) out += text;
  return out;
}

TEST(ObfuscatedCode, IsToldByItsIdioms) {
  const std::vector<std::tuple<std::string, std::string, std::vector<std::string>>> cases = {
      {"a.js", hex_names(10), {"medium a.js"}},
      {"a.js", hex_names(9), {}},
      {"a.js", "var a = _0x1a2b3c;", {}},
      {"a.js", "while (!![]) { a() }", {"medium a.js"}},
      {"a.js", "eval(atob('YWJj'))", {"medium a.js"}},
      {"a.js", "eval(function(p,a,c,k,e,d){return p}('0',1,1,''))", {"medium a.js"}},
      {"a.js", "new Function('a', String.fromCharCode(97))", {"medium a.js"}},
      {"a.js", "(![]+[])[" + repeated("+[]", 400) + "]", {"medium a.js"}},
      {"a.js", "(![]+[])[+!+[]]", {}},
      {"a.md", "eval(atob('YWJj'))", {}},
      {"test/a.js", "while(!![]){}", {"note test/a.js"}},
      {"a.js", "while(true){} isFunction(a); b.fromCharCode(1)", {}},
  };
  for (const auto& [path, text, expected] : cases) {
    EXPECT_EQ(audited_hits("obf-obfuscated-code", path, text), expected) << text;
  }
}

TEST(HiddenCode, IsBehindManyBlanks) {
  const std::string blanks(201, ' ');
  const std::vector<std::tuple<std::string, std::string, std::vector<std::string>>> cases = {
      {"a.js", "a();" + blanks + "b()", {"obf-hidden-code medium"}},
      {"a.js", "a();" + std::string(201, '\t') + "b()", {"obf-hidden-code medium"}},
      {"a.js", "x\n" + std::string(150, 'y') + "();" + blanks + "b()", {"obf-hidden-code medium"}},
      {"a.js", "a();" + std::string(200, ' ') + "b()", {}},
      {"a.js", "a()" + blanks + "// b", {}},
      {"a.js", "a('" + blanks + "')", {}},
      {"a.js", blanks + "a()", {}},
      {"a.js", "a()" + blanks + "\nb()", {}},
      {"a.js", "a()\n" + blanks + "b()", {}},
      {"a.md", "a" + blanks + "b", {}},
      {"test/a.js", "a();" + blanks + "b()", {"obf-hidden-code note"}},
  };
  for (const auto& [path, text, expected] : cases) EXPECT_EQ(checks_of(path, text), expected);
}

TEST(SelfPropagation, NeedsTwoSigns) {
  const std::string id = "obf-self-propagation";
  const std::string publishes =
      "fs.writeFileSync('package.json', x); child.execSync('npm publish');\n";
  const std::string asks = "fetch('http://169.254.169.254/latest/');\n";
  const std::string reads = "fetch(u, {body: fs.readFileSync(home + '/.npmrc')});\n";
  EXPECT_THAT(audited_hits(id, "a.js", publishes + asks + reads), ElementsAre("medium a.js"));
  EXPECT_THAT(audited_hits(id, "a.js", asks + reads), ElementsAre("medium a.js"));
  EXPECT_THAT(audited_hits(id, "test/a.js", asks + reads), ElementsAre("note test/a.js"));
  for (const std::string& one : {publishes, asks, reads}) {
    EXPECT_THAT(audited_hits(id, "a.js", one), IsEmpty()) << one;
  }
  const std::string far(100'000, ';');
  EXPECT_THAT(audited_hits(id, "a.js", asks + far + reads), IsEmpty());
  EXPECT_THAT(audited_hits(id, "a.md", publishes + asks), IsEmpty());
}

}  // namespace
}  // namespace packwarden
