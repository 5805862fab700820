#include <array>

#include "check/all.h"

namespace packwarden {
namespace {

constexpr auto kNone = std::string_view::npos;
constexpr std::array<std::string_view, 1> kNames = {"*.ipynb"};

/// Whether a cell has outputs: `"outputs": [` and something that does not close it.
bool has_outputs(std::string_view text) {
  constexpr std::string_view kKey = "\"outputs\"";
  constexpr std::string_view kBlanks = " \t\r\n";
  for (std::size_t at = text.find(kKey); at != kNone; at = text.find(kKey, at + 1)) {
    std::size_t next = text.find_first_not_of(": \t\r\n", at + kKey.size());
    if (next == kNone || text[next] != '[') continue;
    next = text.find_first_not_of(kBlanks, next + 1);
    if (next != kNone && text[next] != ']') return true;
  }
  return false;
}

void run(const CheckedFile& file, FileHits& hits) {
  if (!has_outputs(file.bytes())) return;
  hits.add({file.is_test() ? Severity::note : Severity::medium, "", ""});
}

}  // namespace

const FileCheck kCredentialNotebook = {
    {"cred-notebook-output", Severity::medium, "Notebook with outputs",
     "Outputs carry data and credentials that the code does not show.",
     "Clear the outputs of `{path}` before packing, or keep it out of the package."},
    Reach::named,
    kNames,
    run,
    {}};

}  // namespace packwarden
