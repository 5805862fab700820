#include "check/install_scripts.h"

#include <algorithm>
#include <array>
#include <optional>
#include <vector>

#include "base/digest.h"
#include "base/text.h"
#include "check/all.h"
#include "check/entry_points.h"
#include "check/release.h"
#include "npm/javascript.h"

namespace packwarden {
namespace {

constexpr std::array<std::string_view, 3> kInstallScripts = {"preinstall", "install",
                                                             "postinstall"};

/// Bytes of a script that are shown.
constexpr std::size_t kMostShown = 200;

/// Pieces of a script that are taken for paths; scripts are one line.
constexpr std::size_t kMostPieces = 10'000;

std::string_view script_of(const PackageView& package, std::string_view name) {
  const Json* scripts = package.manifest().find("scripts");
  const Json* script = scripts == nullptr ? nullptr : scripts->find(name);
  const std::string* text = script == nullptr ? nullptr : script->string();
  return text == nullptr ? std::string_view() : std::string_view(*text);
}

/// What became of a script since the release before; "": it is the same, or that is not known.
std::string_view change_of(const PackageView& package, std::string_view name,
                           std::string_view script) {
  if (package.previous() == nullptr) return "";
  const std::string digest = to_hex(sha256(script));
  for (const auto& [before, of] : package.previous()->manifest.install_scripts) {
    if (before == name)
      return of == digest ? "" : " Its text is another than in the release before.";
  }
  return " The release before had none.";
}

void list_scripts(const PackageView& package, PackageHits& hits) {
  for (const std::string_view name : kInstallScripts) {
    const std::string_view script = script_of(package, name);
    if (script.empty()) continue;
    const std::string_view change = change_of(package, name, script);
    const Severity severity = name == "preinstall" ? Severity::medium : hits.severity();
    const std::string rest = script.size() > kMostShown ? "…" : "";
    hits.add_in_manifest({change.empty() ? severity : Severity::high,
                          "`" + std::string(name) + "` runs `" +
                              escape_for_display(to_valid_utf8(script.substr(0, kMostShown))) +
                              rest + "`." + std::string(change),
                          ""},
                         {"scripts", name});
  }
}

void find_implicit_install(const PackageView& package, PackageHits& hits) {
  if (package.find("binding.gyp") == nullptr) return;
  if (!script_of(package, "install").empty() || !script_of(package, "preinstall").empty()) return;
  const Json* gypfile = package.manifest().find("gypfile");
  if (gypfile != nullptr && gypfile->boolean() != nullptr && !*gypfile->boolean()) return;
  hits.add({hits.severity(), "", ""}, "binding.gyp");
}

/// One program of a script with its arguments.
using Words = std::vector<std::string_view>;

/// The programs that a script runs one after the other, as a shell reads it: quotes are taken off
/// words, and what is behind a variable or in a sub-shell is one word more.
std::vector<Words> commands_of(std::string_view script) {
  std::vector<Words> out(1);
  for (std::size_t at = 0; at < script.size();) {
    const char c = script[at];
    if (c == ' ' || c == '\t' || c == '\n') {
      ++at;
    } else if (c == '&' || c == '|' || c == ';' || c == '(' || c == ')') {
      if (!out.back().empty()) out.emplace_back();
      ++at;
    } else if (c == '"' || c == '\'') {
      const std::size_t end = std::min(script.find(c, at + 1), script.size());
      out.back().push_back(script.substr(at + 1, end - at - 1));
      at = end + 1;
    } else {
      const std::size_t end = std::min(script.find_first_of(" \t\n&|;()", at), script.size());
      out.back().push_back(script.substr(at, end - at));
      at = end;
    }
  }
  if (out.back().empty()) out.pop_back();
  return out;
}

/// Without the variables that are set for it, and without programs that do nothing but run another.
Words bare_command(Words words) {
  const auto is_prefix = [](std::string_view word) {
    constexpr std::array<std::string_view, 7> kRunners = {
        "npx", "exec", "cross-env", "env", "time", "cross-env-shell", "command"};
    return word.find('=') != std::string_view::npos || word == "!" || word == "--yes" ||
           word == "--no-install" || is_one_of(word, kRunners);
  };
  words.erase(words.begin(), std::find_if_not(words.begin(), words.end(), is_prefix));
  return words;
}

/// A tool that is for those who work on a package, and what its script begins with.
struct DevelopmentTool {
  std::string_view package;
  std::string_view program;
  std::string_view argument;  // "": any
};

constexpr std::array kTools = {
    DevelopmentTool{"husky", "husky", ""},
    DevelopmentTool{"is-ci", "is-ci", ""},
    DevelopmentTool{"lefthook", "lefthook", "install"},
    DevelopmentTool{"lerna", "lerna", ""},
    DevelopmentTool{"patch-package", "patch-package", ""},
    DevelopmentTool{"simple-git-hooks", "simple-git-hooks", ""},
    DevelopmentTool{"yorkie", "yorkie", ""},
};

const DevelopmentTool* tool_of(const Words& command) {
  if (command.empty()) return nullptr;
  const auto* const found =
      std::find_if(kTools.begin(), kTools.end(), [&](const DevelopmentTool& tool) {
        if (command.front() != tool.program) return false;
        return tool.argument.empty() || (command.size() > 1 && command[1] == tool.argument);
      });
  return found == kTools.end() ? nullptr : found;
}

bool depends_on(const PackageView& package, std::string_view name) {
  constexpr std::array<std::string_view, 2> kBlocks = {"dependencies", "optionalDependencies"};
  return std::any_of(kBlocks.begin(), kBlocks.end(), [&](std::string_view block) {
    const Json* members = package.manifest().find(block);
    return members != nullptr && members->find(name) != nullptr;
  });
}

void find_tools(const PackageView& package, PackageHits& hits) {
  for (const std::string_view name : kInstallScripts) {
    for (const Words& words : commands_of(script_of(package, name))) {
      const DevelopmentTool* tool = tool_of(bare_command(words));
      if (tool == nullptr || package.text_in_manifest("name") == tool->package) continue;
      const bool is_installed = depends_on(package, tool->package);
      hits.add_in_manifest(
          {is_installed ? Severity::medium : hits.severity(),
           "`" + std::string(name) + "` runs `" + std::string(tool->program) + "`, which is " +
               (is_installed ? "installed with it." : "not among the dependencies."),
           ""},
          {"scripts", name});
      break;
    }
  }
}

bool is_script_path(std::string_view word) {
  return !word.empty() && !word.starts_with('-') && !word.starts_with('/') &&
         !word.starts_with("..") && word.find_first_of("$`*?{}<>%~") == std::string_view::npos &&
         word.find("node_modules") == std::string_view::npos;
}

/// The file of the package that a command runs; "" of none.
std::string_view file_of(const Words& command) {
  constexpr std::array<std::string_view, 5> kInterpreters = {"node", "nodejs", "sh", "bash",
                                                             "python3"};
  if (command.empty()) return {};
  const std::string_view program = command.front();
  if (program.starts_with("./")) return is_script_path(program) ? program : std::string_view();
  if (command.size() < 2 || !is_one_of(program, kInterpreters)) {
    return {};
  }
  return is_script_path(command[1]) ? command[1] : std::string_view();
}

/// As the interpreter finds it: Node.js tries endings.
bool is_packed(const PackageView& package, std::string_view file) {
  const Json value = file;
  return packed_target(package, {EntryField::main, {}, "", {}, &value}) != nullptr;
}

/// A script that goes on, or does something else, where its file is missing.
bool tolerates_failure(std::string_view script) {
  return script.find("||") != std::string_view::npos ||
         script.find("test -") != std::string_view::npos ||
         script.find("[ -") != std::string_view::npos ||
         script.find("if ") != std::string_view::npos;
}

void find_missing_files(const PackageView& package, PackageHits& hits) {
  for (const std::string_view name : kInstallScripts) {
    const std::string_view script = script_of(package, name);
    if (tolerates_failure(script) || script.find("cd ") != std::string_view::npos) continue;
    for (const Words& words : commands_of(script)) {
      const std::string_view file = file_of(bare_command(words));
      if (file.empty() || is_packed(package, file)) continue;
      const std::string shown = "`" + escape_for_display(file) + "`";
      hits.add_in_manifest(
          {hits.severity(), "`" + std::string(name) + "` runs " + shown + ", which is not packed.",
           "Add " + shown + " to `files`, or take the script out."},
          {"scripts", name});
    }
  }
}

/// The file that a path in a script leads to; null: none.
const PackedPath* file_named(const PackageView& package, std::string_view path) {
  if (target_path(path).empty()) return nullptr;
  const Json value = path;
  return packed_target(package, {EntryField::main, {}, "", {}, &value});
}

/// Looks at the root and in the directory that the script went to.
void add_named_files(const PackageView& package, std::string_view script,
                     std::vector<ScriptFile>& out) {
  constexpr std::string_view kBetween = " \t\r\n\"'`()[]{}<>;&|=,";
  std::string_view rest = script_of(package, script);
  std::string directory;
  std::string_view before;
  for (std::size_t pieces = 0; !rest.empty() && pieces < kMostPieces; ++pieces) {
    const std::string_view piece = rest.substr(0, rest.find_first_of(kBetween));
    rest.remove_prefix(std::min(piece.size() + 1, rest.size()));
    if (piece.empty()) continue;
    if (before == "cd") directory = std::string(piece) + "/";
    before = piece;
    for (const std::string& path : {std::string(piece), directory + std::string(piece)}) {
      const PackedPath* file = file_named(package, path);
      if (file != nullptr) out.push_back({script, file->path});
    }
  }
}

}  // namespace

std::vector<ScriptFile> files_of_install_scripts(const PackageView& package) {
  std::vector<ScriptFile> out;
  for (const std::string_view script : kInstallScripts) add_named_files(package, script, out);
  return out;
}

const PackageCheck kDevToolPostinstall = {
    {"pkg-dev-tool-postinstall", Severity::high, "Installing runs a development tool",
     "It fails for those who install the package, or changes their repository.",
     "Move it to `prepare`, which does not run where the package comes from a registry."},
    find_tools};

const PackageCheck kImplicitInstall = {
    {"pkg-implicit-install", Severity::medium, "Installing compiles",
     "npm adds `node-gyp rebuild` as an install script where a `binding.gyp` is packed and no "
     "install script says otherwise.",
     "Leave {path} out of the package, or set `gypfile` to false."},
    find_implicit_install};

const PackageCheck kLifecycleScript = {
    {"pkg-lifecycle-script", Severity::note, "Script that runs when the package is installed",
     "Worms spread by such scripts, and package managers block them more and more.",
     "Do the work when the package is built, and take the script out."},
    list_scripts};

const PackageCheck kScriptTargetMissing = {
    {"pkg-script-target-missing", Severity::high, "Install script without its file",
     "Every installation fails.", "Add the file to `files`, or take the script out."},
    find_missing_files};

}  // namespace packwarden
