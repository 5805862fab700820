#include "report/package_url.h"

#include <gtest/gtest.h>

namespace packwarden {
namespace {

TEST(PackageUrl, IsThatOfTheSpecification) {
  struct Row {
    const char* name;
    const char* version;
    const char* url;
  };
  for (const Row& row : {
           Row{"demo", "1.0.0", "pkg:npm/demo@1.0.0"},
           Row{"@angular/animation", "12.3.1", "pkg:npm/%40angular/animation@12.3.1"},
           Row{"demo", "1.0.0-rc.1+b/2", "pkg:npm/demo@1.0.0-rc.1%2Bb%2F2"},
           Row{"JSONStream", "1.0.0", "pkg:npm/JSONStream@1.0.0"},
           Row{"demo", "\xC3\xA4?", "pkg:npm/demo@%C3%A4%3F"},
           Row{"demo", "", ""},
           Row{"", "1.0.0", ""},
           Row{"a b", "1.0.0", ""},
           Row{"@a", "1.0.0", ""},
           Row{"@a/b/c", "1.0.0", ""},
           Row{"../a", "1.0.0", ""},
       }) {
    EXPECT_EQ(package_url(row.name, row.version), row.url) << row.name;
  }
}

}  // namespace
}  // namespace packwarden
