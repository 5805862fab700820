#pragma once

#include <string>
#include <vector>

#include "policy/policy.h"

namespace packwarden {

/// One value that counts, and where it comes from.
struct ShownSetting {
  std::string key;     // "failOn"
  std::string value;   // "medium"; of what is allowed "lit-tests at test/: REASON (until …)"
  std::string origin;  // "packwarden.json:2", "--fail-on", "default"
};

/// All that counts: settings first, then lists, each in the order in which they count.
[[nodiscard]] std::vector<ShownSetting> shown_settings(const Policy& policy);

}  // namespace packwarden
