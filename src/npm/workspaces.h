#pragma once

#include <string>
#include <vector>

#include "base/json.h"
#include "base/result.h"
#include "npm/file_tree.h"
#include "npm/ignore_file.h"

namespace packwarden {

/// A package that the `workspaces` field of another names.
struct Workspace {
  std::string name;           // of its package.json; else of its directory, with its scope
  std::string path;           // relative to the directory of the field
  bool has_text_name = true;  // else npm cannot pack the directory of the field
};

/// The workspaces of the package at `directory` of `tree` whose package.json is `manifest`, in the
/// order of the field's patterns. Fails where npm fails: a field of a wrong type, two workspaces of
/// one name, a package.json that is no JSON.
[[nodiscard]] Result<std::vector<Workspace>> workspaces_of(const FileTree& tree,
                                                           const std::string& directory,
                                                           const Json& manifest);

/// What a run of npm for the workspaces `chosen`, paths beneath the root `tree` ("" is the root
/// itself), adds to the default rules of the package at `package`, one of them (section 5.3 of
/// src/npm/README.md). Fails at an ignore file that cannot be read, and at limits.
[[nodiscard]] Result<RuleList> workspace_rules(const FileTree& tree, const std::string& package,
                                               const std::vector<std::string>& chosen);

}  // namespace packwarden
