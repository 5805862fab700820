#pragma once

#include <string>
#include <variant>
#include <vector>

#include "app/options.h"

namespace CLI {
class App;
}

namespace packwarden {

/// The options that every audit takes.
struct AuditTexts {
  std::vector<std::string> formats;
  std::string fail_on;
  std::string config;
  std::vector<std::string> rules;
  std::string config_from;
  std::string inline_suppressions;
  bool fail_on_stale = false;
  std::string baseline;
  std::string baseline_from;
  std::string color = "auto";
  std::string engine;  // "": the default
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
void add_page_options(CLI::App& app, AuditTexts& texts);
/// How an audit runs.
void add_examining_options(CLI::App& app, AuditTexts& texts);
/// The same, and the options of pages.
void add_engine_options(CLI::App& app, AuditTexts& texts);
/// --config, with a description of its own.
void add_config_option(CLI::App& app, AuditTexts& texts, const std::string& description);
/// --baseline and --baseline-from.
void add_baseline_option(CLI::App& app, AuditTexts& texts);
/// Whether comments in files suppress findings, and whether suppressions in vain fail.
void add_suppression_options(CLI::App& app, AuditTexts& texts);
/// --rules
void add_rules_option(CLI::App& app, std::vector<std::string>& rules);
/// --fail-on, with a description of its own.
void add_severity_option(CLI::App& app, std::string& severity, const std::string& description);
/// In which formats is reported, and where to.
void add_format_option(CLI::App& app, AuditTexts& texts);
/// What every audit takes.
void add_common_options(CLI::App& app, AuditTexts& texts);
/// What is asked beside the packed files.
void add_surroundings_options(CLI::App& app, AuditTexts& texts);
/// Which checks of packages are run, and with which bounds.
void add_check_options(CLI::App& app, AuditTexts& texts);
/// Of commands that look into one package.
void add_package_options(CLI::App& app, AuditTexts& texts);

/// A mistake in the command line. `command` was given, if it is not empty.
[[nodiscard]] EarlyExit usage_error(const std::string& what, const std::string& command = "");

/// What they say; the paths are added by whoever knows the command.
[[nodiscard]] std::variant<Options, EarlyExit> options_of(const AuditTexts& texts, Command command);

}  // namespace packwarden
