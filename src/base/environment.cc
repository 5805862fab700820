#include "base/environment.h"

#include <cstdlib>

namespace packwarden {

std::string environment_variable(const std::string& name) {
  const char* const value = std::getenv(name.c_str());
  return value == nullptr ? std::string() : value;
}

}  // namespace packwarden
