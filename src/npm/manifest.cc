#include "npm/manifest.h"

#include <algorithm>
#include <array>
#include <functional>
#include <map>
#include <utility>

#include "base/text.h"
#include "npm/posix_path.h"
#include "npm/refusal.h"
#include "npm/unicode.h"

namespace packwarden {
namespace {

/// Takes from the document what packing needs.
class ManifestReader {
 public:
  ManifestReader(Json document, std::string_view where) : where_(where) {
    out_.document = std::move(document);
  }

  Result<Manifest> read() {
    TRY(read_identity());
    return read_rules();
  }

  Result<Manifest> read_installed() {
    const Json* name = find_truthy("name");
    if (name != nullptr && name->string() != nullptr) out_.name = *name->string();
    return read_rules();
  }

  Result<void> read_bins_alone() { return read_bins(); }

 private:
  Result<Manifest> read_rules() {
    TRY(read_files());
    TRY(read_bins());
    TRY(check_dependencies());
    out_.main = text_of("main");
    out_.browser = text_of("browser");
    read_bundled();
    return std::move(out_);
  }

  [[nodiscard]] const Json* find(std::string_view key) const { return out_.document.find(key); }

  /// The value of `key` where it counts as true in JavaScript.
  [[nodiscard]] const Json* find_truthy(std::string_view key) const {
    const Json* value = find(key);
    return value != nullptr && value->truthy() ? value : nullptr;
  }

  [[nodiscard]] std::string text_of(std::string_view key) const {
    const Json* value = find_truthy(key);
    return value == nullptr ? std::string() : javascript_text(*value);
  }

  [[nodiscard]] tl::unexpected<Error> refuse(std::string what) const {
    return npm_refuses(ErrorKind::format, std::string(where_), std::move(what));
  }

  Result<void> read_identity() {
    const Json* name = find_truthy("name");
    const Json* version = find_truthy("version");
    if (name == nullptr && version == nullptr) return refuse("has neither name nor version");
    if (name == nullptr) return refuse("has no name");
    if (version == nullptr) return refuse("has no version");
    if (name->string() == nullptr) {
      return refuse("\"name\" must be a string, it is of type " + std::string(name->type_name()));
    }
    out_.name = *name->string();
    out_.version = javascript_text(*version);
    return {};
  }

  Result<void> read_files() {
    const Json* files = find_truthy("files");
    if (files == nullptr) return {};
    out_.files.emplace();
    if (const std::string* text = files->string()) {  // npm takes its characters for entries
      for (const char32_t c : code_points(to_utf16(*text))) {
        out_.files->push_back(to_utf8(utf16_of(c)));
      }
      return {};
    }
    if (files->array() == nullptr) {
      return refuse("\"files\" must be an array, it is of type " + std::string(files->type_name()));
    }
    for (const Json& entry : *files->array()) {
      if (entry.string() == nullptr) {
        return refuse("\"files\" must hold strings, one entry is of type " +
                      std::string(entry.type_name()));
      }
      out_.files->push_back(*entry.string());
    }
    return {};
  }

  static std::u16string utf16_of(char32_t c) {
    if (c < 0x10000) return std::u16string(1, static_cast<char16_t>(c));
    return {static_cast<char16_t>(0xD7C0 + (c >> 10U)),
            static_cast<char16_t>(0xDC00 | (c & 0x3FFU))};
  }

  /// Normalisation steps 5 and 6.
  Result<void> read_bins() {
    const Json* bin = find_truthy("bin");
    if (bin == nullptr) return read_directories_bin();
    if (const std::string* target = bin->string()) {
      if (!out_.name.empty()) add_bins({{out_.name, *target}});
    } else if (const Json::Array* targets = bin->array()) {
      Json::Object members;
      for (const Json& element : *targets) {
        if (element.string() == nullptr) return refuse("\"bin\" must hold strings");
        const std::string_view name = base_name(*element.string());
        if (makes_property(name)) set_member(members, std::string(name), *element.string());
      }
      add_bins(members);
    } else if (bin->object() != nullptr) {
      add_bins(*bin->object());
    }
    return {};
  }

  static void set_member(Json::Object& members, std::string key, Json value) {
    const auto same = std::find_if(members.begin(), members.end(),
                                   [&](const auto& member) { return member.first == key; });
    if (same != members.end()) {
      same->second = std::move(value);
    } else {
      members.emplace_back(std::move(key), std::move(value));
    }
  }

  /// npm changes the object while it goes over it: a key that is renamed to its base name takes the
  /// place of one that has that name, and is not looked at again.
  void add_bins(const Json::Object& members) {
    std::map<std::string, std::string, std::less<>> bins;
    std::map<std::string, Json, std::less<>> current(members.begin(), members.end());
    for (const auto& [key, unused] : members) {
      const auto member = current.find(key);
      if (member == current.end()) continue;
      const std::string* target = member->second.string();
      const std::string cleaned = target == nullptr ? std::string() : clean_path(*target);
      const std::string name(base_name(clean_path(key)));
      if (cleaned.empty() || name.empty()) {
        current.erase(member);
        bins.erase(key);
        continue;
      }
      if (name != key) current.erase(member);
      if (!makes_property(name) && name != key && !current.contains(name)) continue;
      current.insert_or_assign(name, Json(cleaned));
      bins.insert_or_assign(name, cleaned);
    }
    for (auto& [name, target] : bins) out_.bins.push_back({name, target});
  }

