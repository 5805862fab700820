#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "app/exit_status.h"
#include "base/json.h"
#include "base/result.h"

namespace packwarden {

/// A longer line is no request.
constexpr std::size_t kMaxRequestBytes = std::size_t{1} << 20U;

/// What a line of the worker's input asks for. Nothing in it can loosen the audit.
struct WorkerRequest {
  std::string path;       // a package directory or a tarball; never "-", which is the input itself
  std::vector<int> npm;   // whose packing rules; empty: those of the command line
  std::string integrity;  // "sha512-…" of the tarball; "": any
};

/// A line of the input, as far as it could be read.
struct WorkerItem {
  Json id;  // a text or a number, as it stood; null where there is none
  Result<WorkerRequest> request;
};

/// Reads one line, without its end. It is no request where it is no JSON object, has a key that is
/// not known, or no path. Errors quote nothing of it.
[[nodiscard]] WorkerItem parse_worker_request(std::string_view line);

/// What is answered. The same bytes for the same arguments.
struct WorkerResult {
  Json id;
  ExitStatus status = ExitStatus::incomplete;
  std::string report;  // as `--format json` writes it
  std::string_view version;
  std::string_view rules;  // "sha256:…"
};

/// `result` as one line, its end included.
[[nodiscard]] std::string worker_line(const WorkerResult& result);

}  // namespace packwarden
