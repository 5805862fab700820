#include <ostream>

#include "base/json_writer.h"
#include "report/json_parts.h"
#include "report/verdict.h"
#include "report/writers.h"

// One JSON value a line. Each says with `schema` and `type` what it is: "finding", "problem", and
// last, once, "summary". A reader that saw no summary saw no whole report.
namespace packwarden {
namespace {

class Lines {
 public:
  explicit Lines(std::ostream& out) : out_(out) {}

  void begin(std::string_view type) {
    line_.open_object();
    line_.member("schema", "packwarden/ndjson/1");
    line_.member("type", type);
  }

  void member(std::string_view key, const Json& value) { line_.member(key, value); }

  void members_of(const Json& object) {
    for (const auto& [key, value] : *object.object()) line_.member(key, value);
  }

  void end() {
    line_.close_object();
    hand_on(line_, out_);
    out_ << '\n';
    line_ = JsonWriter(kOneLine);
  }

 private:
  static constexpr int kOneLine = -1;
  JsonWriter line_{kOneLine};
  std::ostream& out_;
};

/// Which target a line is about: one package of several may have a name, or only a place.
Json target_of(const TargetReport& target) {
  return Json::Object{{"root", json_text_or_null(target.facts.root)},
                      {"name", json_text_or_null(target.facts.name)},
                      {"version", json_text_or_null(target.facts.version)}};
}

template <class Item>
void write_each(std::string_view type, const std::vector<Item>& items, const TargetReport& target,
                Lines& lines) {
  for (const Item& item : items) {
    lines.begin(type);
    lines.member("target", target_of(target));
    lines.members_of(json_of(item));
    lines.end();
  }
}

Json summary_of(const TargetReport& target) {
  Json::Object out = json_head_of(target);
  out.emplace_back("findings", std::uint64_t{target.findings.size()});
  out.emplace_back("problems", std::uint64_t{target.problems.size()});
  if (target.changes) {
    Json::Array changes;
    for (const ListedChange& change : *target.changes) changes.push_back(json_of(change));
    out.emplace_back("changes", std::move(changes));
  }
  out.emplace_back("notes", json_texts(target.notes));
  return out;
}

void write_summary(const Report& report, Lines& lines) {
  const Tally tally = tally_of(report);
  Json::Array targets;
  for (const TargetReport& target : report.targets) targets.push_back(summary_of(target));
  lines.begin("summary");
  lines.member("tool", json_of(report.tool));
  lines.member("status", name_of(status_of(report)));
  lines.member("findings", tally.fails + tally.below + tally.suppressed);
  lines.member("fails", tally.fails);
  lines.member("suppressed", tally.suppressed);
  lines.member("problems", tally.problems);
  lines.member("targets", std::move(targets));
  lines.end();
}

}  // namespace

void write_ndjson(const Report& report, const ReportStyle& /*style*/, std::ostream& out) {
  Lines lines(out);
  for (const TargetReport& target : report.targets) {
    write_each("finding", target.findings, target, lines);
  }
  for (const TargetReport& target : report.targets) {
    write_each("problem", target.problems, target, lines);
  }
  write_summary(report, lines);
}

}  // namespace packwarden
