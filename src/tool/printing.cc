#include "tool/printing.h"

#include <unistd.h>

#include <sstream>

#include "app/output.h"
#include "app/terminal.h"
#include "base/json_writer.h"

namespace packwarden {

Result<void> print_page(const std::function<void(Page&)>& write) {
  std::ostringstream out;
  const bool color = use_color(ColorMode::automatic, STDOUT_FILENO);
  Page page({color, Verbosity::normal}, out);
  write(page);
  return write_all(STDOUT_FILENO, out.view(), "standard output");
}

Result<void> print_json(const Json& document) {
  JsonWriter out(2);
  out.value(document);
  return write_all(STDOUT_FILENO, out.take() + "\n", "standard output");
}

}  // namespace packwarden
