#pragma once

#include <memory>
#include <string>

#include "policy/config_files.h"
#include "source/revision_files.h"

namespace packwarden {

/// Reads what whoever runs the program names: any file.
[[nodiscard]] ConfigRead config_reader();

/// Reads `first`, and else what lies in the work tree of git around `directory`, or in `directory`
/// where there is none. Symbolic links are refused.
[[nodiscard]] ConfigRead config_reader_within(const std::string& directory,
                                              const std::string& first);

/// Reads what git has, by paths from the top of the work tree.
[[nodiscard]] ConfigRead config_reader_of(std::shared_ptr<RevisionFiles> files);

}  // namespace packwarden
