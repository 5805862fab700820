#include "app/options.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <utility>

#include "app/examples.h"
#include "app/help.h"
#include "app/option_values.h"
#include "base/text.h"

namespace packwarden {
namespace {

/// The options of commands that pack a directory.
struct PackTexts {
  std::string directory = ".";
  std::string npm;
  std::vector<std::string> workspaces;
  bool all_workspaces = false;
  bool no_workspaces = false;
  bool include_root = false;
};

/// `otherwise` is the version that counts when neither the option nor a calling npm names one.
void add_pack_options(CLI::App& app, PackTexts& texts, const std::string& otherwise) {
  app.add_option("--npm", texts.npm,
                 "Whose packing rules: npm 9, 10, 11 or 12, or both 11 and 12 [the npm that calls, "
                 "else " +
                     otherwise + "]")
      ->type_name("VERSION")
      ->check(CLI::IsMember({"9", "10", "11", "12", "both"}));
  CLI::Option* named = app.add_option("-w,--workspace", texts.workspaces,
                                      "A workspace by name, path or directory; repeat for several")
                           ->type_name("NAME")
                           ->take_all()
                           ->allow_extra_args(false);
  CLI::Option* all = app.add_flag("--workspaces", texts.all_workspaces, "All workspaces");
  app.add_flag("--no-workspaces", texts.no_workspaces, "The directory alone, workspace or not")
      ->excludes(named)
      ->excludes(all);
  app.add_flag("--include-workspace-root", texts.include_root, "The root of the workspaces, too");
}

/// The options that every audit takes.
struct Texts {
  std::vector<std::string> formats;
  std::string fail_on;
  std::string config;
  std::string color = "auto";
  std::string engine = "hyperscan";
  std::string known_values = "auto";
  std::string advisories;
  std::vector<std::string> groups;
  std::vector<std::string> budgets;
  unsigned threads = 0;
  bool quiet = false;
  bool verbose = false;
  bool no_progress = false;
  bool no_git = false;
};

/// How what is printed looks.
void add_page_options(CLI::App& app, Texts& texts) {
  app.add_option("--color", texts.color,
                 "Colours: auto, always or never [auto]; auto heeds NO_COLOR and FORCE_COLOR")
      ->type_name("WHEN")
      ->check(CLI::IsMember({"auto", "always", "never"}));
  CLI::Option* quiet = app.add_flag("-q,--quiet", texts.quiet, "What matters, and nothing else");
  app.add_flag("-v,--verbose", texts.verbose, "Everything there is to say")->excludes(quiet);
}

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
  app.add_option("--config", texts.config,
                 "The policy: what may be found where, and from which severity on the status is 1")
      ->type_name("FILE");
  app.add_option("--threads", texts.threads, "Threads that examine [one for each processor]")
      ->type_name("N")
      ->check(CLI::Range(1U, 256U));
  app.add_option("--engine", texts.engine,
                 "Which engine looks first, hyperscan or re2 [hyperscan]; both find the same")
      ->type_name("ENGINE")
      ->check(CLI::IsMember({"hyperscan", "re2"}));
  add_page_options(app, texts);
  app.add_flag("--no-progress", texts.no_progress, "No progress line on the terminal");
}

/// Of commands that look into one package.
void add_package_options(CLI::App& app, Texts& texts) {
  app.add_option("--osv", texts.advisories,
                 "Compare bundled packages with the advisories in a directory, as OSV exports them")
      ->type_name("DIR");
  app.add_option("--group", texts.groups,
                 "More checks: " + names_of_groups() + ". Repeat for several, or join by commas")
      ->type_name("NAME")
      ->delimiter(',')
      ->check(CLI::Validator(check_group, ""))
      ->take_all()
      ->allow_extra_args(false);
  app.add_option(
         "--budget", texts.budgets,
         "How much a package may be: files=N, size=BYTES unpacked, or GLOB=BYTES; repeat for "
         "several")
      ->type_name("WHAT=MOST")
      ->check(CLI::Validator(check_budget, ""))
      ->take_all()
      ->allow_extra_args(false);
  app.add_option("--known-values", texts.known_values,
                 "Look for the values of .env files that are not packed and, in CI, of the "
                 "environment: auto or off [auto]")
      ->type_name("WHEN")
      ->check(CLI::IsMember({"auto", "off"}));
  app.add_flag("--no-git", texts.no_git, "Do not ask git which of the packed files it tracks");
}

Output output_of(const std::string& text) {
  const std::size_t equals = text.find('=');
  if (equals == std::string::npos) return {text, ""};
  return {text.substr(0, equals), text.substr(equals + 1)};
}

/// `command` was given, if any was.
EarlyExit usage_error(const std::string& what, const std::string& command = "") {
  const std::string asked = command.empty() ? "packwarden" : "packwarden " + command;
  return {ExitStatus::incomplete,
          "packwarden: " + what + "\npackwarden: run " + asked + " --help to see what there is\n"};
}

std::variant<Options, EarlyExit> interpret(const Texts& texts, Command command) {
  Options options;
  options.command = command;
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
  options.fail_on = severity_named(texts.fail_on);
  options.config = texts.config;
  options.threads = texts.threads;
  static const std::map<std::string, ColorMode> kColors = {
      {"auto", ColorMode::automatic}, {"always", ColorMode::always}, {"never", ColorMode::never}};
  options.color = kColors.at(texts.color);
  if (texts.quiet) options.verbosity = Verbosity::quiet;
  if (texts.verbose) options.verbosity = Verbosity::verbose;
  options.show_progress = !texts.no_progress;
  options.advisories = texts.advisories;
  for (const std::string& name : texts.groups) options.groups.add(find_group(name)->group);
  for (const std::string& text : texts.budgets) options.budgets.push_back(*parse_budget(text));
  if (texts.no_git) options.git = GitMode::off;
  if (texts.known_values == "off") options.known_values = KnownValueMode::off;
  options.engine = texts.engine == "re2" ? EngineKind::re2 : EngineKind::hyperscan;
  return options;
}

void take(const PackTexts& texts, Options& options) {
  options.packages.directory = texts.directory;
  options.packages.workspaces = texts.workspaces;
  if (texts.all_workspaces) options.packages.scope = WorkspaceScope::all;
  if (texts.no_workspaces) options.packages.scope = WorkspaceScope::none;
  if (texts.include_root) options.packages.root = WorkspaceRoot::included;
  if (texts.npm == "both") {
    options.npm = {11, 12};
  } else if (!texts.npm.empty()) {
    options.npm = {std::stoi(texts.npm)};
  }
}

/// One command line parser, and what it fills.
struct CommandLine {
  CommandLine() {
    app.name("packwarden");
    app.require_subcommand(0, 1);
    app.add_flag("--version", version, "Version, libraries and the digest of the rules");
    add_common_options(app, texts);
    add_package_options(app, texts);
    add_previous_option(app);
    add_pack_options(app, packing, "both");
    add_audit();
    add_diff();
    add_list();
    add_pack();
    add_scan();
    add_verify();
    add_why();
  }

