#include "check/check.h"

#include "base/text.h"

namespace packwarden {
namespace {

/// `text` with `path` in place of each `{path}`.
std::string filled(std::string_view text, std::string_view path) {
  constexpr std::string_view kPath = "{path}";
  std::string out;
  for (std::size_t at = text.find(kPath); at != std::string_view::npos; at = text.find(kPath)) {
    out.append(text.substr(0, at)).append(escape_for_display(path));
    text.remove_prefix(at + kPath.size());
  }
  return out.append(text);
}

}  // namespace

Finding finding_of(const CheckInfo& check, const Hit& hit, std::string_view path) {
  Finding finding;
  finding.rule_id = check.id;
  finding.kind = FindingKind::content;
  finding.title = check.title;
  finding.severity = hit.severity;
  finding.confidence = Confidence::high;
  finding.message = check.why;
  if (!hit.detail.empty()) finding.message += " " + hit.detail;
  finding.fix = filled(hit.fix.empty() ? check.fix : hit.fix, path);
  return finding;
}

}  // namespace packwarden
