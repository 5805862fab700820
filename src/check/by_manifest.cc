#include "check/by_manifest.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

namespace packwarden {
namespace {

/// Checks that ask whether a file is there on purpose.
constexpr std::array<std::string_view, 3> kAsking = {"cred-ai-assistant-config", "cred-data-dump",
                                                     "lit-editor-directory"};

/// `./docs/` and `/docs/**` are `docs`.
std::string_view bare_entry(std::string_view entry) {
  if (entry.starts_with("./")) entry.remove_prefix(2);
  while (entry.starts_with('/')) entry.remove_prefix(1);
  while (entry.ends_with('/') || entry.ends_with('*')) entry.remove_suffix(1);
  return entry;
}

/// Whether it says what is meant: a hidden directory, or a file. `dist` names whatever is in it.
bool is_telling(std::string_view entry) { return entry.find('.') != std::string_view::npos; }

bool names(std::string_view entry, std::string_view path) {
  entry = bare_entry(entry);
  if (!is_telling(entry) || entry.find_first_of("*?[{!") != std::string_view::npos) return false;
  if (!path.starts_with(entry)) return false;
  return path.size() == entry.size() || path[entry.size()] == '/';
}

}  // namespace

void judge_by_manifest(const PackageView& package, Finding& finding) {
  if (std::find(kAsking.begin(), kAsking.end(), finding.rule_id) == kAsking.end()) return;
  const Json* files = package.manifest().find("files");
  if (files == nullptr || files->array() == nullptr || finding.severity == Severity::critical)
    return;
  const bool is_named =
      std::any_of(files->array()->begin(), files->array()->end(), [&](const Json& entry) {
        return entry.string() != nullptr && names(*entry.string(), finding.location.path);
      });
  if (!is_named) return;
  finding.severity = Severity::note;
  finding.message += " `files` names it.";
}

bool says_the_same(const Finding& of_package, const Finding& secret) {
  const Location& a = of_package.location;
  const Location& b = secret.location;
  return of_package.rule_id == "sec-manifest-url-credentials" &&
         secret.kind == FindingKind::secret && a.path == b.path && a.span.begin <= b.span.begin &&
         b.span.end <= a.span.end;
}

}  // namespace packwarden
