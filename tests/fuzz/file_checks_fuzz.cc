#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "check/file_check.h"

using packwarden::Finding;

namespace {

std::vector<Finding> found_in(const std::string& path, std::string_view bytes) {
  std::vector<Finding> out;
  packwarden::CheckGroups groups;
  groups.add(packwarden::CheckGroup::practices);
  packwarden::check_file({path, bytes, 0644}, {path, {}, {}}, groups, out);
  return out;
}

}  // namespace

// The first line is the path of a file, the rest its bytes. What checks say lies in the file, is
// the same each time, and names one credential at most.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  const std::string path(input.substr(0, input.find('\n')));
  const std::string_view bytes = input.substr(std::min(path.size() + 1, size));
  const std::vector<Finding> found = found_in(path, bytes);
  const std::vector<Finding> again = found_in(path, bytes);
  if (found.size() != again.size()) std::abort();
  std::size_t credentials = 0;
  for (std::size_t i = 0; i < found.size(); ++i) {
    if (found[i].message != again[i].message) std::abort();
    const auto& span = found[i].location.span;
    if (span.begin > span.end || span.end > bytes.size()) std::abort();
    if (found[i].rule_id.starts_with("cred-")) ++credentials;
  }
  if (credentials > 1) std::abort();
  return 0;
}
