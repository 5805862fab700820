#include <string>
#include <utility>

#include "base/json.h"
#include "base/text.h"
#include "policy/foreign.h"

// Configurations of secretlint: what it documents of its JSON, which may hold comments.
namespace packwarden {
namespace {

/// Whether an allowed text is `/expression/flags`.
bool is_expression(std::string_view text) {
  return text.size() > 1 && text.front() == '/' && text.rfind('/') > 0;
}

class SecretlintReader {
 public:
  explicit SecretlintReader(const std::string& where) : where_(where) {}

  Result<ForeignPolicy> read(std::string_view text) {
    auto document = parse_json(text, where_, {.comments = true, .max_depth = 64});
    if (!document) return fail(std::move(document.error()));
    const Json* const rules = document->find("rules");
    if (rules == nullptr || rules->array() == nullptr) {
      return fail(ErrorKind::config, where_,
                  "is no configuration of secretlint: without \"rules\"");
    }
    TRY(read_rules(*rules));
    return std::move(out_);
  }

 private:
  /// A preset is a rule with rules.
  Result<void> read_rules(const Json& rules) {
    for (const Json& rule : *rules.array()) {
      if (++count_ > kMaxForeignItems) {
        return fail(limit_error(where_, "too many rules", {"rules", kMaxForeignItems}));
      }
      read_rule(rule);
      const Json* const inner = rule.find("rules");
      if (inner != nullptr && inner->array() != nullptr) TRY(read_rules(*inner));
    }
    return {};
  }

  void read_rule(const Json& rule) {
    const Json* const id = rule.find("id");
    const std::string name =
        id != nullptr && id->string() != nullptr ? escape_for_display(*id->string()) : "a rule";
    if (const Json* disabled = rule.find("disabled"); disabled != nullptr && disabled->truthy()) {
      skip(name + " is disabled",
           "no rule is switched off as a whole: `allow` it for the paths where it may be");
    }
    if (rule.find("severity") != nullptr) {
      skip("the severity of " + name, "rules have severities of their own here");
    }
    if (rule.find("allowMessageIds") != nullptr) {
      skip("the allowed messages of " + name,
           "messages have no ids here: `allow` the rule for the paths where it may be");
    }
    const Json* const options = rule.find("options");
    if (options != nullptr && options->object() != nullptr) read_options(*options, name);
  }

  void read_options(const Json& options, const std::string& rule) {
    for (const auto& [key, value] : *options.object()) {
      if (key == "allows" && value.array() != nullptr) {
        for (const Json& text : *value.array()) read_allowed(text, rule);
      } else {
        skip("the option " + escape_for_display(key) + " of " + rule, "rules have no options here");
      }
    }
  }

  /// secretlint allows whatever holds the text; here it is the value that equals it, and no more.
  void read_allowed(const Json& text, const std::string& rule) {
    if (text.string() == nullptr || text.string()->empty()) return;
    if (is_expression(*text.string())) {
      return skip("an expression that " + rule + " allows",
                  "values are known by fingerprints, and not by expressions");
    }
    ForeignSuppression out;
    out.where = where_;
    out.reason = "secretlint: " + rule + " allows it";
    out.digest = sha1(*text.string());
    out_.suppressions.push_back(std::move(out));
  }

  void skip(std::string what, std::string why) {
    out_.not_carried_over.push_back({where_, std::move(what), std::move(why)});
  }

  const std::string& where_;
  ForeignPolicy out_;
  std::size_t count_ = 0;
};

}  // namespace

Result<ForeignPolicy> read_secretlint(std::string_view text, const std::string& where) {
  return SecretlintReader(where).read(text);
}

}  // namespace packwarden
