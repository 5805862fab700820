#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/digest.h"
#include "base/json_writer.h"
#include "base/text.h"
#include "check/licence.h"
#include "check/licence_names.h"
#include "report/inert_json.h"
#include "report/package_url.h"
#include "report/text_forms.h"
#include "report/writers.h"

// CycloneDX 1.6 (ECMA-424), as JSON. Every text is made valid UTF-8 by the writer.
namespace packwarden {
namespace {

constexpr std::string_view kSchema = "http://cyclonedx.org/schema/bom-1.6.schema.json";

void add_text(Json::Object& to, const char* key, const std::string& text) {
  if (!text.empty()) to.emplace_back(key, text);
}

void add_list(Json::Object& to, const char* key, Json::Array list) {
  if (!list.empty()) to.emplace_back(key, std::move(list));
}

Json property(std::string name, std::string value) {
  return Json::Object{{"name", std::move(name)}, {"value", std::move(value)}};
}

Json hash(const char* algorithm, const std::string& content) {
  return Json::Object{{"alg", algorithm}, {"content", content}};
}

/// An identifier of SPDX, an expression of several, or what else stands there.
Json::Array licences(const std::string& text) {
  if (text.empty()) return {};
  if (const std::string_view id = licence_named(text); !id.empty()) {
    return {Json::Object{{"license", Json::Object{{"id", id}, {"acknowledgement", "declared"}}}}};
  }
  if (parse_licence(text)) {
    return {Json::Object{{"expression", text}, {"acknowledgement", "declared"}}};
  }
  return {Json::Object{{"license", Json::Object{{"name", text}, {"acknowledgement", "declared"}}}}};
}

Json::Array authors(const InventoriedPackage& package) {
  Json::Object contact;
  add_text(contact, "name", package.author);
  add_text(contact, "email", package.author_email);
  return contact.empty() ? Json::Array() : Json::Array{std::move(contact)};
}

Json::Array references(const InventoriedPackage& package) {
  Json::Array out;
  const auto add = [&](const char* type, const std::string& url) {
    if (!url.empty()) out.push_back(Json::Object{{"type", type}, {"url", url}});
  };
  add("vcs", package.repository);
  add("website", package.homepage);
  add("issue-tracker", package.issues);
  return out;
}

/// The names with `cdx:npm:` are those of CycloneDX's taxonomy of properties.
Json::Array properties(const InventoriedPackage& package) {
  Json::Array out;
  if (!package.directory.empty()) {
    out.push_back(property("cdx:npm:package:bundled", "true"));
    out.push_back(property("cdx:npm:package:path", package.directory));
  }
  for (const OutsideDependency& wanted : package.outside) {
    out.push_back(property("packwarden:" + wanted.field, wanted.name + "@" + wanted.range));
  }
  return out;
}

/// A link has no content of its own.
Json file(const ListedEntry& entry) {
  Json::Object out = {{"type", "file"}, {"name", to_valid_utf8(entry.path)}};
  if (entry.kind == EntryKind::file) {
    out.emplace_back("hashes", Json::Array{hash("SHA-256", entry.sha256)});
  } else {
    const bool is_symbolic = entry.kind == EntryKind::symbolic_link;
    out.emplace_back("properties",
                     Json::Array{property("packwarden:link", is_symbolic ? "symbolic" : "hard")});
  }
  return out;
}

/// Its files are listed by those who know them.
Json::Object described(const InventoriedPackage& package, const std::string& reference) {
  Json::Object out = {{"type", "library"}, {"bom-ref", reference}};
  const std::string url = package_url(package.name, package.version);
  const std::size_t slash = package.name.find('/');
  const bool has_scope = package.name.starts_with('@') && slash != std::string::npos && slash > 1 &&
                         slash + 1 < package.name.size();
  out.reserve(16);
  add_list(out, "authors", authors(package));
  if (has_scope) out.emplace_back("group", package.name.substr(0, slash));
  out.emplace_back("name", has_scope ? package.name.substr(slash + 1) : package.name);
  add_text(out, "version", package.version);
  add_text(out, "description", package.description);
  add_list(out, "licenses", licences(package.licence));
  add_text(out, "purl", url);
  add_list(out, "externalReferences", references(package));
  add_list(out, "properties", properties(package));
  return out;
}

Json vendored(const VendoredLibrary& library) {
  Json::Object out = {{"type", "library"}, {"name", library.name}, {"version", library.version}};
  Json::Array places;
  for (const BannerPlace& place : library.places) {
    places.push_back(Json::Object{{"location", place.path}, {"line", place.line}});
  }
  out.emplace_back("evidence", Json::Object{{"occurrences", std::move(places)}});
  out.emplace_back("properties", Json::Array{property("packwarden:known-by", "banner")});
  return out;
}

/// Writes what one package is made of.
class BillOfMaterials {
 public:
  BillOfMaterials(const Report& report, const TargetReport& target)
      : report_(report), target_(target) {
    if (target.inventory) inventory_ = *target.inventory;
    if (inventory_.packages.empty()) inventory_.packages.emplace_back();
    InventoriedPackage& own = inventory_.packages.front();
    if (!target.facts.name.empty()) own.name = target.facts.name;
    if (own.version.empty()) own.version = target.facts.version;
    if (own.name.empty()) own.name = "unknown";
    sort_files();
  }

