#include "app/terminal.h"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <string>
#include <string_view>

namespace packwarden {
namespace {

bool is_set(const char* variable) {
  const char* value = std::getenv(variable);
  return value != nullptr && *value != '\0';
}

}  // namespace

/// `npm run NAME` and `npx` set the variable, too, to other names. npm 11, "Life Cycle Operation
/// Order" in its documentation of scripts.
int report_descriptor() {
  constexpr std::array<std::string_view, 16> kEvents = {
      "dependencies",   "install",    "postinstall", "postpack", "postprepare", "postpublish",
      "postversion",    "preinstall", "prepack",     "prepare",  "preprepare",  "prepublish",
      "prepublishOnly", "preversion", "publish",     "version"};
  const char* event = std::getenv("npm_lifecycle_event");
  const bool from_npm =
      event != nullptr && std::find(kEvents.begin(), kEvents.end(), event) != kEvents.end();
  return from_npm ? STDERR_FILENO : STDOUT_FILENO;
}

bool use_color(ColorMode mode, int descriptor) {
  if (mode != ColorMode::automatic) return mode == ColorMode::always;
  if (is_set("NO_COLOR")) return false;
  if (is_set("FORCE_COLOR")) return std::string(std::getenv("FORCE_COLOR")) != "0";
  const char* terminal = std::getenv("TERM");
  return isatty(descriptor) == 1 && terminal != nullptr && std::string(terminal) != "dumb";
}

}  // namespace packwarden
