#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "check/dockerfile.h"

using namespace packwarden;

// A text as a Dockerfile: instructions lie in it one behind the other and have a name, and what
// they hold is no larger than it.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto instructions = docker_instructions(text);
  std::uint64_t end = 0;
  std::size_t held = 0;
  for (const DockerInstruction& instruction : instructions) {
    if (instruction.name.empty() || instruction.span.begin < end) std::abort();
    end = instruction.span.end;
    held += instruction.name.size() + instruction.arguments.size();
    for (const DockerVariable& variable : docker_variables(instruction)) {
      if (variable.name.size() + variable.value.size() > instruction.arguments.size()) std::abort();
    }
    (void)docker_operands(instruction);
  }
  if (end > size || held > 2 * size) std::abort();
  const DockerUser user = docker_user(instructions);
  if (user.span.end > size) std::abort();
  return 0;
}
