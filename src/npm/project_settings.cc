#include "npm/project_settings.h"

#include <algorithm>
#include <utility>

#include "base/json.h"
#include "base/text.h"
#include "npm/directory.h"
#include "npm/disk_tree.h"
#include "npm/javascript.h"
#include "npm/posix_path.h"
#include "npm/refusal.h"

namespace packwarden {
namespace {

constexpr const char* kName = ".npmrc";
constexpr std::uint64_t kMaxBytes = std::uint64_t{1} << 20U;

bool is_quoted(std::string_view text) {
  return text.size() > 1 && text.front() == text.back() &&
         (text.front() == '"' || text.front() == '\'');
}

/// Up to a `;` or `#` without a backslash; of a backslash before one of these, or before another,
/// only the second is left.
std::string without_comment(std::string_view text) {
  constexpr std::string_view kSpecial = "\\;#";
  std::string out;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const bool escapes = text[at] == '\\' && at + 1 < text.size() &&
                         kSpecial.find(text[at + 1]) != std::string_view::npos;
    if (escapes) {
      out += text[++at];
    } else if (text[at] == ';' || text[at] == '#') {
      break;
    } else {
      out += text[at];
    }
  }
  return std::string(trim_blanks(out));
}

/// A key or a value as the package `ini` (version 6) reads it: quotes hold JSON, or text.
Json ini_value(std::string_view text) {
  text = trim_blanks(text);
  if (!is_quoted(text)) return without_comment(text);
  if (text.front() == '\'') text = text.substr(1, text.size() - 2);
  auto value = parse_json(text, kName);
  return value ? std::move(*value) : Json(std::string(text));
}

/// `true`, `false` and `null` are values of their own.
Json as_constant(Json value) {
  const std::string* text = value.string();
  if (text == nullptr) return value;
  if (*text == "true") return true;
  if (*text == "false") return false;
  if (*text == "null") return nullptr;
  return value;
}

/// One setting of the file, with the values that its lines gave it.
struct Setting {
  std::string_view name;
  bool is_list = false;  // one line said `name[]`
  std::vector<Json> values;

  void add(bool to_list, Json value) {
    is_list |= to_list;
    if (!is_list) values.clear();
    values.push_back(std::move(value));
  }
};

struct Settings {
  Setting workspace{"workspace", false, {}};
  Setting workspaces{"workspaces", false, {}};
  Setting include_root{"include-workspace-root", false, {}};
  Setting ignore_scripts{"ignore-scripts", false, {}};

  void add(std::string_view line) {
    const std::size_t equals = line.find('=');
    std::string key = javascript_text(ini_value(line.substr(0, equals)));
    const bool is_list = key.size() > 2 && key.ends_with("[]");
    if (is_list) key.resize(key.size() - 2);
    for (Setting* setting : {&workspace, &workspaces, &include_root, &ignore_scripts}) {
      if (setting->name != key) continue;
      const bool has_value = equals != std::string_view::npos;
      setting->add(is_list, has_value ? as_constant(ini_value(line.substr(equals + 1))) : true);
    }
  }
};

bool is_section(std::string_view line) {
  return line.starts_with('[') && line.find(']') == line.size() - 1;
}

/// The settings before the first section.
Settings read_lines(std::string_view text) {
  Settings out;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find_first_of("\r\n"), text.size());
    const std::string_view line = trim_blanks(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
    if (is_section(line)) break;
    const bool is_comment = line.starts_with(';') || line.starts_with('#');
    if (!line.empty() && !is_comment && line.front() != '=') out.add(line);
  }
  return out;
}

/// What npm makes of a setting that is true, false or nothing. A list is true.
std::optional<bool> switch_of(const Setting& setting) {
  if (setting.values.empty()) return std::nullopt;
  if (setting.is_list) return true;
  const Json& value = setting.values.front();
  if (value.is_null()) return std::nullopt;
  const std::string* text = value.string();
  if (text == nullptr) return value.truthy();
  if (*text == "undefined") return std::nullopt;
  const bool is_zero = !text->empty() && text->find_first_not_of('0') == std::string::npos;
  return !is_zero;
}

}  // namespace

Result<ProjectSettings> parse_project_settings(std::string_view text, const std::string& where) {
  const Settings settings = read_lines(to_valid_utf8(text));
  ProjectSettings out;
  out.all_workspaces = switch_of(settings.workspaces);
  out.include_root = switch_of(settings.include_root).value_or(false);
  out.ignore_scripts = switch_of(settings.ignore_scripts).value_or(false);
  if (settings.workspace.values.empty()) return out;
  out.workspaces.emplace();
  for (const Json& value : settings.workspace.values) {
    if (!settings.workspace.is_list && value.string() == nullptr) {
      return npm_refuses(ErrorKind::config, where, "workspace must be the name of a workspace");
    }
    out.workspaces->push_back(javascript_text(value));
  }
  return out;
}

Result<ProjectSettings> project_settings_in(const std::string& directory) {
  const std::string path = join_paths(directory, kName);
  const auto real = real_path(path);
  if (!real) return ProjectSettings();
  const auto tree = DiskTree::open(std::string(directory_name(*real)));
  if (!tree) return ProjectSettings();
  auto text = (*tree)->read(std::string(base_name(*real)), kMaxBytes);
  if (text) return parse_project_settings(*text, path);
  if (text.error().kind != ErrorKind::limit) return ProjectSettings();
  text.error().where = path;
  return fail(std::move(text.error()));
}

}  // namespace packwarden
