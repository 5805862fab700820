#include "policy/config.h"

#include <array>
#include <utility>

#include "base/day.h"
#include "base/json.h"
#include "base/json_scanner.h"
#include "policy/strict_json.h"

namespace packwarden {
namespace {

using std::string_view_literals::operator""sv;

constexpr std::array kKeys = {"$schema"sv,   "allow"sv,       "budgets"sv, "extends"sv,
                              "failOn"sv,    "failOnStale"sv, "groups"sv,  "inlineSuppressions"sv,
                              "severities"sv};
constexpr std::array kAllowKeys = {"path"sv, "reason"sv, "rule"sv, "until"sv};

/// Reads each key of a document.
class ConfigReader {
 public:
  explicit ConfigReader(const StrictJson& text) : text_(text) {}

  /// `document` is what the text stands for.
  Result<Config> read(const Json& document) {
    const JsonPlace root = text_.root();
    if (document.object() == nullptr) return text_.error(root, "not an object");
    TRY_ASSIGN(const std::vector<JsonPlace> members, text_.members(root, kKeys));
    if (members.size() != document.object()->size()) return text_.error(root, "cannot be read");
    for (const JsonPlace& member : members) TRY(read(member));
    return std::move(out_);
  }

 private:
  Result<void> read(const JsonPlace& member) {
    struct Row {
      std::string_view key;
      Result<void> (ConfigReader::*read)(const JsonPlace&);
    };
    static constexpr std::array kRows = {
        Row{"allow", &ConfigReader::read_allow},
        Row{"budgets", &ConfigReader::read_budgets},
        Row{"extends", &ConfigReader::read_extends},
        Row{"failOn", &ConfigReader::read_fail_on},
        Row{"failOnStale", &ConfigReader::read_fail_on_stale},
        Row{"groups", &ConfigReader::read_groups},
        Row{"inlineSuppressions", &ConfigReader::read_inline_suppressions},
        Row{"severities", &ConfigReader::read_severities},
    };
    for (const Row& row : kRows) {
      if (row.key == member.key) return (this->*row.read)(member);
    }
    return {};  // "$schema" is for editors
  }

  Result<void> read_extends(const JsonPlace& place) {
    if (text_.bytes_of(place).starts_with('"')) return add_extension(place);
    TRY_ASSIGN(const std::vector<JsonPlace> elements, text_.elements(place));
    for (const JsonPlace& element : elements) TRY(add_extension(element));
    return {};
  }

  Result<void> add_extension(const JsonPlace& place) {
    TRY_ASSIGN(std::string path, text_.words(place));
    out_.extends.push_back({std::move(path), text_.position_of(place)});
    return {};
  }

  Result<void> read_fail_on(const JsonPlace& place) {
    TRY_ASSIGN(const Severity severity, severity_at(place));
    out_.fail_on = FailOn{severity, text_.line_of(place)};
    return {};
  }

  Result<void> read_severities(const JsonPlace& place) {
    TRY_ASSIGN(const std::vector<JsonPlace> members, text_.members(place));
    for (const JsonPlace& member : members) {
      TRY_ASSIGN(const Severity severity, severity_at(member));
      out_.severities.push_back({member.key, severity, text_.line_of(member)});
    }
    return {};
  }

  Result<void> read_groups(const JsonPlace& place) {
    TRY_ASSIGN(const std::vector<JsonPlace> elements, text_.elements(place));
    for (const JsonPlace& element : elements) {
      TRY_ASSIGN(const std::string name, text_.words(element));
      const NamedGroup* const found = find_group(name);
      if (found == nullptr) return text_.error(element, unknown_group(name));
      out_.groups.push_back({found->group, text_.line_of(element)});
    }
    return {};
  }

  static std::string unknown_group(std::string_view name) {
    std::vector<std::string_view> known;
    for (const NamedGroup& row : named_groups()) known.push_back(row.name);
    return unknown_name("group", name, known);
  }

  Result<void> read_budgets(const JsonPlace& place) {
    TRY_ASSIGN(const std::vector<JsonPlace> elements, text_.elements(place));
    for (const JsonPlace& element : elements) {
      TRY_ASSIGN(const std::string text, text_.words(element));
      Result<Budget> budget = parse_budget(text);
      if (!budget) return text_.error(element, budget.error().what);
      out_.budgets.push_back({*std::move(budget), text_.line_of(element)});
    }
    return {};
  }

  Result<void> read_inline_suppressions(const JsonPlace& place) {
    TRY_ASSIGN(out_.inline_suppressions, switch_at(place));
    return {};
  }

  Result<void> read_fail_on_stale(const JsonPlace& place) {
    TRY_ASSIGN(out_.fail_on_stale, switch_at(place));
    return {};
  }

  Result<void> read_allow(const JsonPlace& place) {
    TRY_ASSIGN(const std::vector<JsonPlace> elements, text_.elements(place));
    for (const JsonPlace& element : elements) {
      TRY_ASSIGN(Allowance one, allowance(element));
      out_.allow.push_back(std::move(one));
    }
    return {};
  }

  [[nodiscard]] Result<Severity> severity_at(const JsonPlace& place) const {
    TRY_ASSIGN(const std::string name, text_.words(place));
    const std::optional<Severity> severity = severity_named(name);
    if (!severity) return text_.error(place, "not one of note, low, medium, high and critical");
    return *severity;
  }

  [[nodiscard]] Result<Switch> switch_at(const JsonPlace& place) const {
    const std::string_view raw = text_.bytes_of(place);
    if (raw != R"("on")" && raw != R"("off")") return text_.error(place, R"(not "on" or "off")");
    return Switch{raw == R"("on")", text_.line_of(place)};
  }

  [[nodiscard]] Result<Allowance> allowance(const JsonPlace& place) const {
    TRY_ASSIGN(const std::vector<JsonPlace> members, text_.members(place, kAllowKeys));
    const auto find = [&](std::string_view key) -> Result<std::string> {
      for (const JsonPlace& member : members) {
        if (member.key != key) continue;
        TRY_ASSIGN(std::string text, text_.words(member));
        if (key == "until" && !is_day(text)) {
          return text_.error(member, "\"until\" is no day as YYYY-MM-DD");
        }
        return text;
      }
      if (key == "until") return std::string();
      return text_.error(place, "without \"" + std::string(key) + "\"");
    };
    TRY_ASSIGN(std::string rule, find("rule"));
    TRY_ASSIGN(const std::string path, find("path"));
    TRY_ASSIGN(std::string reason, find("reason"));
    TRY_ASSIGN(std::string until, find("until"));
    const std::string line = text_.line_of(place);
    TRY_ASSIGN(PathPattern pattern, PathPattern::compile(path, line));
    return Allowance{std::move(rule), std::move(pattern), std::move(reason), std::move(until),
                     line};
  }

  const StrictJson& text_;
  Config out_;
};

}  // namespace

Result<Config> parse_config(std::string_view text, const std::string& where) {
  TRY_ASSIGN(const Json document, parse_json(text, where, {.comments = true}));
  const std::string plain = without_json_comments(text);  // what is left stands where it did
  const StrictJson json(plain, where);
  return ConfigReader(json).read(document);
}

std::span<const std::string_view> config_keys() { return kKeys; }
std::span<const std::string_view> allowance_keys() { return kAllowKeys; }

}  // namespace packwarden
