#include "tool/outline.h"

#include <CLI/CLI.hpp>
#include <array>
#include <string_view>

#include "app/usage.h"
#include "base/text.h"

namespace packwarden {
namespace {

/// What a description such as "WHEN:{auto,always}" lists between its braces.
std::vector<std::string> values_of(std::string_view type) {
  std::vector<std::string> out;
  const std::size_t begin = type.find(":{");
  if (begin == std::string_view::npos) return out;
  std::string_view rest = type.substr(begin + 2, type.find('}', begin) - begin - 2);
  while (!rest.empty()) {
    const std::size_t comma = std::min(rest.find(','), rest.size());
    out.emplace_back(trimmed(rest.substr(0, comma)));
    rest.remove_prefix(std::min(comma + 1, rest.size()));
  }
  return out;
}

OutlineOption outline_of(const CLI::Option& option) {
  OutlineOption out;
  const std::string type = option.get_type_name();
  for (const std::string& name : option.get_snames()) out.names.push_back("-" + name);
  for (const std::string& name : option.get_lnames()) out.names.push_back("--" + name);
  if (option.get_positional()) {
    out.names = {option.get_single_name()};
  } else if (option.get_items_expected_max() > 0) {
    out.value = type.substr(0, type.find(':'));
  }
  out.values = values_of(type);
  out.description = option.get_description();
  out.is_required = option.get_required();
  out.is_repeated = option.get_positional() && option.get_items_expected_max() > 1;
  return out;
}

void add(const CLI::App& app, std::vector<OutlineCommand>& out) {
  OutlineCommand command;
  command.name = full_name(app);
  command.description = app.get_description();
  command.examples = app.get_footer();
  for (const CLI::Option* option : app.get_options()) {
    auto& list = option->get_positional() ? command.arguments : command.options;
    list.push_back(outline_of(*option));
  }
  for (const CLI::App* below : app.get_subcommands({}))
    command.commands.push_back(below->get_name());
  out.push_back(std::move(command));
  for (const CLI::App* below : app.get_subcommands({})) add(*below, out);
}

}  // namespace

std::vector<OutlineCommand> outline_of(const CLI::App& root) {
  std::vector<OutlineCommand> out;
  add(root, out);
  return out;
}

const CLI::App& program_of(const CLI::App& command) {
  const CLI::App* parent = command.get_parent();
  return parent == nullptr ? command : program_of(*parent);
}

bool names_file(const OutlineOption& option) {
  constexpr std::array<std::string_view, 11> kFiles = {
      "FILE", "DIR",           "TARGET",  "PATH",    "TARBALL",  "OLD",
      "NEW",  "FORMAT[=FILE]", "FILE...", "PATH...", "STATEMENT"};
  const std::string& name = option.value.empty() ? option.names.front() : option.value;
  return is_one_of(name, kFiles);
}

}  // namespace packwarden
