#include "check/by_manifest.h"

#include <array>
#include <string>
#include <string_view>

#include "base/text.h"

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

bool is_path(std::string_view entry) {
  return is_telling(entry) && entry.find_first_of("*?[{!") == std::string_view::npos;
}

}  // namespace

NamedOnPurpose::NamedOnPurpose(const PackageView& package) {
  const Json* files = package.manifest().find("files");
  if (files == nullptr || files->array() == nullptr) return;
  for (const Json& entry : *files->array()) {
    if (entry.string() == nullptr) continue;
    const std::string_view bare = bare_entry(*entry.string());
    if (is_path(bare)) entries_.insert(bare);
  }
}

/// The file itself, or a directory that it is in.
bool NamedOnPurpose::names(std::string_view path) const {
  while (!entries_.contains(path)) {
    const std::size_t slash = path.rfind('/');
    if (slash == std::string_view::npos) return false;
    path = path.substr(0, slash);
  }
  return true;
}

void NamedOnPurpose::judge(Finding& finding) const {
  const bool is_asked = is_one_of(finding.rule_id, kAsking);
  if (!is_asked || finding.severity == Severity::critical || !names(finding.location.path)) return;
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
