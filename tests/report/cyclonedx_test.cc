#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "report/sample_reports.h"

// tests/cyclonedx_cli_test.py holds documents against the published schema.
namespace packwarden {
namespace {

TargetReport target() {
  TargetReport out = clean_target();
  out.entries = {{"index.js", 3, 0644, {}, std::string(64, '1')},
                 {"link", 3, 0644, {}, std::string(64, '2'), EntryKind::hard_link},
                 {"node_modules/a/b", 3, 0644, {}, std::string(64, '3')}};
  out.inventory.emplace();
  InventoriedPackage own;
  own.outside = {{"peerDependencies", "b", "^1"}};
  own.needs = {1};
  InventoriedPackage bundled;
  bundled.directory = "node_modules/a";
  bundled.name = "a";
  out.inventory->packages = {own, bundled};
  return out;
}

constexpr std::string_view kWholeDocument = R"({
  "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
  "bomFormat": "CycloneDX",
  "specVersion": "1.6",
  "serialNumber": "urn:uuid:6c213689-a3f7-892c-829c-69ec39dc3135",
  "version": 1,
  "metadata": {
    "timestamp": "1970-01-01T00:00:00Z",
    "lifecycles": [
      {
        "phase": "post-build"
      }
    ],
    "tools": {
      "components": [
        {
          "type": "application",
          "name": "packwarden",
          "version": "0.1.0"
        }
      ]
    },
    "component": {
      "type": "library",
      "bom-ref": "pkg:npm/tidy-demo@1.0.0",
      "name": "tidy-demo",
      "version": "1.0.0",
      "purl": "pkg:npm/tidy-demo@1.0.0",
      "properties": [
        {
          "name": "packwarden:peerDependencies",
          "value": "b@^1"
        }
      ]
    }
  },
  "components": [
    {
      "type": "file",
      "name": "index.js",
      "hashes": [
        {
          "alg": "SHA-256",
          "content": "1111111111111111111111111111111111111111111111111111111111111111"
        }
      ]
    },
    {
      "type": "file",
      "name": "link",
      "properties": [
        {
          "name": "packwarden:link",
          "value": "hard"
        }
      ]
    },
    {
      "type": "library",
      "bom-ref": "node_modules/a",
      "name": "a",
      "properties": [
        {
          "name": "cdx:npm:package:bundled",
          "value": "true"
        },
        {
          "name": "cdx:npm:package:path",
          "value": "node_modules/a"
        }
      ],
      "components": [
        {
          "type": "file",
          "name": "node_modules/a/b",
          "hashes": [
            {
              "alg": "SHA-256",
              "content": "3333333333333333333333333333333333333333333333333333333333333333"
            }
          ]
        }
      ]
    }
  ],
  "dependencies": [
    {
      "ref": "pkg:npm/tidy-demo@1.0.0",
      "dependsOn": [
        "node_modules/a"
      ]
    },
    {
      "ref": "node_modules/a",
      "dependsOn": []
    }
  ],
  "compositions": [
    {
      "aggregate": "complete",
      "dependencies": [
        "node_modules/a"
      ]
    },
    {
      "aggregate": "incomplete",
      "dependencies": [
        "pkg:npm/tidy-demo@1.0.0"
      ]
    }
  ]
}
)";

TEST(CyclonedxReport, SaysWhatAPackageIsMadeOf) {
  Report report = report_of({target()});
  report.made_at = 0;
  EXPECT_EQ(written("cyclonedx", report), kWholeDocument);
}

TEST(CyclonedxReport, OfNothingIsADocumentThatSaysSo) {
  const std::string text = written("cyclonedx", report_of({TargetReport{}}));
  EXPECT_NE(text.find(R"("name": "unknown")"), std::string::npos);
  EXPECT_NE(text.find(R"("aggregate": "incomplete")"), std::string::npos);
  EXPECT_EQ(text, written("cyclonedx", report_of({})));
}

TEST(CyclonedxReport, HasASerialNumberOfItsContent) {
  TargetReport other = target();
  other.entries.front().sha256[0] = '0';
  const auto serial = [](const TargetReport& of) {
    const std::string text = written("cyclonedx", report_of({of}));
    return text.substr(text.find("urn:uuid:"), 45);
  };
  EXPECT_EQ(serial(target()), serial(target()));
  EXPECT_NE(serial(target()), serial(other));
  EXPECT_EQ(serial(target())[23], '8');  // the version
}

}  // namespace
}  // namespace packwarden
