#include "check/licence.h"

#include <gtest/gtest.h>

#include "check/licence_names.h"

namespace packwarden {
namespace {

TEST(LicenceNames, AreFoundInAnyCase) {
  EXPECT_EQ(licence_named("0bsd"), "0BSD");
  EXPECT_EQ(licence_named("MIT"), "MIT");
  EXPECT_EQ(licence_named("zpl-2.1"), "ZPL-2.1");
  EXPECT_EQ(licence_named("MIT 0BSD"), "");
  EXPECT_EQ(licence_named(""), "");
  EXPECT_EQ(exception_named("llvm-exception"), "LLVM-exception");
}

TEST(Licences, AskForTheLeastOfAChoiceAndTheMostOfASum) {
  struct Row {
    const char* text;
    LicenceFamily family;
  };
  const std::vector<Row> rows = {
      {"MIT", LicenceFamily::permissive},
      {"GPL-3.0-only", LicenceFamily::copyleft},
      {"GPL-2.0+", LicenceFamily::copyleft},
      {"LGPL-2.1-or-later", LicenceFamily::weak},
      {"MIT OR GPL-3.0-only", LicenceFamily::permissive},
      {"MIT AND GPL-3.0-only", LicenceFamily::copyleft},
      {"MIT AND (MPL-2.0 OR GPL-3.0-only)", LicenceFamily::weak},
      {"MIT OR MPL-2.0 AND GPL-3.0-only", LicenceFamily::permissive},
      {"GPL-2.0-only WITH Classpath-exception-2.0", LicenceFamily::weak},
      {"BUSL-1.1", LicenceFamily::restricted},
      {"LicenseRef-acme", LicenceFamily::restricted},
      {"DocumentRef-x:LicenseRef-acme", LicenceFamily::restricted},
  };
  for (const Row& row : rows) {
    const auto parsed = parse_licence(row.text);
    ASSERT_TRUE(parsed) << row.text;
    EXPECT_EQ(parsed->family, row.family) << row.text;
  }
}

TEST(Licences, AreNotWhateverIsWrittenThere) {
  for (const char* text :
       {"", " ", "MIT OR", "OR MIT", "MIT MIT", "(MIT", "MIT)", "MIT or ISC", "Apache 2.0", "MIT;",
        "MIT WITH nothing", "LicenseRef-", "GPL-9.0", "()", "MIT/ISC"}) {
    EXPECT_FALSE(parse_licence(text)) << text;
  }
  EXPECT_FALSE(parse_licence(std::string(5000, '(')));
  EXPECT_FALSE(parse_licence(std::string(100, '(') + "MIT" + std::string(100, ')')));
  EXPECT_TRUE(parse_licence(std::string(20, '(') + "MIT" + std::string(20, ')')));
}

LicenceClass class_of(const char* manifest) {
  return licence_class(parse_json(manifest, "package.json").value());
}

TEST(LicenceClasses, SayHowOpenAPackageIs) {
  EXPECT_EQ(class_of(R"({"license": "MIT OR GPL-2.0"})"), LicenceClass::open);
  EXPECT_EQ(class_of(R"({"licenses": [{"type": "MIT"}, "ISC"]})"), LicenceClass::open);
  EXPECT_EQ(class_of(R"({"license": "UNLICENSED"})"), LicenceClass::closed);
  EXPECT_EQ(class_of(R"({"license": "SEE LICENSE IN EULA"})"), LicenceClass::closed);
  EXPECT_EQ(class_of(R"({"license": "MIT", "publishConfig": {"access": "restricted"}})"),
            LicenceClass::closed);
  EXPECT_EQ(class_of(R"({"license": "BUSL-1.1"})"), LicenceClass::unknown);
  EXPECT_EQ(class_of(R"({"license": "Apache 2"})"), LicenceClass::unknown);
  EXPECT_EQ(class_of("{}"), LicenceClass::unknown);
}

TEST(LicenceTexts, AreToldApart) {
  const std::string mit =
      "Permission is hereby granted, free of charge, to any person obtaining a copy of this\n"
      "software... shall be included in all copies";
  EXPECT_EQ(licence_of_text(mit), "MIT");
  EXPECT_TRUE(may_be_text_of(mit, "MIT"));
  EXPECT_TRUE(may_be_text_of(mit, "X11"));
  EXPECT_TRUE(may_be_text_of(mit, "CC-BY-4.0"));  // how that begins is not known
  EXPECT_FALSE(may_be_text_of(mit, "Apache-2.0"));
  const std::string bsd =
      "Redistribution and use in source and binary forms ... Redistributions in binary form must "
      "reproduce";
  EXPECT_EQ(licence_of_text(bsd), "BSD-2-Clause");
  EXPECT_EQ(
      licence_of_text(bsd + " to endorse or promote products derived from this\nsoftware without"),
      "BSD-3-Clause");
  const std::string gpl = "GNU GENERAL PUBLIC LICENSE\n  Version 3, 29 June 2007";
  EXPECT_TRUE(may_be_text_of(gpl, "GPL-3.0-or-later"));
  EXPECT_FALSE(may_be_text_of(gpl, "GPL-2.0-only"));
  EXPECT_EQ(licence_of_text("All rights reserved."), "");
}

}  // namespace
}  // namespace packwarden
