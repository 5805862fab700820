#include "tool/baseline_audit_options.h"

#include <CLI/CLI.hpp>
#include <utility>
#include <variant>

#include "app/concealing.h"
#include "app/source_date.h"
#include "base/day.h"
#include "base/text.h"
#include "policy/baseline_file.h"

namespace packwarden {
namespace {

std::string check_day(const std::string& text) {
  return is_day(text) ? "" : "is no day as YYYY-MM-DD";
}

}  // namespace

void add_audited_options(CLI::App& app, BaselineTexts& texts) {
  app.add_option("TARGET", texts.packing.directory,
                 "What is audited: a package directory [.], or a tarball (.tgz, .tar)");
  app.add_option("--scan", texts.scan,
                 "Look into these files and directories, as packwarden scan does, and not into a "
                 "package; repeat for several")
      ->type_name("PATH")
      ->take_all()
      ->allow_extra_args(false);
  add_config_option(app, texts.audit, "The policy: what it allows is no finding");
  add_package_options(app, texts.audit);
  add_pack_options(app, texts.packing, "both");
  add_examining_options(app, texts.audit);
}

void add_baseline_option(CLI::App& app, BaselineTexts& texts, const char* names) {
  texts.audit.baseline = kBaselineName;
  app.add_option(names, texts.audit.baseline,
                 "The file of the baseline [" + std::string(kBaselineName) + "]")
      ->type_name("FILE");
}

void add_baseline_file_options(CLI::App& app, BaselineTexts& texts, const char* names) {
  add_baseline_option(app, texts, names);
  app.add_flag("--yes", texts.is_confirmed,
               "Write the file in a run of continuous integration too");
}

void add_entry_texts_options(CLI::App& app, BaselineTexts& texts) {
  app.add_option("--reason", texts.reason, "Why the new entries may stay")->type_name("TEXT");
  app.add_option("--owner", texts.owner, "Who answers for the new entries")->type_name("NAME");
  app.add_option("--until", texts.until, "The last day that the new entries count: YYYY-MM-DD")
      ->type_name("DATE")
      ->check(CLI::Validator(check_day, ""));
}

void add_entry_options(CLI::App& app, BaselineTexts& texts) {
  add_entry_texts_options(app, texts);
  add_severity_option(app, texts.severity,
                      "The lowest severity of findings that become entries: note, low, medium, "
                      "high or critical [note]");
}

Confirmation confirmation_of(const BaselineTexts& texts) {
  return texts.is_confirmed ? Confirmation::given : Confirmation::none;
}

Severity severity_of(const BaselineTexts& texts) {
  return severity_named(texts.severity).value_or(Severity::note);
}

Result<EntryTexts> entry_texts(const BaselineTexts& texts) {
  TRY_ASSIGN(const Database database, Database::built_in(EngineKind::re2));
  TRY_ASSIGN(Inspector inspector, concealing_inspector(database));
  EntryTexts out;
  TRY_ASSIGN(out.date, day_of_writing());
  out.reason = inspector.conceal(trimmed(texts.reason));
  out.owner = inspector.conceal(trimmed(texts.owner));
  out.until = texts.until;
  return out;
}

Result<Options> options_of(const BaselineTexts& texts) {
  const Command command = texts.scan.empty() ? Command::audit : Command::scan;
  auto parsed = options_of(texts.audit, command);
  auto* const options = std::get_if<Options>(&parsed);
  if (options == nullptr) return fail(ErrorKind::config, "", std::get<EarlyExit>(parsed).text);
  options->paths = texts.scan;
  take(texts.packing, *options);
  if (!texts.scan.empty() && texts.packing.directory != ".") {
    return fail(ErrorKind::config, texts.packing.directory,
                "a package is audited, or paths are scanned: not both in one baseline command");
  }
  return std::move(*options);
}

}  // namespace packwarden
