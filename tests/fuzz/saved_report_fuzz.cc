#include <cstdint>
#include <cstdlib>

#include "report/saved_report.h"

// What is kept of a report is bounded, and a prefix finds what begins with it.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto findings =
      packwarden::parse_saved_report({reinterpret_cast<const char*>(data), size}, "report");
  if (!findings) return 0;
  for (const packwarden::SavedFinding& finding : *findings) {
    if (finding.path.size() > 4096 || finding.via.size() > 64) std::abort();
    const std::string prefix = finding.fingerprint.substr(0, 4);
    const auto found = packwarden::findings_called(prefix, *findings);
    if ((prefix.size() == 4) == found.empty()) std::abort();
    if (found.size() > 64) break;  // quadratic
  }
  return 0;
}
