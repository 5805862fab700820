#include "check/name_index.h"

#include <algorithm>

namespace packwarden {
namespace {

/// Whether the directories of a path, "a/b/", are those of a pattern or lie in others.
bool ends_with_directories(std::string_view path, std::string_view pattern) {
  if (!path.ends_with(pattern)) return false;
  const std::size_t begin = path.size() - pattern.size();
  return pattern.empty() || begin == 0 || path[begin - 1] == '/';
}

bool is_between(std::string_view name, std::string_view start, std::string_view end) {
  return name.size() >= start.size() + end.size() && name.starts_with(start) && name.ends_with(end);
}

std::size_t first_byte(std::string_view key) {
  return key.empty() ? 0 : static_cast<unsigned char>(key.front());
}

/// All that are longer count as one.
std::uint64_t bit_of_length(std::string_view key) {
  return std::uint64_t{1} << std::min<std::size_t>(key.size(), 63);
}

}  // namespace

void NameIndex::Rows::add(std::string_view key, const Row& row) {
  rows_[key].push_back(row);
  lengths_.at(first_byte(key)) |= bit_of_length(key);
}

const std::vector<NameIndex::Row>* NameIndex::Rows::find(std::string_view key) const {
  if ((lengths_.at(first_byte(key)) & bit_of_length(key)) == 0) return nullptr;
  const auto found = rows_.find(key);
  return found == rows_.end() ? nullptr : &found->second;
}

void NameIndex::add(std::string_view pattern, std::size_t number) {
  if (pattern.ends_with('/')) return add_directory(pattern, number);
  const std::size_t name_begin = pattern.rfind('/') + 1;
  const std::string_view name = pattern.substr(name_begin);
  const std::string_view directories = pattern.substr(0, name_begin);
  const std::size_t star = name.find('*');
  if (star == std::string_view::npos) {
    names_.add(name, {directories, name, "", number});
    return;
  }
  const Row row = {directories, name.substr(0, star), name.substr(star + 1), number};
  if (row.start.empty() && row.end.size() > 1 && row.end.rfind('.') == 0) {
    extensions_.add(row.end.substr(1), row);
  } else {
    globs_.push_back(row);
  }
}

void NameIndex::add_directory(std::string_view pattern, std::size_t number) {
  const std::string_view whole = pattern.substr(0, pattern.size() - 1);
  const std::size_t begin = whole.rfind('/') + 1;
  directories_.add(whole.substr(begin), {pattern.substr(0, begin), "", "", number});
}

void NameIndex::collect(const Rows& rows, std::string_view key, std::string_view before,
                        std::string_view name, std::vector<std::size_t>& out) {
  const std::vector<Row>* found = rows.find(key);
  if (found == nullptr) return;
  for (const Row& row : *found) {
    if (ends_with_directories(before, row.directories) && is_between(name, row.start, row.end)) {
      out.push_back(row.number);
    }
  }
}

std::vector<std::size_t> NameIndex::find(const CheckedFile& file) const {
  std::vector<std::size_t> out;
  const std::string_view path = file.folded();
  const std::string_view name = file.name();
  const std::string_view before = path.substr(0, path.size() - name.size());
  collect(names_, name, before, name, out);
  collect(extensions_, file.extension(), before, name, out);
  for (const Row& row : globs_) {
    if (is_between(name, row.start, row.end) && ends_with_directories(before, row.directories)) {
      out.push_back(row.number);
    }
  }
  for (std::size_t begin = 0, end = before.find('/'); end != std::string_view::npos;
       begin = end + 1, end = before.find('/', begin)) {
    collect(directories_, before.substr(begin, end - begin), before.substr(0, begin), "", out);
  }
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

}  // namespace packwarden
