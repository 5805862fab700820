#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "check/all.h"
#include "check/litter.h"

namespace packwarden {
namespace {

using namespace std::string_view_literals;

constexpr std::array kNames = {"*~"sv,     "*.bak"sv,      "*.orig"sv, "*.rej"sv,
                               "*.old"sv,  "*.swp"sv,      "*.swo"sv,  "*.tmp"sv,
                               "*.save"sv, "*.autosave"sv, ".#*"sv,    "#*#"sv};
constexpr std::array kEnds = {".un~"sv, "~"sv,    ".bak"sv, ".orig"sv, ".rej"sv,     ".old"sv,
                              ".swp"sv, ".swo"sv, ".tmp"sv, ".save"sv, ".autosave"sv};

/// Takes one such mark off `name`; whether there was one.
bool take_off(std::string_view& name) {
  for (const std::string_view end : kEnds) {
    if (name.size() <= end.size() || !name.ends_with(end)) continue;
    name.remove_suffix(end.size());
    return true;
  }
  if (name.size() > 2 && name.starts_with(".#")) {
    name.remove_prefix(2);
    return true;
  }
  if (name.size() < 3 || !name.starts_with('#') || !name.ends_with('#')) return false;
  name = name.substr(1, name.size() - 2);
  return true;
}

/// Whether such a check would look at a file of this name.
bool is_marked(std::string_view name) {
  return name.starts_with(".#") || (name.starts_with('#') && name.ends_with('#')) ||
         std::any_of(kEnds.begin(), kEnds.end(),
                     [&](std::string_view end) { return name.ends_with(end); });
}

/// The path of the file that it is a copy of, without any mark; "" where nothing else is left.
std::string original_of(const CheckedFile& file) {
  std::string_view name = file.name();
  while (take_off(name)) {
  }
  if (is_marked(name)) return {};
  return file.folded().substr(0, file.folded().size() - file.name().size()) + std::string(name);
}

/// What is kept in the original must not be read by others.
bool is_copy_of_credentials(const CheckedFile& file) {
  const std::string original = original_of(file);
  if (original.empty()) return false;
  std::vector<Finding> found;
  check_file({original, file.bytes(), file.mode()}, {original, {}, {}}, found);
  return std::any_of(found.begin(), found.end(), [](const Finding& finding) {
    return finding.rule_id.starts_with("cred-") && finding.severity >= Severity::high;
  });
}

void run(const CheckedFile& file, FileHits& hits) {
  if (is_copy_of_credentials(file)) {
    return hits.add({Severity::high, "The file that it is a copy of holds credentials.", ""});
  }
  hits.add({file.is_test() ? Severity::note : Severity::medium, "", ""});
}

}  // namespace

const FileCheck kLitterBackupFile = {
    {"lit-backup-file", Severity::medium, "Backup or temporary file",
     "It is an earlier state of another file, and may hold what was taken out of that.", kLeaveOut},
    Reach::named,
    kNames,
    run,
    {}};

}  // namespace packwarden
