#include <algorithm>
#include <array>

#include "base/text.h"
#include "check/all.h"
#include "check/litter.h"

// What a project needs, and a package does not.
namespace packwarden {
namespace {

using namespace std::string_view_literals;

// --- Continuous integration

constexpr std::array kIntegration = {".github/"sv,
                                     ".gitlab-ci.yml"sv,
                                     ".travis.yml"sv,
                                     ".circleci/"sv,
                                     "jenkinsfile"sv,
                                     ".drone.yml"sv,
                                     ".buildkite/"sv,
                                     "azure-pipelines.yml"sv,
                                     ".appveyor.yml"sv,
                                     "appveyor.yml"sv,
                                     "bitbucket-pipelines.yml"sv};

/// `secure: "…"` as Travis CI and AppVeyor have it.
bool holds_encrypted_value(std::string_view text) {
  constexpr std::string_view kKey = "secure:";
  for (std::size_t at = text.find(kKey); at != std::string_view::npos;
       at = text.find(kKey, at + 1)) {
    const std::size_t value = text.find_first_not_of(" \t\r\n\"'>|", at + kKey.size());
    if (value == std::string_view::npos) return false;
    const std::size_t end = std::min(text.find_first_of(" \t\r\n\"'", value), text.size());
    if (end - value >= 20) return true;
  }
  return false;
}

void run_integration(const CheckedFile& file, FileHits& hits) {
  if (file.name() == "funding.yml") return;
  const bool is_settings = file.extension() == "yml" || file.extension() == "yaml";
  if (is_settings && holds_encrypted_value(file.bytes())) {
    return hits.add({Severity::medium, "It holds an encrypted value.", ""});
  }
  hits.add();
}

// --- Containers and infrastructure

constexpr std::array kContainers = {"dockerfile"sv,
                                    "dockerfile.*"sv,
                                    "*.dockerfile"sv,
                                    ".dockerignore"sv,
                                    "docker-compose*.yml"sv,
                                    "docker-compose*.yaml"sv,
                                    "vagrantfile"sv,
                                    "*.tf"sv,
                                    "helm/"sv,
                                    "k8s/"sv,
                                    "ansible/"sv,
                                    ".devcontainer/"sv};

/// A syntax of an editor may be called `dockerfile.js`, and code may stand in `k8s/`.
bool is_about_containers(const CheckedFile& file) {
  constexpr std::array kData = {"yaml"sv, "yml"sv, "tpl"sv, "j2"sv, "cfg"sv, "ini"sv, "sh"sv};
  if (has_directory(file.folded(), ".devcontainer")) return true;
  if (file.name().starts_with("dockerfile")) {
    const std::string_view written = file.path();
    return written.substr(written.size() - file.name().size()).starts_with('D') &&
           !file.is_code() && file.extension() != "map" && !file.is_documentation();
  }
  const bool is_in_directory = has_directory(file.folded(), "helm") ||
                               has_directory(file.folded(), "k8s") ||
                               has_directory(file.folded(), "ansible");
  return !is_in_directory || is_one_of(file.extension(), kData);
}

void run_containers(const CheckedFile& file, FileHits& hits) {
  if (is_about_containers(file)) hits.add();
}

// --- Reports of tests

constexpr std::array kCoverage = {".nyc_output/"sv,
                                  "lcov.info"sv,
                                  "*.lcov"sv,
                                  "clover.xml"sv,
                                  "junit*.xml"sv,
                                  "test-results/"sv,
                                  "playwright-report/"sv,
                                  "coverage/lcov-report/"sv,
                                  "coverage/coverage-final.json"sv,
                                  "coverage/coverage-summary.json"sv,
                                  "coverage/index.html"sv};

bool is_report(const CheckedFile& file) {
  if (file.name() == "index.html" && !has_directory(file.folded(), "playwright-report")) {
    return file.bytes().find("Code coverage report for") != std::string_view::npos;
  }
  // A component may be called so.
  const bool is_result = has_directory(file.folded(), "test-results");
  return !is_result || !(file.is_code() || file.is_documentation() || file.extension() == "map");
}

void run_coverage(const CheckedFile& file, FileHits& hits) {
  if (is_report(file)) hits.add({file.is_test() ? Severity::note : Severity::medium, "", ""});
}

}  // namespace

const FileCheck kLitterCiConfig = {
    {"lit-ci-config", Severity::note, "Settings of continuous integration",
     "They tell how the package is built and released.", kLeaveOut},
    Reach::named,
    kIntegration,
    run_integration,
    {},
    Joined::by_directory};

const FileCheck kLitterContainerFiles = {
    {"lit-container-files", Severity::note, "File of containers or infrastructure",
     "It tells how something is deployed, which users do not need.", kLeaveOut},
    Reach::named,
    kContainers,
    run_containers,
    {},
    Joined::by_directory};

const FileCheck kLitterCoverageReport = {
    {"lit-coverage-report", Severity::medium, "Report of tests",
     "It holds absolute paths of the machine that the tests ran on.", kLeaveOut},
    Reach::named,
    kCoverage,
    run_coverage,
    {},
    Joined::by_directory};

}  // namespace packwarden
