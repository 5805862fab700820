#include <cstdint>
#include <cstdlib>
#include <string>

#include "validate/dotenv.h"

using packwarden::parse_dotenv;

// What is read and written between quotes is read again.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto variables = parse_dotenv({reinterpret_cast<const char*>(data), size});
  std::string text;
  for (const auto& variable : variables) {
    const bool has_quote = variable.value.find_first_of("'\\") != std::string::npos;
    text += variable.name + "='" + (has_quote ? std::string() : variable.value) + "'\n";
  }
  if (text.size() > size + 5 * variables.size()) std::abort();
  const auto again = parse_dotenv(text);
  if (again.size() != variables.size()) std::abort();
  for (std::size_t i = 0; i < again.size(); ++i) {
    if (again[i].name != variables[i].name) std::abort();
    const bool is_same = again[i].value == variables[i].value;
    if (!is_same && !again[i].value.empty()) std::abort();
  }
  return 0;
}
