#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <utility>

#include "base/json.h"
#include "rule/lint.h"
#include "rule/pattern.h"
#include "rule/rule_set.h"

// The JSON form of rules: rules/README.md, rules/schema.json.
namespace packwarden {
namespace {

constexpr std::array<std::string_view, 20> kKeys = {
    "id",           "title",           "message",           "fix",
    "refines",      "pattern",         "keywords",          "window",
    "secret_group", "severity",        "confidence",        "class",
    "validator",    "min_entropy",     "references",        "examples",
    "companions",   "needs_companion", "negative_examples", "kind"};

/// Reads members of one JSON object and remembers the first that is of a wrong type.
class Reader {
 public:
  Reader(const Json& object, std::string where) : object_(object), where_(std::move(where)) {}

  std::string text(std::string_view key) {
    const Json* value = object_.find(key);
    if (value == nullptr) return {};
    return joined(*value, key);
  }

  std::vector<std::string> texts(std::string_view key) {
    const Json* value = object_.find(key);
    if (value == nullptr) return {};
    std::vector<std::string> out;
    if (value->array() == nullptr) {
      complain(key, "an array");
      return out;
    }
    for (const Json& item : *value->array()) out.push_back(joined(item, key));
    return out;
  }

  double number(std::string_view key, double absent) {
    const Json* value = object_.find(key);
    if (value == nullptr) return absent;
    if (!value->is_number() || value->number() < 0 || value->number() > 1e6) {
      complain(key, "a number from 0 to 1000000");
    }
    return value->number();
  }

  bool flag(std::string_view key) {
    const Json* value = object_.find(key);
    if (value == nullptr) return false;
    if (value->boolean() == nullptr) complain(key, "true or false");
    return value->boolean() != nullptr && *value->boolean();
  }

  template <class Enum>
  Enum one_of(std::string_view key, Enum absent, std::optional<Enum> (*named)(std::string_view)) {
    const Json* value = object_.find(key);
    if (value == nullptr) return absent;
    const std::string name = joined(*value, key);
    const std::optional<Enum> found = named(name);
    if (!found) complain(key, "a known name");
    return found.value_or(absent);
  }

  [[nodiscard]] Result<void> outcome() const {
    if (!complaint_.empty()) return fail(ErrorKind::config, where_, complaint_);
    return {};
  }

 private:
  /// A string, or the parts of one in an array.
  std::string joined(const Json& value, std::string_view key) {
    if (const std::string* whole = value.string()) return *whole;
    std::string out;
    if (value.array() == nullptr) complain(key, "a string or a list of strings");
    for (const Json& part : value.array() == nullptr ? Json::Array() : *value.array()) {
      if (part.string() == nullptr) complain(key, "a string or a list of strings");
      if (part.string() != nullptr) out += *part.string();
    }
    return out;
  }

  void complain(std::string_view key, std::string_view expected) {
    if (!complaint_.empty()) return;
    complaint_ = "\"" + std::string(key) + "\" must be " + std::string(expected);
  }

  const Json& object_;
  std::string where_;
  std::string complaint_;
};

Result<void> refuse_unknown_keys(const Json::Object& object, const std::string& where) {
  for (const auto& [key, value] : object) {
    if (std::find(kKeys.begin(), kKeys.end(), key) == kKeys.end()) {
      return fail(ErrorKind::config, where, "unknown key \"" + key + "\"");
    }
  }
  return {};
}

/// Group 1 is the secret wherever a pattern has a group.
std::uint32_t default_group(const std::string& pattern, const std::string& where) {
  const auto parsed = Pattern::parse(pattern, where);
  return parsed && parsed->groups() > 0 ? 1 : 0;
}

Result<Rule> parse_rule(const Json& json, std::string_view provider, std::string_view file) {
  if (json.object() == nullptr) {
    return fail(ErrorKind::config, std::string(file), "a rule must be an object");
  }
  const Json* id = json.find("id");
  std::string where(file);
  if (id != nullptr && id->string() != nullptr) where += ": " + *id->string();
  TRY(refuse_unknown_keys(*json.object(), where));
  Reader reader(json, where);
  Rule rule;
  rule.id = reader.text("id");
  rule.provider = provider;
  rule.title = reader.text("title");
  rule.message = reader.text("message");
  rule.fix = reader.text("fix");
  rule.refines = reader.text("refines");
  rule.pattern = reader.text("pattern");
  rule.keywords = reader.texts("keywords");
  rule.companions = reader.texts("companions");
  rule.needs_companion = reader.flag("needs_companion");
  rule.window = static_cast<std::uint32_t>(reader.number("window", 0));
  rule.secret_group =
      static_cast<std::uint32_t>(reader.number("secret_group", default_group(rule.pattern, where)));
  rule.severity = reader.one_of("severity", Severity::high, severity_named);
  rule.confidence = reader.one_of("confidence", Confidence::medium, confidence_named);
  rule.secret_class = reader.one_of("class", SecretClass::secret, secret_class_named);
  rule.kind = reader.one_of("kind", FindingKind::secret, finding_kind_named);
  rule.validator = reader.text("validator");
  rule.min_entropy = reader.number("min_entropy", 0);
  rule.references = reader.texts("references");
  rule.examples = reader.texts("examples");
  rule.negative_examples = reader.texts("negative_examples");
  TRY(reader.outcome());
  return check_rule(std::move(rule), where);
}

Result<Json> document_of(std::string_view json, std::string_view where) {
  TRY_ASSIGN(Json document, parse_json(json, where));
  const Json* provider = document.find("provider");
  const Json* rules = document.find("rules");
  if (provider == nullptr || provider->string() == nullptr || rules == nullptr ||
      rules->array() == nullptr ||
      document.object()->size() != (document.find("$schema") == nullptr ? 2U : 3U)) {
    return fail(ErrorKind::config, std::string(where),
                "must be {\"provider\": …, \"rules\": [ … ]}, with \"$schema\" or without");
  }
  return document;
}

}  // namespace

Result<std::vector<Rule>> RuleSet::parse_file(std::string_view json, std::string_view where) {
  std::vector<Error> faults;
  std::vector<Rule> rules = parse_file(json, where, faults);
  if (!faults.empty()) return fail(std::move(faults.front()));
  return rules;
}

std::vector<Rule> RuleSet::parse_file(std::string_view json, std::string_view where,
                                      std::vector<Error>& faults) {
  std::vector<Rule> out;
  const Result<Json> document = document_of(json, where);
  if (!document) {
    faults.push_back(document.error());
    return out;
  }
  const std::string& provider = *document->find("provider")->string();
  for (const Json& json_rule : *document->find("rules")->array()) {
    Result<Rule> rule = parse_rule(json_rule, provider, where);
    if (rule) {
      out.push_back(*std::move(rule));
    } else {
      faults.push_back(std::move(rule.error()));
    }
  }
  return out;
}

}  // namespace packwarden
