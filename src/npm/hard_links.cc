#include "npm/hard_links.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <utility>

#include "npm/refusal.h"

namespace packwarden {
namespace {

/// npm's tar writer works on so many entries at once.
constexpr std::size_t kJobs = 4;
/// How far it is followed. Beyond, only names of other hard links can matter, hundreds of them.
constexpr std::size_t kMaxAhead = 200;

/// Where the entry stands that holds the content of each; itself, where it does.
std::vector<std::size_t> first_names(const std::vector<PackedFile>& files) {
  std::map<std::pair<std::uint64_t, std::uint64_t>, std::size_t> known;
  std::vector<std::size_t> out;
  for (std::size_t i = 0; i < files.size(); ++i) {
    const FileStatus& status = files[i].status;
    const bool is_linked = status.links > 1 && files[i].content() == nullptr;
    out.push_back(is_linked ? known.try_emplace({status.device, status.inode}, i).first->second
                            : i);
  }
  return out;
}

/// What the tar writer knows of the entries behind the first name of a hard link when it is done
/// with that. Whatever has several names waits there for its turn, or for its first name; the
/// others, *plain* ones, take up a job.
struct Ahead {
  std::size_t plain = 0;
  std::size_t links = 0;  // to that first name
  std::size_t known = 0;  // entries in all
  bool is_empty = true;   // none has content
  bool begins_with_link = false;
};

Ahead look_ahead(const std::vector<PackedFile>& files, const std::vector<std::size_t>& firsts,
                 std::size_t first) {
  Ahead out;
  const std::size_t end = std::min(files.size(), first + 1 + kMaxAhead);
  for (std::size_t i = first + 1; i < end && out.plain + 1 < kJobs; ++i, ++out.known) {
    const bool is_link = firsts[i] == first;
    if (is_link && i == first + 1) out.begins_with_link = true;
    // With two plain ones before it, a link may or may not be known in time.
    if (is_link && out.plain < 2) ++out.links;
    if (files[i].size > 0) out.is_empty = false;
    const bool waits =
        files[i].status.links > 1 && files[i].content() == nullptr && firsts[i] >= first;
    if (!waits) ++out.plain;
  }
  return out;
}

}  // namespace

Result<void> check_hard_links(const std::vector<PackedFile>& files) {
  const auto has_one_name = [](const PackedFile& file) { return file.status.links < 2; };
  if (std::all_of(files.begin(), files.end(), has_one_name)) return {};
  const std::vector<std::size_t> firsts = first_names(files);
  // What is first of all, or has only empty files before it, never waits.
  bool content_before = false;
  for (std::size_t i = 0; i < files.size(); ++i) {
    const PackedFile& file = files[i];
    if (file.status.links > 1 && firsts[i] == i && content_before) {
      const Ahead ahead = look_ahead(files, firsts, i);
      const bool to_the_end = i + 1 + ahead.known == files.size();
      if (ahead.begins_with_link && to_the_end && ahead.is_empty && file.size > 0) {
        return npm_refuses(ErrorKind::unsupported, files.back().path,
                           "npm cannot pack a hard link to " + file.path +
                               " where nothing with content is behind it");
      }
      if (ahead.links > 0 && !ahead.begins_with_link && ahead.plain + ahead.links >= kJobs) {
        return npm_refuses(
            ErrorKind::unsupported, file.path,
            "npm cannot pack a hard link so close behind the other name of the file");
      }
    }
    content_before = content_before || file.size > 0;
  }
  return {};
}

}  // namespace packwarden
