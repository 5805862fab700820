#include "check/source_access.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

#include "base/text.h"
#include "check/licence.h"

namespace packwarden {
namespace {

/// Families of licences under which sources are there to be read: what SPDX identifiers begin with,
/// up to a hyphen or a digit.
constexpr std::array<std::string_view, 50> kFamilies = {
    "0bsd",       "aal", "academic", "afl",    "agpl", "apache", "apsl",    "artistic",  "beerware",
    "blueoak",    "bsd", "bsl",      "busl",   "cc",   "cddl",   "cecill",  "cpl",       "ecl",
    "elastic",    "epl", "eupl",     "fsl",    "gpl",  "hpnd",   "isc",     "json",      "lgpl",
    "mit",        "mpl", "ms",       "mulan",  "ncsa", "ofl",    "openssl", "osl",       "polyform",
    "postgresql", "psf", "public",   "python", "ruby", "sspl",   "unicode", "unlicense", "upl",
    "vim",        "w",   "x",        "wtfpl",  "zlib"};

bool is_of_identifier(char c) {
  return is_ascii_letter(c) || is_ascii_digit(c) || c == '.' || c == '-' || c == '+';
}

bool is_known(std::string_view identifier) {
  const auto end = std::find_if(identifier.begin() + 1, identifier.end(),
                                [](char c) { return !is_ascii_letter(c); });
  const std::string_view family =
      identifier.substr(0, static_cast<std::size_t>(end - identifier.begin()));
  const auto is_one = [&](std::string_view name) {  // `GPLv3` is the GPL, too
    return family.starts_with(name) && (family == name || family.substr(name.size()) == "v");
  };
  return std::any_of(kFamilies.begin(), kFamilies.end(), is_one);
}

/// Whether one of the licences of an SPDX expression is known: with `OR` and with `AND`, the
/// sources may be read.
bool names_known(std::string_view expression) {
  while (!expression.empty()) {
    const auto begin = std::find_if(expression.begin(), expression.end(), is_of_identifier);
    const auto end = std::find_if_not(begin, expression.end(), is_of_identifier);
    if (begin != end && is_known({begin, static_cast<std::size_t>(end - begin)})) return true;
    expression.remove_prefix(static_cast<std::size_t>(end - expression.begin()));
  }
  return false;
}

/// Whether a text of terms says in its first sentences that one of these licences may be taken.
/// Further down stand those of others.
bool gives_away(std::string_view text) {
  constexpr std::size_t kBeginning = 1000;
  constexpr std::array<std::string_view, 8> kNames = {"GNU General Public License",
                                                      "GNU Affero General Public License",
                                                      "GNU Lesser General",
                                                      "GNU GENERAL PUBLIC LICENSE",
                                                      "Mozilla Public License",
                                                      "Apache License",
                                                      "MIT License",
                                                      "Business Source License"};
  const std::string_view beginning = text.substr(0, kBeginning);
  return std::any_of(kNames.begin(), kNames.end(), [beginning](std::string_view name) {
    return beginning.find(name) != std::string_view::npos;
  });
}

}  // namespace

SourceAccess source_access_of(const Json& manifest) {
  switch (licence_class(manifest)) {
    case LicenceClass::open:
      return SourceAccess::everybody;
    case LicenceClass::closed:
      return SourceAccess::few;
    case LicenceClass::unknown:
      break;
  }
  return names_known(ascii_lower(licence_text(manifest))) ? SourceAccess::everybody
                                                          : SourceAccess::unknown;
}

SourceAccess source_access_of(const PackageView& package) {
  constexpr std::string_view kReference = "see license in ";
  constexpr std::uint64_t kMostBytes = std::uint64_t{256} << 10U;
  const SourceAccess access = source_access_of(package.manifest());
  const std::string_view license = package.text_in_manifest("license");
  if (access != SourceAccess::few || is_published_for_few(package.manifest()) ||
      !ascii_lower(license).starts_with(kReference)) {
    return access;
  }
  const auto text = package.read(std::string(license.substr(kReference.size())), kMostBytes);
  return text && gives_away(*text) ? SourceAccess::everybody : access;
}

}  // namespace packwarden
