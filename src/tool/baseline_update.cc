#include <CLI/CLI.hpp>
#include <memory>

#include "app/baseline_files.h"
#include "tool/baseline_audit_options.h"
#include "tool/baseline_run.h"
#include "tool/rows.h"

namespace packwarden {
namespace {

Result<ExitStatus> update(const BaselineTexts& texts) {
  TRY_ASSIGN(const Options options, options_of(texts));
  TRY(check_may_write(options.baseline, confirmation_of(texts)));
  TRY_ASSIGN(const BaselineFile file, read_baseline(options.baseline));
  TRY_ASSIGN(const FoundPlaces found, found_places(options, file, severity_of(texts)));
  TRY_ASSIGN(const EntryTexts entry, entry_texts(texts));
  TRY(apply(options.baseline, file, updated(file.entries, found, entry)));
  return ExitStatus::clean;
}

}  // namespace

Action add_baseline_update(CLI::App& app) {
  const auto texts = std::make_shared<BaselineTexts>();
  add_baseline_file_options(app, *texts, "--baseline,--out");
  add_entry_options(app, *texts);
  add_audited_options(app, *texts);
  return [texts] { return update(*texts); };
}

}  // namespace packwarden
