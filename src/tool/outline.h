#pragma once

#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace packwarden {

/// An option or an argument of a command, as its parser has it.
struct OutlineOption {
  std::vector<std::string> names;   // "-q", "--quiet"; of an argument its one name, "TARGET"
  std::string value;                // "FILE", "FORMAT[=FILE]"; "" of a flag and of an argument
  std::vector<std::string> values;  // all that it takes, where they are few; else empty
  std::string description;
  bool is_required = false;
  bool is_repeated = false;  // an argument that takes several
};

/// A command and what it takes.
struct OutlineCommand {
  std::string name;  // "rules list"; "" of the program
  std::string description;
  std::string examples;  // below the options of its help
  std::vector<OutlineOption> options;
  std::vector<OutlineOption> arguments;
  std::vector<std::string> commands;  // below it: "list"
};

/// The program, then all commands, each in front of those below it. `root` is the program.
[[nodiscard]] std::vector<OutlineCommand> outline_of(const CLI::App& root);

/// The program that `command` is part of.
[[nodiscard]] const CLI::App& program_of(const CLI::App& command);

/// Whether the value of an option, or an argument, is a file or a directory.
[[nodiscard]] bool names_file(const OutlineOption& option);

}  // namespace packwarden
