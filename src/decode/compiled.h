#pragma once

#include <string_view>

namespace packwarden {

/// Whether `bytes` begin like what compilers and databases write: ELF, Mach-O, PE, WebAssembly,
/// Java classes, Python's byte code, SQLite.
[[nodiscard]] bool is_compiled(std::string_view bytes);

/// Whether bytes that begin so may be such a file. `begin` has three bytes or more.
[[nodiscard]] bool may_begin_compiled(std::string_view begin);

}  // namespace packwarden
