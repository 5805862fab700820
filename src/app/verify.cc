#include "app/verify.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "app/concealing.h"
#include "app/subject.h"
#include "base/digest.h"
#include "base/text.h"
#include "check/check.h"
#include "report/statement.h"
#include "source/tarball_source.h"
#include "validate/inspector.h"

namespace packwarden {
namespace {

class Verification {
 public:
  explicit Verification(TargetReport& report) : report_(report) {}

  /// No policy has a say: what differs was not audited, whatever may be found in it.
  void differs(std::string detail, std::string path) {
    Finding finding = finding_of(kVerify, {kVerify.severity, std::move(detail), ""}, path);
    finding.location.path = std::move(path);
    finding.fingerprint = fingerprint(finding.rule_id, finding.location.path, ordinal_++);
    report_.findings.push_back({std::move(finding), std::nullopt, true});
  }

  void compare_files(const std::vector<ReleasedFile>& stated,
                     const std::vector<ReleasedFile>& found) {
    for (const FileChange& change : changes_between(stated, found)) {
      differs(description_of(change), change.path);
    }
  }

  void compare_digests(const PackageDigests& stated, const PackageDigests& found) {
    if (!stated.file_sha512.empty() && stated.file_sha512 != found.file_sha512) {
      differs("The tarball has another SHA-512 than the one that was audited.", report_.facts.root);
    } else if (stated.tar_sha512 != found.tar_sha512 && report_.findings.empty()) {
      differs("Every file is the same, but the archive is not: order or headers differ.",
              report_.facts.root);
    }
  }

 private:
  static std::string description_of(const FileChange& change) {
    if (change.after == nullptr) return "The file was audited and is missing here.";
    if (change.before == nullptr) return "The file was not there when the package was audited.";
    const bool is_same = change.before->sha256 == change.after->sha256;
    return is_same ? "Its mode is another than the audited one."
                   : "Its content is another than the audited one.";
  }

  TargetReport& report_;
  std::uint64_t ordinal_ = 0;
};

/// Reads all entries into the report, and gives their list as a statement has it.
Result<std::vector<ReleasedFile>> read_files(Source& source, Inspector& names,
                                             TargetReport& report) {
  std::vector<ReleasedFile> out;
  TRY_ASSIGN(report.facts, source.open());
  TRY(source.read(
      [&](const Entry& entry) {
        const std::uint64_t bytes = entry.kind == EntryKind::hard_link ? 0 : entry.bytes.size();
        report.seen += {1, bytes};
        out.push_back({to_valid_utf8(names.conceal(entry.path)),
                       bytes,
                       entry.mode,
                       to_hex(sha256(entry.bytes)),
                       {}});
        return true;
      },
      [&](UnreadEntry unread) {
        report.seen += {1, unread.bytes};
        report.named += {1, unread.bytes};
        report.problems.push_back(std::move(unread.error));
      }));
  report.scanned = report.seen;
  report.scanned.entries -= report.named.entries;
  report.scanned.bytes -= report.named.bytes;
  std::stable_sort(out.begin(), out.end(),
                   [](const ReleasedFile& a, const ReleasedFile& b) { return a.path < b.path; });
  return out;
}

}  // namespace

Result<TargetReport> verify(const Options& options, const Database& database) {
  TRY_ASSIGN(const std::string text, read_whole_file(options.statement, kMaxStatementBytes));
  TRY_ASSIGN(const Statement statement, parse_statement(text, options.statement));
  const std::string& path = options.packages.directory;
  TRY_ASSIGN(std::string bytes, read_whole_file(path, kMaxTarballBytes));
  TargetReport report;
  TRY_ASSIGN(report.digests, digests_of_tarball(bytes, path));
  TRY_ASSIGN(Inspector names, concealing_inspector(database));
  const auto source = tarball_from_bytes(std::move(bytes), path, {});
  TRY_ASSIGN(const std::vector<ReleasedFile> found, read_files(*source, names, report));
  Verification verification(report);
  verification.compare_files(statement.release.files, found);
  verification.compare_digests(statement.digests, report.digests);
  if (statement.status != name_of(ReportStatus::clean)) {
    verification.differs("The audit that the statement is of did not end clean.", path);
  }
  if (!options.expected_rules.empty() && options.expected_rules != statement.rules) {
    verification.differs("It was audited with other rules than those asked for.", path);
  }
  for (const ReleasedFile& file : found) {
    report.entries.push_back({file.path, file.bytes, file.mode, {}, file.sha256});
  }
  std::stable_sort(
      report.findings.begin(), report.findings.end(),
      [](const Judged& a, const Judged& b) { return comes_before(a.finding, b.finding); });
  return report;
}

}  // namespace packwarden
