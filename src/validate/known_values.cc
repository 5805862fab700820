#include "validate/known_values.h"

#include <algorithm>
#include <set>
#include <utility>

#include "base/wipe.h"
#include "validate/dotenv.h"
#include "validate/known_forms.h"
#include "validate/known_search.h"

namespace packwarden {
namespace {

/// Of a longer value its middle is looked for: its begin may be that of all values of its kind.
constexpr std::size_t kLongest = 256;
std::string_view telling_part(std::string_view value) {
  if (value.size() <= kLongest) return value;
  return value.substr((value.size() - kLongest) / 2, kLongest);
}

std::string sentence_on(const std::vector<std::string>& places) {
  std::string text = "It is the value of " + places.front();
  if (places.size() > 1) text += " and of " + places.back();
  return text + ", and whoever installs the package can read it.";
}

/// What is said of a value that is found.
Rule rule_for(KnownOrigin origin, Severity severity, const std::vector<std::string>& places) {
  const bool is_file = origin == KnownOrigin::dotenv;
  Rule rule;
  rule.id = is_file ? "env-dotenv-value-match" : "env-value-match";
  rule.title = is_file ? "Value of a .env file" : "Value of an environment variable";
  rule.message = sentence_on(places);
  rule.fix =
      "Find what writes it here, mostly a build step that puts values in the place of variables, "
      "and let the program read it when it runs. If it was published before, replace it.";
  rule.severity = severity;
  rule.confidence = Confidence::high;
  return rule;
}

}  // namespace

/// What is looked for, and what to say of it.
struct KnownValues::Table {
  struct Form {
    std::size_t value = 0;
    std::string_view encoding;
  };

  explicit Table(std::vector<std::string> texts) : literals(std::move(texts)) {}
  Table(const Table&) = delete;
  Table& operator=(const Table&) = delete;
  ~Table() {
    for (std::string& value : values) wipe(value);
  }

  std::vector<std::string> values;
  std::vector<Rule> rules;  // one for each value
  Literals literals;
  std::vector<Form> forms;  // one for each literal
};

std::size_t KnownValues::size() const { return table_ ? table_->values.size() : 0; }

KnownValueCollection::~KnownValueCollection() {
  for (Value& value : values_) wipe(value.text);
  for (std::string& value : public_values_) wipe(value);
}

Result<void> KnownValueCollection::add_dotenv(std::string_view path, std::string_view text) {
  std::vector<DotenvVariable> variables = parse_dotenv(text);
  Result<void> outcome;
  for (DotenvVariable& variable : variables) {
    if (outcome) {
      outcome = add(KnownOrigin::dotenv,
                    {variable.name, variable.value, variable.name + " in " + std::string(path)});
    }
    wipe(variable.value);
  }
  if (!outcome) outcome.error().where = path;
  return outcome;
}

Result<void> KnownValueCollection::add_environment(std::span<const std::string_view> variables) {
  for (const std::string_view variable : variables) {
    const std::size_t equals = variable.find('=');
    if (equals == std::string_view::npos) continue;
    const std::string_view name = variable.substr(0, equals);
    TRY(add(KnownOrigin::environment,
            {name, variable.substr(equals + 1), "the environment variable " + std::string(name)}));
  }
  return {};
}

Result<void> KnownValueCollection::add(KnownOrigin origin, const Variable& variable) {
  if (!may_be_shown(variable.name)) return {};
  if (is_public_name(variable.name)) public_values_.emplace_back(variable.value);
  const auto guarded = guarded_value(origin, variable.name, variable.value);
  if (!guarded) return {};
  const auto same = std::find_if(values_.begin(), values_.end(), [&](const Value& value) {
    return telling_part(value.text) == telling_part(guarded->text);
  });
  if (same != values_.end()) {
    same->severity = std::max(same->severity, guarded->severity);
    if (same->places.size() < 2) same->places.push_back(variable.place);
    return {};
  }
  if (values_.size() >= kMostKnownValues) {
    return fail(limit_error("environment", "there are too many values to look for",
                            {"known-values", kMostKnownValues}));
  }
  values_.push_back({std::string(guarded->text), {variable.place}, origin, guarded->severity});
  return {};
}

void KnownValueCollection::forget_those_in(std::string_view text) {
  // A text of more is left at that: then a value is looked for that could have been spared.
  constexpr std::size_t kMostPlaces = 100'000;
  if (!parts_) {
    std::vector<std::string> parts;
    for (const Value& value : values_) parts.emplace_back(telling_part(value.text));
    parts_.emplace(std::move(parts));
  }
  std::vector<Literals::Place> places;
  (void)parts_->find(text, kMostPlaces, places);
  for (const Literals::Place& place : places) values_[place.number].is_public = true;
}

KnownValues KnownValueCollection::finish() {
  for (const std::string& value : public_values_) forget_those_in(value);
  std::erase_if(values_, [](const Value& value) { return value.is_public; });
  std::vector<KnownValues::Table::Form> forms;
  std::vector<std::string> literals;
  std::set<std::string> texts;
  for (std::size_t i = 0; i < values_.size(); ++i) {
    for (KnownForm& form : forms_of(telling_part(values_[i].text))) {
      if (!texts.insert(form.text).second) continue;
      forms.push_back({i, form.encoding});
      literals.push_back(std::move(form.text));
    }
  }
  if (values_.empty()) return {};
  auto table = std::make_shared<KnownValues::Table>(std::move(literals));
  table->forms = std::move(forms);
  for (Value& value : values_) {
    table->rules.push_back(rule_for(value.origin, value.severity, value.places));
    table->values.push_back(std::move(value.text));
  }
  return KnownValues(std::move(table));
}

Result<void> find_known_values(const KnownValues& values, std::string_view text,
                               std::vector<KnownMatch>& out) {
  const KnownValues::Table* table = values.table();
  if (table == nullptr) return {};
  constexpr std::size_t kMostPlaces = 10'000;
  std::vector<Literals::Place> places;
  const bool is_all = table->literals.find(text, kMostPlaces, places);
  for (const Literals::Place& place : places) {
    const KnownValues::Table::Form& form = table->forms[place.number];
    const ByteSpan span{place.begin, place.begin + table->literals.size_of(place.number)};
    out.push_back({&table->rules[form.value], table->values[form.value], form.encoding, span});
  }
  if (is_all) return {};
  return fail(limit_error("", "values of this machine stand in it too often",
                          {"known-value-matches", kMostPlaces}));
}

}  // namespace packwarden
