#include "tool/completion_scripts.h"

#include <algorithm>
#include <string_view>

namespace packwarden {
namespace {

/// One word of a shell, whatever is in it.
std::string shell_quoted(std::string_view text) {
  std::string out = "'";
  for (const char c : text) {
    if (c == '\'') {
      out += "'\\''";
    } else {
      out += c == '\n' ? ' ' : c;
    }
  }
  return out + "'";
}

std::string joined(const std::vector<std::string>& words, std::string_view between) {
  std::string out;
  for (const std::string& word : words) {
    out.append(out.empty() ? "" : between).append(word);
  }
  return out;
}

/// The command that `command` is below of; "" for the program.
std::string parent_of(const std::string& command) {
  const std::size_t blank = command.rfind(' ');
  return blank == std::string::npos ? "" : command.substr(0, blank);
}

/// What the script has read, and the word that makes it `command`.
std::string step_to(const std::string& command) {
  const std::string parent = parent_of(command);
  return parent + " " + command.substr(parent.empty() ? 0 : parent.size() + 1);
}

bool takes_files(const OutlineCommand& command) {
  return std::any_of(command.arguments.begin(), command.arguments.end(), names_file);
}

/// What an argument may be, where that is known.
std::vector<std::string> argument_values(const OutlineCommand& command) {
  std::vector<std::string> out;
  for (const OutlineOption& argument : command.arguments) {
    out.insert(out.end(), argument.values.begin(), argument.values.end());
  }
  return out;
}

std::vector<std::string> option_names(const OutlineCommand& command) {
  std::vector<std::string> out;
  for (const OutlineOption& option : command.options) {
    out.insert(out.end(), option.names.begin(), option.names.end());
  }
  return out;
}

/// `write(command, option, name)` for each name of each option that takes a value.
template <class Write>
void for_each_value(std::span<const OutlineCommand> commands, Write write) {
  for (const OutlineCommand& command : commands) {
    for (const OutlineOption& option : command.options) {
      if (option.value.empty()) continue;
      for (const std::string& name : option.names) write(command, option, name);
    }
  }
}

/// The names of all options that take a value, as a pattern of `case`.
std::string names_with_values(std::span<const OutlineCommand> commands, std::string_view between) {
  std::vector<std::string> names;
  for_each_value(commands, [&](const auto& /*command*/, const auto& /*option*/, const auto& name) {
    names.push_back(name);
  });
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
  return joined(names, between);
}

/// The rows of a `case` that finds out which command the words before make.
std::string steps(std::span<const OutlineCommand> commands) {
  std::string out;
  for (const OutlineCommand& command : commands) {
    if (command.name.empty()) continue;
    out += "      " + shell_quoted(step_to(command.name)) +
           ") command=" + shell_quoted(command.name) + " ;;\n";
  }
  return out;
}

std::string bash_values(const OutlineOption& option) {
  if (!option.values.empty()) return "words=" + shell_quoted(joined(option.values, " "));
  return names_file(option) ? "files=1" : "words=";
}

/// "'name:description' …" as zsh's _describe wants it.
std::string described(const std::vector<OutlineOption>& options) {
  std::string out;
  for (const OutlineOption& option : options) {
    for (const std::string& name : option.names) {
      out += (out.empty() ? "" : " ") + shell_quoted(name + ":" + option.description);
    }
  }
  return out;
}

std::string described_commands(const OutlineCommand& parent,
                               std::span<const OutlineCommand> commands) {
  std::string out;
  for (const OutlineCommand& command : commands) {
    if (command.name.empty() || parent_of(command.name) != parent.name) continue;
    const std::string name = command.name.substr(command.name.rfind(' ') + 1);
    out += (out.empty() ? "" : " ") + shell_quoted(name + ":" + command.description);
  }
  return out;
}

std::string zsh_values(const OutlineOption& option) {
  if (!option.values.empty()) return "values=(" + joined(option.values, " ") + ")";
  return names_file(option) ? "_files; return" : "return";
}

std::string fish_option(const OutlineCommand& command, const OutlineOption& option) {
  std::string out =
      "complete -c packwarden -n " + shell_quoted("__packwarden_at \"" + command.name + "\"");
  for (const std::string& name : option.names) {
    const bool is_long = name.starts_with("--");
    out += (is_long ? " -l " : " -s ") + name.substr(is_long ? 2 : 1);
  }
  if (!option.values.empty()) {
    out += " -x -a " + shell_quoted(joined(option.values, " "));
  } else if (!option.value.empty()) {
    out += names_file(option) ? " -r -F" : " -x";
  }
  return out + " -d " + shell_quoted(option.description) + "\n";
}

}  // namespace

std::string bash_completion(std::span<const OutlineCommand> commands) {
  std::string out =
      "# bash completion of packwarden, made by: packwarden completions bash\n"
      "_packwarden() {\n"
      "  local current=${COMP_WORDS[COMP_CWORD]} before= command= words= options= files= word "
      "index\n"
      "  COMPREPLY=()\n"
      "  # Bash takes --format=json for three words.\n"
      "  [ \"$COMP_CWORD\" -gt 0 ] && before=${COMP_WORDS[COMP_CWORD - 1]}\n"
      "  if [ \"$current\" = = ]; then\n"
      "    current=\n"
      "  elif [ \"$before\" = = ] && [ \"$COMP_CWORD\" -gt 1 ]; then\n"
      "    before=${COMP_WORDS[COMP_CWORD - 2]}\n"
      "  fi\n"
      "  for ((index = 1; index < COMP_CWORD; ++index)); do\n"
      "    case ${COMP_WORDS[index - 1]} in\n      " +
      names_with_values(commands, " | ") +
      ") continue ;;\n    esac\n"
      "    case \"$command ${COMP_WORDS[index]}\" in\n" +
      steps(commands) + "    esac\n  done\n  case $command in\n";
  for (const OutlineCommand& command : commands) {
    std::vector<std::string> words = command.commands;
    for (std::string& value : argument_values(command)) words.push_back(std::move(value));
    out += "    " + shell_quoted(command.name) +
           ")\n      options=" + shell_quoted(joined(option_names(command), " ")) +
           "\n      words=" + shell_quoted(joined(words, " ")) +
           (takes_files(command) ? " files=1" : "") + "\n      ;;\n";
  }
  out += "  esac\n  case \"$command $before\" in\n";
  for_each_value(commands, [&](const auto& command, const auto& option, const auto& name) {
    out += "    " + shell_quoted(command.name + " " + name) +
           ") options= words= files= " + bash_values(option) + " ;;\n";
  });
  return out +
         "  esac\n"
         "  case $current in -*) words=$options files= ;; esac\n"
         "  while IFS= read -r word; do\n"
         "    COMPREPLY+=(\"$word\")\n"
         "  done < <(\n"
         "    compgen -W \"$words\" -- \"$current\"\n"
         "    [ -z \"$files\" ] || compgen -f -- \"$current\"\n"
         "  )\n"
         "  [ -z \"$files\" ] || compopt -o filenames 2>/dev/null\n"
         "  return 0\n"
         "}\n"
         "complete -F _packwarden packwarden\n";
}

std::string zsh_completion(std::span<const OutlineCommand> commands) {
  std::string out =
      "#compdef packwarden\n"
      "# zsh completion of packwarden, made by: packwarden completions zsh\n"
      "_packwarden() {\n"
      "  local command= files= index\n"
      "  local -a commands options values\n"
      "  for ((index = 2; index < CURRENT; ++index)); do\n"
      "    case ${words[index - 1]} in\n      " +
      names_with_values(commands, " | ") +
      ") continue ;;\n    esac\n    case \"$command ${words[index]}\" in\n" + steps(commands) +
      "    esac\n  done\n  case $command in\n";
  for (const OutlineCommand& command : commands) {
    out += "    " + shell_quoted(command.name) + ")\n      options=(" + described(command.options) +
           ")\n      commands=(" + described_commands(command, commands) + ")\n      values=(" +
           joined(argument_values(command), " ") + ")\n" +
           (takes_files(command) ? "      files=1\n" : "") + "      ;;\n";
  }
  out += "  esac\n  case \"$command ${words[CURRENT - 1]}\" in\n";
  for_each_value(commands, [&](const auto& command, const auto& option, const auto& name) {
    out += "    " + shell_quoted(command.name + " " + name) + ") commands=() options=() files= ; " +
           zsh_values(option) + " ;;\n";
  });
  return out +
         "  esac\n"
         "  if [[ $PREFIX == -* ]]; then\n"
         "    _describe -o option options\n"
         "    return\n"
         "  fi\n"
         "  (( $#commands )) && _describe command commands\n"
         "  (( $#values )) && _describe value values\n"
         "  [[ -n $files ]] && _files\n"
         "}\n"
         "if [[ ${funcstack[1]} == _packwarden ]]; then\n"
         "  _packwarden \"$@\"\n"
         "else\n"
         "  compdef _packwarden packwarden\n"
         "fi\n";
}

std::string fish_completion(std::span<const OutlineCommand> commands) {
  std::string out =
      "# fish completion of packwarden, made by: packwarden completions fish\n"
      "function __packwarden_at\n"
      "  set -l command ''\n"
      "  set -l before ''\n"
      "  for word in (commandline -opc)[2..-1]\n"
      "    switch $before\n      case " +
      names_with_values(commands, " ") +
      "\n        set before ''\n        continue\n    end\n"
      "    set before $word\n"
      "    switch \"$command $word\"\n";
  for (const OutlineCommand& command : commands) {
    if (command.name.empty()) continue;
    out += "      case " + shell_quoted(step_to(command.name)) + "\n        set command " +
           shell_quoted(command.name) + "\n";
  }
  out +=
      "    end\n  end\n  test \"$command\" = \"$argv[1]\"\nend\n"
      "complete -c packwarden -f\n";
  for (const OutlineCommand& command : commands) {
    const std::string at =
        "complete -c packwarden -n " + shell_quoted("__packwarden_at \"" + command.name + "\"");
    for (const OutlineCommand& below : commands) {
      if (below.name.empty() || parent_of(below.name) != command.name) continue;
      out += at + " -a " + below.name.substr(below.name.rfind(' ') + 1) + " -d " +
             shell_quoted(below.description) + "\n";
    }
    for (const OutlineOption& option : command.options) out += fish_option(command, option);
    const std::vector<std::string> values = argument_values(command);
    if (!values.empty()) out += at + " -a " + shell_quoted(joined(values, " ")) + "\n";
    if (takes_files(command)) out += at + " -F\n";
  }
  return out;
}

}  // namespace packwarden
