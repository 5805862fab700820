#include "fix/named_files.h"

#include <string_view>
#include <utility>

#include "check/entry_points.h"
#include "check/install_scripts.h"

namespace packwarden {
namespace {

/// Whether the target is a path, written out, and not the name of another package.
bool names_a_path(const EntryPoint& entry) {
  const std::string_view target = entry.target();
  if (target.empty() || target.find('*') != std::string_view::npos) return false;
  const bool may_be_a_package = entry.field == EntryField::imports ||
                                (entry.field == EntryField::browser && entry.steps.size() > 1);
  return !may_be_a_package || target.starts_with('.');
}

bool names_a_directory(const EntryPoint& entry) {
  if (entry.field == EntryField::directories_bin) return true;
  return (entry.field == EntryField::exports || entry.field == EntryField::imports) &&
         entry.target().ends_with('/');
}

class NamedFiles {
 public:
  explicit NamedFiles(const PackageView& package) : package_(package) {}

  std::map<std::string, std::string> collect() {
    for (const EntryPoint& entry : entry_points(package_.manifest())) {
      if (names_a_path(entry)) add_entry(entry);
    }
    add_manual_pages();
    for (const ScriptFile& named : files_of_install_scripts(package_)) {
      add(named.path, "the script \"" + std::string(named.script) + "\"");
    }
    return std::move(out_);
  }

 private:
  /// The first who names a file is who is told.
  void add(const std::string& path, const std::string& who) {
    out_.emplace(path, who + " in package.json");
  }

  void add_entry(const EntryPoint& entry) {
    const std::string who = "\"" + std::string(name_of(entry.field)) + "\"";
    if (names_a_directory(entry)) return add_below(target_path(entry.target()), who);
    const PackedPath* file = packed_target(package_, entry);
    if (file != nullptr) add(file->path, who);
  }

  void add_below(const std::string& directory, const std::string& who) {
    if (directory.empty()) return;
    for (const PackedPath& file : package_.files()) {
      if (file.path.starts_with(directory + "/")) add(file.path, who);
    }
  }

  /// npm makes `man` of them.
  void add_manual_pages() {
    const Json* directories = package_.manifest().find("directories");
    const Json* pages = directories == nullptr ? nullptr : directories->find("man");
    if (pages == nullptr || pages->string() == nullptr) return;
    add_below(target_path(*pages->string()), "\"directories.man\"");
  }

  const PackageView& package_;
  std::map<std::string, std::string> out_;
};

}  // namespace

std::map<std::string, std::string> named_files(const PackageView& package) {
  return NamedFiles(package).collect();
}

}  // namespace packwarden
