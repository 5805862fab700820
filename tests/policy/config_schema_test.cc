#include "policy/config_schema.h"

#include <gtest/gtest.h>

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "check/check_group.h"
#include "finding/finding.h"
#include "policy/config.h"

namespace packwarden {
namespace {

using Names = std::vector<std::string>;

/// The value at the end of the keys, or null.
const Json* at(const Json& json, std::initializer_list<std::string_view> keys) {
  const Json* out = &json;
  for (const std::string_view key : keys) out = out == nullptr ? nullptr : out->find(key);
  return out;
}

Names keys_of(const Json* json) {
  Names out;
  if (json == nullptr || json->object() == nullptr) return out;
  for (const auto& [key, value] : *json->object()) out.push_back(key);
  return out;
}

Names texts_of(const Json* json) {
  Names out;
  if (json == nullptr || json->array() == nullptr) return out;
  for (const Json& element : *json->array()) out.push_back(*element.string());
  return out;
}

Names names_of(std::span<const std::string_view> names) { return {names.begin(), names.end()}; }

TEST(ConfigSchema, HasTheKeysThatAreRead) {
  const auto schema = parse_json(config_schema(), "schema");
  ASSERT_TRUE(schema) << schema.error().what;
  EXPECT_EQ(keys_of(at(*schema, {"properties"})), names_of(config_keys()));
  EXPECT_EQ(keys_of(at(*schema, {"definitions", "allowance", "properties"})),
            names_of(allowance_keys()));
}

TEST(ConfigSchema, HasTheNamesThatThereAre) {
  const auto schema = parse_json(config_schema(), "schema");
  ASSERT_TRUE(schema);
  for (const std::string& name : texts_of(at(*schema, {"definitions", "severity", "enum"}))) {
    EXPECT_TRUE(severity_named(name)) << name;
  }
  Names groups;
  for (const NamedGroup& row : named_groups()) groups.emplace_back(row.name);
  EXPECT_EQ(texts_of(at(*schema, {"properties", "groups", "items", "enum"})), groups);
}

}  // namespace
}  // namespace packwarden
