#include "app/usage.h"

#include <CLI/CLI.hpp>
#include <string_view>
#include <vector>

#include "app/audit_options.h"
#include "base/nearest.h"
#include "base/text.h"
#include "report/page.h"

namespace packwarden {
namespace {

/// "list, show".
std::string listed_commands(const CLI::App& app) {
  std::string out;
  for (const CLI::App* command : app.get_subcommands({})) {
    out += (out.empty() ? "" : ", ") + command->get_name();
  }
  return out;
}

/// What is wrong with a command that `app` does not have.
std::string no_command(const CLI::App& app, const std::string& typed) {
  std::vector<std::string> names;
  for (const CLI::App* command : app.get_subcommands({})) names.push_back(command->get_name());
  const std::vector<std::string_view> views(names.begin(), names.end());
  const std::string out = "no command is called \"" + printable(typed) + "\"";
  const std::string meant = did_you_mean(typed, views);
  if (!meant.empty()) return out + meant;
  return out + (app.get_parent() == nullptr ? "; to audit a directory: packwarden audit DIR"
                                            : "; there are " + listed_commands(app));
}

/// What is wrong with an option that `command` does not have.
std::string no_option(const CLI::App& command, const std::string& typed) {
  const std::string name = typed.substr(0, typed.find('='));
  std::vector<std::string> names;
  for (const CLI::Option* option : command.get_options()) {
    for (const std::string& known : option->get_lnames()) names.push_back("--" + known);
  }
  const std::vector<std::string_view> views(names.begin(), names.end());
  return "no option is called " + printable(name) + did_you_mean(name, views);
}

}  // namespace

const CLI::App& command_of(const CLI::App& app) {
  const auto parsed = app.get_subcommands();
  return parsed.empty() ? app : command_of(*parsed.front());
}

std::string full_name(const CLI::App& command) {
  const CLI::App* parent = command.get_parent();
  if (parent == nullptr) return "";
  const std::string before = full_name(*parent);
  return before.empty() ? command.get_name() : before + " " + command.get_name();
}

EarlyExit exit_of(const CLI::App& app, const CLI::ParseError& error) {
  if (dynamic_cast<const CLI::CallForHelp*>(&error) != nullptr) {
    return {ExitStatus::clean, command_of(app).help()};
  }
  const CLI::App& asked = command_of(app);
  const bool has_commands = !asked.get_subcommands({}).empty();
  const std::vector<std::string> rest = app.remaining(true);
  if (has_commands && !rest.empty() && !rest.front().starts_with('-')) {
    return usage_error(no_command(asked, rest.front()), full_name(asked));
  }
  if (!rest.empty() && rest.front().starts_with('-')) {
    return usage_error(no_option(asked, rest.front()), full_name(asked));
  }
  if (has_commands && dynamic_cast<const CLI::RequiredError*>(&error) != nullptr) {
    return usage_error("which of its commands? " + listed_commands(asked), full_name(asked));
  }
  return usage_error(printable(error.what()), full_name(asked));
}

std::string empty_option(const CLI::App& app) {
  for (const CLI::Option* option : app.get_options()) {
    const auto& values = option->results();
    if (option->get_type_size() > 0 && is_one_of("", values)) return option->get_name();
  }
  for (const CLI::App* command : app.get_subcommands()) {
    if (std::string name = empty_option(*command); !name.empty()) return name;
  }
  return "";
}

std::string given_option(const CLI::App& app) {
  for (const CLI::Option* option : app.get_options()) {
    if (option->count() > 0) return option->get_name();
  }
  return "";
}

}  // namespace packwarden
