#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "check/banner.h"
#include "check/checked.h"
#include "support/planted_secret.h"

namespace packwarden {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

/// "name version" of each.
std::vector<std::string> banners(std::string_view text) {
  std::vector<std::string> out;
  for (const Banner& banner : banners_in(text)) {
    out.push_back(banner.name + (banner.version.empty() ? "" : " " + banner.version));
  }
  return out;
}

TEST(Banners, NameWhatTheyAreOf) {
  EXPECT_THAT(banners("/*! jQuery v3.4.1 | (c) JS Foundation */"), ElementsAre("jquery 3.4.1"));
  EXPECT_THAT(banners("/*!\n * jQuery JavaScript Library v1.12.4\n * x\n */"),
              ElementsAre("jquery javascript library 1.12.4"));
  EXPECT_THAT(banners("/*!\n  * Bootstrap v4.3.1 (https://getbootstrap.com/)\n */"),
              ElementsAre("bootstrap 4.3.1"));
  EXPECT_THAT(banners("/*! jQuery UI - v1.12.1 - 2016-09-14 */"), ElementsAre("jquery ui 1.12.1"));
  EXPECT_THAT(banners("/** @license React v16.13.1\n * x */"), ElementsAre("react 16.13.1"));
  EXPECT_THAT(banners("/*! ieee754. BSD-3-Clause License. */"),
              ElementsAre("ieee754. bsd-3-clause license."));
  EXPECT_THAT(banners("/*!\n * connect\n * Copyright(c) 2010 Acme\n */"), ElementsAre("connect"));
  for (const char* comment : {"/*! array of passes. */", "/*! Bundled license information: */",
                              "/** @license Copyright Acme */"}) {
    EXPECT_THAT(banners(comment), ElementsAre("")) << comment;
  }
  EXPECT_THAT(banners("if (!a) b = !c; /* plain v1.0.0 */ // @license x"), IsEmpty());
  EXPECT_EQ(banners(std::string(4096, '!')).size(), 0U);
  EXPECT_LE(banners_in("/*!*/" + std::string(4096, '!')).size(), 1U);
}

TEST(Banners, MayBeTheNamesOfFiles) {
  const auto named = [](std::string_view name) {
    const auto banner = banner_of_name(name);
    return banner ? banner->name + " " + banner->version : std::string();
  };
  EXPECT_EQ(named("jquery-1.12.4.min.js"), "jquery 1.12.4");
  EXPECT_EQ(named("jquery-3.4.1.js"), "jquery 3.4.1");
  EXPECT_EQ(named("jquery.js"), "");
  EXPECT_EQ(named("1.2.3.js"), "");
}

TEST(VendoredCode, NeedsNotices) {
  const std::string react = "/** @license React v16.13.1 */\n";
  const auto count = [&](std::map<std::string, std::string> files) {
    return hits_of("lic-vendored-code", std::move(files)).size();
  };
  EXPECT_EQ(count({{"dist/a.js", react}}), 1U);
  EXPECT_EQ(count({{"dist/a.js", react}, {"dist/a.js.LICENSE.txt", ""}}), 0U);
  EXPECT_EQ(count({{"dist/a.js", react}, {"THIRD-PARTY-NOTICES", ""}}), 0U);
  EXPECT_EQ(count({{"dist/a.js", "/*! demo v1.0.0 */"}}), 0U);  // the package's own
  EXPECT_EQ(count({{"dist/a.js", "x = 1"}}), 0U);
}

TEST(VendoredCode, DoesNotNameASecretThatStandsInABanner) {
  const auto hits = [](const std::string& text) {
    return hits_in_tarball("lic-vendored-code", {{"dist/a.js", text}});
  };
  EXPECT_THAT(hits("/*! react v1.0.0 */"), ElementsAre("note dist/a.js"));
  EXPECT_THAT(hits("/*! " + npm_token() + " v1.0.0 */"), IsEmpty());
}

TEST(EmbeddedLibraries, AreKnownByBannerOrName) {
  const auto hits = [](const std::string& path, const std::string& text) {
    return hits_of("vul-embedded-library", {{path, text}});
  };
  EXPECT_THAT(hits("vendor/a.js", "/*! jQuery v3.4.1 | x */"), ElementsAre("note vendor/a.js:1:1"));
  EXPECT_THAT(hits("vendor/a.js", "/*! jQuery v3.5.1 | x */"), IsEmpty());
  EXPECT_THAT(hits("vendor/a.js", "/*! jQuery Validation Plugin v1.1.1 | x */"), IsEmpty());
  EXPECT_THAT(hits("vendor/a.js", "/*! Bootstrap v4.0.0 */"), ElementsAre("note vendor/a.js:1:1"));
  EXPECT_THAT(hits("vendor/jquery-1.12.4.min.js", ""),
              ElementsAre("note vendor/jquery-1.12.4.min.js:1:1"));
}

TEST(Copyleft, IsAConflictInPermissivePackages) {
  const std::string header = "/* SPDX-License-Identifier: GPL-3.0-or-later */\n";
  const auto hits = [&](const std::string& path, const std::string& licence,
                        const std::string& text) {
    return audited_hits("lic-copyleft", path, text,
                        R"({"name": "demo", "version": "1.0.0", "license": ")" + licence + "\"}");
  };
  EXPECT_THAT(hits("lib/a.js", "MIT", header), ElementsAre("medium lib/a.js"));
  EXPECT_THAT(hits("test/a.js", "MIT", header), ElementsAre("note test/a.js"));
  EXPECT_THAT(hits("lib/a.js", "GPL-3.0-or-later", header), IsEmpty());
  EXPECT_THAT(hits("lib/a.js", "MIT OR GPL-3.0-or-later", header), IsEmpty());
  EXPECT_THAT(hits("lib/a.js", "SEE LICENSE IN X", header), IsEmpty());
  EXPECT_THAT(hits("LICENSE", "MIT", "GNU GENERAL PUBLIC LICENSE\n Version 3, 29 June 2007"),
              ElementsAre("medium LICENSE"));
  EXPECT_THAT(hits("licenses/gpl.txt", "MIT", "GNU GENERAL PUBLIC LICENSE\n Version 3"),
              ElementsAre("note licenses/gpl.txt"));
  EXPECT_THAT(hits("lib/a.js", "MIT", "// SPDX-License-Identifier: MIT OR GPL-3.0-only\n"),
              IsEmpty());
}

}  // namespace
}  // namespace packwarden
