#include "app/options.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>
#include <memory>
#include <utility>

#include "app/audit_options.h"
#include "app/examples.h"
#include "app/help.h"
#include "app/option_conflicts.h"
#include "app/pack_options.h"
#include "app/usage.h"

namespace packwarden {
namespace {

/// One command line parser, and what it fills.
struct CommandLine {
  CommandLine(std::span<const ToolCommand> tools, std::span<const std::string> arguments)
      : arguments_(arguments) {
    reads_all_ = std::any_of(tools.begin(), tools.end(), [this](const ToolCommand& tool) {
      return tool.reads_all && is_asked(tool.name);
    });
    app.name("packwarden");
    app.require_subcommand(0, 1);
    app.add_flag("--version", version, "Version, libraries and the digest of the rules");
    add_common_options(app, texts);
    add_package_options(app, texts);
    add_previous_option(app);
    add_integrity_options(app);
    add_pack_options(app, packing, "both");
    add_audits();
    add_tools(tools);
  }

  /// What the tool that was asked for is to do; null: it is an audit.
  [[nodiscard]] const Action* action() const {
    for (const auto& [command, what] : actions) {
      if (command->parsed()) return &what;
    }
    return nullptr;
  }

  [[nodiscard]] std::variant<Options, EarlyExit> options() const {
    constexpr std::array kLoosening = {"--fail-on", "--config", "--config-from", "--baseline",
                                       "--baseline-from"};
    auto out = options_of(texts, command_asked_for());
    auto* options = std::get_if<Options>(&out);
    if (options == nullptr) return out;
    options->paths = options->command == Command::staged ? staged_paths : scan_paths;
    options->range = range_text;
    options->pushed_to = pushed_to;
    options->json = json;
    if (options->command == Command::pack) options->out = out_file;
    options->path = path;
    options->statement = statement;
    options->expected_rules = expected_rules;
    options->previous = previous;
    options->expected_integrity = expected_integrity;
    options->expected_integrity_variable = expected_integrity_variable;
    options->only = only;
    options->write = write;
    if (options->command == Command::fix && !is_in_front("--fail-on")) {
      options->fail_on = severity_named(fixed_severity);
    }
    if (options->command == Command::verify &&
        std::any_of(kLoosening.begin(), kLoosening.end(),
                    [this](const char* option) { return is_in_front(option); })) {
      return usage_error(
          "a difference always fails: verify takes no --fail-on, --config and --baseline",
          "verify");
    }
    take(packing, *options);
    if (options->command == Command::worker) {
      if (const std::string name = not_for_workers(); !name.empty()) {
        return usage_error("a worker takes no " + name, "worker");
      }
      prepare_worker(*options);
    }
    if (options->command == Command::sbom) options->outputs = {{"cyclonedx", out_file}};
    if (auto conflict = conflict_of(*options, json)) return *std::move(conflict);
    return out;
  }

  static CLI::App& prepared(CLI::App& app) {
    use_plain_help(app);
    app.footer(kExamples);
    return app;
  }

  CLI::App app{kDescription};
  AuditTexts texts;
  PackTexts packing;
  bool version = false;
  bool json = false;
  std::string out_file;
  std::string path;
  std::string statement;
  std::string expected_rules;
  std::string previous;
  std::string expected_integrity;
  std::string expected_integrity_variable;
  std::string fixed_severity;
  std::vector<std::string> only;
  bool write = false;
  std::vector<std::string> scan_paths;
  std::vector<std::string> staged_paths;
  std::string range_text;
  std::string pushed_to;
  std::vector<std::pair<const CLI::App*, Action>> actions;
  CLI::App* audit = prepared(app).add_subcommand(
      "audit", "What npm publish would upload from a package or a tarball, and the secrets in it");
  CLI::App* diff =
      app.add_subcommand("diff", "What a release has that the one before did not have");
  CLI::App* fix = app.add_subcommand(
      "fix", "The edit of package.json or .npmignore that keeps out what is unwanted");
  CLI::App* list = app.add_subcommand("list", "The files that npm publish would upload");
  CLI::App* pack =
      app.add_subcommand("pack", "Audit a package, and write the tarball if it is clean");
  CLI::App* range = app.add_subcommand("range", "The secrets in what commits add");
  CLI::App* sbom =
      app.add_subcommand("sbom", "What a package is made of, as a bill of materials (CycloneDX)");
  CLI::App* scan = app.add_subcommand(
      "scan", "The secrets in any files, directories and archives; nothing is left out");
  CLI::App* staged =
      app.add_subcommand("staged", "The secrets in what is about to be committed, for pre-commit");
  CLI::App* verify = app.add_subcommand("verify", "Whether a tarball is the one that was audited");
  CLI::App* why = app.add_subcommand("why", "Which rule packs a file or leaves it out");
  CLI::App* worker = app.add_subcommand(
      "worker", "Audits for schedulers: requests on standard input, results on standard output");

