#include "npm/pack_edit.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <optional>

#include "base/json.h"
#include "base/json_edit.h"
#include "base/json_place.h"
#include "base/text.h"
#include "npm/ignore_file.h"
#include "npm/manifest.h"
#include "npm/tree_path.h"

namespace packwarden {
namespace {

constexpr std::array<JsonStep, 1> kFilesPath = {std::string_view("files")};

tl::unexpected<Error> refuse(const PackEdit& edit) {
  return fail(ErrorKind::format, edit.file, "is not as the edit expects it");
}

Result<std::string> without_entry(std::string text, const JsonPlace& files, const PackEdit& edit) {
  if (edit.place >= json_children(text, files).size()) return refuse(edit);
  return without_json_element(std::move(text), files, edit.place);
}

/// The member of a package.json that `files` stands behind: where people look for it.
std::size_t place_of_files(const std::vector<JsonPlace>& members) {
  constexpr std::array<std::string_view, 11> kBefore = {
      "name",  "version", "description", "type",    "bin",    "main",
      "types", "typings", "module",      "browser", "exports"};
  std::size_t out = members.size();
  for (std::size_t i = 0; i < members.size(); ++i) {
    if (is_one_of(members[i].key, kBefore)) out = i;
  }
  return out;
}

/// A list in the place of a value that says nothing, such as null, or as a member of its own.
Result<std::string> with_files(std::string text, const PackEdit& edit) {
  const JsonPlace root = json_root(text);
  if (const auto nothing = find_json(text, kFilesPath)) {
    if (text[nothing->bytes.begin] == '[') return refuse(edit);
    Json::Array list(edit.texts.begin(), edit.texts.end());
    return with_json_value(std::move(text), *nothing, to_text(Json(std::move(list)), -1));
  }
  const std::size_t after = place_of_files(json_children(text, root));
  return with_json_member(std::move(text), root, after, {"files", edit.texts});
}

Result<std::string> edited_manifest(std::string text, const PackEdit& edit) {
  if (edit.kind == EditKind::add_files) return with_files(std::move(text), edit);
  const std::optional<JsonPlace> files = find_json(text, kFilesPath);
  if (!files || text[files->bytes.begin] != '[') return refuse(edit);
  if (edit.kind == EditKind::remove_files_entry)
    return without_entry(std::move(text), *files, edit);
  return with_json_element(std::move(text), *files, to_text(Json(edit.texts.front()), -1));
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
  return kind == EditKind::add_files_entry || kind == EditKind::remove_files_entry ||
         kind == EditKind::add_files;
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
    case EditKind::add_files:
      return "add-files";
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