  [[nodiscard]] std::variant<Options, EarlyExit> options() const {
    auto out = interpret(texts, command_asked_for());
    auto* options = std::get_if<Options>(&out);
    if (options == nullptr) return out;
    options->paths = scan_paths;
    options->json = json;
    options->out = out_file;
    options->path = path;
    options->statement = statement;
    options->expected_rules = expected_rules;
    options->previous = previous;
    take(packing, *options);
    if (options->packages.directory.empty()) return usage_error("TARGET is empty");
    if (options->command == Command::scan && options->wants_statement()) {
      return usage_error("a statement is of a package: packwarden audit --format statement=FILE");
    }
    const bool needs_one_version =
        json || options->command == Command::pack || options->wants_statement();
    if (needs_one_version && options->npm.size() > 1) {
      return usage_error("this is what one version of npm packs: choose one, --npm 11 or --npm 12");
    }
    return out;
  }

  static CLI::App& prepared(CLI::App& app) {
    use_plain_help(app);
    app.footer(kExamples);
    return app;
  }

  CLI::App app{kDescription};
  Texts texts;
  PackTexts packing;
  bool version = false;
  bool json = false;
  std::string out_file;
  std::string path;
  std::string statement;
  std::string expected_rules;
  std::string previous;
  std::vector<std::string> scan_paths;
  CLI::App* audit = prepared(app).add_subcommand(
      "audit", "What npm publish would upload from a package or a tarball, and the secrets in it");
  CLI::App* diff =
      app.add_subcommand("diff", "What a release has that the one before did not have");
  CLI::App* list = app.add_subcommand("list", "The files that npm publish would upload");
  CLI::App* pack =
      app.add_subcommand("pack", "Audit a package, and write the tarball if it is clean");
  CLI::App* scan = app.add_subcommand(
      "scan", "The secrets in any files, directories and archives; nothing is left out");