 private:
  /// Whether the option stands in front of the command.
  [[nodiscard]] bool is_in_front(const std::string& option) const {
    return app.get_option(option)->count() > 0;
  }

  /// Options of commands that are not asked for would take a tenth of the time that a commit of a
  /// few lines takes.
  [[nodiscard]] bool is_asked(std::string_view name) const {
    return reads_all_ || std::find(arguments_.begin(), arguments_.end(), name) != arguments_.end();
  }

  void add_audits() {
    using Row = std::pair<CLI::App*, void (CommandLine::*)()>;
    const std::array<Row, 12> rows = {{{audit, &CommandLine::add_audit},
                                       {diff, &CommandLine::add_diff},
                                       {fix, &CommandLine::add_fix},
                                       {list, &CommandLine::add_list},
                                       {pack, &CommandLine::add_pack},
                                       {range, &CommandLine::add_range},
                                       {sbom, &CommandLine::add_sbom},
                                       {scan, &CommandLine::add_scan},
                                       {staged, &CommandLine::add_staged},
                                       {verify, &CommandLine::add_verify},
                                       {why, &CommandLine::add_why},
                                       {worker, &CommandLine::add_worker}}};
    for (const auto& [command, add_options] : rows) {
      command->group("Commands");
      if (is_asked(command->get_name())) (this->*add_options)();
    }
  }

  void add_tools(std::span<const ToolCommand> tools) {
    CLI::App* family = nullptr;
    for (const ToolCommand& tool : tools) {
      const std::string_view name = tool.name;
      const std::size_t blank = name.find(' ');
      CLI::App& parent = blank == std::string_view::npos ? app : *family;
      CLI::App* command =
          parent.add_subcommand(std::string(name.substr(blank + 1)), tool.description);
      command->group("Commands")->footer(tool.examples);
      if (tool.add == nullptr) {
        family = command->require_subcommand(1);
      } else if (is_asked(command->get_name())) {
        actions.emplace_back(command, tool.add(*command));
      }
    }
  }

  [[nodiscard]] Command command_asked_for() const {
    if (version) return Command::version;
    if (diff->parsed()) return Command::diff;
    if (fix->parsed()) return Command::fix;
    if (range->parsed()) return Command::range;
    if (staged->parsed()) return Command::staged;
    if (sbom->parsed()) return Command::sbom;
    if (scan->parsed()) return Command::scan;
    if (list->parsed()) return Command::list;
    if (pack->parsed()) return Command::pack;
    if (verify->parsed()) return Command::verify;
    if (worker->parsed()) return Command::worker;
    return why->parsed() ? Command::why : Command::audit;
  }

  void add_integrity_options(CLI::App& command) {
    CLI::Option* digest = command
                              .add_option("--expect-integrity", expected_integrity,
                                          "What the tarball must be, as npm prints it: sha512-…")
                              ->type_name("SRI");
    command
        .add_option("--expect-integrity-env", expected_integrity_variable,
                    "The environment variable that says it")
        ->type_name("NAME")
        ->excludes(digest);
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
    verify->footer(kVerifyExamples);
    add_format_option(*verify, texts);
    add_page_options(*verify, texts);
  }

  void add_why() {
    why->add_option("PATH", path, "A file or directory, relative to the package or absolute")
        ->required();
    why->add_option("DIR", packing.directory, "A package directory [.]");
    why->add_flag("--json", json, "One document for programs, schema packwarden/explanation/1");
    why->footer(kWhyExamples);
    add_page_options(*why, texts);
    add_pack_options(*why, packing, "11");
  }

  void add_worker() {
    add_severity_option(
        *worker, texts.fail_on,
        "The lowest severity that makes the status of a result 1: note, low, medium, "
        "high or critical [high]");
    add_config_option(*worker, texts, "The policy of all audits");
    add_suppression_options(*worker, texts);
    add_rules_option(*worker, texts.rules);
    add_engine_options(*worker, texts);
    add_check_options(*worker, texts);
    add_surroundings_options(*worker, texts);
    add_npm_option(*worker, packing, "both");
    worker->footer(kWorkerExamples);
  }

  /// An option of other audits that stands in front of the command; "" without one.
  [[nodiscard]] std::string not_for_workers() const {
    for (const CLI::Option* option : app.get_options()) {
      const std::string name = option->get_name();
      if (option->count() > 0 && worker->get_option_no_throw(name) == nullptr) return name;
    }
    return "";
  }

  /// The answers of a worker are those of any machine, unless it is asked for the values of this
  /// one.
  void prepare_worker(Options& options) const {
    const bool is_asked =
        is_in_front("--known-values") || worker->get_option("--known-values")->count() > 0;
    if (!is_asked) options.known_values = KnownValueMode::off;
    if (options.threads == 0) options.threads = 1;
    options.show_progress = false;
  }

