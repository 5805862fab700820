#pragma once

#include <iosfwd>

#include "report/report.h"

// The `write` of every Reporter: one line here and one row in report.cc. All are pure: the bytes
// they write follow from the arguments alone. The caller checks the stream afterwards.
namespace packwarden {

/// A CycloneDX 1.6 document of what a single package is made of: its files with their digests, the
/// packages that it bundles and their dependencies, and code of others in its files. Whoever audits
/// for it asks for digests and an inventory. Its serial number is a digest of the rest.
void write_cyclonedx(const Report& report, const ReportStyle& style, std::ostream& out);

/// The document of schema "packwarden/report/1", indented by two, with a final newline. It needs no
/// style.
void write_json(const Report& report, const ReportStyle& style, std::ostream& out);

/// An in-toto statement of what a single package holds: its files with their digests, and the
/// verdict without a text of findings. Whoever audits for it asks for digests.
void write_statement(const Report& report, const ReportStyle& style, std::ostream& out);

/// For people: lines of at most 80 columns, the verdict last. Only a name that is longer than what
/// is left of a line makes a longer one, as it is not cut.
void write_text(const Report& report, const ReportStyle& style, std::ostream& out);

}  // namespace packwarden
