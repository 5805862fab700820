#pragma once

#include <functional>

#include "app/exit_status.h"
#include "base/result.h"

namespace CLI {
class App;
}

namespace packwarden {

/// Does what a command was asked to do.
using Action = std::function<Result<ExitStatus>()>;

/// A command that is no audit, or a family of them: one row of tool/tools.cc.
struct ToolCommand {
  const char* name;         // "explain"; of a family "rules list"
  const char* description;  // one line, without a full stop
  const char* examples;     // below the options in its help; begins with a line end
  /// Adds what the command takes to its parser, which outlives the action. Null: a family, whose
  /// members follow it.
  Action (*add)(CLI::App& app);
  bool reads_all = false;  // the options of all commands
};

}  // namespace packwarden
