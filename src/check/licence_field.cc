#include <algorithm>
#include <array>

#include "base/text.h"
#include "check/all.h"
#include "check/entry_points.h"
#include "check/licence.h"
#include "check/wording.h"

namespace packwarden {
namespace {

/// No licence is longer.
constexpr std::uint64_t kMostLicenceBytes = std::uint64_t{1} << 20U;

/// A file in the root that may hold the licence.
bool is_licence_file(std::string_view path) {
  if (path.find('/') != std::string_view::npos) return false;
  const std::string name = ascii_lower(path);
  for (const std::string_view end : {".js", ".cjs", ".mjs", ".ts", ".json", ".map"}) {
    if (name.ends_with(end)) return false;
  }
  constexpr std::array<std::string_view, 4> kWords = {"licen", "copying", "notice", "copyright"};
  return std::any_of(kWords.begin(), kWords.end(),
                     [&](std::string_view word) { return name.find(word) != std::string::npos; });
}

/// Null: there is none.
const PackedPath* find_file(const PackageView& package, bool (*is_wanted)(std::string_view path)) {
  const auto files = package.files();
  const auto found = std::find_if(files.begin(), files.end(),
                                  [&](const PackedPath& file) { return is_wanted(file.path); });
  return found == files.end() ? nullptr : &*found;
}

/// One that holds the licence of the package and not those of others.
bool is_own_licence_file(std::string_view path) {
  const std::string name = ascii_lower(path);
  const bool begins_so =
      name.starts_with("licen") || name.starts_with("copying") || name.starts_with("unlicense");
  return begins_so && is_licence_file(path) && name.find("third") == std::string::npos;
}

/// An object or a list, as npm took them long ago.
bool has_old_form(const Json& manifest) {
  const Json* licence = manifest.find("license");
  return licence == nullptr || licence->string() == nullptr;
}

/// What people write for a licence, in lower case, and what SPDX calls it.
struct CommonName {
  std::string_view written;
  std::string_view listed;
};

constexpr std::array kCommonNames = {
    CommonName{"apache", "Apache-2.0"},
    CommonName{"apache 2", "Apache-2.0"},
    CommonName{"apache 2.0", "Apache-2.0"},
    CommonName{"apache license 2.0", "Apache-2.0"},
    CommonName{"apache license, version 2.0", "Apache-2.0"},
    CommonName{"apache-2", "Apache-2.0"},
    CommonName{"apache2", "Apache-2.0"},
    CommonName{"bsd", "BSD-2-Clause or BSD-3-Clause"},
    CommonName{"bsd-2", "BSD-2-Clause"},
    CommonName{"bsd-3", "BSD-3-Clause"},
    CommonName{"expat", "MIT"},
    CommonName{"gpl", "GPL-2.0-or-later or GPL-3.0-or-later"},
    CommonName{"gplv2", "GPL-2.0-only or GPL-2.0-or-later"},
    CommonName{"gplv3", "GPL-3.0-only or GPL-3.0-or-later"},
    CommonName{"isc license", "ISC"},
    CommonName{"lgpl", "LGPL-2.1-or-later or LGPL-3.0-or-later"},
    CommonName{"mit license", "MIT"},
    CommonName{"mit/x11", "MIT"},
    CommonName{"mpl", "MPL-2.0"},
    CommonName{"mpl 2.0", "MPL-2.0"},
    CommonName{"public domain", "CC0-1.0 or Unlicense"},
};

/// An edit; "": what was meant is not plain.
std::string advice_for(std::string_view text) {
  const std::string folded = ascii_lower(text);
  const auto* const found =
      std::find_if(kCommonNames.begin(), kCommonNames.end(),
                   [&](const CommonName& row) { return row.written == folded; });
  if (found == kCommonNames.end()) return {};
  return "Set `license` to " + std::string(found->listed) + ".";
}

/// What stands behind "SEE LICENSE IN".
std::optional<std::string_view> referred_file(std::string_view text) {
  const std::string folded = ascii_lower(text);
  for (const std::string_view start : {"see license in ", "see licence in "}) {
    if (folded.starts_with(start)) return text.substr(start.size());
  }
  return std::nullopt;
}

/// Whether everybody will see the package, as far as the manifest tells. npm publishes a scope's
/// first version for few.
bool is_public(const PackageView& package) {
  const Json* publishing = package.manifest().find("publishConfig");
  const Json* access = publishing == nullptr ? nullptr : publishing->find("access");
  if (access != nullptr && access->string() != nullptr) return *access->string() == "public";
  return !package.text_in_manifest("name").starts_with('@');
}

/// Judges the licence that package.json names.
class LicenceField {
 public:
  LicenceField(const PackageView& package, PackageHits& hits) : package_(package), hits_(hits) {}

