#include <fcntl.h>
#include <sys/stat.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <map>
#include <memory>
#include <set>
#include <utility>

#include "app/baseline_files.h"
#include "app/concealing.h"
#include "app/output.h"
#include "base/random.h"
#include "base/text.h"
#include "policy/foreign.h"
#include "policy/foreign_match.h"
#include "source/file_reader.h"
#include "tool/baseline_audit_options.h"
#include "tool/baseline_run.h"
#include "tool/import_report.h"
#include "tool/rows.h"
#include "validate/fingerprint_key.h"

namespace packwarden {
namespace {

struct ImportTexts {
  BaselineTexts baseline;
  std::vector<std::string> files;
  std::string from;
  std::string config;
};

std::string names_of_formats() {
  std::string out;
  for (const ForeignFormat& format : foreign_formats()) {
    out.append(out.empty() ? "" : ", ").append(format.name);
  }
  return out;
}

Result<ForeignPolicy> read_foreign(const std::string& path, const std::string& from) {
  const ForeignFormat* const format = from.empty() ? foreign_format_of(path) : foreign_format(from);
  if (format == nullptr) {
    return fail(ErrorKind::config, path,
                "does not tell by its name what it is: say it with --from: " + names_of_formats());
  }
  FileBytes bytes = FileReader(kMaxForeignBytes).read(AT_FDCWD, path, Links::follow, path);
  if (!bytes) return fail(std::move(bytes.error().error));
  return format->read(*bytes, path);
}

void append(ForeignPolicy from, ForeignPolicy& to) {
  std::move(from.suppressions.begin(), from.suppressions.end(),
            std::back_inserter(to.suppressions));
  std::move(from.not_carried_over.begin(), from.not_carried_over.end(),
            std::back_inserter(to.not_carried_over));
}

/// A path that leads out of the directory is not looked at, whatever the file says.
bool leads_out(std::string_view path) {
  if (path.starts_with('/')) return true;
  for (std::size_t at = 0; at <= path.size();) {
    const std::size_t end = std::min(path.find('/', at), path.size());
    if (path.substr(at, end - at) == "..") return true;
    at = end + 1;
  }
  return false;
}

Result<ForeignPolicy> read_all(const ImportTexts& texts) {
  ForeignPolicy out;
  for (const std::string& file : texts.files) {
    TRY_ASSIGN(ForeignPolicy policy, read_foreign(file, texts.from));
    append(std::move(policy), out);
  }
  std::erase_if(out.suppressions, [&](const ForeignSuppression& one) {
    if (!leads_out(one.path)) return false;
    out.not_carried_over.push_back({one.where, "a value elsewhere", "is not in this directory"});
    return true;
  });
  return out;
}

bool is_file(const std::string& path) {
  struct stat facts = {};
  return lstat(path.c_str(), &facts) == 0 && S_ISREG(facts.st_mode);
}

/// What is to be scanned: the files that are named, or all, where something is of any file.
std::vector<std::string> paths_to_scan(const ForeignPolicy& policy,
                                       const std::vector<std::string>& asked) {
  if (!asked.empty()) return asked;
  std::set<std::string> files;
  for (const ForeignSuppression& suppression : policy.suppressions) {
    if (suppression.path.empty()) return {"."};
    if (is_file(suppression.path)) files.insert(suppression.path);
  }
  return {files.begin(), files.end()};
}

ValueDigests digests_of(const ForeignPolicy& policy) {
  std::vector<Sha1> out;
  for (const ForeignSuppression& suppression : policy.suppressions) {
    if (suppression.digest) out.push_back(*suppression.digest);
  }
  return ValueDigests(std::move(out));
}

FoundSecret found_at(const Finding& finding, const Location& location,
                     const ValueDigests& digests) {
  FoundSecret out;
  out.place.rule = finding.rule_id;
  out.place.fingerprint = finding.fingerprint;
  out.place.path = baseline_path(location.path);
  out.first_line = location.start.line;
  out.last_line = location.end.line;
  out.digest = digests.digest_of(finding.clue);
  return out;
}

Result<std::vector<FoundSecret>> found_secrets(const Options& options, const BaselineFile& file,
                                               const ForeignPolicy& policy) {
  std::vector<FoundSecret> out;
  if (options.paths.empty()) return out;
  const ValueDigests digests = digests_of(policy);
  TRY_ASSIGN(const Database database, Database::built_in(options.engine));
  TRY_ASSIGN(const std::vector<TargetReport> targets,
             complete_reports(options, database, file, &digests));
  for (const TargetReport& target : targets) {
    for (const Judged& judged : target.findings) {
      const Finding& finding = judged.finding;
      out.push_back(found_at(finding, finding.location, digests));
      for (const AlsoAt& also : finding.also) {
        out.push_back(found_at(finding, also.location, digests));
      }
    }
  }
  return out;
}

Result<BaselineFile> baseline_to_add_to(const std::string& path) {
  struct stat facts = {};
  if (lstat(path.c_str(), &facts) == 0) return read_baseline(path);
  BaselineFile out;
  TRY_ASSIGN(out.key, random_bytes(kFingerprintKeyBytes));
  return out;
}

/// The edit that adds the entries, each with the reason that it came with. Only the files that are
/// named were looked into: nothing that is known at another path has left it.
BaselineEdit edit_of(const BaselineFile& file, const CarriedOver& carried,
                     const EntryTexts& texts) {
  const auto nowhere = [](const BaselineEntry&) { return false; };
  BaselineEdit out = updated(file.entries, {carried.entries, carried.entries, nowhere}, texts);
  for (BaselineEntry& added : out.added) {
    const auto from =
        std::find_if(carried.entries.begin(), carried.entries.end(),
                     [&](const BaselineEntry& entry) { return entry.is_of_same(added); });
    if (texts.reason.empty()) added.reason = from->reason;
  }
  return out;
}

/// Reasons come from files of others.
Result<void> conceal_reasons(ForeignPolicy& policy) {
  TRY_ASSIGN(const Database database, Database::built_in(EngineKind::re2));
  TRY_ASSIGN(Inspector inspector, concealing_inspector(database));
  for (ForeignSuppression& one : policy.suppressions) one.reason = inspector.conceal(one.reason);
  for (NotCarriedOver& one : policy.not_carried_over) one.what = inspector.conceal(one.what);
  return {};
}

Result<ExitStatus> import(const ImportTexts& texts) {
  TRY_ASSIGN(ForeignPolicy policy, read_all(texts));
  TRY(conceal_reasons(policy));
  BaselineTexts asked = texts.baseline;
  asked.scan = paths_to_scan(policy, texts.baseline.scan);
  TRY_ASSIGN(Options options, options_of(asked));
  options.command = Command::scan;
  TRY(check_may_write(options.baseline, confirmation_of(asked)));
  TRY_ASSIGN(const BaselineFile file, baseline_to_add_to(options.baseline));
  TRY_ASSIGN(const std::vector<FoundSecret> found, found_secrets(options, file, policy));
  const CarriedOver carried = carried_over(policy, found);
  TRY_ASSIGN(const EntryTexts entry, entry_texts(asked));
  TRY(print_carried_over(carried));
  TRY(write_allowances(texts.config, carried.allowances));
  TRY(apply(options.baseline, file, edit_of(file, carried, entry)));
  return ExitStatus::clean;
}

}  // namespace

Action add_baseline_import(CLI::App& app) {
  const auto texts = std::make_shared<ImportTexts>();
  texts->config = kConfigName;
  app.add_option("FILE", texts->files,
                 ".gitleaks.toml, .gitleaksignore, .secrets.baseline (detect-secrets), "
                 ".secretlintrc.json, .secretlintignore")
      ->required();
  app.add_option("--from", texts->from,
                 "What the files are: " + names_of_formats() + " [what their names say]")
      ->type_name("FORMAT")
      ->check(CLI::Validator(
          [](const std::string& name) {
            return foreign_format(name) != nullptr ? std::string() : "is no format that is known";
          },
          ""));
  add_baseline_file_options(app, texts->baseline, "--baseline,--out");
  app.add_option("--config", texts->config,
                 "The policy that gets what is allowed by path [packwarden.json]; where it is "
                 "there already, what to add is printed")
      ->type_name("FILE");
  add_entry_texts_options(app, texts->baseline);
  app.add_option("--scan", texts->baseline.scan,
                 "Where to look for what the files name [the files that they name, else .]")
      ->type_name("PATH")
      ->take_all()
      ->allow_extra_args(false);
  add_examining_options(app, texts->baseline.audit);
  return [texts] { return import(*texts); };
}

}  // namespace packwarden
