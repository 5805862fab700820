#include <array>

#include "base/text.h"
#include "check/all.h"
#include "check/example_name.h"
#include "validate/dotenv_summary.h"

namespace packwarden {
namespace {

constexpr std::array<std::string_view, 5> kNames = {".env", ".env.*", "*.env", ".envrc",
                                                    ".flaskenv"};

std::string listed(const std::vector<std::string>& names) {
  std::string out;
  for (const std::string& name : names) out += (out.empty() ? "" : ", ") + name;
  return out;
}

void run(const CheckedFile& file, FileHits& hits) {
  if (is_example_name(file.name())) return;
  const DotenvSummary summary = summary_of_dotenv(file.bytes());
  if (summary.variables == 0) return hits.add({Severity::note, "It sets nothing.", ""});
  if (summary.references == summary.variables) {
    return hits.add({Severity::note, "It takes its values from elsewhere.", ""});
  }
  if (summary.real.empty()) {
    return hits.add({Severity::medium, "Its values are placeholders and plain settings.", ""});
  }
  const std::string detail = "Values that look real: " + listed(summary.real) + ".";
  if (!file.is_test()) return hits.add({Severity::critical, detail, ""});
  hits.add({Severity::medium, detail, std::string(kLeaveOutTests)});
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
