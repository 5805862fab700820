#include "check/inventory.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <string_view>
#include <utility>

#include "base/text.h"
#include "check/address_user.h"
#include "check/licence.h"
#include "check/packed_packages.h"
#include "npm/hosted_repository.h"
#include "npm/version_range.h"

namespace packwarden {
namespace {

constexpr std::size_t kMostTextBytes = 4096;
constexpr std::size_t kMostDependencies = 1'000;  // of one package
constexpr std::size_t kMostDependenciesOfAll = 50'000;

std::string member(const Json& json, std::string_view key) {
  const Json* value = json.find(key);
  return value == nullptr || value->string() == nullptr ? std::string() : *value->string();
}

/// A text, or the address in an object.
std::string address_in(const Json& manifest, std::string_view key) {
  const Json* value = manifest.find(key);
  if (value == nullptr) return {};
  return value->string() != nullptr ? *value->string() : member(*value, "url");
}

/// RFC 3986, section 2: what an address may be made of.
bool is_address_character(char c) {
  constexpr std::string_view kMarks = "-._~:/?#[]@!$&'()*+,;=%";
  return is_ascii_letter(c) || is_ascii_digit(c) || kMarks.find(c) != std::string_view::npos;
}

/// What may be told of texts in manifests.
class Teller {
 public:
  explicit Teller(const PathConcealer& conceal) : conceal_(conceal) {}

  /// Concealed first: half of a secret would not be known for one.
  [[nodiscard]] std::string text(std::string_view raw) const {
    std::string out = to_valid_utf8(conceal_(raw));
    if (out.size() <= kMostTextBytes) return out;
    std::size_t end = kMostTextBytes;
    while ((static_cast<unsigned char>(out[end]) & 0xC0U) == 0x80U) --end;
    return out.substr(0, end) + "…";
  }

  /// One that holds a secret is none.
  [[nodiscard]] std::string address(std::string_view raw) const {
    std::string out = public_address(raw);
    return out.size() > kMostTextBytes || conceal_(out) != out ? std::string() : out;
  }

 private:
  const PathConcealer& conceal_;
};

/// RFC 5321, section 4.1.2, without quotes; characters beyond ASCII are those of RFC 6531.
bool is_email(std::string_view text) {
  constexpr std::size_t kLongest = 254;
  constexpr std::string_view kMarks = ".!#$%&'*+-/=?^_`{|}~";
  const std::size_t at = text.find('@');
  if (text.size() > kLongest || at == 0 || at >= text.size() - 1) return false;
  const auto belongs = [](char c, std::string_view marks) {
    return is_ascii_letter(c) || is_ascii_digit(c) ||
           (static_cast<unsigned char>(c) & 0x80U) != 0 || marks.find(c) != std::string_view::npos;
  };
  const std::string_view user = text.substr(0, at);
  const std::string_view host = text.substr(at + 1);
  return std::all_of(user.begin(), user.end(), [&](char c) { return belongs(c, kMarks); }) &&
         std::all_of(host.begin(), host.end(), [&](char c) { return belongs(c, ".-"); });
}

/// As npm publishes it, with what it says of the build: "1.0.0+b1" of " v1.0.0+b1".
std::string normalized_version(std::string_view version) {
  version = trimmed(version);
  const auto parsed = SemanticVersion::parse(version, VersionSyntax::loose);
  if (!parsed) return std::string(version);
  const std::size_t build = std::min(version.find('+'), version.size());
  return to_text(*parsed) + std::string(version.substr(build));
}

void take_email(std::string_view text, const Teller& tell, InventoriedPackage& out) {
  if (is_email(trimmed(text))) out.author_email = tell.text(trimmed(text));
}

/// "Name <email> (url)", as npm takes it apart.
void take_person(std::string_view text, const Teller& tell, InventoriedPackage& out) {
  out.author = tell.text(trimmed(text.substr(0, text.find_first_of("<("))));
  const std::size_t begin = text.find('<');
  const std::size_t end = text.find('>', std::min(begin, text.size()));
  if (end == std::string_view::npos) return;
  take_email(text.substr(begin + 1, end - begin - 1), tell, out);
}

void take_author(const Json& manifest, const Teller& tell, InventoriedPackage& out) {
  const Json* author = manifest.find("author");
  if (author == nullptr) return;
  if (author->string() != nullptr) return take_person(*author->string(), tell, out);
  out.author = tell.text(member(*author, "name"));
  take_email(member(*author, "email"), tell, out);
}

InventoriedPackage described(const Json& manifest, const Teller& tell) {
  InventoriedPackage out;
  out.name = tell.text(member(manifest, "name"));
  out.version = tell.text(normalized_version(member(manifest, "version")));
  out.licence = tell.text(licence_text(manifest));
  out.description = tell.text(member(manifest, "description"));
  take_author(manifest, tell, out);
  out.repository = tell.address(address_in(manifest, "repository"));
  out.homepage = tell.address(address_in(manifest, "homepage"));
  out.issues = tell.address(address_in(manifest, "bugs"));
  return out;
}

/// Which packages an inventory has, by directory.
using Directories = std::map<std::string, std::size_t, std::less<>>;

/// Where Node.js looks for what the package in `directory` asks for: it, and each directory above
/// that has a `node_modules` with a package of the inventory, with the slash behind.
std::vector<std::string> places_of_modules(std::string_view directory,
                                           const std::set<std::string, std::less<>>& with_modules) {
  std::vector<std::string> out;
  for (;;) {
    if (with_modules.contains(directory)) {
      out.push_back(std::string(directory) + (directory.empty() ? "" : "/") + "node_modules/");
    }
    if (directory.empty()) return out;
    const std::size_t slash = directory.rfind('/');
    directory = directory.substr(0, slash == std::string_view::npos ? 0 : slash);
  }
}

/// "" of "node_modules/name", "a" of "a/node_modules/@scope/name".
std::string_view above_modules(std::string_view directory) {
  const std::size_t modules = directory.rfind("node_modules/");
  return modules == 0 || modules == std::string_view::npos ? std::string_view()
                                                           : directory.substr(0, modules - 1);
}

/// Finds what the packages of an inventory depend on.
class Dependencies {
 public:
  Dependencies(const Directories& directories, const Teller& tell)
      : directories_(directories), tell_(tell) {
    for (const auto& [directory, unused] : directories) {
      if (directory.empty()) continue;
      with_modules_.emplace(above_modules(directory));
      names_.emplace(module_of(directory + "/"));
    }
  }

