#include <sys/stat.h>

#include <CLI/CLI.hpp>
#include <memory>

#include "base/random.h"
#include "tool/baseline_audit_options.h"
#include "tool/baseline_run.h"
#include "tool/rows.h"
#include "validate/fingerprint_key.h"

namespace packwarden {
namespace {

Result<void> check_is_new(const std::string& path) {
  struct stat facts = {};
  if (lstat(path.c_str(), &facts) != 0) return {};
  return fail(ErrorKind::config, path,
              "is there already: packwarden baseline update adds to it; --out names another file");
}

Result<ExitStatus> create(const BaselineTexts& texts) {
  TRY_ASSIGN(const Options options, options_of(texts));
  TRY(check_is_new(options.baseline));
  TRY(check_may_write(options.baseline, confirmation_of(texts)));
  BaselineFile file;
  TRY_ASSIGN(file.key, random_bytes(kFingerprintKeyBytes));
  TRY_ASSIGN(const FoundPlaces found, found_places(options, file, severity_of(texts)));
  TRY_ASSIGN(const EntryTexts entry, entry_texts(texts));
  TRY(apply(options.baseline, file, updated({}, found, entry), Writing::always));
  return ExitStatus::clean;
}

}  // namespace

Action add_baseline_create(CLI::App& app) {
  const auto texts = std::make_shared<BaselineTexts>();
  add_baseline_file_options(app, *texts, "--out,--baseline");
  add_entry_options(app, *texts);
  add_audited_options(app, *texts);
  return [texts] { return create(*texts); };
}

}  // namespace packwarden
