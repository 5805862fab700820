#include "app/terminal.h"

#include <unistd.h>

#include <cstdlib>
#include <string>

namespace packwarden {
namespace {

bool is_set(const char* variable) {
  const char* value = std::getenv(variable);
  return value != nullptr && *value != '\0';
}

}  // namespace

bool use_color(ColorMode mode, int descriptor) {
  if (mode != ColorMode::automatic) return mode == ColorMode::always;
  if (is_set("NO_COLOR")) return false;
  if (is_set("FORCE_COLOR")) return std::string(std::getenv("FORCE_COLOR")) != "0";
  const char* terminal = std::getenv("TERM");
  return isatty(descriptor) == 1 && terminal != nullptr && std::string(terminal) != "dumb";
}

}  // namespace packwarden
