#include <cstdint>
#include <cstdlib>
#include <string>

#include "check/binary_facts.h"
#include "check/zip_structure.h"

using namespace packwarden;

// Whatever a file says of itself: what is told of it lies in it.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string bytes(reinterpret_cast<const char*>(data), size);
  (void)binary_kind(bytes);
  const ElfFacts elf = elf_facts(bytes);
  for (const std::string_view text : elf.needed) {
    if (text.size() > size) std::abort();
  }
  if (pdb_path(bytes).size() > size) std::abort();
  for (const std::string_view name : custom_sections(bytes)) {
    if (name.size() > size) std::abort();
  }
  if (const auto zip = zip_structure(bytes)) {
    if (zip->bytes_behind > size) std::abort();
  }
  if (bytes_behind_tar(bytes) > size || bytes_behind_gzip(bytes) > size) std::abort();
  return 0;
}
