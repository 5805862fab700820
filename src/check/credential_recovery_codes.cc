#include <algorithm>
#include <array>

#include "check/all.h"
#include "check/example_name.h"

namespace packwarden {
namespace {

constexpr std::array<std::string_view, 6> kNames = {"*.txt", "*.pdf", "*.csv",
                                                    "*.png", "*.jpg", "*.license.key"};

/// `github-recovery-codes.txt`, `2fa_backup.png`
bool is_of_second_factor(std::string_view name) {
  const auto holds = [&](std::string_view part) { return name.find(part) != name.npos; };
  return holds("recovery-codes") || holds("recovery_codes") || holds("backup-codes") ||
         holds("backup_codes") || (holds("2fa") && holds("backup"));
}

void run(const CheckedFile& file, FileHits& hits) {
  const std::string_view name = file.name();
  if (!name.ends_with(".license.key") && !is_of_second_factor(name)) return;
  hits.add({file.is_test() ? Severity::note : Severity::medium, "", ""});
}

}  // namespace

const FileCheck kCredentialRecoveryCodes = {
    {"cred-recovery-codes", Severity::medium, "Recovery codes or the key of a licence",
     "They open an account without its second factor, or a program without paying.", kKeepOut},
    Reach::named,
    kNames,
    run,
    {}};

}  // namespace packwarden
