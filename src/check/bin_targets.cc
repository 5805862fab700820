#include <array>

#include "base/text.h"
#include "check/all.h"
#include "check/entry_points.h"
#include "npm/posix_path.h"

namespace packwarden {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
constexpr std::size_t kMostPrograms = 200;
constexpr std::size_t kStart = 512;

/// What a system needs to know about the first line of a program.
enum class FirstLine : std::uint8_t {
  names_interpreter,
  byte_order_mark,
  carriage_return,
  missing
};

FirstLine first_line_of(std::string_view text) {
  if (text.starts_with(kByteOrderMark)) return FirstLine::byte_order_mark;
  if (!text.starts_with("#!")) return FirstLine::missing;
  const std::string_view line = text.substr(0, text.find('\n'));
  return line.ends_with('\r') ? FirstLine::carriage_return : FirstLine::names_interpreter;
}

/// Whether the system starts the file by its first line. Others may be programs of the machine.
bool is_script(std::string_view path, std::string_view bytes) {
  constexpr std::array<std::string_view, 4> kEnds = {"", ".js", ".cjs", ".mjs"};
  const std::string end = ascii_lower(extension(path));
  if (!is_one_of(end, kEnds)) return false;
  return bytes.substr(0, kStart).find('\0') == std::string_view::npos;
}

bool has_install_script(const Json& manifest) {
  const Json* scripts = manifest.find("scripts");
  return scripts != nullptr &&
         (scripts->find("preinstall") != nullptr || scripts->find("install") != nullptr ||
          scripts->find("postinstall") != nullptr);
}

/// "`x`, the program of `bin.y`,"
std::string shown(const EntryPoint& entry, std::string_view path) {
  return "`" + escape_for_display(path) + "`, the program `" + escape_for_display(entry.subpath) +
         "`,";
}

void check_first_line(const PackageView& package, const EntryPoint& entry, const PackedPath& file,
                      PackageHits& hits) {
  const auto bytes = package.read(file.path);
  if (!bytes || !is_script(file.path, *bytes)) return;
  const FirstLine line = first_line_of(*bytes);
  if (line == FirstLine::names_interpreter) return;
  const std::string program = shown(entry, file.path);
  if (line == FirstLine::carriage_return) {
    return hits.add(
        {Severity::medium, program + " has a carriage return at the end of its `#!` line.",
         "Write {path} with line feeds alone."},
        file.path);
  }
  if (line == FirstLine::byte_order_mark) {
    return hits.add({Severity::high, program + " begins with a byte order mark.",
                     "Write {path} without a byte order mark."},
                    file.path);
  }
  // A stub that an install script replaces is never run.
  const bool may_be_replaced =
      extension(file.path).empty() && has_install_script(package.manifest());
  hits.add({may_be_replaced ? Severity::medium : Severity::high,
            program + " does not begin with `#!`: shells run it as a script of their own.", ""},
           file.path);
}

void check_mode(const EntryPoint& entry, const PackedPath& file, PackageHits& hits) {
  if ((file.mode & 0111U) != 0) return;
  hits.add({Severity::note,
            shown(entry, file.path) + " may not be executed as it is packed; npm sets that right.",
            "Make {path} executable."},
           file.path);
}

void add_missing(const EntryPoint& entry, PackageHits& hits) {
  const std::string field =
      entry.field == EntryField::bin ? "bin" : std::string(name_of(entry.field));
  hits.add_in_manifest(
      {entry.field == EntryField::bin ? Severity::high : Severity::medium,
       "`" + field + "` names `" + escape_for_display(entry.target()) + "`, which is not packed.",
       "Add the program to the package, or correct `" + field + "`."},
      entry.steps);
}

void run(const PackageView& package, PackageHits& hits) {
  std::size_t programs = 0;
  for (const EntryPoint& entry : entry_points(package.manifest())) {
    const bool is_bin = entry.field == EntryField::bin;
    if (!is_bin && entry.field != EntryField::directories_bin) continue;
    if (entry.target().empty() || ++programs > kMostPrograms) continue;
    const PackedPath* file = packed_target(package, entry);
    if (file == nullptr) {
      add_missing(entry, hits);
    } else if (is_bin && file->kind == EntryKind::file) {
      check_first_line(package, entry, *file, hits);
      check_mode(entry, *file, hits);
    }
  }
}

}  // namespace

const PackageCheck kBinTargets = {
    {"pkg-bin", Severity::high, "Program that cannot be run",
     "The command fails where it is installed.",
     "Begin {path} with `#!/usr/bin/env node` and end its lines with line feeds alone."},
    run};

}  // namespace packwarden
