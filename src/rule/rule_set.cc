#include "rule/rule_set.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <iterator>
#include <type_traits>
#include <utility>

namespace packwarden {
namespace {

/// Appends numbers in the machine's byte order (the table is read on the kind of machine that it
/// was built for) and texts with their lengths in front.
class Writer {
 public:
  template <class Number>
  void number(Number value) {
    static_assert(std::is_trivially_copyable_v<Number>);
    std::array<char, sizeof(Number)> bytes{};
    std::memcpy(bytes.data(), &value, sizeof(Number));
    out.append(bytes.data(), bytes.size());
  }

  void text(std::string_view value) {
    number(static_cast<std::uint32_t>(value.size()));
    out += value;
  }

  void texts(const std::vector<std::string>& values) {
    number(static_cast<std::uint32_t>(values.size()));
    for (const std::string& value : values) text(value);
  }

  std::string out;
};

/// The inverse of Writer. Past the end it yields zeros and empty texts and says `failed`.
class Parser {
 public:
  explicit Parser(std::string_view bytes) : bytes_(bytes) {}

  template <class Number>
  Number number() {
    Number value{};
    const std::string_view raw = take(sizeof(Number));
    if (raw.size() == sizeof(Number)) std::memcpy(&value, raw.data(), sizeof(Number));
    return value;
  }

  std::string text() { return std::string(take(number<std::uint32_t>())); }

  std::vector<std::string> texts() {
    std::vector<std::string> out;
    for (auto left = number<std::uint32_t>(); left > 0 && !failed_; --left) out.push_back(text());
    return out;
  }

  [[nodiscard]] bool failed() const { return failed_; }
  [[nodiscard]] bool at_end() const { return bytes_.empty(); }

 private:
  std::string_view take(std::size_t count) {
    failed_ = failed_ || count > bytes_.size();
    if (failed_) return {};
    const std::string_view taken = bytes_.substr(0, count);
    bytes_.remove_prefix(count);
    return taken;
  }

