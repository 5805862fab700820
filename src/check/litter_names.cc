#include <array>

#include "check/all.h"
#include "check/litter.h"

// What is litter by its name alone.
namespace packwarden {
namespace {

using namespace std::string_view_literals;

constexpr std::array kEditor = {".idea/"sv,
                                ".vscode/"sv,
                                ".vs/"sv,
                                ".fleet/"sv,
                                ".zed/"sv,
                                ".history/"sv,
                                ".settings/"sv,
                                "nbproject/"sv,
                                ".project"sv,
                                ".classpath"sv,
                                "*.iml"sv,
                                "*.sublime-workspace"sv,
                                "*.code-workspace"sv,
                                "*.sublime-project"sv};

constexpr std::array kSystem = {
    ".ds_store"sv,        "._*"sv,         "thumbs.db"sv, "desktop.ini"sv, "__macosx/"sv,
    ".spotlight-v100/"sv, ".fseventsd/"sv, ".trashes/"sv, ".directory"sv,  "$recycle.bin/"sv};

constexpr std::array kCache = {".eslintcache"sv, ".stylelintcache"sv, "*.tsbuildinfo"sv,
                               "*.pyc"sv,        ".parcel-cache/"sv,  ".turbo/"sv,
                               ".nx/"sv,         ".next/cache/"sv,    ".nuxt/"sv,
                               ".svelte-kit/"sv, ".angular/"sv,       ".rpt2_cache/"sv,
                               ".cache/"sv,      "__pycache__/"sv};

constexpr std::array kLog = {"*.log"sv, "npm-debug.log*"sv, "*.pid"sv, "*.stackdump"sv};

constexpr std::array kManager = {".yalc/"sv,    "yalc.lock"sv,         ".yarn/cache/"sv,
                                 ".pnp.*"sv,    ".pnpm-store/"sv,      "package-lock.json"sv,
                                 "yarn.lock"sv, "pnpm-lock.yaml"sv,    "bun.lock"sv,
                                 "bun.lockb"sv, "archived-packages/"sv};

/// "changes.log" is for people.
void run_log(const CheckedFile& file, FileHits& hits) {
  if (file.is_documentation()) return;
  hits.add({file.is_test() ? Severity::note : Severity::medium, "", ""});
}

}  // namespace

const FileCheck kLitterBuildCache = {
    {"lit-build-cache", Severity::medium, "Cache of a build tool",
     "Caches hold absolute paths and copies of sources.", kLeaveOut},
    Reach::named,
    kCache,
    nullptr,
    {},
    Joined::by_directory};

const FileCheck kLitterEditorDirectory = {
    {"lit-editor-directory", Severity::medium, "Settings of an editor",
     "They belong to somebody's machine, and local histories hold files as they once were.",
     kLeaveOut},
    Reach::named,
    kEditor,
    nullptr,
    {},
    Joined::by_directory};

const FileCheck kLitterLogFile = {
    {"lit-log-file", Severity::medium, "Log file",
     "Logs hold paths, arguments and environments of the machine that they were written on.",
     kLeaveOut},
    Reach::named,
    kLog,
    run_log,
    {}};

const FileCheck kLitterOsMetadata = {
    {"lit-os-metadata", Severity::medium, "File of an operating system",
     "`.DS_Store` and its like list the names of files beside them, of those that do not ship, "
     "too.",
     kLeaveOut},
    Reach::named,
    kSystem,
    nullptr,
    {},
    Joined::by_directory};

const FileCheck kLitterPackageManagerFiles = {
    {"lit-package-manager-files", Severity::medium, "File of a package manager",
     "Nobody who installs the package reads it; it names registries, and scanners report what it "
     "lists.",
     kLeaveOut},
    Reach::named,
    kManager,
    nullptr,
    Severity::note,
    Joined::by_directory};

}  // namespace packwarden
