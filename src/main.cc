#include <unistd.h>

#include <cstdlib>
#include <exception>
#include <string_view>

#include "app/run.h"
#include "tool/tools.h"

namespace {

/// The last word when something escaped. Its text could hold anything, so it is not printed.
[[noreturn]] void give_up() {
  constexpr std::string_view kText = "packwarden: internal error\n";
  (void)!write(STDERR_FILENO, kText.data(), kText.size());
  std::_Exit(static_cast<int>(packwarden::ExitStatus::incomplete));
}

}  // namespace

int main(int argc, char** argv) try {
  std::set_terminate(give_up);
  return static_cast<int>(packwarden::run({argv + 1, argv + argc}, packwarden::tools()));
} catch (...) {
  give_up();
}
