#include "npm/package_extensions.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

#include "npm/javascript.h"
#include "npm/package_spec.h"
#include "npm/refusal.h"
#include "npm/version_range.h"

namespace packwarden {
namespace {

constexpr const char* kField = "package.json packageExtensions";
constexpr std::string_view kPeerDetails = "peerDependenciesMeta";
constexpr std::array<std::string_view, 4> kExtended = {"dependencies", "optionalDependencies",
                                                       "peerDependencies", kPeerDetails};

tl::unexpected<Error> refuse(std::string_view code, std::string_view what) {
  return npm_refuses(ErrorKind::format, kField,
                     "npm refuses this package (" + std::string(code) + "): " + std::string(what));
}

/// A name, and a range behind "@".
Result<void> check_selector(std::string_view key) {
  constexpr std::string_view kCode = "EEXTENSIONSELECTOR";
  const std::size_t at = key.find('@', key.starts_with('@') ? 1 : 0);
  if (!is_package_name(key.substr(0, at))) return refuse(kCode, "a key names no package");
  if (at == std::string_view::npos) return {};
  const std::string_view range = key.substr(at + 1);
  const auto parsed = VersionRange::parse(range, kField, VersionSyntax::loose);
  if (!parsed && parsed.error().kind == ErrorKind::limit) return fail(parsed.error());
  if (parsed && !trim_blanks(range).empty()) return {};
  return refuse(kCode, "a key has no range of versions behind its name");
}

Result<void> check_member(std::string_view field, const Json& value) {
  if (field == kPeerDetails) {
    return value.object() != nullptr ? Result<void>()
                                     : refuse("EEXTENSIONVALUE", "a value must be an object");
  }
  const bool is_false = value.boolean() != nullptr && !*value.boolean();
  const bool is_mark = value.string() != nullptr && *value.string() == "-";
  if (!value.is_null() && !is_false && !is_mark) return {};
  return refuse("EEXTENSIONDELETE", "dependencies cannot be taken away");
}

Result<void> check_extension(const Json& extension) {
  if (extension.object() == nullptr) return refuse("EEXTENSIONVALUE", "a value must be an object");
  for (const auto& [field, members] : *extension.object()) {
    if (std::find(kExtended.begin(), kExtended.end(), field) == kExtended.end()) {
      return refuse("EEXTENSIONFIELD", "it has an unknown field");
    }
    if (members.object() == nullptr) return refuse("EEXTENSIONVALUE", "a value must be an object");
  }
  for (const auto& [field, members] : *extension.object()) {
    for (const auto& [name, value] : *members.object()) TRY(check_member(field, value));
  }
  return {};
}

}  // namespace

Result<void> check_package_extensions(const Manifest& manifest, const Profile& profile) {
  const Json* extensions = manifest.document.find("packageExtensions");
  if (profile.extensions == Extensions::none || extensions == nullptr) return {};
  if (extensions->object() == nullptr) return refuse("EEXTENSIONROOT", "it must be an object");
  for (const auto& [key, extension] : *extensions->object()) {
    TRY(check_selector(key));
    TRY(check_extension(extension));
  }
  if (extensions->object()->empty() || manifest.bundled.empty()) return {};
  return fail(ErrorKind::unsupported, kField,
              "npm bundles by dependencies that this field adds, which is not modelled");
}

}  // namespace packwarden
