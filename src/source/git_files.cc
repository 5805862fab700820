#include "source/git_files.h"

#include <algorithm>
#include <chrono>
#include <string_view>
#include <utility>

#include "source/git_process.h"

namespace packwarden {
namespace {

constexpr std::chrono::seconds kPatience{10};
constexpr std::uint64_t kMost = std::uint64_t{32} << 20U;

std::vector<std::string> split_at_zeros(std::string_view text) {
  std::vector<std::string> out;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find('\0', begin), text.size());
    if (end > begin) out.emplace_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  return out;
}

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
  return split_at_zeros(text);
}

}  // namespace packwarden