  void add_to(InventoriedPackage& package, const Json& manifest) {
    constexpr std::array kFields = {"dependencies", "optionalDependencies", "peerDependencies"};
    const auto places = places_of_modules(package.directory, with_modules_);
    std::set<std::string_view> seen;
    for (const char* field : kFields) {
      const Json* wanted = manifest.find(field);
      if (wanted == nullptr || wanted->object() == nullptr) continue;
      for (const auto& [name, range] : *wanted->object()) {
        if (seen.contains(name)) continue;
        if (seen.size() >= kMostDependencies || left_ == 0) {
          package.has_unlisted = true;
          break;
        }
        --left_;
        seen.insert(name);
        if (!find(name, places, package)) add_outside(field, name, range, package);
      }
    }
    std::sort(package.needs.begin(), package.needs.end());
    const auto repeated = std::unique(package.needs.begin(), package.needs.end());
    package.needs.erase(repeated, package.needs.end());
  }

 private:
  /// Whether it is in the inventory.
  bool find(const std::string& name, const std::vector<std::string>& places,
            InventoriedPackage& package) const {
    if (!names_.contains(name)) return false;
    for (const std::string& place : places) {
      const auto found = directories_.find(place + name);
      if (found == directories_.end()) continue;
      package.needs.push_back(found->second);
      return true;
    }
    return false;
  }

  void add_outside(const char* field, const std::string& name, const Json& range,
                   InventoriedPackage& package) const {
    const std::string text = range.string() == nullptr ? std::string() : *range.string();
    package.outside.push_back(
        {field, tell_.text(name), tell_.text(without_users(text).value_or(""))});
  }

  const Directories& directories_;
  const Teller& tell_;
  std::set<std::string, std::less<>> with_modules_;
  std::set<std::string, std::less<>> names_;  // of what is below some `node_modules`
  std::size_t left_ = kMostDependenciesOfAll;
};

std::string_view directory_of(const PackedPackage& packed) {
  return std::string_view(packed.path).substr(0, packed.path.rfind('/'));
}

/// Those below a `node_modules`, by directory, each once: a tarball may hold a path twice.
std::vector<const PackedPackage*> bundled_among(std::span<const PackedPackage> packages) {
  std::vector<const PackedPackage*> out;
  for (const PackedPackage& packed : packages) {
    if (!packed.installed_as().empty()) out.push_back(&packed);
  }
  std::stable_sort(out.begin(), out.end(), [](const PackedPackage* a, const PackedPackage* b) {
    return directory_of(*a) < directory_of(*b);
  });
  const auto is_same = [](const PackedPackage* a, const PackedPackage* b) {
    return a->path == b->path;
  };
  out.erase(std::unique(out.begin(), out.end(), is_same), out.end());
  return out;
}

}  // namespace

std::string public_address(std::string_view address) {
  constexpr std::array<std::string_view, 7> kSchemes = {"https",   "http", "git+https", "git+http",
                                                        "git+ssh", "ssh",  "git"};
  const auto anonymous = without_users(trimmed(address));
  if (!anonymous) return {};
  const auto hosted = hosted_address(*anonymous, AddressUse::repository);
  std::string out = without_users(hosted ? *hosted : *anonymous).value_or("");
  const std::size_t scheme = out.find("://");
  const bool is_address = scheme != std::string::npos &&
                          is_one_of(std::string_view(out).substr(0, scheme), kSchemes) &&
                          out.size() > scheme + 3 &&
                          (is_ascii_letter(out[scheme + 3]) || is_ascii_digit(out[scheme + 3]) ||
                           out[scheme + 3] == '[') &&
                          std::all_of(out.begin(), out.end(), is_address_character);
  return is_address ? out : std::string();
}

Inventory inventory_of(const PackageView& package, const PathConcealer& conceal) {
  const Teller tell(conceal);
  Inventory out;
  out.may_lack_packages = package.packages().size() >= kMostPackedPackages;
  const std::vector<const PackedPackage*> bundled = bundled_among(package.packages());
  out.packages.push_back(described(package.manifest(), tell));
  Directories directories = {{"", 0}};
  for (const PackedPackage* packed : bundled) {
    directories.emplace(directory_of(*packed), out.packages.size());
    out.packages.push_back(described(packed->manifest, tell));
    InventoriedPackage& added = out.packages.back();
    added.directory = directory_of(*packed);
    if (added.name.empty()) added.name = packed->installed_as();
  }
  Dependencies dependencies(directories, tell);
  dependencies.add_to(out.packages.front(), package.manifest());
  for (std::size_t i = 0; i < bundled.size(); ++i) {
    dependencies.add_to(out.packages[i + 1], bundled[i]->manifest);
  }
  out.vendored = vendored_libraries(package);
  for (VendoredLibrary& library : out.vendored) {
    library.name = tell.text(library.name);
    library.version = tell.text(library.version);
  }
  return out;
}

}  // namespace packwarden
