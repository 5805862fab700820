#include <algorithm>
#include <array>
#include <set>
#include <string>
#include <vector>

#include "base/text.h"
#include "check/all.h"
#include "check/build_output.h"
#include "check/joined.h"
#include "check/litter.h"
#include "check/name_index.h"
#include "check/wording.h"
#include "npm/posix_path.h"

// What is said of a package once, however many of its files are so.
namespace packwarden {
namespace {

using namespace std::string_view_literals;

bool is_installed(const std::string& path) {
  return path.starts_with("node_modules/") || path.find("/node_modules/") != std::string::npos;
}

bool is_installed(const CheckedFile& file) { return is_installed(file.path()); }

/// Some of the files of a package.
struct Share {
  std::vector<std::string_view> paths;  // the first ones
  std::uint64_t files = 0;
  std::uint64_t bytes = 0;
  std::uint64_t all_bytes = 0;  // of the package

  [[nodiscard]] bool is_most() const { return bytes > all_bytes / 2; }
  [[nodiscard]] std::string text() const {
    const std::uint64_t percent = all_bytes == 0 ? 0 : bytes * 100 / all_bytes;
    return counted(files, "file") + " with " + human_bytes(bytes) + ", " + std::to_string(percent) +
           " % of the package.";
  }
};

/// Of those of which `is_in` says so, by their names.
template <class Predicate>
Share share_of(const PackageView& package, Predicate is_in) {
  Share out;
  for (std::size_t i = 0; i < package.files().size(); ++i) {
    const PackedPath& file = package.files()[i];
    out.all_bytes += file.bytes;
    if (!is_in(package.names()[i])) continue;
    ++out.files;
    out.bytes += file.bytes;
    if (out.paths.size() <= kMostPlaces) out.paths.push_back(file.path);
  }
  return out;
}

// --- Tests

bool is_test_litter(const CheckedFile& file) {
  return !is_installed(file) && (file.is_test() || has_directory(file.folded(), "__snapshots__"));
}

void run_tests(const PackageView& package, PackageHits& hits) {
  const std::string main(package.text_in_manifest("main"));
  if (!main.empty() && CheckedFile(normalize_path(main), "", 0).is_test()) return;
  const Share share = share_of(package, is_test_litter);
  if (share.files == 0) return;
  hits.add_all({share.is_most() ? Severity::medium : Severity::note, share.text(), ""},
               share.paths);
}

// --- Documentation and media

constexpr std::array kMedia = {"png"sv, "jpg"sv, "jpeg"sv, "gif"sv, "webp"sv, "avif"sv,  "bmp"sv,
                               "ico"sv, "svg"sv, "mp3"sv,  "mp4"sv, "webm"sv, "mov"sv,   "wav"sv,
                               "ogg"sv, "pdf"sv, "psd"sv,  "eps"sv, "ai"sv,   "sketch"sv};
constexpr std::array kShown = {"docs"sv,  "doc"sv,       "example"sv,    "examples"sv,   "demo"sv,
                               "demos"sv, "benchmark"sv, "benchmarks"sv, "screenshots"sv};
constexpr std::array kProducts = {"icon"sv,     "font"sv,   "emoji"sv, "image"sv,         "flag"sv,
                                  "sound"sv,    "audio"sv,  "video"sv, "asset"sv,         "logo"sv,
                                  "media"sv,    "svg"sv,    "docs"sv,  "documentation"sv, "theme"sv,
                                  "template"sv, "example"sv};

bool is_media(const CheckedFile& file) { return is_one_of(file.extension(), kMedia); }

bool is_shown(const CheckedFile& file) {
  return std::any_of(kShown.begin(), kShown.end(), [&](std::string_view directory) {
    return file.folded().starts_with(directory) &&
           file.folded().substr(directory.size()).starts_with('/');
  });
}

/// Whether such files are what the package is for.
bool is_about_media(const PackageView& package) {
  const auto speaks_of_them = [](std::string_view text) {
    const std::string lower = ascii_lower(text);
    return std::any_of(kProducts.begin(), kProducts.end(), [&](std::string_view word) {
      return lower.find(word) != std::string::npos;
    });
  };
  const Json* keywords = package.manifest().find("keywords");
  if (speaks_of_them(package.text_in_manifest("name"))) return true;
  if (keywords != nullptr && keywords->array() != nullptr) {
    for (const Json& word : *keywords->array()) {
      if (word.string() != nullptr && speaks_of_them(*word.string())) return true;
    }
  }
  const std::vector<std::string> loaded = loaded_paths(package.manifest());
  return std::any_of(loaded.begin(), loaded.end(), [](const std::string& path) {
    const CheckedFile file(path, "", 0);
    return is_media(file) || is_shown(file);
  });
}

void run_docs_and_media(const PackageView& package, PackageHits& hits) {
  const Share share = share_of(package, [](const CheckedFile& file) {
    return (is_shown(file) || is_media(file)) && !is_installed(file);
  });
  if (share.files == 0 || !share.is_most() || is_about_media(package)) return;
  hits.add_all({hits.severity(), share.text(), ""}, share.paths);
}

// --- Settings of tools

constexpr std::array kTools = {
    ".eslintrc*"sv,      ".eslintignore"sv,  ".prettierrc*"sv,   ".prettierignore"sv,
    ".babelrc"sv,        ".babelrc.*"sv,     ".jshintrc"sv,      ".jscsrc"sv,
    ".nycrc"sv,          ".nycrc.*"sv,       ".editorconfig"sv,  ".stylelintrc*"sv,
    ".mocharc*"sv,       ".swcrc"sv,         "tsconfig*.json"sv, "tslint.json"sv,
    "rollup.config.*"sv, "vite.config.*"sv,  "jest.config.*"sv,  "webpack.config.*"sv,
    "eslint.config.*"sv, ".lintstagedrc*"sv, ".huskyrc*"sv,      ".commitlintrc*"sv};

NameIndex index_of(std::span<const std::string_view> names) {
  NameIndex out;
  for (const std::string_view name : names) out.add(name, 0);
  return out;
}

bool is_tool_config(const CheckedFile& file) {
  static const NameIndex kIndex = index_of(kTools);
  return !kIndex.find(file).empty();
}

/// What a package is for, `exports` or `files` name.
std::set<std::string> named_paths(const Json& manifest) {
  std::set<std::string> out;
  for (std::string& path : loaded_paths(manifest)) out.insert(std::move(path));
  for (std::string& path : listed_files(manifest)) out.insert(std::move(path));
  return out;
}

void run_tool_config(const PackageView& package, PackageHits& hits) {
  const std::set<std::string> named = named_paths(package.manifest());
  const Share share = share_of(package, [&](const CheckedFile& file) {
    return is_tool_config(file) && !is_installed(file) && !named.contains(file.path());
  });
  if (share.files == 0) return;
  std::set<std::string> names;
  for (const std::string_view path : share.paths) names.emplace(base_name(path));
  hits.add_all({hits.severity(), counted(share.files, "file") + ": " + listed(names, 8) + ".", ""},
               share.paths);
}

// --- Hidden files

constexpr std::array kExpected = {
    ".npmignore"sv,      ".gitignore"sv,       ".gitkeep"sv, ".keep"sv,     ".nojekyll"sv,
    ".browserslistrc"sv, ".release-it.json"sv, ".npmrc"sv,   ".github"sv,   ".nvmrc"sv,
    ".node-version"sv,   ".well-known"sv,      ".jsii"sv,    ".versionrc"sv};

/// Up to the end of the first hidden segment; "" without one.
std::string_view hidden_part(std::string_view path) {
  const std::size_t dot = path.starts_with('.') ? 0 : path.find("/.") + 1;  // npos + 1 is 0
  if (dot == 0 && !path.starts_with('.')) return {};
  return path.substr(0, path.find('/', dot));
}

bool is_unexpected(const CheckedFile& file) {
  const std::string_view part = hidden_part(file.path());
  return !part.empty() && !is_one_of(base_name(part), kExpected) && !is_installed(file) &&
         !is_tool_config(file);
}

void run_hidden(const PackageView& package, PackageHits& hits) {
  std::set<std::string_view> named;
  for (const Finding& finding : package.findings()) {
    if (says_what_a_file_is(finding.rule_id)) named.insert(finding.location.path);
  }
  const Share share = share_of(package, [&](const CheckedFile& file) {
    return is_unexpected(file) && !named.contains(file.path());
  });
  if (share.files == 0) return;
  std::set<std::string> names;
  for (const std::string_view path : share.paths) names.emplace(hidden_part(path));
  hits.add_all({hits.severity(), counted(share.files, "file") + ": " + listed(names, 8) + ".", ""},
               share.paths);
}

// --- An earlier pack

/// What is behind the name of the package: a version.
bool is_pack(std::string_view name, std::string_view start) {
  if (!name.starts_with(start) || !name.ends_with(".tgz")) return false;
  name.remove_prefix(start.size());
  if (name.starts_with('v')) name.remove_prefix(1);  // yarn
  return is_ascii_digit(name.front());
}

void run_own_tarball(const PackageView& package, PackageHits& hits) {
  std::string start = ascii_lower(package.text_in_manifest("name"));
  if (start.empty()) return;
  if (start.starts_with('@')) start.erase(0, 1);
  std::replace(start.begin(), start.end(), '/', '-');
  start += '-';
  for (const CheckedFile& file : package.names()) {
    if (!file.path().ends_with(".tgz") || is_installed(file)) continue;
    if (is_pack(file.name(), start)) hits.add({hits.severity(), "", ""}, file.path());
  }
}

}  // namespace

bool is_litter_of_tests(const std::string& path) {
  return is_test_litter(CheckedFile(path, "", 0644));
}

const PackageCheck kLitterTests = {
    {"lit-tests", Severity::note, "Tests",
     "Users do not run them; they take room, and nearly all published test keys are in them.",
     "Leave tests out: list what ships in `files`."},
    run_tests};

const PackageCheck kLitterDocsAndMedia = {
    {"lit-docs-and-media", Severity::note, "More documentation and media than code",
     "Whoever installs the package gets them.",
     "Leave them out, and let README.md link to where they are: list what ships in `files`."},
    run_docs_and_media};

const PackageCheck kLitterToolConfig = {
    {"lit-tool-config", Severity::note, "Settings of development tools",
     "Tools of whoever installs the package may find and obey them: a `.babelrc`, a "
     "`tsconfig.json` "
     "that extends what is not there.",
     "Leave them out: list what ships in `files`."},
    run_tool_config};

const PackageCheck kLitterHiddenFile = {
    {"lit-hidden-file", Severity::note, "Hidden files",
     "Nobody sees them in a listing, and tools leave their state in such files.",
     "Leave them out: list what ships in `files`, or name them in `.npmignore`."},
    run_hidden};

const PackageCheck kLitterOwnTarball = {
    {"lit-own-tarball", Severity::medium, "Earlier pack of this package",
     "A pack in the package is packed again: it doubles with every release.",
     "Delete `{path}`, and write packs to a directory outside of the package."},
    run_own_tarball};

}  // namespace packwarden
