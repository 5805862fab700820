#include "decode/compiled.h"

#include <algorithm>
#include <array>

namespace packwarden {
namespace {

using namespace std::string_view_literals;

/// ELF: gABI, "ELF header". Mach-O: loader.h and fat.h of Darwin; Java: JVMS 4.1, the same four
/// bytes as the latter's. WebAssembly: core specification 5.5.16. SQLite: "Database file
/// format" 1.3.
constexpr std::array kBegins = {
    "\x7F"
    "ELF"sv,
    "\xFE\xED\xFA\xCE"sv,
    "\xFE\xED\xFA\xCF"sv,
    "\xCE\xFA\xED\xFE"sv,
    "\xCF\xFA\xED\xFE"sv,
    "\xCA\xFE\xBA\xBE"sv,
    "\0asm"sv,
    "SQLite format 3\0"sv};

/// PE: "MZ", and at 0x3C where the header begins ("PE Format", section "MS-DOS Stub").
bool is_windows_program(std::string_view bytes) {
  constexpr std::size_t kPlace = 0x3C;
  if (!bytes.starts_with("MZ") || bytes.size() < kPlace + 4) return false;
  std::size_t begin = 0;
  for (std::size_t i = 4; i-- > 0;)
    begin = begin << 8U | static_cast<unsigned char>(bytes[kPlace + i]);
  return begin < bytes.size() && bytes.substr(begin).starts_with("PE\0\0"sv);
}

/// CPython's Lib/importlib/_bootstrap_external.py: a number, then CR LF, then flags of four bytes.
bool is_python_code(std::string_view bytes) {
  constexpr std::size_t kHeader = 16;
  return bytes.size() >= kHeader && bytes.substr(2, 2) == "\r\n" &&
         bytes.substr(5, 3) == "\0\0\0"sv;
}

}  // namespace

bool is_compiled(std::string_view bytes) {
  return std::any_of(kBegins.begin(), kBegins.end(),
                     [bytes](std::string_view begin) { return bytes.starts_with(begin); }) ||
         is_windows_program(bytes) || is_python_code(bytes);
}

bool may_begin_compiled(std::string_view begin) {
  const auto agrees = [begin](std::string_view magic) {
    const std::size_t size = std::min(begin.size(), magic.size());
    return begin.substr(0, size) == magic.substr(0, size);
  };
  const auto end_of_line = begin.substr(2, 2);  // of Python's number
  return std::any_of(kBegins.begin(), kBegins.end(), agrees) || agrees("MZ") ||
         end_of_line == std::string_view("\r\n").substr(0, end_of_line.size());
}

}  // namespace packwarden
