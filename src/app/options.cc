#include "app/options.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <utility>

#include "app/help.h"
#include "base/text.h"

namespace packwarden {
namespace {

constexpr const char* kDescription =
    "Shows what npm publish would upload from a package, and finds the secrets in it.\n"
    "Without a command: audit.";

constexpr const char* kExamples = R"(
Examples:
  packwarden                         audit the package in this directory
  packwarden audit packages/core     audit another one
  packwarden audit core-1.0.0.tgz    audit a finished tarball
  packwarden scan src .env           look for secrets in any files

Exit status:
  0  finished, nothing at or above the threshold
  1  finished, findings at or above the threshold
  2  could not finish: nothing may be concluded

packwarden COMMAND --help shows the options.)";

constexpr const char* kAuditExamples = R"(
Examples:
  packwarden audit
  packwarden audit --fail-on medium packages/core
  packwarden audit --format text --format json=report.json core-1.0.0.tgz
  npm pack --silent | xargs packwarden audit)";

constexpr const char* kScanExamples = R"(
Examples:
  packwarden scan dist
  packwarden scan --format json src .env vendor.tgz
  git show HEAD:config.js | packwarden scan -)";

std::string names_of_reporters() {
  std::string names;
  for (const Reporter& reporter : reporters()) {
    names += names.empty() ? "" : ", ";
    names += reporter.name;
  }
  return names;
}

/// CLI11's words for a wrong value of `--format`; empty when it is right.
std::string check_format(const std::string& value) {
  const std::string name = value.substr(0, value.find('='));
  if (find_reporter(name) == nullptr) {
    return "no format is called \"" + name + "\"; there are " + names_of_reporters();
  }
  if (value.ends_with('=')) return "a file name is missing after \"" + value + "\"";
  return {};
}

/// The options that every command takes.
struct Texts {
  std::vector<std::string> formats;
  std::string fail_on = "high";
  std::string color = "auto";
  std::string engine = "hyperscan";
  unsigned threads = 0;
  bool quiet = false;
  bool verbose = false;
  bool no_progress = false;
};

void add_common_options(CLI::App& app, Texts& texts) {
  app.add_option(
         "--format", texts.formats,
         "Report format: " + names_of_reporters() + ". Repeat for several; all but one need a file")
      ->type_name("FORMAT[=FILE]")
      ->check(CLI::Validator(check_format, ""))
      ->take_all()
      ->allow_extra_args(false);
  app.add_option(
         "--fail-on", texts.fail_on,
         "The lowest severity that makes the status 1: note, low, medium, high or critical [high]")
      ->type_name("SEVERITY")
      ->check(CLI::IsMember({"note", "low", "medium", "high", "critical"}));
  app.add_option("--threads", texts.threads, "Threads that examine [one for each processor]")
      ->type_name("N")
      ->check(CLI::Range(1U, 256U));
  app.add_option("--engine", texts.engine,
                 "Which engine looks first, hyperscan or re2 [hyperscan]; both find the same")
      ->type_name("ENGINE")
      ->check(CLI::IsMember({"hyperscan", "re2"}));
  app.add_option("--color", texts.color,
                 "Colours: auto, always or never [auto]; auto heeds NO_COLOR and FORCE_COLOR")
      ->type_name("WHEN")
      ->check(CLI::IsMember({"auto", "always", "never"}));
  CLI::Option* quiet =
      app.add_flag("-q,--quiet", texts.quiet, "Findings, problems and verdict only");
  app.add_flag("-v,--verbose", texts.verbose, "Every file, and the fingerprints")->excludes(quiet);
  app.add_flag("--no-progress", texts.no_progress, "No progress line on the terminal");
}

Output output_of(const std::string& text) {
  const std::size_t equals = text.find('=');
  if (equals == std::string::npos) return {text, ""};
  return {text.substr(0, equals), text.substr(equals + 1)};
}

EarlyExit usage_error(const std::string& what) {
  return {ExitStatus::incomplete,
          "packwarden: " + what + "\npackwarden: run packwarden --help to see what there is\n"};
}

