#include "policy/foreign.h"

#include <algorithm>
#include <array>
#include <utility>

#include "policy/path_expression.h"

namespace packwarden {
namespace {

constexpr auto kFormats = std::to_array<ForeignFormat>({
    {"detect-secrets", "a baseline of detect-secrets", ".secrets.baseline", read_detect_secrets},
    {"gitleaks", "a configuration of gitleaks", ".gitleaks.toml", read_gitleaks},
    {"gitleaks-ignore", "the fingerprints that gitleaks ignores", ".gitleaksignore",
     read_gitleaks_ignore},
    {"secretlint", "a configuration of secretlint, as JSON", ".secretlintrc.json", read_secretlint},
    {"secretlint-ignore", "the files that secretlint ignores", ".secretlintignore",
     read_secretlint_ignore},
});

}  // namespace

void ForeignPolicy::add_expression(const std::string& where, std::string_view expression,
                                   const std::string& reason, const std::string& rule) {
  Result<std::vector<std::string>> patterns = patterns_of_expression(expression);
  if (!patterns) {
    not_carried_over.push_back({where, "paths by an expression", patterns.error().what});
    return;
  }
  ForeignSuppression out;
  out.where = where;
  out.reason = reason;
  out.rule = rule;
  out.patterns = *std::move(patterns);
  suppressions.push_back(std::move(out));
}

std::span<const ForeignFormat> foreign_formats() { return kFormats; }

const ForeignFormat* foreign_format(std::string_view name) {
  const auto found = std::find_if(kFormats.begin(), kFormats.end(),
                                  [&](const ForeignFormat& format) { return format.name == name; });
  return found == kFormats.end() ? nullptr : &*found;
}

/// Some have several names: ".secretlintrc", "gitleaks.toml", "project.secrets.baseline".
const ForeignFormat* foreign_format_of(std::string_view path) {
  const std::string_view name = path.substr(path.rfind('/') + 1);
  for (const ForeignFormat& format : kFormats) {
    if (name == format.file_name) return &format;
  }
  if (name.ends_with(".secrets.baseline")) return foreign_format("detect-secrets");
  if (name.ends_with(".toml")) return foreign_format("gitleaks");
  return name == ".secretlintrc" ? foreign_format("secretlint") : nullptr;
}

}  // namespace packwarden
