#include "npm/pack_edit.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <optional>

#include "base/json.h"
#include "base/json_place.h"
#include "npm/ignore_file.h"
#include "npm/manifest.h"
#include "npm/tree_path.h"

namespace packwarden {
namespace {

tl::unexpected<Error> refuse(const PackEdit& edit) {
  return fail(ErrorKind::format, edit.file, "is not as the edit expects it");
}

/// The white space before byte `end`.
std::string_view blanks_before(std::string_view text, std::size_t end) {
  const std::size_t last = text.substr(0, end).find_last_not_of(" \t\r\n");
  const std::size_t begin = last == std::string_view::npos ? 0 : last + 1;
  return text.substr(begin, end - begin);
}

Result<std::string> with_entry(std::string text, const JsonPlace& files, const PackEdit& edit) {
  const std::string entry = to_text(Json(edit.texts.front()), -1);
  const std::vector<JsonPlace> entries = json_children(text, files);
  if (entries.empty()) {
    text.replace(files.bytes.begin, files.bytes.size(), "[" + entry + "]");
    return text;
  }
  const JsonPlace& last = entries.back();
  std::string separator(blanks_before(text, last.bytes.begin));
  if (separator.empty() && entries.size() == 1) separator = " ";
  text.insert(last.bytes.end, "," + separator + entry);
  return text;
}

Result<std::string> without_entry(std::string text, const JsonPlace& files, const PackEdit& edit) {
  const std::vector<JsonPlace> entries = json_children(text, files);
  if (edit.place >= entries.size()) return refuse(edit);
  const ByteSpan& entry = entries[edit.place].bytes;
  ByteSpan removed = entry;
  if (edit.place > 0) {
    removed.begin = entries[edit.place - 1].bytes.end;
  } else if (entries.size() > 1) {
    removed.end = entries[1].bytes.begin;
  }
  text.erase(removed.begin, removed.size());
  return text;
}

Result<std::string> edited_manifest(std::string text, const PackEdit& edit) {
  constexpr std::array<JsonStep, 1> kPath = {std::string_view("files")};
  const std::optional<JsonPlace> files = find_json(text, kPath);
  if (!files || text[files->bytes.begin] != '[') return refuse(edit);
  return edit.kind == EditKind::add_files_entry ? with_entry(std::move(text), *files, edit)
                                                : without_entry(std::move(text), *files, edit);
}

std::string with_lines(std::string text, const std::vector<std::string>& lines) {
  const std::string newline = text.find("\r\n") != std::string::npos ? "\r\n" : "\n";
  if (!text.empty() && !text.ends_with('\n')) text += newline;
  for (const std::string& line : lines) text += line + newline;
  return text;
}

Result<std::string> without_line(std::string text, const PackEdit& edit) {
  std::size_t begin = 0;
  for (std::uint64_t line = 1; line < edit.place; ++line) {
    begin = text.find('\n', begin);
    if (begin == std::string::npos) return refuse(edit);
    ++begin;
  }
  const std::size_t end = text.find('\n', begin);
  text.erase(begin, end == std::string::npos ? end : end + 1 - begin);
  return text;
}

bool is_in_manifest(EditKind kind) {
  return kind == EditKind::add_files_entry || kind == EditKind::remove_files_entry;
}

}  // namespace

std::string_view name_of(EditKind kind) {
  switch (kind) {
    case EditKind::add_files_entry:
      return "add-files-entry";
    case EditKind::remove_files_entry:
      return "remove-files-entry";
    case EditKind::add_lines:
      return "add-lines";
    case EditKind::remove_line:
      return "remove-line";
    case EditKind::create_npmignore:
      return "create-npmignore";
  }
  return "";
}

Result<std::string> edited_content(const FileTree& tree, const std::string& directory,
                                   const PackEdit& edit) {
  if (edit.kind == EditKind::create_npmignore) {
    if (edit.repeated.empty()) return with_lines({}, edit.texts);
    TRY_ASSIGN(std::string text, tree.read(beneath(directory, edit.repeated), kMaxIgnoreFile));
    return with_lines(std::move(text), edit.texts);
  }
  const std::string path = beneath(directory, edit.file);
  const std::uint64_t limit = is_in_manifest(edit.kind) ? kMaxManifestBytes : kMaxIgnoreFile;
  TRY_ASSIGN(std::string text, tree.read(path, limit));
  if (is_in_manifest(edit.kind)) return edited_manifest(std::move(text), edit);
  if (edit.kind == EditKind::add_lines) return with_lines(std::move(text), edit.texts);
  return without_line(std::move(text), edit);
}

/// No backslashes: they are lost in braces, do not keep blanks at the ends, and reports double them
/// (src/npm/README.md section 3). A closed brace without an open one is text.
std::string escaped_rule(std::string_view path) {
  std::string out;
  for (std::size_t i = 0; i < path.size(); ++i) {
    const char c = path[i];
    const bool is_control = static_cast<unsigned char>(c) < 0x20 || c == '\x7F';
    const bool is_outer_blank = c == ' ' && (i == 0 || i + 1 == path.size());
    const bool is_mark = i == 0 && (c == '!' || c == '#');
    if (is_control || is_outer_blank || is_mark || c == '{' || c == '\\') {
      out += '?';
    } else if (c == '*' || c == '?' || c == '[' || c == '(') {
      out += std::string("[") + c + "]";
    } else {
      out += c;
    }
  }
  return out;
}

}  // namespace packwarden
