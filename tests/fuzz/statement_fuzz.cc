#include <cstdint>
#include <cstdlib>

#include "report/statement.h"

// A statement that is taken has digests of the right size and files in order.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto statement =
      packwarden::parse_statement({reinterpret_cast<const char*>(data), size}, "statement");
  if (!statement) return 0;
  for (std::size_t i = 0; i < statement->release.files.size(); ++i) {
    if (statement->release.files[i].sha256.size() != 64) std::abort();
    if (i > 0 && statement->release.files[i].path < statement->release.files[i - 1].path)
      std::abort();
  }
  return 0;
}
