#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "report/report.h"

namespace packwarden {

/// A larger statement is a limit error. It takes some 150 bytes a file.
constexpr std::uint64_t kMaxStatementBytes = std::uint64_t{128} << 20U;

/// A file as a statement lists it.
struct StatedFile {
  std::string path;
  std::uint64_t bytes = 0;
  std::uint32_t mode = 0;
  std::string sha256;  // in hexadecimal

  friend bool operator==(const StatedFile&, const StatedFile&) = default;
};

/// What an audit saw: the names, sizes and digests of one package, and its verdict. Holds no text
/// of findings.
struct Statement {
  std::string name;
  std::string version;
  std::string tool;    // the version of packwarden
  std::string rules;   // "sha256:…"
  std::string status;  // name_of(ReportStatus)
  PackageDigests digests;
  std::vector<StatedFile> files;  // sorted by path
};

/// What `report` says of its only package; its entries have digests.
[[nodiscard]] Statement statement_of(const Report& report);

/// Reads what the reporter `statement` wrote: an in-toto statement (in-toto Attestation Framework,
/// spec v1, Statement) with a predicate of our own. `where` names the text in errors. Fails where
/// it is another document, and at digests that are none.
[[nodiscard]] Result<Statement> parse_statement(std::string_view text, std::string_view where);

}  // namespace packwarden
