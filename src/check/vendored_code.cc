#include "check/vendored_code.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include "base/text.h"
#include "check/all.h"
#include "check/banner.h"
#include "check/packed_packages.h"
#include "check/wording.h"
#include "npm/version_range.h"

namespace packwarden {
namespace {

constexpr std::size_t kMostNamed = 5;
constexpr std::string_view kId = "lic-vendored-code";

constexpr CheckInfo kInfo = {
    kId, Severity::note, "Code of others",
    "Most licences ask that their text and the names of the authors come with the code.",
    "Add a file THIRD-PARTY-NOTICES with their licences."};

/// Says of each banner what stands there. It is for the checks of the package to judge.
void collect(const CheckedFile& file, FileHits& hits) {
  for (const Banner& banner : banners_in(file.bytes())) {
    if (banner.name.empty()) continue;
    hits.add_clue(banner.name + (banner.version.empty() ? "" : " " + banner.version), banner.bytes);
  }
}

/// Letters and digits alone: names of packages and of their banners are compared by them.
std::string bare(std::string_view name) {
  std::string out;
  for (const char c : name) {
    if (is_ascii_letter(c) || is_ascii_digit(c)) out.push_back(c);
  }
  return ascii_lower(out);
}

/// Whether a banner is that of the package itself, or of its scope.
bool is_own(std::string_view package, std::string_view banner) {
  const std::size_t slash = package.find('/');
  const std::string own = bare(package.substr(slash + 1));  // npos + 1 is 0
  const std::string scope = slash == std::string_view::npos ? "" : bare(package.substr(0, slash));
  const std::string other = bare(banner.substr(0, banner.find_last_of(' ')));
  if (own.empty() || other.empty()) return other.empty();
  return other.find(own) != std::string::npos || own.find(other) != std::string::npos ||
         (scope.size() > 2 && other.find(scope) != std::string::npos);
}

/// What a banner says: "name version", or a name alone. Names have no digit behind a blank.
std::pair<std::string, std::string> name_and_version(const std::string& clue) {
  const std::size_t blank = clue.rfind(' ');
  const bool has_version =
      blank != std::string::npos && blank + 1 < clue.size() && is_ascii_digit(clue[blank + 1]);
  if (!has_version) return {clue, ""};
  return {clue.substr(0, blank), clue.substr(blank + 1)};
}

/// The package in whose file something stands.
std::string_view owner_of(const PackageView& package, std::string_view path) {
  const std::string_view bundled = module_of(path);
  return bundled.empty() ? package.text_in_manifest("name") : bundled;
}

/// What banners say, but for those with a secret in them: in lower case nobody would know it for
/// one.
std::vector<const Finding*> banners_of(const PackageView& package) {
  std::map<std::string_view, std::vector<ByteSpan>> secrets;
  for (const Finding& finding : package.findings()) {
    const Location& at = finding.location;
    if (finding.kind == FindingKind::secret) secrets[at.path].push_back(at.span);
  }
  std::vector<const Finding*> out;
  for (const Finding& finding : package.findings()) {
    if (finding.rule_id != kId || finding.clue.empty()) continue;
    const ByteSpan own = finding.location.span;
    const auto found = secrets.find(finding.location.path);
    const bool is_plain =
        found == secrets.end() ||
        std::none_of(found->second.begin(), found->second.end(), [&](const ByteSpan& secret) {
          return secret.begin < own.end && own.begin < secret.end;
        });
    if (is_plain) out.push_back(&finding);
  }
  return out;
}

bool has_notices(const PackageView& package) {
  return std::any_of(package.files().begin(), package.files().end(), [](const PackedPath& file) {
    const std::string name =
        ascii_lower(std::string_view(file.path).substr(file.path.rfind('/') + 1));
    constexpr std::array<std::string_view, 6> kWords = {
        "notice", "third-party", "thirdparty", "third_party", "attribution", ".license.txt"};
    return name.starts_with("licenses") ||
           std::any_of(kWords.begin(), kWords.end(),
                       [&](auto word) { return name.find(word) != std::string::npos; });
  });
}

void look_for_notices(const PackageView& package, PackageHits& hits) {
  std::set<std::string> names;
  const Finding* first = nullptr;
  for (const Finding* banner : banners_of(package)) {
    if (is_own(package.text_in_manifest("name"), banner->clue)) continue;
    if (first == nullptr) first = banner;
    names.insert(banner->clue);
  }
  if (first == nullptr || has_notices(package)) return;
  hits.add({hits.severity(), "Comments name " + listed(names, kMostNamed) + ".", ""},
           first->location.path);
}

/// A library, the versions of it that are known to be vulnerable, and one of the reasons.
struct VulnerableLibrary {
  std::string_view names;  // as banners and files have it, between commas
  std::string_view range;
  std::string_view reason;
};

constexpr std::array kVulnerable = {
    VulnerableLibrary{",angular,angularjs,angular.js,", "<1.8.0", "CVE-2020-7676"},
    VulnerableLibrary{",axios,", "<0.21.2", "CVE-2021-3749"},
    VulnerableLibrary{",bootstrap,bootstrap.js,bootstrap.bundle,", "<3.4.1 || >=4.0.0 <4.3.1",
                      "CVE-2019-8331"},
    VulnerableLibrary{",chart.js,chart,", "<2.9.4", "CVE-2020-7746"},
    VulnerableLibrary{",crypto-js,cryptojs,", "<4.2.0", "CVE-2023-46233"},
    VulnerableLibrary{",dompurify,purify,", "<2.5.4 || >=3.0.0 <3.1.3", "CVE-2024-45801"},
    VulnerableLibrary{",handlebars,handlebars.js,", "<4.7.7", "CVE-2021-23369"},
    VulnerableLibrary{",highlight.js,highlight,", "<9.18.2 || >=10.0.0 <10.1.2", "CVE-2020-26237"},
    VulnerableLibrary{",jquery,jquery javascript library,", "<3.5.0", "CVE-2020-11022"},
    VulnerableLibrary{",jquery ui,jquery-ui,", "<1.13.2", "CVE-2022-31160"},
    VulnerableLibrary{",jszip,", "<3.8.0", "CVE-2022-48285"},
    VulnerableLibrary{",knockout,knockout javascript library,", "<3.5.0", "CVE-2019-14862"},
    VulnerableLibrary{",lodash,lodash.js,", "<4.17.21", "CVE-2021-23337"},
    VulnerableLibrary{",marked,", "<4.0.10", "CVE-2022-21680"},
    VulnerableLibrary{",moment,moment.js,", "<2.29.4", "CVE-2022-31129"},
    VulnerableLibrary{",mustache,mustache.js,", "<2.2.1", "CVE-2015-8862"},
    VulnerableLibrary{",pdf,pdf.js,pdfjs,", "<4.2.67", "CVE-2024-4367"},
    VulnerableLibrary{",select2,", "<4.0.6", "CVE-2016-10744"},
    VulnerableLibrary{",swiper,", "<6.5.1", "CVE-2021-23370"},
    VulnerableLibrary{",tinymce,", "<4.9.11 || >=5.0.0 <5.4.1", "CVE-2020-12648"},
    VulnerableLibrary{",ua-parser-js,uaparser.js,", ">=0.7.14 <0.7.24", "CVE-2021-27292"},
    VulnerableLibrary{",underscore,underscore.js,", ">=1.3.2 <1.12.1", "CVE-2021-23358"},
    VulnerableLibrary{",video.js,", "<7.14.3", "CVE-2021-23414"},
};

const VulnerableLibrary* vulnerable(std::string_view name, std::string_view version) {
  const std::string key = "," + std::string(name) + ",";
  const auto* const row =
      std::find_if(kVulnerable.begin(), kVulnerable.end(), [&](const VulnerableLibrary& library) {
        return library.names.find(key) != std::string_view::npos;
      });
  if (row == kVulnerable.end()) return nullptr;
  const bool is_short = std::count(version.begin(), version.end(), '.') == 1;
  const auto parsed =
      SemanticVersion::parse(std::string(version) + (is_short ? ".0" : ""), VersionSyntax::loose);
  const auto range = VersionRange::parse(row->range, kId);
  return parsed && range && range->allows(*parsed) ? row : nullptr;
}

Hit hit_of(std::string_view name, std::string_view version, const VulnerableLibrary& library) {
  return {Severity::note,
          "It seems to be " + escape_for_display(name) + " " + std::string(version) +
              "; versions " + std::string(library.range) + " have " + std::string(library.reason) +
              ".",
          "Update {path}."};
}

void look_for_vulnerable(const PackageView& package, PackageHits& hits) {
  std::set<std::string_view> reported;
  const auto judge = [&](std::string_view path, std::string_view name, std::string_view version) {
    const VulnerableLibrary* library = vulnerable(name, version);
    if (library == nullptr || !reported.insert(path).second) return;
    hits.add(hit_of(name, version, *library), path);
  };
  for (const Finding* banner : banners_of(package)) {
    const std::size_t blank = banner->clue.rfind(' ');
    if (blank == std::string::npos) continue;
    judge(banner->location.path, std::string_view(banner->clue).substr(0, blank),
          std::string_view(banner->clue).substr(blank + 1));
  }
  for (const PackedPath& file : package.files()) {
    const std::string name =
        ascii_lower(std::string_view(file.path).substr(file.path.rfind('/') + 1));
    if (const auto banner = banner_of_name(name)) judge(file.path, banner->name, banner->version);
  }
}

}  // namespace

std::vector<VendoredLibrary> vendored_libraries(const PackageView& package) {
  constexpr std::size_t kMostLibraries = 1'000;
  constexpr std::size_t kMostBanners = 100;
  std::map<std::pair<std::string, std::string>, std::vector<BannerPlace>> found;
  for (const Finding* banner : banners_of(package)) {
    const Location& at = banner->location;
    if (is_own(owner_of(package, at.path), banner->clue)) continue;
    const auto key = name_and_version(banner->clue);
    if (key.second.empty()) continue;
    if (found.size() >= kMostLibraries && !found.contains(key)) continue;
    found[key].push_back({at.path, at.start.line});
  }
  std::vector<VendoredLibrary> out;
  for (auto& [key, places] : found) {
    const auto order = [](const BannerPlace& a, const BannerPlace& b) {
      return std::tie(a.path, a.line) < std::tie(b.path, b.line);
    };
    std::sort(places.begin(), places.end(), order);
    places.erase(std::unique(places.begin(), places.end()), places.end());
    if (places.size() > kMostBanners) places.resize(kMostBanners);
    out.push_back({key.first, key.second, std::move(places)});
  }
  return out;
}

const FileCheck kVendoredBanner = {kInfo, Reach::code, {}, collect, {}};

const PackageCheck kVendoredCode = {kInfo, look_for_notices};

const PackageCheck kEmbeddedLibrary = {
    {"vul-embedded-library", Severity::note, "Copy of a vulnerable library",
     "Copies are not seen by those who look for vulnerable dependencies.",
     "Update {path}, or depend on the package of the library."},
    look_for_vulnerable};

}  // namespace packwarden
