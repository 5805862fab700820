#include "app/job_summary.h"

#include <fcntl.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "app/output.h"
#include "base/descriptor.h"
#include "base/environment.h"
#include "report/github_summary.h"

namespace packwarden {
namespace {

/// What the steps' earlier commands wrote counts as well. What is no file has no size.
std::size_t room_in(int descriptor) {
  struct stat facts = {};
  if (fstat(descriptor, &facts) != 0 || !S_ISREG(facts.st_mode)) return kLongestSummary;
  const auto used = static_cast<std::uint64_t>(facts.st_size);
  return kLongestSummary - static_cast<std::size_t>(std::min<std::uint64_t>(used, kLongestSummary));
}

}  // namespace

Result<void> append_job_summary(const Report& report) {
  const std::string path = environment_variable("GITHUB_STEP_SUMMARY");
  if (path.empty()) return {};
  constexpr mode_t kMode = 0666;
  const Descriptor file(
      open(path.c_str(), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | O_NOCTTY, kMode));
  if (!file.is_open()) {
    Error error = system_error(path, errno);
    error.what = "the summary of the job cannot be written: " + error.what;
    return fail(std::move(error));
  }
  return write_all(file.get(), github_summary(report, room_in(file.get())), path);
}

}  // namespace packwarden
