#pragma once

#include <iosfwd>

#include "report/report.h"

// The `write` of every Reporter: one line here and one row in report.cc. All are pure: the bytes
// they write follow from the arguments alone. The caller checks the stream afterwards.
namespace packwarden {

/// The issues of the Code Climate engine specification as one array, as GitLab reads it for code
/// quality. Without what is suppressed.
void write_codeclimate(const Report& report, const ReportStyle& style, std::ostream& out);

/// A CycloneDX 1.6 document of what a single package is made of: its files with their digests, the
/// packages that it bundles and their dependencies, and code of others in its files. Whoever audits
/// for it asks for digests and an inventory. Its serial number is a digest of the rest.
void write_cyclonedx(const Report& report, const ReportStyle& style, std::ostream& out);

/// Workflow commands of GitHub Actions, and the verdict: at most ten annotations of a type, the
/// worst first. Without what is suppressed. The summary of the job is another text
/// (github_summary.h).
void write_github(const Report& report, const ReportStyle& style, std::ostream& out);

/// GitLab's report of secret detection, schema 15.1.0. Without what is suppressed. It tells
/// `Report::times`.
void write_gitlab(const Report& report, const ReportStyle& style, std::ostream& out);

/// One page for browsers: tables that need no script, and a script that filters them and draws a
/// map of the package. It loads nothing, and its policy lets nothing else run.
void write_html(const Report& report, const ReportStyle& style, std::ostream& out);

/// The document of schema "packwarden/report/1", indented by two, with a final newline. It needs no
/// style.
void write_json(const Report& report, const ReportStyle& style, std::ostream& out);

/// XML as test reports are read by Jenkins, GitLab and others: a test case for each rule and file,
/// and one in each suite that says whether all was examined.
void write_junit(const Report& report, const ReportStyle& style, std::ostream& out);

/// One JSON value a line, schema "packwarden/ndjson/1": findings, problems, and last a summary.
void write_ndjson(const Report& report, const ReportStyle& style, std::ostream& out);

/// reviewdog's Diagnostic Format, as one document. Without what is suppressed.
void write_rdjson(const Report& report, const ReportStyle& style, std::ostream& out);
/// The same with a diagnostic a line.
void write_rdjsonl(const Report& report, const ReportStyle& style, std::ostream& out);

/// SARIF 2.1.0 within the limits of GitHub: a run for each target, of many targets one for all.
void write_sarif(const Report& report, const ReportStyle& style, std::ostream& out);

/// An in-toto statement of what a single package holds: its files with their digests, and the
/// verdict without a text of findings. Whoever audits for it asks for digests.
void write_statement(const Report& report, const ReportStyle& style, std::ostream& out);

/// For people: lines of at most 80 columns, the verdict last. Only a name that is longer than what
/// is left of a line makes a longer one, as it is not cut.
void write_text(const Report& report, const ReportStyle& style, std::ostream& out);

}  // namespace packwarden
