#pragma once

#include <string>

namespace packwarden {

// Values of options, checked by CLI11: what is wrong with one, empty when it is right.

[[nodiscard]] std::string check_format(const std::string& value);
[[nodiscard]] std::string check_group(const std::string& name);
[[nodiscard]] std::string check_budget(const std::string& text);

/// "json, statement, text"
[[nodiscard]] std::string names_of_reporters();
/// "names, practices, provenance"
[[nodiscard]] std::string names_of_groups();

}  // namespace packwarden