  CLI::App* verify = app.add_subcommand("verify", "Whether a tarball is the one that was audited");
  CLI::App* why = app.add_subcommand("why", "Which rule packs a file or leaves it out");

 private:
  [[nodiscard]] Command command_asked_for() const {
    if (version) return Command::version;
    if (diff->parsed()) return Command::diff;
    if (scan->parsed()) return Command::scan;
    if (list->parsed()) return Command::list;
    if (pack->parsed()) return Command::pack;
    if (verify->parsed()) return Command::verify;
    return why->parsed() ? Command::why : Command::audit;
  }

  void add_previous_option(CLI::App& command) {
    command
        .add_option("--previous", previous,
                    "The last release, to compare with: its tarball, or what its audit wrote with "
                    "--format statement=FILE")
        ->type_name("FILE");
  }

  void add_verify() {
    verify->add_option("TARBALL", packing.directory, "A finished tarball (.tgz, .tar)")->required();
    verify->add_option("--statement", statement, "What an audit wrote with --format statement=FILE")
        ->type_name("FILE")
        ->required();
    verify
        ->add_option("--expect-rules", expected_rules,
                     "The digest of the rules that it must have been audited with: sha256:…")
        ->type_name("DIGEST");
    verify->group("Commands")->footer(kVerifyExamples);
    add_common_options(*verify, texts);
  }

  void add_why() {
    why->add_option("PATH", path, "A file or directory, relative to the package or absolute")
        ->required();
    why->add_option("DIR", packing.directory, "A package directory [.]");
    why->add_flag("--json", json, "One document for programs, schema packwarden/explanation/1");
    why->group("Commands")->footer(kWhyExamples);
    add_page_options(*why, texts);
    add_pack_options(*why, packing, "11");
  }

  void add_audit() {
    audit->add_option(
        "TARGET", packing.directory,
        "A package directory [.], a tarball (.tgz, .tar), or - for one on standard input");
    audit->group("Commands")->footer(kAuditExamples);
    add_common_options(*audit, texts);
    add_package_options(*audit, texts);
    add_previous_option(*audit);
    add_pack_options(*audit, packing, "both");
  }

  void add_diff() {
    diff->add_option("OLD", previous, "A tarball, or the statement of an earlier audit")
        ->required();
    diff->add_option("NEW", packing.directory, "A tarball (.tgz, .tar)")->required();
    diff->group("Commands")->footer(kDiffExamples);
    add_common_options(*diff, texts);
  }

  void add_list() {
    list->add_option("TARGET", packing.directory,
                     "A package directory [.] or a tarball (.tgz, .tar)");
    list->add_flag("--json", json, "As npm pack --dry-run --json prints it");
    list->group("Commands")->footer(kListExamples);
    add_pack_options(*list, packing, "11");
  }

  void add_pack() {
    pack->add_option("DIR", packing.directory, "A package directory [.]");
    pack->add_option("--out", out_file, "The file to write, or a directory for it")
        ->type_name("FILE")
        ->required();
    pack->group("Commands")->footer(kPackExamples);
    add_common_options(*pack, texts);
    add_package_options(*pack, texts);
    add_previous_option(*pack);
    add_pack_options(*pack, packing, "11");
  }

  void add_scan() {
    scan->add_option("PATH", scan_paths, "Files, directories and archives, or - for standard input")
        ->required();
    scan->group("Commands")->footer(kScanExamples);
    add_common_options(*scan, texts);
  }
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
  const auto parsed = app.get_subcommands();
  return usage_error(escape_for_display(error.what()),
                     parsed.empty() ? std::string() : parsed.front()->get_name());
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
