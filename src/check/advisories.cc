#include "check/advisories.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "base/json.h"
#include "base/text.h"

namespace packwarden {
namespace {

constexpr std::size_t kMostAdvisories = 500'000;
constexpr std::size_t kMostEvents = 10'000;  // of one range, and of versions named one by one
constexpr std::size_t kLongestLine = 200;
constexpr std::size_t kMostLevels = 64;

std::string_view text_in(const Json& object, std::string_view key) {
  const Json* value = object.find(key);
  const std::string* text = value == nullptr ? nullptr : value->string();
  return text == nullptr ? std::string_view() : std::string_view(*text);
}

/// The elements of a list; none of what is no list.
const Json::Array& list_in(const Json& object, std::string_view key) {
  static const Json::Array kNone;
  const Json* value = object.find(key);
  return value == nullptr || value->array() == nullptr ? kNone : *value->array();
}

/// GitHub's word for it.
std::optional<Severity> severity_of_word(const Json& advisory) {
  const Json* more = advisory.find("database_specific");
  const std::string word = more == nullptr ? "" : ascii_lower(text_in(*more, "severity"));
  if (word == "moderate") return Severity::medium;
  const auto named = severity_named(word);
  return named && *named != Severity::note ? named : std::nullopt;
}

/// What is malicious has no score.
Severity severity_of(const Json& advisory) {
  if (text_in(advisory, "id").starts_with("MAL-")) return Severity::critical;
  if (const auto word = severity_of_word(advisory)) return *word;
  for (const Json& entry : list_in(advisory, "severity")) {
    const double score = cvss_base_score(text_in(entry, "score"));
    if (score >= 0) return severity_of_score(score);
  }
  return Severity::medium;
}

std::string one_line(std::string_view text) {
  return std::string(text.substr(0, std::min(text.find_first_of("\r\n"), kLongestLine)));
}

}  // namespace

/// Reads one advisory.
class AdvisoryReader {
 public:
  explicit AdvisoryReader(const Json& advisory)
      : json_(advisory),
        common_{std::string(text_in(advisory, "id")), severity_of(advisory),
                one_line(text_in(advisory, "summary")), ""} {}

  void read(std::multimap<std::string, Advisories::Row, std::less<>>& out) const {
    for (const Json& affected : list_in(json_, "affected")) {
      const Json* package = affected.find("package");
      if (package == nullptr || text_in(*package, "ecosystem") != "npm") continue;
      Advisories::Row row{common_, {}, {}};
      for (const Json& range : list_in(affected, "ranges")) add_range(range, row);
      for (const Json& version : list_in(affected, "versions")) {
        if (version.string() == nullptr || row.versions.size() >= kMostEvents) continue;
        row.versions.push_back(*version.string());
      }
      std::sort(row.versions.begin(), row.versions.end());
      out.emplace(text_in(*package, "name"), std::move(row));
    }
  }

 private:
  using Event = Advisories::Event;

  static void add_range(const Json& range, Advisories::Row& row) {
    const std::string_view type = text_in(range, "type");
    if (type != "SEMVER" && type != "ECOSYSTEM") return;
    std::vector<Event> events;
    for (const Json& event : list_in(range, "events")) {
      if (events.size() < kMostEvents) add_event(event, events);
    }
    std::stable_sort(events.begin(), events.end(),
                     [](const Event& a, const Event& b) { return a.version < b.version; });
    if (!events.empty()) row.ranges.push_back(std::move(events));
  }

  static void add_event(const Json& event, std::vector<Event>& out) {
    constexpr std::array<std::pair<std::string_view, Event::Kind>, 3> kKinds = {{
        {"introduced", Event::Kind::introduced},
        {"fixed", Event::Kind::fixed},
        {"last_affected", Event::Kind::last_affected},
    }};
    for (const auto& [key, kind] : kKinds) {
      const std::string_view text = text_in(event, key);
      if (text.empty()) continue;
      auto version = SemanticVersion::parse(text == "0" ? "0.0.0-0" : text, VersionSyntax::loose);
      if (version) out.push_back({kind, *std::move(version)});
    }
  }

  const Json& json_;
  Advisory common_;
};

Result<void> Advisories::add(std::string_view text, std::string_view where) {
  TRY_ASSIGN(const Json advisory, parse_json(text, where, {.max_depth = kMostLevels}));
  if (advisory.object() == nullptr || text_in(advisory, "id").empty()) {
    return fail(ErrorKind::format, std::string(where), "is no advisory: it has no id");
  }
  if (rows_.size() >= kMostAdvisories) {
    return fail(limit_error(std::string(where), "there are too many advisories",
                            {"advisories", kMostAdvisories}));
  }
  if (text_in(advisory, "withdrawn").empty()) AdvisoryReader(advisory).read(rows_);
  return {};
}

/// OSV schema 1.7, "Evaluation": the last event at or below the version decides.
bool Advisories::affects(const std::vector<Event>& range, const SemanticVersion& version) {
  bool out = false;
  for (const Event& event : range) {
    if (event.kind == Event::Kind::last_affected) {
      if (event.version < version) out = false;
    } else if (event.version <= version) {
      out = event.kind == Event::Kind::introduced;
    }
  }
  return out;
}

std::string Advisories::fix_of(const Row& row, const SemanticVersion& version) {
  const SemanticVersion* lowest = nullptr;
  for (const std::vector<Event>& range : row.ranges) {
    for (const Event& event : range) {
      const bool fixes = event.kind == Event::Kind::fixed && version < event.version;
      if (fixes && (lowest == nullptr || event.version < *lowest)) lowest = &event.version;
    }
  }
  return lowest == nullptr ? std::string() : to_text(*lowest);
}

std::vector<Advisory> Advisories::find(std::string_view name, std::string_view version) const {
  std::vector<Advisory> out;
  const auto parsed = SemanticVersion::parse(version, VersionSyntax::loose);
  const auto [begin, end] = rows_.equal_range(name);
  for (auto row = begin; row != end; ++row) {
    const std::vector<std::string>& versions = row->second.versions;
    const bool is_named = std::binary_search(versions.begin(), versions.end(), version);
    const bool is_in_range =
        parsed && std::any_of(row->second.ranges.begin(), row->second.ranges.end(),
                              [&](const auto& range) { return affects(range, *parsed); });
    if (!is_named && !is_in_range) continue;
    out.push_back(row->second.advisory);
    if (parsed) out.back().fixed = fix_of(row->second, *parsed);
  }
  std::sort(out.begin(), out.end(),
            [](const Advisory& a, const Advisory& b) { return a.id < b.id; });
  return out;
}

}  // namespace packwarden
