#include "source/package_surroundings.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/text.h"
#include "npm/posix_path.h"
#include "npm/tree_path.h"
#include "source/git_files.h"

namespace packwarden {
namespace {

constexpr std::uint64_t kMostBytes = std::uint64_t{1} << 20U;  // of one file

constexpr std::array<std::string_view, 8> kExamples = {
    "default", "defaults", "dist", "example", "examples", "sample", "template", "tpl"};

/// Whether one of the words between dots, hyphens and underscores says that others are to copy it.
bool says_example(std::string_view name) {
  const std::string lower = ascii_lower(name);
  for (std::size_t begin = 0; begin < lower.size();) {
    const std::size_t end = std::min(lower.find_first_of(".-_", begin), lower.size());
    const std::string_view word = std::string_view(lower).substr(begin, end - begin);
    if (std::find(kExamples.begin(), kExamples.end(), word) != kExamples.end()) return true;
    begin = end + 1;
  }
  return false;
}

}  // namespace

EnvFileKind env_file_kind(std::string_view name) {
  constexpr std::string_view kStart = ".env";
  if (!name.starts_with(kStart)) return EnvFileKind::none;
  const std::string_view rest = name.substr(kStart.size());
  const bool is_env = rest.empty() || rest == "rc" || rest.front() == '.' || rest.front() == '-' ||
                      rest.front() == '_';
  if (!is_env) return EnvFileKind::none;
  return says_example(rest) ? EnvFileKind::example : EnvFileKind::settings;
}

std::vector<std::string> PackageSurroundings::directories() const {
  std::vector<std::string> out = {package_.path_of("")};
  while (!out.back().empty() && !leads_up(out.back())) out.emplace_back(parent_of(out.back()));
  return out;
}

Result<std::vector<PackageSurroundings::Found>> PackageSurroundings::find(EnvFileKind kind) const {
  std::vector<Found> out;
  for (const std::string& directory : directories()) {
    TRY_ASSIGN(const std::vector<DirectoryEntry> entries, package_.tree().list(directory));
    for (const DirectoryEntry& entry : entries) {
      if (env_file_kind(entry.name) != kind || entry.type == FileType::directory) continue;
      out.push_back({beneath(directory, entry.name), entry.type});
    }
  }
  return out;
}

std::string PackageSurroundings::seen_from_package(const std::string& path) const {
  return relative_path("/" + package_.path_of(""), "/" + path);
}

Result<Entry> PackageSurroundings::read(const std::string& path) const {
  Entry entry;
  entry.path = seen_from_package(path);
  TRY_ASSIGN(entry.bytes, package_.tree().read(path, kMostBytes));
  return entry;
}

void PackageSurroundings::read_settings(const EntrySink& sink, const ProblemSink& problems) const {
  auto found = find(EnvFileKind::settings);
  if (!found) {
    problems({std::move(found.error()), 0});
    return;
  }
  std::erase_if(*found, [this](const Found& file) { return packed_.contains(file.path); });
  for (std::size_t i = 0; i < found->size(); ++i) {
    const Found& file = (*found)[i];
    if (i == kMostSettings) {
      problems({limit_error(seen_from_package(file.path), "there are too many files of settings",
                            {"env-files", kMostSettings}),
                0});
      return;
    }
    Result<Entry> entry = read(file.path);
    if (entry) {
      if (!sink(*std::move(entry))) return;
      continue;
    }
    Error error = std::move(entry.error());
    error.where = seen_from_package(file.path);
    // A link that leads elsewhere, or a FIFO that a password manager fills.
    const bool is_file = file.type == FileType::regular || error.kind == ErrorKind::limit;
    if (!is_file) error.kind = ErrorKind::unsupported;
    problems({std::move(error), 0});
  }
}

void PackageSurroundings::read_public_text(const EntrySink& sink) const {
  if (const auto examples = find(EnvFileKind::example)) {
    for (const Found& file : *examples) {
      if (auto entry = read(file.path)) sink(*std::move(entry));
    }
  }
  read_tracked(sink);
}

void PackageSurroundings::read_tracked(const EntrySink& sink) const {
  constexpr std::size_t kMostFiles = 20'000;
  constexpr std::uint64_t kMostBytesOfAll = std::uint64_t{64} << 20U;
  const std::string directory = package_.path_of("");
  const auto opened = package_.tree().open_file(directory.empty() ? "." : directory);
  if (!opened) return;
  const auto tracked = git_files(*opened);
  if (!tracked) return;
  std::uint64_t bytes = 0;
  for (std::size_t i = 0; i < std::min(tracked->size(), kMostFiles); ++i) {
    const std::string path = beneath(directory, (*tracked)[i]);
    const bool is_settings = env_file_kind(base_name(path)) == EnvFileKind::settings;
    if (leads_up(path) || is_settings || packed_.contains(path)) continue;
    auto entry = read(path);
    if (!entry) continue;
    bytes += entry->bytes.size();
    if (bytes > kMostBytesOfAll || !sink(*std::move(entry))) return;
  }
}

}  // namespace packwarden
