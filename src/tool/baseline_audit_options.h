#pragma once

#include <string>
#include <vector>

#include "app/audit_options.h"
#include "app/options.h"
#include "app/pack_options.h"
#include "base/result.h"
#include "policy/baseline_edit.h"
#include "tool/baseline_run.h"

namespace packwarden {

/// What the commands of a baseline take to say what they look into.
struct BaselineTexts {
  AuditTexts audit;
  PackTexts packing;
  std::string severity;           // --fail-on; "": not given
  std::vector<std::string> scan;  // --scan; empty: a package
  bool is_confirmed = false;      // by --yes
  std::string reason;
  std::string owner;
  std::string until;
};

/// TARGET, --scan, and the options of audits.
void add_audited_options(CLI::App& app, BaselineTexts& texts);
/// The file of the baseline; `names` are those of the option.
void add_baseline_option(CLI::App& app, BaselineTexts& texts, const char* names);
/// The same, and --yes.
void add_baseline_file_options(CLI::App& app, BaselineTexts& texts, const char* names);
/// What goes with new entries.
void add_entry_texts_options(CLI::App& app, BaselineTexts& texts);
/// The same, and from which severity on findings become some.
void add_entry_options(CLI::App& app, BaselineTexts& texts);

[[nodiscard]] Confirmation confirmation_of(const BaselineTexts& texts);
/// From which severity on findings become entries.
[[nodiscard]] Severity severity_of(const BaselineTexts& texts);
/// What goes with new entries, without what a rule takes for a secret.
[[nodiscard]] Result<EntryTexts> entry_texts(const BaselineTexts& texts);

/// What they say; `baseline` is the file of the baseline. Fails where a package and paths are
/// given.
[[nodiscard]] Result<Options> options_of(const BaselineTexts& texts);

}  // namespace packwarden
