#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"
#include "check/release.h"
#include "report/report.h"

namespace packwarden {

/// A larger statement is a limit error. It takes some 150 bytes a file.
constexpr std::uint64_t kMaxStatementBytes = std::uint64_t{128} << 20U;

/// What an audit saw: the names, sizes and digests of one package, and its verdict. Holds no text
/// of findings.
struct Statement {
  Release release;
  std::string tool;    // the version of packwarden
  std::string rules;   // "sha256:…"
  std::string status;  // name_of(ReportStatus)
  PackageDigests digests;
};

/// Reads what the reporter `statement` wrote: an in-toto statement (in-toto Attestation Framework,
/// spec v1, Statement) with a predicate of our own. `where` names the text in errors. Fails where
/// it is another document, and at digests that are none.
[[nodiscard]] Result<Statement> parse_statement(std::string_view text, std::string_view where);

}  // namespace packwarden
