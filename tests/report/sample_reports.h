#pragma once

#include <ostream>
#include <sstream>
#include <string>
#include <utility>

#include "report/report.h"

// Reports that several tests of the room write. All values in them are made up.
namespace packwarden {

inline ToolFacts sample_tool() {
  return {"0.1.0", "sha256:" + std::string(64, '0'), "hyperscan 5.4.0"};
}

inline SourceFacts sample_package(const std::string& name) {
  SourceFacts facts;
  facts.kind = SourceKind::package;
  facts.root = ".";
  facts.name = name;
  facts.version = "1.0.0";
  facts.filename = name + "-1.0.0.tgz";
  facts.npm_profiles = {11, 12};
  return facts;
}

/// A package of two files with nothing in it.
inline TargetReport clean_target() {
  TargetReport target;
  target.facts = sample_package("tidy-demo");
  target.seen = target.scanned = {2, 34'500};
  target.entries = {{"index.js", 34'200, 0644}, {"package.json", 300, 0644}};
  return target;
}

inline Finding npm_token_at(const std::string& path, LineColumn start) {
  Finding finding;
  finding.rule_id = "npm-access-token";
  finding.title = "npm access token";
  finding.severity = Severity::critical;
  finding.confidence = Confidence::verified;
  finding.message =
      "Whoever holds it can publish every package of its owner, and install scripts of these run "
      "on the machines of everyone who installs them.";
  finding.fix = "Revoke it with `npm token revoke`, then take it out of the file.";
  finding.location.path = path;
  finding.location.span = {120, 160};
  finding.location.start = start;
  finding.location.end = {start.line, start.column + 40};
  finding.npm_profiles = {11, 12};
  finding.preview = "npm_… (40 bytes)";
  finding.fingerprint = "00112233445566778899aabbccddeeff";
  return finding;
}

inline Finding public_key_at(const std::string& path, LineColumn start) {
  Finding finding = npm_token_at(path, start);
  finding.rule_id = "stripe-publishable-key";
  finding.title = "Stripe publishable key";
  finding.severity = Severity::note;
  finding.confidence = Confidence::high;
  finding.secret_class = SecretClass::public_value;
  finding.message = "It is made for browsers.";
  finding.fix = "Nothing needs to be done.";
  finding.preview = "pk_l… (32 bytes)";
  return finding;
}

/// A package with a finding that fails, one below the threshold, a public value, and a suppressed
/// one.
inline TargetReport leaky_target() {
  TargetReport target;
  target.facts = sample_package("leaky-demo");
  target.notes = {"npm 12 leaves out npm-shrinkwrap.json, npm 11 packs it"};
  target.seen = target.scanned = {3, 1'234'567};
  target.entries = {
      {"dist/index.js", 1'234'000, 0644}, {"lib/a.js", 260, 0644}, {"package.json", 307, 0644}};
  Finding token = npm_token_at("dist/index.js", {3, 17});
  token.also = {{token.rule_id, token.location, token.npm_profiles},
                {"generic-token", token.location, token.npm_profiles}};
  token.also.front().location.path = "lib/a.js";
  Finding mild = npm_token_at("dist/index.js", {9, 1});
  mild.severity = Severity::medium;
  mild.confidence = Confidence::low;
  mild.location.via = {"source-map", "base64"};
  mild.location.original = Original{"src/config.ts", {12, 5}};
  target.findings = {{token, std::nullopt, true},
                     {mild, std::nullopt, false},
                     {public_key_at("lib/a.js", {2, 4}), std::nullopt, false},
                     {npm_token_at("lib/a.js", {7, 9}), "baseline entry 3", false}};
  return target;
}

/// A tarball of which one entry was too large.
inline TargetReport incomplete_target() {
  TargetReport target;
  target.facts.kind = SourceKind::tarball;
  target.facts.root = "build/huge-2.0.0.tgz";
  target.facts.name = "huge";
  target.facts.version = "2.0.0";
  target.facts.npm_profiles = {11, 12};
  target.seen = {2, 134'218'035};
  target.scanned = {1, 307};
  target.named = {1, 134'217'728};
  target.entries = {{"data.bin", 134'217'728, 0644}, {"package.json", 307, 0644}};
  target.problems = {
      limit_error("data.bin", "the entry is too large", {"entry-bytes", 134'217'728}),
      {ErrorKind::io, "", "the end of the archive is missing", std::nullopt}};
  target.notes = {"the manifest inside the tarball was read, not that of the directory"};
  return target;
}

inline Report report_of(std::vector<TargetReport> targets) {
  return {sample_tool(), std::move(targets)};
}

/// A package in packages/leaky of a repository, with a finding of the author's file, one in a file
/// that git does not have, one of content, and a suppressed one.
inline TargetReport workspace_target() {
  TargetReport target = leaky_target();
  target.facts.name = "@acme/leaky";
  target.facts.root = "packages/leaky";
  target.whereabouts = {"/home/somebody/acme", "packages/leaky"};
  target.packing_lines = {{"lib/a.js", 7}};
  target.findings.erase(target.findings.begin() + 2);
  target.findings[1].finding.location.original->path = "../src/config.ts";
  target.findings[1].finding.fingerprint = "11112233445566778899aabbccddeeff";
  target.findings[2].finding.location.path = "lib/b.js";
  target.findings[2].finding.fingerprint = "22112233445566778899aabbccddeeff";
  Finding content;
  content.kind = FindingKind::content;
  content.rule_id = "sourcemap-published";
  content.title = "Source map";
  content.severity = Severity::low;
  content.message = "It holds the sources.";
  content.fix = "Leave it out.";
  content.location.path = "lib/a.js";
  content.fingerprint = "33112233445566778899aabbccddeeff";
  target.findings.insert(target.findings.begin() + 2, {content, std::nullopt, false});
  return target;
}

/// Such a package, and a tarball that could not be read whole.
inline Report mixed_report() {
  Report report = report_of({workspace_target(), incomplete_target()});
  report.times = {1'700'000'000, 1'700'000'061};
  return report;
}

/// What the format called `format` writes.
inline std::string written(std::string_view format, const Report& report,
                           const ReportStyle& style = {}) {
  std::ostringstream out;
  find_reporter(format)->write(report, style, out);
  return out.str();
}

}  // namespace packwarden
