#include "app/terminal.h"

#include <unistd.h>

#include <array>
#include <string>
#include <string_view>

#include "base/environment.h"
#include "base/text.h"

namespace packwarden {
/// `npm run NAME` and `npx` set the variable, too, to other names. npm 11, "Life Cycle Operation
/// Order" in its documentation of scripts.
int report_descriptor() {
  constexpr std::array<std::string_view, 16> kEvents = {
      "dependencies",   "install",    "postinstall", "postpack", "postprepare", "postpublish",
      "postversion",    "preinstall", "prepack",     "prepare",  "preprepare",  "prepublish",
      "prepublishOnly", "preversion", "publish",     "version"};
  const bool from_npm = is_one_of(environment_variable("npm_lifecycle_event"), kEvents);
  return from_npm ? STDERR_FILENO : STDOUT_FILENO;
}

bool use_color(ColorMode mode, int descriptor) {
  if (mode != ColorMode::automatic) return mode == ColorMode::always;
  if (!environment_variable("NO_COLOR").empty()) return false;
  const std::string forced = environment_variable("FORCE_COLOR");
  if (!forced.empty()) return forced != "0";
  const std::string terminal = environment_variable("TERM");
  return isatty(descriptor) == 1 && !terminal.empty() && terminal != "dumb";
}

}  // namespace packwarden
