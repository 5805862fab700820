#pragma once

#include <string>
#include <vector>

#include "app/options.h"

namespace CLI {
class App;
}

namespace packwarden {

/// The options of commands that pack a directory.
struct PackTexts {
  std::string directory = ".";
  std::string npm;
  std::vector<std::string> workspaces;
  bool all_workspaces = false;
  bool no_workspaces = false;
  bool include_root = false;
};

/// Adds --npm. `otherwise` as below.
void add_npm_option(CLI::App& app, PackTexts& texts, const std::string& otherwise);

/// Adds the options to `app`, which fills `texts`. `otherwise` is the version that counts when
/// neither the option nor a calling npm names one.
void add_pack_options(CLI::App& app, PackTexts& texts, const std::string& otherwise);

/// Sets what they say in `options`.
void take(const PackTexts& texts, Options& options);

}  // namespace packwarden
