#include "app/audit_options.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "app/option_values.h"
#include "base/text.h"
#include "report/page.h"

namespace packwarden {
namespace {

/// What a report would destroy: nobody means to call one so.
bool is_file_of_others(std::string_view file) {
  constexpr std::array<std::string_view, 3> kNames = {"package.json", "packwarden.json",
                                                      "package-lock.json"};
  constexpr std::string_view kGit = ".git/";
  return is_one_of(file.substr(file.rfind('/') + 1), kNames) || file.starts_with(kGit) ||
         file.find("/.git/") != std::string_view::npos;
}

Output output_of(const std::string& text) {
  const std::size_t equals = text.find('=');
  if (equals == std::string::npos) return {text, ""};
  return {text.substr(0, equals), text.substr(equals + 1)};
}

}  // namespace

void add_page_options(CLI::App& app, AuditTexts& texts) {
  app.add_option("--color", texts.color,
                 "Colours: auto, always or never [auto]; auto heeds NO_COLOR and FORCE_COLOR")
      ->type_name("WHEN")
      ->check(CLI::IsMember({"auto", "always", "never"}));
  CLI::Option* quiet = app.add_flag("-q,--quiet", texts.quiet, "What matters, and nothing else");
  app.add_flag("-v,--verbose", texts.verbose, "Everything there is to say")->excludes(quiet);
}

void add_config_option(CLI::App& app, AuditTexts& texts, const std::string& description) {
  app.add_option("--config", texts.config, description)->type_name("FILE");
  app.add_option(
         "--config-from", texts.config_from,
         "Read the policy as a revision of git has it: packwarden.json, or the --config, by "
         "its path from the top of the repository")
      ->type_name("REV");
}

void add_baseline_option(CLI::App& app, AuditTexts& texts) {
  app.add_option("--baseline", texts.baseline,
                 "Findings that are known, and do not fail: what packwarden baseline create wrote")
      ->type_name("FILE");
  app.add_option(
         "--baseline-from", texts.baseline_from,
         "Read that file as this revision of git has it [as it lies there]: what is audited "
         "cannot change it then")
      ->type_name("REV");
}

void add_suppression_options(CLI::App& app, AuditTexts& texts) {
  app.add_option("--inline-suppressions", texts.inline_suppressions,
                 "Whether comments in files may suppress findings: on or off [off]. A comment is "
                 "packwarden-ignore-next-line RULE -- REASON [until YYYY-MM-DD]")
      ->type_name("WHEN")
      ->check(CLI::IsMember({"on", "off"}));
  app.add_flag("--fail-on-stale", texts.fail_on_stale,
               "Suppressions that are over, or of nothing that was found, fail");
}

void add_rules_option(CLI::App& app, std::vector<std::string>& rules) {
  app.add_option(
         "--rules", rules,
         "A file of rules to look for, too, in the form of rules/README.md. Repeat for several")
      ->type_name("FILE")
      ->take_all()
      ->allow_extra_args(false);
}

void add_examining_options(CLI::App& app, AuditTexts& texts) {
  app.add_option("--threads", texts.threads, "Threads that examine [one for each processor]")
      ->type_name("N")
      ->check(CLI::Range(1U, 256U));
  app.add_option(
         "--engine", texts.engine,
         std::string("Which engine looks first, hyperscan or re2 [") +
             (engines().front() == EngineKind::re2 ? "re2" : "re2 up to 1 MiB, then hyperscan") +
             "]; both find the same")
      ->type_name("ENGINE")
      ->check(CLI::IsMember({"hyperscan", "re2"}));
  app.add_flag("--no-progress", texts.no_progress, "No progress line on the terminal");
}

void add_engine_options(CLI::App& app, AuditTexts& texts) {
  add_examining_options(app, texts);
  add_page_options(app, texts);
}

void add_severity_option(CLI::App& app, std::string& severity, const std::string& description) {
  app.add_option("--fail-on", severity, description)
      ->type_name("SEVERITY")
      ->check(CLI::IsMember({"note", "low", "medium", "high", "critical"}));
}

void add_format_option(CLI::App& app, AuditTexts& texts) {
  app.add_option(
         "--format", texts.formats,
         "Report format: " + names_of_reporters() + ". Repeat for several; all but one need a file")
      ->type_name("FORMAT[=FILE]")
      ->check(CLI::Validator(check_format, "{" + names_of_reporters() + "}"))
      ->take_all()
      ->allow_extra_args(false);
}

void add_common_options(CLI::App& app, AuditTexts& texts) {
  add_format_option(app, texts);
  add_severity_option(
      app, texts.fail_on,
      "The lowest severity that makes the status 1: note, low, medium, high or critical [high]");
  add_config_option(
      app, texts,
      "The policy: what may be found where, and from which severity on the status is 1");
  add_rules_option(app, texts.rules);
  add_suppression_options(app, texts);
  add_baseline_option(app, texts);
  add_engine_options(app, texts);
}

void add_surroundings_options(CLI::App& app, AuditTexts& texts) {
  app.add_option("--known-values", texts.known_values,
                 "Look for the values of .env files that are not packed and, in CI, of the "
                 "environment: auto or off [auto]")
      ->type_name("WHEN")
      ->check(CLI::IsMember({"auto", "off"}));
  app.add_flag("--no-git", texts.no_git, "Do not ask git which of the packed files it tracks");
}

void add_check_options(CLI::App& app, AuditTexts& texts) {
  app.add_option("--group", texts.groups,
                 "More checks: " + names_of_groups() + ". Repeat for several, or join by commas")
      ->type_name("NAME")
      ->delimiter(',')
      ->check(CLI::Validator(check_group, "{" + names_of_groups() + "}"))
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
}

void add_package_options(CLI::App& app, AuditTexts& texts) {
  app.add_option("--osv", texts.advisories,
                 "Compare bundled packages with the advisories in a directory, as OSV exports them")
      ->type_name("DIR");
  add_check_options(app, texts);
  add_surroundings_options(app, texts);
}

EarlyExit usage_error(const std::string& what, const std::string& command) {
  const std::string asked = command.empty() ? "packwarden" : "packwarden " + command;
  return {ExitStatus::incomplete,
          "packwarden: " + what + "\npackwarden: run " + asked + " --help to see what there is\n"};
}

std::variant<Options, EarlyExit> options_of(const AuditTexts& texts, Command command) {
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
      return usage_error("two formats would go to the same file: " + printable(output.file));
    }
    if (is_file_of_others(output.file)) {
      return usage_error("a report would replace " + printable(output.file) +
                         "; give it another file");
    }
  }
  options.fail_on = severity_named(texts.fail_on);
  options.config = texts.config;
  options.rules = texts.rules;
  options.config_from = texts.config_from;
  if (!texts.inline_suppressions.empty()) {
    options.inline_suppressions = texts.inline_suppressions == "on";
  }
  options.fail_on_stale = texts.fail_on_stale;
  options.baseline = texts.baseline;
  options.baseline_from = texts.baseline_from;
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
  options.engine = EngineKind::fastest;
  if (texts.engine == "re2") options.engine = EngineKind::re2;
  if (texts.engine == "hyperscan") options.engine = EngineKind::hyperscan;
  return options;
}

}  // namespace packwarden