  std::string_view bytes_;
  bool failed_ = false;
};

void write_needles(const Needles& needles, Writer& writer) {
  writer.number(static_cast<std::uint32_t>(needles.any.size()));
  for (const Needle& needle : needles.any) {
    writer.text(needle.text);
    writer.text(needle.fold);
    writer.number(needle.rarest);
  }
  writer.number(needles.nearest);
  writer.number(needles.farthest);
}

Needles read_needles(Parser& parser) {
  Needles needles;
  for (auto left = parser.number<std::uint32_t>(); left > 0 && !parser.failed(); --left) {
    Needle& needle = needles.any.emplace_back();
    needle.text = parser.text();
    needle.fold = parser.text();
    needle.rarest = parser.number<std::uint8_t>();
  }
  needles.nearest = parser.number<std::uint32_t>();
  needles.farthest = parser.number<std::uint32_t>();
  return needles;
}

void write_rule(const Rule& rule, Writer& writer) {
  for (const std::string* text :
       {&rule.id, &rule.title, &rule.provider, &rule.message, &rule.fix, &rule.pattern,
        &rule.refines, &rule.validator, &rule.facts.confirm}) {
    writer.text(*text);
  }
  writer.texts(rule.keywords);
  writer.texts(rule.companions);
  writer.texts(rule.references);
  writer.number(rule.needs_companion);
  writer.number(rule.secret_group);
  writer.number(rule.severity);
  writer.number(rule.confidence);
  writer.number(rule.secret_class);
  writer.number(rule.kind);
  writer.number(rule.min_entropy);
  writer.number(rule.window);
  writer.number(rule.facts.superset_width);
  writer.number(rule.facts.width);
  writer.number(rule.facts.has_lead);
  writer.number(rule.facts.open_tail);
  writer.number(rule.facts.near_run);
  writer.number(rule.facts.run_before);
  writer.number(rule.facts.run_after);
  writer.number(rule.facts.literal);
  writer.number(rule.facts.weak);
  write_needles(rule.facts.needles, writer);
}

/// Less than any rule takes in the table: what says how many rules there are may be damaged.
constexpr std::size_t kLeastBytesOfRule = 64;

Rule read_rule(Parser& parser) {
  Rule rule;
  for (std::string* text : {&rule.id, &rule.title, &rule.provider, &rule.message, &rule.fix,
                            &rule.pattern, &rule.refines, &rule.validator, &rule.facts.confirm}) {
    *text = parser.text();
  }
  rule.keywords = parser.texts();
  rule.companions = parser.texts();
  rule.references = parser.texts();
  rule.needs_companion = parser.number<bool>();
  rule.secret_group = parser.number<std::uint32_t>();
  rule.severity = parser.number<Severity>();
  rule.confidence = parser.number<Confidence>();
  rule.secret_class = parser.number<SecretClass>();
  rule.kind = parser.number<FindingKind>();
  rule.min_entropy = parser.number<double>();
  rule.window = parser.number<std::uint32_t>();
  rule.facts.superset_width = parser.number<std::uint32_t>();
  rule.facts.width = parser.number<std::uint32_t>();
  rule.facts.has_lead = parser.number<bool>();
  rule.facts.open_tail = parser.number<bool>();
  rule.facts.near_run = parser.number<bool>();
  rule.facts.run_before = parser.number<std::uint32_t>();
  rule.facts.run_after = parser.number<std::uint32_t>();
  rule.facts.literal = parser.number<std::uint32_t>();
  rule.facts.weak = parser.number<bool>();
  rule.facts.needles = read_needles(parser);
  return rule;
}

}  // namespace

Result<RuleSet> RuleSet::create(std::vector<Rule> rules) {
  const auto by_id = [](const Rule& a, const Rule& b) { return a.id < b.id; };
  std::sort(rules.begin(), rules.end(), by_id);
  const auto same_id = [](const Rule& a, const Rule& b) { return a.id == b.id; };
  const auto twice = std::adjacent_find(rules.begin(), rules.end(), same_id);
  if (twice != rules.end()) {
    return fail(ErrorKind::config, twice->id, "two rules have this id");
  }
  RuleSet set;
  set.rules_ = std::move(rules);
  return set;
}

Result<RuleSet> RuleSet::deserialize(std::string_view bytes) {
  Parser parser(bytes);
  RuleSet set;
  const auto count = parser.number<std::uint32_t>();
  set.rules_.reserve(std::min<std::size_t>(count, bytes.size() / kLeastBytesOfRule));
  for (auto left = count; left > 0 && !parser.failed(); --left) {
    set.rules_.push_back(read_rule(parser));
  }
  if (parser.failed() || !parser.at_end()) {
    return fail(ErrorKind::internal, "embedded rules", "table is damaged");
  }
  return set;
}

template <class Predicate>
RuleSet RuleSet::those_that(Predicate predicate) const {
  RuleSet out;
  std::copy_if(rules_.begin(), rules_.end(), std::back_inserter(out.rules_), predicate);
  return out;
}

RuleSet RuleSet::looking_at_texts() const {
  return those_that([](const Rule& rule) { return !rule.is_refinement(); });
}

RuleSet RuleSet::refinements() const {
  return those_that([](const Rule& rule) { return rule.is_refinement(); });
}

const Rule* RuleSet::find(std::string_view id) const {
  const auto found =
      std::lower_bound(rules_.begin(), rules_.end(), id,
                       [](const Rule& rule, std::string_view wanted) { return rule.id < wanted; });
  return found != rules_.end() && found->id == id ? &*found : nullptr;
}

std::string RuleSet::serialize() const {
  Writer writer;
  writer.number(static_cast<std::uint32_t>(rules_.size()));
  for (const Rule& rule : rules_) write_rule(rule, writer);
  return writer.out;
}

}  // namespace packwarden
