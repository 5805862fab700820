#pragma once

#include <string>

#include "app/options.h"

namespace CLI {
class App;
class ParseError;
}  // namespace CLI

namespace packwarden {

/// The innermost command that was asked for.
[[nodiscard]] const CLI::App& command_of(const CLI::App& app);

/// "rules list"; "" for the program.
[[nodiscard]] std::string full_name(const CLI::App& command);

/// What to say where the command line is not understood, or asks for help.
[[nodiscard]] EarlyExit exit_of(const CLI::App& app, const CLI::ParseError& error);

/// The name of an option that was given an empty value, as by an unset variable of a script: it
/// must not look like one that was not given. "" without one.
[[nodiscard]] std::string empty_option(const CLI::App& app);

/// The name of an option of `app` itself that was given; "" without one.
[[nodiscard]] std::string given_option(const CLI::App& app);

}  // namespace packwarden
