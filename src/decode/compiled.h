#pragma once

#include <string_view>

namespace packwarden {

/// Whether `bytes` begin like what compilers and databases write: ELF, Mach-O, PE, WebAssembly,
/// Java classes, Python's byte code, SQLite.
[[nodiscard]] bool is_compiled(std::string_view bytes);

}  // namespace packwarden
