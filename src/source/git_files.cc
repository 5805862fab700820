#include "source/git_files.h"

#include <chrono>
#include <string_view>
#include <utility>

#include "base/split.h"
#include "source/git_process.h"

namespace packwarden {
namespace {

constexpr std::chrono::seconds kPatience{10};
constexpr std::uint64_t kMost = std::uint64_t{32} << 20U;

}  // namespace

Result<std::vector<std::string>> git_files(const Descriptor& directory, GitFiles which) {
  std::vector<std::string> arguments = {"ls-files", "-z"};
  if (which == GitFiles::tracked) {
    arguments.emplace_back("--cached");
  } else {
    arguments.insert(arguments.end(), {"--others", "--exclude-standard"});
  }
  TRY_ASSIGN(GitProcess git,
             GitProcess::start(std::move(arguments), GitPlace::directory, &directory));
  TRY_ASSIGN(const std::string text, git.answer("", kMost, kPatience));
  const std::vector<std::string_view> paths = split(text, '\0');
  return std::vector<std::string>(paths.begin(), paths.end() - 1);  // each has a zero behind it
}

}  // namespace packwarden
