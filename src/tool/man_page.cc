#include "tool/man_page.h"

#include <algorithm>
#include <array>
#include <cstdio>

#include "base/text.h"

namespace packwarden {
namespace {

constexpr std::string_view kStatuses = R"(.SH EXIT STATUS
.TP
.B 0
All was done, and nothing at or above the threshold was found.
.TP
.B 1
All was done, and something at or above the threshold was found.
.TP
.B 2
It could not be done, or not in full: a mistake in the command line, something that cannot be read, a
limit that was reached, nothing to examine. It must stop what comes next, too.
.SH ENVIRONMENT
.TP
.BR NO_COLOR ", " FORCE_COLOR ", " TERM
Whether output is coloured, with
.BR "\-\-color auto" .
.TP
.B npm_config_user_agent
Set by the package manager that calls: whose rules decide what is packed.
.TP
.B SOURCE_DATE_EPOCH
The time that documents are dated with.
.SH FILES
.TP
.I packwarden.json
The policy of a project.
)";

/// Below an option or a command: its description.
void add_item(std::string_view name, std::string_view description, std::string& out) {
  out.append(".TP\n").append(name).append("\n").append(roff_text(description)).append("\n");
}

/// "-q, --quiet" or "--format FORMAT[=FILE]", with fonts.
std::string heading_of(const OutlineOption& option) {
  std::string out;
  for (const std::string& name : option.names) {
    out.append(out.empty() ? "" : ", ").append("\\fB" + roff_text(name) + "\\fR");
  }
  if (!option.value.empty()) out += " \\fI" + roff_text(option.value) + "\\fR";
  return out;
}

std::string argument_of(const OutlineOption& argument) {
  std::string out = "\\fI" + roff_text(argument.names.front()) + "\\fR";
  if (argument.is_repeated) out += "...";
  return argument.is_required ? out : "[" + out + "]";
}

void add_usage(const OutlineCommand& command, std::string& out) {
  out += "\\fBpackwarden";
  if (!command.name.empty()) out += " " + roff_text(command.name);
  out += "\\fR";
  if (command.commands.empty()) out += " [\\fIOPTION\\fR...]";
  if (!command.commands.empty()) {
    out += command.name.empty() ? " [\\fICOMMAND\\fR] [\\fIOPTION\\fR...]" : " \\fICOMMAND\\fR";
  }
  for (const OutlineOption& argument : command.arguments) out += " " + argument_of(argument);
  out += "\n";
}

/// Lines as they stand: command lines to be typed.
void add_examples(std::string_view text, std::string& out) {
  text = trimmed(text, "\n");
  out += ".nf\n";
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    out += roff_text(text.substr(0, end)) + "\n";
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  out += ".fi\n";
}

void add_options(const OutlineCommand& command, std::string& out) {
  for (const OutlineOption& argument : command.arguments) {
    add_item(argument_of(argument), argument.description, out);
  }
  for (const OutlineOption& option : command.options) {
    add_item(heading_of(option), option.description, out);
  }
}

void add_command(const OutlineCommand& command, std::string& out) {
  out += ".SS packwarden " + roff_text(command.name) + "\n";
  out += roff_text(command.description) + ".\n.PP\n";
  add_usage(command, out);
  add_options(command, out);
  if (command.examples.empty()) return;
  out += ".PP\n";
  add_examples(command.examples, out);
}

}  // namespace

std::string roff_text(std::string_view text) {
  std::string out;
  const bool is_request = text.starts_with('.') || text.starts_with('\'');
  if (is_request) out += "\\&";
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint point = code_point_at(text, at);
    at += point.length;
    if (point.value == U'\\') {
      out += "\\e";
    } else if (point.value == U'-') {
      out += "\\-";
    } else if (point.value == U'\n') {
      out += " ";
    } else if (point.value < 0x80) {
      out += static_cast<char>(point.value);
    } else {
      std::array<char, 16> name = {};
      (void)std::snprintf(name.data(), name.size(), "\\[u%04X]",
                          static_cast<unsigned>(point.value));
      out += name.data();
    }
  }
  return out;
}

std::string man_page(std::span<const OutlineCommand> commands, std::string_view version) {
  const OutlineCommand& program = commands.front();
  std::string out = ".TH PACKWARDEN 1 \"\" \"packwarden " + roff_text(version) +
                    "\" \"User Commands\"\n.SH NAME\npackwarden \\- what npm publish would upload, "
                    "and the secrets in it\n.SH SYNOPSIS\n";
  add_usage(program, out);
  out += ".SH DESCRIPTION\n" + roff_text(program.description) + "\n";
  out +=
      ".PP\nThe options below belong to\n.BR \"packwarden audit\" ,\nwhich is what the program "
      "does without a command.\n.SH OPTIONS\n";
  add_options(program, out);
  out += ".SH COMMANDS\n";
  for (const OutlineCommand& command : commands.subspan(1)) add_command(command, out);
  out += kStatuses;
  out += ".SH EXAMPLES\n";
  add_examples(program.examples, out);
  return out;
}

}  // namespace packwarden