  /// "" is no serial number.
  [[nodiscard]] std::string text(const std::string& serial) const {
    JsonWriter out(2);
    out.open_object();
    out.member("$schema", kSchema);
    out.member("bomFormat", "CycloneDX");
    out.member("specVersion", "1.6");
    if (!serial.empty()) out.member("serialNumber", serial);
    out.member("version", 1);
    out.member("metadata", metadata());
    write_components(out);
    out.member("dependencies", dependencies());
    out.member("compositions", compositions());
    out.close_object();
    return out.take();
  }

 private:
  /// Files by the package that they belong to: the innermost directory of one.
  void sort_files() {
    files_.resize(inventory_.packages.size());
    std::map<std::string_view, std::size_t> directories;
    for (std::size_t i = 0; i < inventory_.packages.size(); ++i) {
      directories.emplace(inventory_.packages[i].directory, i);
    }
    for (const ListedEntry& entry : target_.entries) {
      if (entry.kind == EntryKind::directory) continue;
      std::string_view directory = entry.path;
      auto found = directories.end();
      while (found == directories.end()) {
        const std::size_t slash = directory.rfind('/');
        directory = directory.substr(0, slash == std::string_view::npos ? 0 : slash);
        found = directories.find(directory);
        if (directory.empty()) break;
      }
      files_[found == directories.end() ? 0 : found->second].push_back(&entry);
    }
  }

  /// The package is called by its address, others by their directories, all of which have a
  /// `node_modules`. Escapes tell names apart that are no UTF-8.
  [[nodiscard]] std::string reference(std::size_t package) const {
    const InventoriedPackage& of = inventory_.packages[package];
    if (!of.directory.empty()) return escape_for_display(of.directory);
    const std::string url = package_url(of.name, of.version);
    return url.empty() ? "package" : url;
  }

  [[nodiscard]] Json metadata() const {
    Json::Object out;
    if (report_.made_at) out.emplace_back("timestamp", utc_text(*report_.made_at) + "Z");
    out.emplace_back("lifecycles", Json::Array{Json::Object{{"phase", "post-build"}}});
    out.emplace_back(
        "tools",
        Json::Object{{"components", Json::Array{Json::Object{{"type", "application"},
                                                             {"name", "packwarden"},
                                                             {"version", report_.tool.version}}}}});
    Json::Object own = described(inventory_.packages.front(), reference(0));
    if (!target_.digests.file_sha512.empty()) {
      own.emplace_back("hashes", Json::Array{hash("SHA-512", target_.digests.file_sha512)});
    }
    out.emplace_back("component", std::move(own));
    return out;
  }

  /// A path that is there twice with the same content is one file.
  void write_files(JsonWriter& out, const std::vector<const ListedEntry*>& files) const {
    std::set<std::string> written;
    for (const ListedEntry* entry : files) {
      const Json component = file(*entry);
      if (written.insert(to_text(component, -1)).second) out.value(component);
    }
  }

  void write_bundled(JsonWriter& out, std::size_t package) const {
    out.open_object();
    const Json described_as = described(inventory_.packages[package], reference(package));
    for (const auto& [key, value] : *described_as.object()) out.member(key, value);
    out.key("components");
    out.open_array();
    write_files(out, files_[package]);
    out.close_array();
    out.close_object();
  }

  void write_components(JsonWriter& out) const {
    out.key("components");
    out.open_array();
    write_files(out, files_.front());
    for (std::size_t i = 1; i < inventory_.packages.size(); ++i) write_bundled(out, i);
    for (const VendoredLibrary& library : inventory_.vendored) out.value(vendored(library));
    out.close_array();
  }

  [[nodiscard]] Json dependencies() const {
    Json::Array out;
    for (std::size_t i = 0; i < inventory_.packages.size(); ++i) {
      Json::Array needs;
      for (const std::size_t needed : inventory_.packages[i].needs) {
        needs.push_back(reference(needed));
      }
      out.push_back(Json::Object{{"ref", reference(i)}, {"dependsOn", std::move(needs)}});
    }
    return out;
  }

  /// Whose dependencies are all listed, and, where something could not be read or a limit was
  /// reached, whose parts are not. That all parts are listed is never said: code in a file may be
  /// that of others.
  [[nodiscard]] Json compositions() const {
    Json::Array out;
    Json::Array complete;
    Json::Array incomplete;
    for (std::size_t i = 0; i < inventory_.packages.size(); ++i) {
      const InventoriedPackage& package = inventory_.packages[i];
      const bool has_all = package.outside.empty() && !package.has_unlisted;
      (has_all ? complete : incomplete).push_back(reference(i));
    }
    if (status_of(target_) == ReportStatus::incomplete || inventory_.may_lack_packages) {
      out.push_back(
          Json::Object{{"aggregate", "incomplete"}, {"assemblies", Json::Array{reference(0)}}});
    }
    const auto add = [&](const char* aggregate, Json::Array of) {
      if (of.empty()) return;
      out.push_back(Json::Object{{"aggregate", aggregate}, {"dependencies", std::move(of)}});
    };
    add("complete", std::move(complete));
    add("incomplete", std::move(incomplete));
    return out;
  }

  const Report& report_;
  const TargetReport& target_;
  Inventory inventory_;
  std::vector<std::vector<const ListedEntry*>> files_;  // of each package of the inventory
};

}  // namespace

void write_cyclonedx(const Report& report, const ReportStyle& /*style*/, std::ostream& out) {
  const TargetReport nothing;
  const BillOfMaterials bill(report, report.targets.empty() ? nothing : report.targets.front());
  out << made_inert(bill.text("urn:uuid:" + uuid_text(sha256(bill.text(""))))) << '\n';
}

}  // namespace packwarden
