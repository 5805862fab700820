// Each row was tried with npm 12.2.0.

#include "npm/package_extensions.h"

#include <gtest/gtest.h>

#include <string>

namespace packwarden {
namespace {

Result<void> check(const std::string& extensions, int npm, const std::string& more = "") {
  const auto manifest = parse_manifest(
      R"({"name": "p", "version": "1.0.0", "packageExtensions": )" + extensions + more + "}", "");
  EXPECT_TRUE(manifest) << extensions;
  return check_package_extensions(*manifest, *profile_of(npm));
}

TEST(PackageExtensions, AreCheckedByNpm12) {
  const std::pair<const char*, const char*> kRows[] = {
      {R"({})", ""},
      {R"({"a": {}, "@s/a@^1": {"peerDependenciesMeta": {"b": {"optional": true}}}})", ""},
      {R"({"a@1": {"dependencies": {"b": 5}}})", ""},
      {R"(null)", "(EEXTENSIONROOT): it must be an object"},
      {R"([])", "(EEXTENSIONROOT): it must be an object"},
      {R"({"./x": {}})", "(EEXTENSIONSELECTOR): a key names no package"},
      {R"({"a@": {}})", "(EEXTENSIONSELECTOR): a key has no range of versions behind its name"},
      {R"({"a@b c": {}})", "(EEXTENSIONSELECTOR): a key has no range of versions behind its name"},
      {R"({"a": 5})", "(EEXTENSIONVALUE): a value must be an object"},
      {R"({"a": {"dependencies": []}})", "(EEXTENSIONVALUE): a value must be an object"},
      {R"({"a": {"peerDependenciesMeta": {"b": 1}}})",
       "(EEXTENSIONVALUE): a value must be an object"},
      {R"({"a": {"foo": {}}})", "(EEXTENSIONFIELD): it has an unknown field"},
      {R"({"a": {"dependencies": {"b": "-"}}})",
       "(EEXTENSIONDELETE): dependencies cannot be taken away"},
  };
  for (const auto& [extensions, fault] : kRows) {
    EXPECT_TRUE(check(extensions, 11)) << extensions;
    const auto result = check(extensions, 12);
    EXPECT_EQ(result.has_value(), std::string(fault).empty()) << extensions;
    if (result) continue;
    EXPECT_TRUE(result.error().is_refusal);
    EXPECT_EQ(result.error().what, "npm refuses this package " + std::string(fault));
  }
}

TEST(PackageExtensions, AreNotModelledForBundles) {
  const auto result = check(R"({"a": {}})", 12, R"(, "bundleDependencies": ["b"])");
  ASSERT_FALSE(result);
  EXPECT_FALSE(result.error().is_refusal);
  EXPECT_EQ(result.error().what,
            "npm bundles by dependencies that this field adds, which is not modelled");
}

}  // namespace
}  // namespace packwarden
