#pragma once

#include <algorithm>
#include <initializer_list>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "app/audit.h"
#include "check/content_rules.h"
#include "check/file_check.h"
#include "check/package_check.h"
#include "source/memory_source.h"
#include "source/package_source.h"
#include "source/tarball_source.h"
#include "support/audited.h"
#include "support/tar_builder.h"
#include "support/temporary_directory.h"

// What tests of checks begin with.
namespace packwarden {

/// "id severity" of each.
inline std::vector<std::string> outlines(const std::vector<Finding>& findings) {
  std::vector<std::string> out;
  for (const Finding& finding : findings) {
    out.push_back(finding.rule_id + " " + std::string(name_of(finding.severity)));
  }
  return out;
}

/// What checks of files say of one file, by itself.
inline std::vector<Finding> found_in(const std::string& path, std::string_view bytes,
                                     std::uint32_t mode = 0644) {
  std::vector<Finding> out;
  check_file({path, bytes, mode}, {path, {}, {}}, out);
  return out;
}

/// Groups of checks that are asked for.
inline CheckGroups groups_named(std::initializer_list<std::string_view> names) {
  CheckGroups out;
  for (const std::string_view name : names) out.add(find_group(name)->group);
  return out;
}

/// The policy of whoever asks for these groups of checks.
inline Policy policy_with_groups(std::initializer_list<std::string_view> names) {
  Config config;
  for (const std::string_view name : names) {
    config.groups.push_back({find_group(name)->group, "--group"});
  }
  return Policy::of(std::move(config), "2026-01-01");
}

/// "id severity" of each.
inline std::vector<std::string> checks_of(const std::string& path, std::string_view bytes = "") {
  return outlines(found_in(path, bytes));
}

/// The same of one group of checks, by how their ids begin.
inline std::vector<std::string> checks_of_group(std::string_view group, const std::string& path,
                                                std::string_view bytes) {
  std::vector<std::string> out = checks_of(path, bytes);
  std::erase_if(out, [&](const std::string& outline) { return !outline.starts_with(group); });
  return out;
}

/// What all checks say of a package, as of a tarball that holds these files, by path.
inline std::vector<Finding> found_in_package(std::map<std::string, std::string> files) {
  files.emplace("package.json", R"({"name": "demo", "version": "1.0.0"})");
  std::vector<PackedPath> packed;
  std::vector<FileFacts> facts;
  std::vector<Finding> out;
  for (const auto& [path, bytes] : files) {
    packed.push_back({path, bytes.size(), 0644, EntryKind::file});
    check_file({path, bytes, 0644}, {path, {}, {}}, out);
    facts.push_back(facts_of({path, bytes, 0644}, {}));
  }
  const auto read = [&](const std::string& path, std::uint64_t /*limit*/) {
    const auto found = files.find(path);
    return found == files.end() ? std::nullopt : std::optional(found->second);
  };
  const PackageView package(packed, out, nullptr, read, facts);
  std::vector<Finding> of_package;
  check_package(package, of_package);
  std::erase_if(out,
                [&](const Finding& finding) { return !severity_in_package(package, finding); });
  out.insert(out.end(), of_package.begin(), of_package.end());
  return out;
}

/// "severity path" of what one check says of a package of these entries, which have no bytes, and
/// of the members of its manifest beside name and version.
inline std::vector<std::string> hits_of_entries(std::string_view id, std::vector<PackedPath> packed,
                                                const std::string& members = "",
                                                std::span<const DroppedEntry> dropped = {}) {
  std::sort(packed.begin(), packed.end(),
            [](const PackedPath& a, const PackedPath& b) { return a.path < b.path; });
  const std::string manifest = R"({"name": "demo", "version": "1.0.0")" + members + "}";
  const auto read = [&](const std::string& path, std::uint64_t /*limit*/) {
    return path == kManifestName ? std::optional(manifest) : std::nullopt;
  };
  std::vector<Finding> found;
  PackageView package(packed, {}, nullptr, read);
  package.add_dropped(dropped);
  check_package(package, found);
  std::vector<std::string> out;
  for (const Finding& finding : found) {
    if (finding.rule_id != id) continue;
    out.push_back(std::string(name_of(finding.severity)) + " " + finding.location.path);
  }
  return out;
}

/// "severity path" of each finding of one check in a report.
inline std::vector<std::string> hits_in(std::string_view id, const TargetReport& report) {
  std::vector<std::string> out;
  for (const Judged& judged : report.findings) {
    const Finding& finding = judged.finding;
    if (finding.rule_id != id) continue;
    out.push_back(std::string(name_of(finding.severity)) + " " + finding.location.path);
  }
  return out;
}

/// "severity path:line:column" of each finding of one check in a package.
inline std::vector<std::string> hits_of(std::string_view id,
                                        std::map<std::string, std::string> files) {
  std::vector<std::string> out;
  for (const Finding& finding : found_in_package(std::move(files))) {
    if (finding.rule_id != id) continue;
    const Location& at = finding.location;
    out.push_back(std::string(name_of(finding.severity)) + " " + at.path + ":" +
                  std::to_string(at.start.line) + ":" + std::to_string(at.start.column));
  }
  return out;
}

/// The same of a package whose manifest has these members beside name and version.
inline std::vector<std::string> hits_of_manifest(std::string_view id, const std::string& members,
                                                 std::map<std::string, std::string> files = {}) {
  files["package.json"] = R"({"name": "demo", "version": "1.0.0", )" + members + "}";
  return hits_of(id, std::move(files));
}

/// What one check says of a package in an audit, as of a tarball that holds these files, by path:
/// with the rules, the decoders and all that files say of each other.
inline std::vector<Finding> found_in_tarball(std::string_view id,
                                             std::map<std::string, std::string> files) {
  files.emplace("package.json", R"({"name": "demo", "version": "1.0.0", "license": "MIT"})");
  TarBuilder tar;
  for (const auto& [path, bytes] : files) tar.file("package/" + path, bytes);
  const auto source = tarball_from_bytes(tar.archive(), "demo.tgz", {});
  std::vector<Finding> out;
  for (Judged& judged : audit(*source, database(), Policy(), {}).findings) {
    if (judged.finding.rule_id == id) out.push_back(std::move(judged.finding));
  }
  return out;
}

/// "severity path" of the same, and of each further place its path.
inline std::vector<std::string> hits_in_tarball(std::string_view id,
                                                std::map<std::string, std::string> files) {
  std::vector<std::string> out;
  for (const Finding& finding : found_in_tarball(id, std::move(files))) {
    out.push_back(std::string(name_of(finding.severity)) + " " + finding.location.path);
    for (const AlsoAt& also : finding.also) out.back() += " " + also.location.path;
  }
  return out;
}

/// What an audit says of a package, as of a tarball that holds these files, by path: with the
/// rules, the decoders and the archives.
inline std::vector<Finding> audited(std::map<std::string, std::string> files) {
  files.emplace("package.json", R"({"name": "demo", "version": "1.0.0"})");
  SourceFacts facts;
  facts.kind = SourceKind::tarball;
  std::vector<Entry> entries;
  for (auto& [path, bytes] : files) entries.push_back(file(path, std::move(bytes)));
  const auto source = memory_source(std::move(entries), facts);
  std::vector<Finding> out;
  for (Judged& judged : audit(*source, database(), Policy(), {}).findings) {
    out.push_back(std::move(judged.finding));
  }
  return out;
}

/// "severity path" of what one check or content rule says of one file in such a package.
inline std::vector<std::string> audited_hits(
    std::string_view id, const std::string& path, const std::string& bytes,
    const std::string& manifest = R"({"name": "demo", "version": "1.0.0"})") {
  std::vector<std::string> out;
  for (const Finding& finding : audited({{path, bytes}, {"package.json", manifest}})) {
    if (finding.rule_id != id) continue;
    out.push_back(std::string(name_of(finding.severity)) + " " + finding.location.path);
  }
  return out;
}

/// "severity path: message" of what one check says of the package in a directory.
inline std::vector<std::string> hits_on_disk(std::string_view id,
                                             const TemporaryDirectory& directory,
                                             std::vector<int> npm = {11}) {
  PackageSource source(directory.path(), {.npm = std::move(npm)});
  std::vector<std::string> out;
  for (const Judged& judged : audit(source, database(), Policy(), {}).findings) {
    const Finding& finding = judged.finding;
    if (finding.rule_id != id) continue;
    out.push_back(std::string(name_of(finding.severity)) + " " + finding.location.path + ": " +
                  finding.message);
  }
  return out;
}

}  // namespace packwarden
