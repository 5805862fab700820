#include "app/help.h"

#include <CLI/CLI.hpp>
#include <memory>
#include <sstream>
#include <string>

namespace packwarden {
namespace {

constexpr std::size_t kColumns = 80;
constexpr std::size_t kNameColumns = 28;

/// `text` broken at blanks into lines that fit beside the names.
std::string wrapped(const std::string& text) {
  std::istringstream words(text);
  std::string out;
  std::size_t used = 0;
  for (std::string word; words >> word; used += word.size()) {
    if (used > 0 && used + 1 + word.size() > kColumns - kNameColumns) {
      out += '\n';
      used = 0;
    } else if (used > 0) {
      out += ' ';
      ++used;
    }
    out += word;
  }
  return out;
}

class HelpFormatter : public CLI::Formatter {
 public:
  HelpFormatter() { column_width(kNameColumns); }

  std::string make_usage(const CLI::App* app, std::string) const override {
    std::string out = "\nUsage: packwarden ";
    if (app->get_parent() == nullptr) return out + "[COMMAND] [OPTION...]\n";
    out += name_of(*app) + (app->get_subcommands({}).empty() ? " [OPTION...]" : " COMMAND");
    for (const CLI::Option* option : app->get_options()) {
      if (option->get_positional()) out += " " + make_option_usage(option);
    }
    return out + "\n";
  }

  std::string make_option(const CLI::Option* option, bool is_positional) const override {
    std::string name = make_option_name(option, is_positional);
    const std::string type = option->get_type_name();
    // After the colon CLI11 tells which values its checks allow; our descriptions say it in words.
    if (!is_positional && !type.empty()) name += " " + type.substr(0, type.find(':'));
    return line(name, option->get_description());
  }

  std::string make_subcommand(const CLI::App* command) const override {
    return line(command->get_name(), command->get_description());
  }

 private:
  /// "rules list".
  static std::string name_of(const CLI::App& command) {
    const CLI::App* parent = command.get_parent();
    const bool has_family = parent->get_parent() != nullptr;
    return has_family ? name_of(*parent) + " " + command.get_name() : command.get_name();
  }

  static std::string line(const std::string& name, const std::string& description) {
    std::ostringstream out;
    CLI::detail::format_help(out, name, wrapped(description), kNameColumns);
    return out.str();
  }
};

}  // namespace

void use_plain_help(CLI::App& app) {
  const auto formatter = std::make_shared<HelpFormatter>();
  formatter->label("Positionals", "Arguments");
  app.formatter(formatter);
  app.set_help_flag("-h,--help", "This text");
}

}  // namespace packwarden
