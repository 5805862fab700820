#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "check/package_check.h"

namespace packwarden {

/// The paths that a manifest lets others load: of `main`, `exports`, `bin` and their like, in the
/// order of the text, without a "./" in front. A pattern stands as it is.
[[nodiscard]] std::vector<std::string> loaded_paths(const Json& manifest);

/// What `files` lists, as text, without a "./" in front and a slash behind.
[[nodiscard]] std::vector<std::string> listed_files(const Json& manifest);

/// What a build writes, as far as the manifest tells: the files that others load, the directories
/// that these are in, and what `files` lists. The root of the package is none of them.
class BuildOutput {
 public:
  explicit BuildOutput(const Json& manifest);

  [[nodiscard]] bool contains(std::string_view path) const;

 private:
  void add(std::string_view path);

  std::set<std::string, std::less<>> directories_;  // with a slash behind
  std::set<std::string, std::less<>> files_;
  std::vector<std::string> ends_;  // of files in the root: "*.js" lists ".js"
};

}  // namespace packwarden