std::variant<Options, EarlyExit> interpret(const Texts& texts, Command command,
                                           std::vector<std::string> targets) {
  Options options;
  options.command = command;
  options.targets = std::move(targets);
  for (const std::string& format : texts.formats) options.outputs.push_back(output_of(format));
  if (options.outputs.empty()) options.outputs.push_back({"text", ""});
  const auto to_stdout = [](const Output& output) { return output.file.empty(); };
  if (std::count_if(options.outputs.begin(), options.outputs.end(), to_stdout) > 1) {
    return usage_error(
        "two formats would go to standard output; give one a file: --format json=FILE");
  }
  std::set<std::string> files;
  for (const Output& output : options.outputs) {
    if (!output.file.empty() && !files.insert(output.file).second) {
      return usage_error("two formats would go to the same file: " + output.file);
    }
  }
  options.fail_on = *severity_named(texts.fail_on);
  options.threads = texts.threads;
  static const std::map<std::string, ColorMode> kColors = {
      {"auto", ColorMode::automatic}, {"always", ColorMode::always}, {"never", ColorMode::never}};
  options.color = kColors.at(texts.color);
  if (texts.quiet) options.verbosity = Verbosity::quiet;
  if (texts.verbose) options.verbosity = Verbosity::verbose;
  options.show_progress = !texts.no_progress;
  options.engine = texts.engine == "re2" ? EngineKind::re2 : EngineKind::hyperscan;
  return options;
}

/// One command line parser, and what it fills.
struct CommandLine {
  CommandLine() {
    app.name("packwarden");
    app.require_subcommand(0, 1);
    app.add_flag("--version", version, "Version, libraries and the digest of the rules");
    add_common_options(app, texts);
    audit->add_option(
        "TARGET", audit_target,
        "A package directory [.], a tarball (.tgz, .tar), or - for one on standard input");
    audit->group("Commands")->footer(kAuditExamples);
    add_common_options(*audit, texts);
    scan->add_option("PATH", scan_targets,
                     "Files, directories and archives, or - for standard input")
        ->required();
    scan->group("Commands")->footer(kScanExamples);
    add_common_options(*scan, texts);
  }

  [[nodiscard]] std::variant<Options, EarlyExit> options() const {
    if (version) return interpret(texts, Command::version, {});
    if (scan->parsed()) return interpret(texts, Command::scan, scan_targets);
    if (audit_target.empty()) return usage_error("audit: TARGET is empty");
    return interpret(texts, Command::audit, {audit_target});
  }

  static CLI::App& prepared(CLI::App& app) {
    use_plain_help(app);
    app.footer(kExamples);
    return app;
  }

  CLI::App app{kDescription};
  Texts texts;
  bool version = false;
  std::string audit_target = ".";
  std::vector<std::string> scan_targets;
  CLI::App* audit = prepared(app).add_subcommand(
      "audit", "What npm publish would upload from a package or a tarball, and the secrets in it");
  CLI::App* scan = app.add_subcommand(
      "scan", "The secrets in any files, directories and archives; nothing is left out");
};

/// CLI11 prints help for the command that was asked about through an exception.
EarlyExit exit_of(const CLI::App& app, const CLI::ParseError& error) {
  if (dynamic_cast<const CLI::CallForHelp*>(&error) != nullptr) {
    const auto parsed = app.get_subcommands();
    const CLI::App& asked = parsed.empty() ? app : *parsed.front();
    return {ExitStatus::clean, asked.help()};
  }
  if (dynamic_cast<const CLI::ExtrasError*>(&error) != nullptr && app.get_subcommands().empty()) {
    const std::vector<std::string> rest = app.remaining();
    if (!rest.empty() && !rest.front().starts_with('-')) {
      return usage_error("no command is called \"" + escape_for_display(rest.front()) +
                         "\"; to audit a directory: packwarden audit DIR");
    }
  }
  return usage_error(escape_for_display(error.what()));
}

}  // namespace

std::variant<Options, EarlyExit> parse_options(std::vector<std::string> arguments) {
  CommandLine line;
  std::reverse(arguments.begin(), arguments.end());  // CLI11 takes them from the back
  try {
    line.app.parse(std::move(arguments));
  } catch (const CLI::ParseError& error) {
    return exit_of(line.app, error);
  }
  return line.options();
}

}  // namespace packwarden
