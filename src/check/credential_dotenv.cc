#include <algorithm>
#include <array>

#include "base/text.h"
#include "check/all.h"
#include "check/example_name.h"
#include "check/wording.h"
#include "validate/dotenv_summary.h"

namespace packwarden {
namespace {

constexpr std::array<std::string_view, 5> kNames = {".env", ".env.*", "*.env", ".envrc",
                                                    ".flaskenv"};

/// What a tool copies into new projects. Its values are of nobody.
bool is_of_template(const CheckedFile& file) {
  constexpr std::array<std::string_view, 5> kDirectories = {"template", "templates", "boilerplate",
                                                            "skeleton", "scaffold"};
  return std::any_of(kDirectories.begin(), kDirectories.end(), [&](std::string_view directory) {
    return has_directory(file.folded(), directory);
  });
}

std::string names_of(const std::vector<std::string>& names) {
  return listed(names, names.size(), escape_for_display) + ".";
}

void run(const CheckedFile& file, FileHits& hits) {
  if (is_example_name(file.name())) return;
  const DotenvSummary summary = summary_of_dotenv(file.bytes());
  if (summary.variables == 0) return hits.add({Severity::note, "It sets nothing.", ""});
  if (summary.references == summary.variables) {
    return hits.add({Severity::note, "It takes its values from elsewhere.", ""});
  }
  const bool is_template = is_of_template(file);
  if (!summary.secret.empty()) {
    const bool is_real = !file.is_test() && !is_template;
    return hits.add({is_real ? Severity::critical : Severity::medium,
                     "Values that look like secrets: " + names_of(summary.secret), ""});
  }
  const Severity severity = is_template ? Severity::note : Severity::medium;
  if (summary.real.empty()) {
    return hits.add({severity, "Its values are placeholders and plain settings.", ""});
  }
  hits.add({severity, "Values that look real: " + names_of(summary.real), ""});
}

}  // namespace

const FileCheck kCredentialDotenv = {
    {"cred-dotenv", Severity::critical, "File of environment variables",
     "npm packs `.env` and its like unless something leaves them out; they hold what only this "
     "machine should know.",
     kKeepOut},
    Reach::named,
    kNames,
    run,
    {}};

}  // namespace packwarden
