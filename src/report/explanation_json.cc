#include <ostream>
#include <utility>

#include "base/json.h"
#include "base/text.h"
#include "report/explanation.h"
#include "report/inert_json.h"

namespace packwarden {
namespace {

Json text(std::string_view bytes) { return to_valid_utf8(bytes); }

Json text_or_null(std::string_view bytes) { return bytes.empty() ? Json() : text(bytes); }

Json number_or_null(std::uint64_t number) {
  if (number == 0) return nullptr;
  return number;
}

template <class T, class Make>
Json array_of(const std::vector<T>& values, Make make) {
  Json::Array out;
  out.reserve(values.size());
  for (const T& value : values) out.push_back(make(value));
  return out;
}

std::string_view name_of(FileType type) {
  return type == FileType::directory ? "directory" : "file";
}

Json rule(const ExplainedRule& rule) {
  return Json::Object{{"effect", rule.includes ? "include" : "exclude"},
                      {"source", name_of(rule.origin.source)},
                      {"file", text(rule.origin.where)},
                      {"line", number_or_null(rule.origin.line)},
                      {"field", text_or_null(rule.origin.field)},
                      {"text", text_or_null(rule.text)},
                      {"rule", text(rule.rule)},
                      {"directory", text(rule.directory)}};
}

Json included_of(const ExplainedStep& step) {
  if (step.type == FileType::directory) return nullptr;
  return step.included;
}

Json entered_of(const ExplainedStep& step) {
  if (step.type != FileType::directory) return nullptr;
  return name_of(step.entered);
}

Json step(const ExplainedStep& step) {
  return Json::Object{{"path", text(step.path)},
                      {"type", name_of(step.type)},
                      {"included", included_of(step)},
                      {"entered", entered_of(step)},
                      {"rules", array_of(step.rules, rule)}};
}

Json ignore_file(const IgnoreFileUse& file) {
  return Json::Object{{"path", text(file.path)}, {"role", name_of(file.role)}};
}

/// An index counts from 0, a line from 1.
Json place_of(const PackEdit& edit) {
  const bool removes =
      edit.kind == EditKind::remove_files_entry || edit.kind == EditKind::remove_line;
  if (!removes) return nullptr;
  return edit.place;
}

Json suggested_edit(const SuggestedEdit& suggested) {
  const PackEdit& edit = suggested.edit;
  return Json::Object{{"kind", name_of(edit.kind)},
                      {"file", text(edit.file)},
                      {"place", place_of(edit)},
                      {"texts", array_of(edit.texts, text)},
                      {"repeated", text_or_null(edit.repeated)},
                      {"also_packed", suggested.also_packed},
                      {"also_left_out", suggested.also_left_out},
                      {"description", text(describe(edit))}};
}

/// Null where nothing is known of the path.
Json type_of(const Explanation& explanation) {
  const bool is_known =
      explanation.verdict == PathVerdict::packed || explanation.verdict == PathVerdict::left_out;
  if (!is_known) return nullptr;
  return name_of(explanation.type);
}

}  // namespace

void write_explanation_json(const Explanation& explanation, std::ostream& out) {
  Json::Object document;
  document.emplace_back("schema", "packwarden/explanation/1");
  document.emplace_back("path", text(explanation.path));
  document.emplace_back("npm", explanation.npm);
  document.emplace_back("type", type_of(explanation));
  document.emplace_back("verdict", name_of(explanation.verdict));
  document.emplace_back("blamed", text_or_null(explanation.blamed));
  document.emplace_back("files", explanation.files);
  document.emplace_back("bundled", explanation.bundled);
  document.emplace_back("package", text_or_null(explanation.package));
  document.emplace_back("steps", array_of(explanation.steps, step));
  document.emplace_back("ignore_files", array_of(explanation.ignore_files, ignore_file));
  document.emplace_back("not_bundled", text_or_null(explanation.not_bundled));
  document.emplace_back("edits", array_of(explanation.edits, suggested_edit));
  document.emplace_back("fixed", text_or_null(explanation.fixed));
  out << made_inert(to_text(Json(std::move(document)), 2)) << '\n';
}

}  // namespace packwarden
