// The checks of entry points, on the small packages of publint/cases.json. compare.py beside it
// asks publint of the same ones.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <map>
#include <string>
#include <vector>

#include "base/json.h"
#include "base/json_place.h"
#include "check/checked.h"

namespace packwarden {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::UnorderedElementsAreArray;
using Files = std::map<std::string, std::string>;

Json read_cases() {
  std::ifstream file(PACKWARDEN_PUBLINT_CASES);
  const std::string text{std::istreambuf_iterator<char>(file), {}};
  auto cases = parse_json(text, "cases.json");
  return cases ? *std::move(cases) : Json();
}

/// A file is a text, or JSON to be written.
Files files_of(const Json& value) {
  Files out;
  for (const auto& [path, content] : *value.find("files")->object()) {
    out[path] = content.string() == nullptr ? to_text(content, 2) : *content.string();
  }
  return out;
}

/// "package.json:3:5" of the keys that lead to a value; a path is itself.
std::string place_of(const Json& place, const std::string& manifest) {
  if (place.string() != nullptr) return *place.string();
  std::vector<JsonStep> steps;
  for (const Json& key : *place.array()) steps.emplace_back(std::string_view(*key.string()));
  const auto found = find_json(manifest, steps);
  if (!found) return "nowhere";
  return "package.json:" + std::to_string(found->start.line) + ":" +
         std::to_string(found->start.column);
}

std::vector<std::string> expected_of(const Json& value, const std::string& manifest) {
  std::vector<std::string> out;
  for (const Json& row : *value.find("findings")->array()) {
    const Json::Array& finding = *row.array();
    out.push_back(*finding[0].string() + " " + *finding[1].string() + " " +
                  place_of(finding[2], manifest));
  }
  return out;
}

std::string shown(const Finding& finding, const Location& at) {
  const bool is_value = at.span.end > 0;
  const std::string place =
      ":" + std::to_string(at.start.line) + ":" + std::to_string(at.start.column);
  return finding.rule_id + " " + std::string(name_of(finding.severity)) + " " + at.path +
         (is_value ? place : "");
}

/// "id severity place" of each place that a check of entry points names.
std::vector<std::string> found_of(Files files) {
  std::vector<std::string> out;
  for (const Finding& finding : found_in_package(std::move(files))) {
    if (!finding.rule_id.starts_with("entry-")) continue;
    out.push_back(shown(finding, finding.location));
    for (const AlsoAt& also : finding.also) out.push_back(shown(finding, also.location));
  }
  return out;
}

TEST(EntryChecks, FindWhatTheCasesSay) {
  const Json cases = read_cases();
  ASSERT_NE(cases.array(), nullptr);
  EXPECT_GT(cases.array()->size(), 100U);
  for (const Json& value : *cases.array()) {
    const Files files = files_of(value);
    EXPECT_THAT(found_of(files),
                UnorderedElementsAreArray(expected_of(value, files.at("package.json"))))
        << *value.find("name")->string();
  }
}

std::vector<std::string> messages_of(std::string_view id, Files files) {
  std::vector<std::string> out;
  for (const Finding& finding : found_in_package(std::move(files))) {
    if (finding.rule_id == id) out.push_back(finding.message + " | " + finding.fix);
  }
  return out;
}

TEST(EntryChecks, TakeFilesOfOneKindForOneFinding) {
  EXPECT_THAT(
      messages_of("entry-format", {{"a.js", "export default 1"}, {"b.js", "export default 1"}}),
      ElementsAre("Node.js reads a file by its ending and by the `type` of the next package.json, "
                  "and stops at a statement of the other module system. 2 files are written as ES "
                  "modules and read as CommonJS. | Give them the ending `.mjs`, or set `\"type\": "
                  "\"module\"` in the next package.json above."));
}

TEST(EntryChecks, NamePlacesByTheirKeys) {
  const Files files = {{"package.json", R"({"exports": {"./a\n": {"node-addons": ["a.js"]}}})"}};
  EXPECT_THAT(
      messages_of("entry-exports-value", files),
      ElementsAre("Node.js refuses targets that do not begin with `./`. "
                  "`exports[\"./a\\x0A\"][\"node-addons\"][0]` is `a.js`. | Write `./a.js` as "
                  "`exports[\"./a\\x0A\"][\"node-addons\"][0]`."));
}

TEST(EntryChecks, SayNoPartOfTheAddressOfARepository) {
  const std::string password = std::string("tok") + "en-of-mine";
  const Files files = {{"package.json", R"({"repository": {"url": "https://a:)" + password +
                                            R"(@github.com/a/b"}})"}};
  const auto messages = messages_of("entry-repository", files);
  ASSERT_EQ(messages.size(), 1U);
  EXPECT_EQ(messages[0].find(password), std::string::npos);
}

TEST(EntryChecks, NameTwoHundredPlacesAtMost) {
  std::string exports;
  for (int i = 0; i < 1000; ++i) {
    exports += (i == 0 ? "" : ",") + ("\"./" + std::to_string(i) + "\":\"a\"");
  }
  const auto messages =
      messages_of("entry-exports-value", {{"package.json", "{\"exports\": {" + exports + "}}"}});
  ASSERT_EQ(messages.size(), 200U);
  EXPECT_THAT(messages.back(), testing::HasSubstr("There may be more such places."));
}

TEST(EntryChecks, LeaveOutDeepConditions) {
  std::string exports;
  for (int i = 0; i < 400; ++i) exports += "{\"a\":";
  exports += "1" + std::string(400, '}');
  const Files files = {{"package.json", "{\"exports\": " + exports + "}"}};
  EXPECT_THAT(messages_of("entry-exports-value", files), IsEmpty());
}

}  // namespace
}  // namespace packwarden