  Result<void> read_directories_bin() {
    const Json* directories = find("directories");
    const Json* directory = directories == nullptr ? nullptr : directories->find("bin");
    if (directory == nullptr || !directory->truthy()) return {};
    if (directory->string() == nullptr) return refuse("\"directories.bin\" must be a string");
    out_.directories_bin = clean_path(*directory->string());
    return {};
  }

  /// npm builds the dependency graph before it packs, and refuses what is no version.
  Result<void> check_dependencies() {
    constexpr std::array<std::string_view, 4> kFields = {
        "dependencies", "devDependencies", "optionalDependencies", "peerDependencies"};
    const std::map<std::string, const Json*> optional = members_of(find("optionalDependencies"));
    const std::map<std::string, const Json*> accepted = members_of(find("acceptDependencies"));
    for (const std::string_view field : kFields) {
      for (const auto& [name, version] : members_of(find(field))) {
        if (field == kFields[0] && optional.count(name) > 0) continue;  // normalisation step 3
        if (version->string() == nullptr) return refuse_version(field, version->type_name());
        const auto other = accepted.find(name);
        if (other == accepted.end() || other->second->string() != nullptr) continue;
        return refuse_version("acceptDependencies", other->second->type_name());
      }
    }
    return {};
  }

  [[nodiscard]] tl::unexpected<Error> refuse_version(std::string_view field,
                                                     std::string_view type) const {
    return refuse("\"" + std::string(field) + "\" must hold strings, one version is of type " +
                  std::string(type));
  }

  /// Of an array, the places are the names.
  static std::map<std::string, const Json*> members_of(const Json* value) {
    std::map<std::string, const Json*> out;
    if (value == nullptr) return out;
    if (const Json::Object* object = value->object()) {
      for (const auto& [name, member] : *object) out.emplace(name, &member);
    }
    if (const Json::Array* array = value->array()) {
      for (const Json& member : *array) out.emplace(std::to_string(out.size()), &member);
    }
    return out;
  }

  /// Normalisation step 2.
  void read_bundled() {
    const Json* bundled = find("bundleDependencies");
    if (bundled == nullptr) bundled = find("bundledDependencies");
    if (bundled == nullptr) return;
    const Json* dependencies = find("dependencies");
    if (bundled->boolean() != nullptr && *bundled->boolean() && dependencies != nullptr) {
      bundled = dependencies;
    } else if (const Json::Array* names = bundled->array()) {
      for (const Json& name : *names) {
        if (name.string() != nullptr) out_.bundled.push_back(*name.string());
      }
    }
    if (bundled->object() == nullptr) return;
    for (const auto& [name, unused] : *bundled->object()) out_.bundled.push_back(name);
  }

  std::string_view where_;
  Manifest out_;
};

}  // namespace

Result<Json> parse_package_json(std::string_view text, std::string_view where) {
  Result<Json> document = parse_json(to_valid_utf8(text), where);
  if (!document && document.error().kind == ErrorKind::format) document.error().is_refusal = true;
  return document;
}

std::optional<Json> package_json_in(const FileTree& tree) {
  const auto text = tree.read(kManifestName, kMaxManifestBytes);
  if (!text) return std::nullopt;
  auto document = parse_package_json(*text, kManifestName);
  return document ? std::optional(std::move(*document)) : std::nullopt;
}

Result<Manifest> parse_manifest(std::string_view text, std::string_view where) {
  if (text.size() > kMaxManifestBytes) {
    return fail(limit_error(std::string(where), "the file is too large",
                            {"manifest-bytes", kMaxManifestBytes}));
  }
  TRY_ASSIGN(Json document, parse_package_json(text, where));
  if (document.object() == nullptr) {
    return npm_refuses(ErrorKind::format, std::string(where),
                       "must be an object, it is of type " + std::string(document.type_name()));
  }
  TRY_ASSIGN(Manifest manifest, ManifestReader(std::move(document), where).read());
  manifest.layout = layout_of(text);
  manifest.lines = FieldLines(text);
  return manifest;
}

Result<Manifest> parse_installed_manifest(std::string_view text, std::string_view where) {
  Result<Json> document = parse_json(to_valid_utf8(text), where);
  if (!document && document.error().kind != ErrorKind::format) return fail(document.error());
  if (!document || document->object() == nullptr) return Manifest();
  if (!check_bins(*document, where)) return Manifest();
  TRY_ASSIGN(Manifest manifest, ManifestReader(std::move(*document), where).read_installed());
  manifest.lines = FieldLines(text);
  return manifest;
}

Result<void> check_bins(const Json& document, std::string_view where) {
  return ManifestReader(document, where).read_bins_alone();
}

std::string tarball_filename(const Manifest& manifest) {
  std::string out = manifest.name + "-" + manifest.version + ".tgz";
  if (out.front() == '@') out.erase(0, 1);
  std::replace_if(
      out.begin(), out.end(), [](char c) { return c == '/' || c == '\\'; }, '-');
  return out;
}

}  // namespace packwarden
