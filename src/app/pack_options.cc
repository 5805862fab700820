#include "app/pack_options.h"

#include <CLI/CLI.hpp>

namespace packwarden {

void add_npm_option(CLI::App& app, PackTexts& texts, const std::string& otherwise) {
  app.add_option("--npm", texts.npm,
                 "Whose packing rules: npm 9, 10, 11 or 12, or both 11 and 12 [the npm that calls, "
                 "else " +
                     otherwise + "]")
      ->type_name("VERSION")
      ->check(CLI::IsMember({"9", "10", "11", "12", "both"}));
}

void add_pack_options(CLI::App& app, PackTexts& texts, const std::string& otherwise) {
  add_npm_option(app, texts, otherwise);
  CLI::Option* named = app.add_option("-w,--workspace", texts.workspaces,
                                      "A workspace by name, path or directory; repeat for several")
                           ->type_name("NAME")
                           ->take_all()
                           ->allow_extra_args(false);
  CLI::Option* all = app.add_flag("--workspaces", texts.all_workspaces, "All workspaces");
  app.add_flag("--no-workspaces", texts.no_workspaces, "The directory alone, workspace or not")
      ->excludes(named)
      ->excludes(all);
  app.add_flag("--include-workspace-root", texts.include_root, "The root of the workspaces, too");
}

void take(const PackTexts& texts, Options& options) {
  options.packages.directory = texts.directory;
  options.packages.workspaces = texts.workspaces;
  if (texts.all_workspaces) options.packages.scope = WorkspaceScope::all;
  if (texts.no_workspaces) options.packages.scope = WorkspaceScope::none;
  if (texts.include_root) options.packages.root = WorkspaceRoot::included;
  if (texts.npm == "both") {
    options.npm = {11, 12};
  } else if (!texts.npm.empty()) {
    options.npm = {std::stoi(texts.npm)};
  }
}

}  // namespace packwarden
