#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace packwarden {

/// What a file is that a processor runs, by its first bytes.
enum class BinaryKind : std::uint8_t { none, elf, pe, mach_o, static_library, webassembly };

[[nodiscard]] BinaryKind binary_kind(std::string_view bytes);

/// What a linker left in an ELF file. Sections behind the first 4,096, and entries of the dynamic
/// table behind as many, are not looked at.
struct ElfFacts {
  std::vector<std::string_view> needed;        // DT_NEEDED
  std::vector<std::string_view> search_paths;  // parts of DT_RPATH and DT_RUNPATH
  bool has_debug_sections = false;
};

[[nodiscard]] ElfFacts elf_facts(std::string_view bytes);

/// The path of the debug file that a PE file names; "" where it names none.
[[nodiscard]] std::string_view pdb_path(std::string_view bytes);

/// The names of the custom sections of a WebAssembly module, the first 1,000.
[[nodiscard]] std::vector<std::string_view> custom_sections(std::string_view bytes);

}  // namespace packwarden
