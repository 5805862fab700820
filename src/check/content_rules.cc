#include "check/content_rules.h"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "base/json_scanner.h"
#include "check/licence.h"
#include "check/practice.h"
#include "check/self_propagation.h"

namespace packwarden {
namespace {

/// Half of what such rules match stands in documentation.
std::optional<Severity> judge_by_documentation(const CheckedFile& file, const Finding& finding) {
  return file.is_documentation() ? Severity::note : finding.severity;
}

/// Lists of licences hold those of others. The licence of the package itself is in the root.
std::optional<Severity> judge_copyleft(const CheckedFile& file, const Finding& finding) {
  constexpr std::array<std::string_view, 6> kLists = {"licen",   "notice", "third",
                                                      "copying", "spdx",   "legal"};
  const bool is_listed = std::any_of(kLists.begin(), kLists.end(), [&](std::string_view word) {
    return file.folded().find(word) != std::string::npos;
  });
  const bool is_in_root = file.folded().find('/') == std::string::npos;
  const bool is_licence =
      is_in_root && (file.name().starts_with("licen") || file.name().starts_with("copying"));
  if (is_licence) return finding.severity;
  const bool is_harmless = is_listed || file.is_test() || file.is_documentation();
  return is_harmless ? Severity::note : finding.severity;
}

/// In documentation and tests such texts are samples.
std::optional<Severity> judge_as_sample(const CheckedFile& file, const Finding& finding) {
  if (file.is_documentation()) return std::nullopt;
  return file.is_test() ? Severity::note : finding.severity;
}

/// Only programs do what the rule is about; in tests it is a note.
std::optional<Severity> judge_in_code(const CheckedFile& file, const Finding& finding) {
  if (!file.is_code() || file.is_documentation()) return std::nullopt;
  return file.is_test() ? Severity::note : finding.severity;
}

/// The manifest says where the repository is; that is no trace.
std::optional<Severity> judge_build_trace(const CheckedFile& file, const Finding& finding) {
  if (file.name() == "package.json") return std::nullopt;
  return file.is_documentation() || file.is_test() ? Severity::note : finding.severity;
}

/// Layout of a build service in tests and documentation says nothing of this build.
std::optional<Severity> judge_ci_path(const CheckedFile& file, const Finding& finding) {
  if (file.is_documentation() || file.is_test()) return std::nullopt;
  return finding.severity;
}

/// The bytes of the list that is called `sources`, of a source map; none: there is no such list.
ByteSpan sources_of(std::string_view map) {
  constexpr std::string_view kKey = "\"sources\"";
  const std::size_t key = map.find(kKey);
  if (key == std::string_view::npos) return {};
  JsonScanner scanner(map, key + kKey.size());
  return scanner.take(':') ? scanner.value().value_or(ByteSpan()) : ByteSpan();
}

/// What a source map says of its sources is told by map-absolute-path.
std::optional<Severity> judge_home_path(const CheckedFile& file, const Finding& finding) {
  if (file.extension() == "map") {
    const ByteSpan sources = sources_of(file.bytes());
    const auto is_name = [sources](const Location& place) {
      return sources.begin <= place.span.begin && place.span.end <= sources.end;
    };
    if (is_name(finding.location) &&
        std::all_of(finding.also.begin(), finding.also.end(),
                    [&](const AlsoAt& also) { return is_name(also.location); })) {
      return std::nullopt;
    }
  }
  return judge_by_documentation(file, finding);
}

/// Documentation shows such hosts, tests use them.
std::optional<Severity> judge_webhook(const CheckedFile& file, const Finding& finding) {
  return file.is_documentation() || file.is_test() ? Severity::note : finding.severity;
}

/// A check of the package counts them (file_facts.h).
std::optional<Severity> judge_by_package(const CheckedFile& /*file*/, const Finding& /*finding*/) {
  return std::nullopt;
}

constexpr std::array kJudges = {
    ContentJudge{"env-build-metadata", judge_build_trace},
    ContentJudge{"env-ci-path", judge_ci_path},
    ContentJudge{"env-ci-token", judge_as_sample},
    ContentJudge{"env-home-path", judge_home_path},
    ContentJudge{"env-process-dump", judge_as_sample},
    ContentJudge{"env-public-prefix-secret", judge_as_sample},
    ContentJudge{"lic-copyleft", judge_copyleft},
    ContentJudge{"map-inline", judge_by_package},
    ContentJudge{"net-plain-http", judge_by_package},
    ContentJudge{"net-private-address", judge_in_code},
    ContentJudge{"net-webhook", judge_webhook},
    ContentJudge{"obf-obfuscated-code", judge_in_code},
    ContentJudge{"obf-self-propagation", judge_self_propagation},
};

bool is_copyleft(const std::string& licence) {
  const auto parsed = parse_licence(licence);
  return parsed && parsed->family == LicenceFamily::copyleft;
}

/// It is no conflict where the package itself is under such a licence, or leaves the choice.
std::optional<Severity> judge_copyleft_in_package(const PackageView& package,
                                                  const Finding& finding) {
  const auto licence = parse_licence(licence_text(package.manifest()));
  if (!licence || licence->family != LicenceFamily::permissive) return std::nullopt;
  const bool leaves_choice =
      std::any_of(licence->licences.begin(), licence->licences.end(), is_copyleft);
  if (leaves_choice) return std::nullopt;
  const bool is_data = package.text_in_manifest("name").find("spdx") != std::string_view::npos;
  return is_data ? Severity::note : finding.severity;
}

/// Where binaries are expected, or where the package says what they run on.
std::optional<Severity> judge_native_binary(const PackageView& package, const Finding& finding) {
  constexpr std::array<std::string_view, 4> kExpected = {"bin", "prebuilds", "prebuilt", "vendor"};
  const std::string path = path_within(finding.location.path, finding.location.via);
  const Json& manifest = package.manifest();
  const bool is_expected =
      manifest.find("os") != nullptr || manifest.find("cpu") != nullptr ||
      path.find("build/Release/") != std::string::npos ||
      std::any_of(kExpected.begin(), kExpected.end(),
                  [&](std::string_view name) { return has_directory(path, name); });
  return is_expected ? Severity::note : finding.severity;
}

/// In a library it is a choice that it leaves to others.
std::optional<Severity> judge_verification(const PackageView& package, const Finding& finding) {
  return is_app(package) ? finding.severity : Severity::note;
}

constexpr std::array kPackageJudges = {
    PackageJudge{"bin-native-binary", judge_native_binary},
    PackageJudge{"lic-copyleft", judge_copyleft_in_package},
    PackageJudge{"practice-tls-verification-off", judge_verification},
};

const ContentJudge* judge_of(std::string_view rule_id) {
  const auto* const found = std::lower_bound(
      kJudges.begin(), kJudges.end(), rule_id,
      [](const ContentJudge& row, std::string_view id) { return row.rule_id < id; });
  return found != kJudges.end() && found->rule_id == rule_id ? found : nullptr;
}

/// Whether it is one there.
bool judge(const CheckedFile& file, Finding& finding) {
  const ContentJudge* row = judge_of(finding.rule_id);
  const auto severity =
      row == nullptr ? judge_by_documentation(file, finding) : row->judge(file, finding);
  finding.severity = severity.value_or(finding.severity);
  return severity.has_value();
}

}  // namespace

std::span<const ContentJudge> content_judges() { return kJudges; }
std::span<const PackageJudge> package_judges() { return kPackageJudges; }

std::optional<Severity> severity_in_package(const PackageView& package, const Finding& finding) {
  if (!finding.clue.empty()) return std::nullopt;
  for (const PackageJudge& row : kPackageJudges) {
    if (row.rule_id == finding.rule_id) return row.judge(package, finding);
  }
  return finding.severity;
}

void judge_content(const CheckedFile& file, std::vector<Finding>& findings) {
  std::erase_if(findings, [&](Finding& finding) {
    if (finding.location.via.empty()) return !judge(file, finding);
    return !judge(CheckedFile(path_within(file.path(), finding.location.via), "", file.mode()),
                  finding);
  });
}

}  // namespace packwarden
