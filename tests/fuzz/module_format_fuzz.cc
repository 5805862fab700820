#include <cstdint>
#include <cstdlib>
#include <string>

#include "check/code_places.h"
#include "check/module_format.h"

using packwarden::CodePart;
using packwarden::CodeParts;
using packwarden::module_signs;
using packwarden::ModuleSigns;

namespace {

/// The parts of a program follow one another without gaps.
void expect_whole(const std::string& code) {
  CodeParts parts(code);
  std::uint64_t end = 0;
  while (end < code.size()) {
    const CodePart part = parts.at(end);
    if (part.span.begin != end || part.span.end <= end || part.span.end > code.size()) std::abort();
    end = part.span.end;
  }
}

}  // namespace

// A comment in front, and one behind, say nothing.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string code(reinterpret_cast<const char*>(data), size);
  expect_whole(code);
  if (code.starts_with("#!") || code.starts_with("\xEF\xBB\xBF")) return 0;
  const ModuleSigns signs = module_signs(code);
  const ModuleSigns later = module_signs("// import 'a'; exports.a = require('b');\n" + code);
  if (signs != later) std::abort();
  return 0;
}