  void add_audit() {
    audit->add_option(
        "TARGET", packing.directory,
        "A package directory [.], a tarball (.tgz, .tar), or - for one on standard input");
    audit->footer(kAuditExamples);
    add_common_options(*audit, texts);
    add_package_options(*audit, texts);
    add_previous_option(*audit);
    add_integrity_options(*audit);
    add_pack_options(*audit, packing, "both");
  }

  void add_diff() {
    diff->add_option("OLD", previous, "A tarball, or the statement of an earlier audit")
        ->required();
    diff->add_option("NEW", packing.directory, "A tarball (.tgz, .tar)")->required();
    diff->footer(kDiffExamples);
    add_common_options(*diff, texts);
  }

  void add_fix() {
    fix->add_option("DIR", packing.directory, "A package directory [.]");
    add_severity_option(*fix, fixed_severity,
                        "The lowest severity of findings that are to go: note, low, medium, high "
                        "or critical [that of the policy, else medium]");
    fix->add_option("--only", only, "Findings of these checks alone, whatever their severity")
        ->type_name("ID[,ID...]")
        ->delimiter(',')
        ->take_all()
        ->allow_extra_args(false);
    fix->add_flag("--write", write, "Make the edit, and audit once more");
    fix->footer(kFixExamples);
    add_config_option(*fix, texts,
                      "The policy: what may stay where, and from which severity on findings go");
    add_baseline_option(*fix, texts);
    add_engine_options(*fix, texts);
    add_surroundings_options(*fix, texts);
    add_pack_options(*fix, packing, "both");
  }

  void add_list() {
    list->add_option("TARGET", packing.directory,
                     "A package directory [.] or a tarball (.tgz, .tar)");
    list->add_flag("--json", json, "As npm pack --dry-run --json prints it");
    list->footer(kListExamples);
    add_pack_options(*list, packing, "11");
  }

  void add_pack() {
    pack->add_option("DIR", packing.directory, "A package directory [.]");
    pack->add_option("--out", out_file, "The file to write, or a directory for it")
        ->type_name("FILE")
        ->required();
    pack->footer(kPackExamples);
    add_common_options(*pack, texts);
    add_package_options(*pack, texts);
    add_previous_option(*pack);
    add_pack_options(*pack, packing, "11");
  }

  void add_range() {
    CLI::Option* named = range->add_option(
        "A..B", range_text, "The commits that B has and A has not [those of this run of CI]");
    range
        ->add_option("--pre-push", pushed_to,
                     "What git tells a pre-push hook on standard input, of a push to this remote")
        ->type_name("REMOTE")
        ->excludes(named);
    range->footer(kRangeExamples);
    add_common_options(*range, texts);
  }

  void add_staged() {
    staged->add_option("PATH", staged_paths, "These files and directories alone [all]");
    staged->footer(kStagedExamples);
    add_common_options(*staged, texts);
  }

  void add_sbom() {
    sbom->add_option(
        "TARGET", packing.directory,
        "A package directory [.], a tarball (.tgz, .tar), or - for one on standard input");
    sbom->add_option("--out", out_file, "The file to write [standard output]")->type_name("FILE");
    sbom->footer(kSbomExamples);
    add_pack_options(*sbom, packing, "11");
  }

  void add_scan() {
    scan->add_option("PATH", scan_paths, "Files, directories and archives, or - for standard input")
        ->required();
    scan->footer(kScanExamples);
    add_common_options(*scan, texts);
  }

  std::span<const std::string> arguments_;  // while this is made
  bool reads_all_ = false;
};

}  // namespace

std::variant<Options, EarlyExit, Action> parse_options(std::vector<std::string> arguments,
                                                       std::span<const ToolCommand> tools) {
  const auto line = std::make_shared<CommandLine>(tools, arguments);
  std::reverse(arguments.begin(), arguments.end());  // CLI11 takes them from the back
  try {
    line->app.parse(std::move(arguments));
  } catch (const CLI::ParseError& error) {
    return exit_of(line->app, error);
  }
  if (const std::string name = empty_option(line->app); !name.empty()) {
    return usage_error(name + " is empty");
  }
  if (const Action* action = line->action(); action != nullptr) {
    if (const std::string name = given_option(line->app); !name.empty()) {
      const std::string tool = full_name(command_of(line->app));
      return usage_error(name + " is for audits; " + tool + " does none", tool);
    }
    return [line, what = *action] { return what(); };
  }
  std::variant<Options, EarlyExit> out = line->options();
  if (auto* early = std::get_if<EarlyExit>(&out)) return std::move(*early);
  return std::move(std::get<Options>(out));
}

}  // namespace packwarden
