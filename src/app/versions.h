#pragma once

#include <string>
#include <string_view>

#include "match/database.h"
#include "report/report.h"

namespace packwarden {

/// This program's version, such as "0.1.0".
[[nodiscard]] std::string_view version();

/// What reports say of the program.
[[nodiscard]] ToolFacts tool_facts(const Database& database);

/// What `--version` prints: the program, the rules' digest and count, and the libraries.
[[nodiscard]] std::string version_text(const Database& database);

}  // namespace packwarden
