#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "app/audit.h"
#include "app/exit_status.h"
#include "app/tool_command.h"
#include "check/budget.h"
#include "check/check_group.h"
#include "finding/finding.h"
#include "match/database.h"
#include "npm/pack_run.h"
#include "report/report.h"

namespace packwarden {

enum class Command : std::uint8_t {
  audit,
  diff,
  fix,
  list,
  pack,
  range,
  sbom,
  scan,
  staged,
  verify,
  version,
  why,
  worker
};
enum class ColorMode : std::uint8_t { automatic, always, never };

/// Where a report goes: `--format FORMAT[=FILE]`.
struct Output {
  std::string format;  // a reporter's name
  std::string file;    // empty: standard output

  /// Whether it lists the files of one package by their digests.
  [[nodiscard]] bool is_of_package() const {
    return format == "statement" || format == "cyclonedx";
  }
};

/// The command line, as typed. Nothing here has touched the disk yet.
struct Options {
  Command command = Command::audit;
  std::vector<std::string> paths;  // scan: one or more; staged: what narrows it
  std::string range;               // range: of commits; "": that of continuous integration
  std::string pushed_to;           // range: the remote of a push that git tells of; "": none
  PackRequest packages;            // the others: what their one target stands for
  std::vector<int> npm;            // whose packing rules; empty: not said
  bool json = false;               // list, why
  bool write = false;              // fix: the edits are made
  std::string path;                // why: relative to the package
  std::string out;                 // pack: a file, or a directory for it
  std::string statement;           // verify: a file
  std::string previous;            // audit, pack: a file; empty: none. diff: the old release
  std::string expected_integrity;  // audit: of the tarball, "sha512-…"; empty: any
  std::string expected_integrity_variable;  // audit: that of the environment that holds it
  std::string expected_rules;               // verify: "sha256:…"; empty: any
  std::vector<std::string> only;    // fix: ids of checks, whatever their severity; empty: all
  std::vector<Output> outputs;      // at most one without a file
  std::optional<Severity> fail_on;  // none: as the policy says
  std::string config;               // the file of the policy; "": none
  std::vector<std::string> rules;   // files of rules beside the built-in ones
  std::string config_from;          // a revision that it is read from; "": the work tree
  std::optional<bool> inline_suppressions;  // none: as the policy says
  bool fail_on_stale = false;               // false: as the policy says
  std::string baseline;                     // the file of known findings; "": none
  std::string baseline_from;                // the revision of git that has it; "": it lies there
  KnownValueMode known_values = KnownValueMode::automatic;  // audit, pack
  std::string advisories;                                   // a directory of them; "": none
  CheckGroups groups;                                       // of checks that are run
  std::vector<Budget> budgets;                              // audit, pack
  GitMode git = GitMode::automatic;                         // the same
  unsigned threads = 0;                                     // 0: one for each processor
  ColorMode color = ColorMode::automatic;
  Verbosity verbosity = Verbosity::normal;
  bool show_progress = true;
  EngineKind engine = EngineKind::fastest;

  /// Whether a report is in this format.
  [[nodiscard]] bool wants(std::string_view format) const {
    return std::any_of(outputs.begin(), outputs.end(),
                       [&](const Output& output) { return output.format == format; });
  }

  [[nodiscard]] bool audits_packages() const {
    return command == Command::audit || command == Command::pack || command == Command::sbom;
  }

  /// Whether it looks into a repository of git.
  [[nodiscard]] bool asks_git() const {
    return command == Command::staged || command == Command::range;
  }

  /// The format that lists the files of one package by their digests; "": none does.
  [[nodiscard]] std::string_view format_of_one_package() const {
    if (wants("statement")) return "statement";
    return wants("cyclonedx") ? "cyclonedx" : "";
  }
};

/// The program has to say something and end: help, or a mistake in the command line.
struct EarlyExit {
  ExitStatus status = ExitStatus::clean;
  std::string text;  // for standard output when the status is clean, else for standard error
};

/// `arguments` without the program's name. `tools` are the commands beside those of `Command`: what
/// one of them is to do is an action.
[[nodiscard]] std::variant<Options, EarlyExit, Action> parse_options(
    std::vector<std::string> arguments, std::span<const ToolCommand> tools = {});

}  // namespace packwarden
