#include <CLI/CLI.hpp>
#include <memory>

#include "app/baseline_files.h"
#include "tool/baseline_audit_options.h"
#include "tool/baseline_run.h"
#include "tool/rows.h"

namespace packwarden {
namespace {

Result<ExitStatus> prune(const BaselineTexts& texts) {
  TRY_ASSIGN(const Options options, options_of(texts));
  TRY(check_may_write(options.baseline, confirmation_of(texts)));
  TRY(check_is_whole(options));
  TRY_ASSIGN(const BaselineFile file, read_baseline(options.baseline));
  TRY_ASSIGN(const FoundPlaces found, found_places(options, file, Severity::note));
  TRY(apply(options.baseline, file, pruned(file.entries, found)));
  return ExitStatus::clean;
}

}  // namespace

Action add_baseline_prune(CLI::App& app) {
  const auto texts = std::make_shared<BaselineTexts>();
  add_baseline_file_options(app, *texts, "--baseline,--out");
  add_audited_options(app, *texts);
  return [texts] { return prune(*texts); };
}

}  // namespace packwarden