  void judge(const std::string& text) {
    if (text.empty()) return add(hits_.severity(), "package.json names none.", "");
    if (has_old_form(package_.manifest())) {
      return add(Severity::note, "It stands there in a form that npm no longer takes.", "");
    }
    if (const auto file = referred_file(text)) return judge_reference(*file);
    if (ascii_lower(text) == "unlicensed") return judge_unlicensed();
    judge_expression(text);
  }

 private:
  void add(Severity severity, std::string detail, std::string fix) {
    hits_.add_in_manifest({severity, std::move(detail), std::move(fix)}, {"license"});
  }

  void judge_reference(std::string_view file) {
    if (package_.find(target_path(file)) != nullptr) return;
    add(hits_.severity(), "`license` refers to " + quoted(file) + ", which is not packed.",
        "Pack the file, or name one that is packed.");
  }

  void judge_unlicensed() {
    const Json* is_private = package_.manifest().find("private");
    if (!is_public(package_) || (is_private != nullptr && is_private->truthy())) return;
    add(hits_.severity(), "It is `UNLICENSED`: nobody may use it, and everybody can get it.",
        "Set `publishConfig.access` to restricted, or name a licence.");
  }

  void judge_expression(const std::string& text) {
    const auto expression = parse_licence(text);
    if (!expression) {
      return add(hits_.severity(), quoted(text) + " is no expression of licences that SPDX lists.",
                 advice_for(text));
    }
    if (!expression->is_spelled_as_listed) {
      add(Severity::note, "SPDX writes some letters of " + quoted(text) + " in another case.", "");
    }
    if (expression->licences.size() == 1) compare_with_file(expression->licences.front());
  }

  void compare_with_file(const std::string& licence) {
    const PackedPath* file = find_file(package_, is_own_licence_file);
    const auto text = file == nullptr ? std::nullopt : package_.read(file->path, kMostLicenceBytes);
    if (!text) return;
    const std::string_view found = licence_of_text(*text);
    if (found.empty() || may_be_text_of(*text, licence)) return;
    add(hits_.severity(),
        "`license` says " + licence + ", " + quoted(file->path) + " is the text of " +
            std::string(found) + ".",
        "Let `license` and " + quoted(file->path) + " say the same.");
  }

  const PackageView& package_;
  PackageHits& hits_;
};

void judge_field(const PackageView& package, PackageHits& hits) {
  LicenceField(package, hits).judge(licence_text(package.manifest()));
}

void look_for_file(const PackageView& package, PackageHits& hits) {
  if (find_file(package, is_licence_file) != nullptr) return;
  const bool is_named = !licence_text(package.manifest()).empty();
  hits.add_in_manifest({is_named ? hits.severity() : Severity::medium,
                        is_named ? "" : "Nor does package.json name a licence.", ""},
                       {"license"});
}

}  // namespace

const PackageCheck kLicenceField = {
    {"pkg-license-field", Severity::medium, "Licence that is not plain",
     "Nobody can tell what others may do with the package.",
     "Set `license` to an expression of SPDX such as MIT."},
    judge_field};

const PackageCheck kNoLicenceFile = {
    {"lic-no-license-file", Severity::note, "No licence file",
     "Many licences have to come with their text.", "Add a LICENSE file: npm always packs it."},
    look_for_file};

}  // namespace packwarden
