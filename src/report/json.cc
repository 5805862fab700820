#include <ostream>

#include "base/json_writer.h"
#include "report/json_parts.h"
#include "report/writers.h"

namespace packwarden {
namespace {

template <class T>
void write_list(JsonWriter& document, std::string_view key, const std::vector<T>& values,
                std::ostream& out) {
  document.key(key);
  document.open_array();
  for (const T& value : values) {
    document.value(json_of(value));
    hand_on(document, out);
  }
  document.close_array();
}

void write_target(JsonWriter& document, const TargetReport& target, std::ostream& out) {
  document.open_object();
  for (const auto& [key, value] : json_head_of(target)) document.member(key, value);
  if (target.changes) write_list(document, "changes", *target.changes, out);
  write_list(document, "findings", target.findings, out);
  write_list(document, "problems", target.problems, out);
  document.member("notes", json_texts(target.notes));
  document.close_object();
}

}  // namespace

void write_json(const Report& report, const ReportStyle& /*style*/, std::ostream& out) {
  JsonWriter document(2);
  document.open_object();
  document.member("schema", "packwarden/report/1");
  document.member("tool", json_of(report.tool));
  document.member("status", name_of(status_of(report)));
  document.key("targets");
  document.open_array();
  for (const TargetReport& target : report.targets) write_target(document, target, out);
  document.close_array();
  document.close_object();
  hand_on(document, out);
  out << '\n';
}

}  // namespace packwarden
