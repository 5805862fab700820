#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/span.h"
#include "check/check.h"
#include "check/check_group.h"
#include "check/checked_file.h"

namespace packwarden {

/// Where a checked file is in what is published: an entry, or a member of an archive in it.
struct FilePlace {
  std::string path;              // of the entry
  ByteSpan span;                 // of the member: the bytes of the entry that it was made of
  std::vector<std::string> via;  // the layers around it; empty: it is the entry itself
};

/// Takes what one check finds in one file.
class FileHits {
 public:
  FileHits(const CheckInfo& check, const CheckedFile& file, const FilePlace& place,
           std::vector<Finding>& out)
      : check_(check), file_(file), place_(place), out_(out) {}

  /// `at` are bytes of the file; none: it is about the file as a whole. Of a member of an archive
  /// all findings are at the place of the member.
  void add(Hit hit, ByteSpan at = {});
  /// One finding at several places, of which there is one at least: the first, and at most 100 of
  /// the others. They are sorted.
  void add_all(Hit hit, std::span<const ByteSpan> places);
  /// Something that is for a check of the whole package to judge, and no finding by itself.
  void add_clue(std::string clue, ByteSpan at);
  /// A hit of the check's own severity.
  void add() { add({check_.severity, "", ""}); }

 private:
  const CheckInfo& check_;
  const CheckedFile& file_;
  const FilePlace& place_;
  std::vector<Finding>& out_;
};

/// Which files a check looks at.
enum class Reach : std::uint8_t {
  named,  // those of its names
  code,   // CheckedFile::is_code
  every,
};

/// Which findings of a check are one: litter comes in directories.
enum class Joined : std::uint8_t {
  not_at_all,
  by_directory,  // those below one directory that a pattern of its names, `dir/`, is about
  by_package,    // all that are equally bad
};

/// A check of one file by itself: one file in src/check, one row in file_checks.cc.
struct FileCheck {
  CheckInfo info;
  Reach reach = Reach::named;
  std::span<const std::string_view> names;  // patterns of NameIndex
  /// Says what it finds; null: the name says it.
  void (*run)(const CheckedFile& file, FileHits& hits) = nullptr;
  std::optional<Severity> in_tests;  // of what its name alone says, below a directory of tests
  Joined joined = Joined::not_at_all;
  CheckGroup group = CheckGroup::always;
};

/// All of them, by id.
[[nodiscard]] std::span<const FileCheck* const> file_checks();

/// Appends what all checks of these groups find in `file`. Pure, linear in its bytes, safe on any
/// of them.
void check_file(const CheckedFile& file, const FilePlace& place, CheckGroups groups,
                std::vector<Finding>& out);
/// The same of those that are always run.
void check_file(const CheckedFile& file, const FilePlace& place, std::vector<Finding>& out);

}  // namespace packwarden
