#include "app/option_conflicts.h"

#include "app/audit_options.h"

namespace packwarden {

std::optional<EarlyExit> conflict_of(const Options& options, bool is_document) {
  const bool expects_integrity =
      !options.expected_integrity.empty() || !options.expected_integrity_variable.empty();
  if (expects_integrity && options.command != Command::audit) {
    return usage_error("--expect-integrity is of a tarball that is audited");
  }
  if (options.packages.directory.empty()) return usage_error("TARGET is empty");
  if (options.wants("statement") && !options.audits_packages()) {
    return usage_error(
        "a statement is of a package that is audited: packwarden audit --format statement=FILE");
  }
  if (options.wants("cyclonedx") && !options.audits_packages()) {
    return usage_error(
        "a bill of materials is of a package: packwarden audit --format cyclonedx=FILE");
  }
  const bool needs_one_version =
      is_document || options.command == Command::pack || !options.format_of_one_package().empty();
  if (needs_one_version && options.npm.size() > 1) {
    return usage_error("this is what one version of npm packs: choose one, --npm 11 or --npm 12");
  }
  return std::nullopt;
}

}  // namespace packwarden
