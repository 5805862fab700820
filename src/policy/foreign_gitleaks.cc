// The library reports what is wrong by a value then, and throws nothing.
#define TOML_EXCEPTIONS 0
#include <toml++/toml.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

#include "base/text.h"
#include "policy/foreign.h"

// Configurations of gitleaks 8: what it documents of its TOML.
namespace packwarden {
namespace {

constexpr std::string_view kNoValues = "values are known by fingerprints, and not by expressions";

std::string text_in(const toml::table& table, std::string_view key) {
  const toml::node* const node = table.get(key);
  return node != nullptr && node->is_string() ? **node->as_string() : std::string();
}

bool has_texts(const toml::table& table, std::string_view key) {
  const toml::node* const node = table.get(key);
  return node != nullptr && (!node->is_array() || !node->as_array()->empty());
}

/// The tables that `node` is, of which gitleaks takes one or several.
template <class Take>
void for_each_table(const toml::node* node, Take take) {
  if (node == nullptr) return;
  if (const toml::table* table = node->as_table()) take(*table);
  if (const toml::array* tables = node->as_array()) {
    for (const toml::node& one : *tables) {
      if (const toml::table* table = one.as_table()) take(*table);
    }
  }
}

class GitleaksReader {
 public:
  explicit GitleaksReader(const std::string& where) : where_(where) {}

  Result<ForeignPolicy> read(std::string_view text) {
    if (text.size() > kMaxBytes) {
      return fail(limit_error(where_, "a configuration is too long", {"bytes", kMaxBytes}));
    }
    const toml::parse_result parsed = toml::parse(text);
    if (!parsed) {
      const toml::source_position at = parsed.error().source().begin;
      return fail(ErrorKind::format,
                  where_ + ":" + std::to_string(at.line) + ":" + std::to_string(at.column),
                  "is no TOML");
    }
    const toml::table& document = parsed.table();
    read_extension(document);
    for (const std::string_view key : {"allowlist", "allowlists"}) {
      for_each_table(document.get(key), [&](const toml::table& list) { read_list(list, {}); });
    }
    for_each_table(document.get("rules"), [&](const toml::table& rule) { read_rule(rule); });
    return std::move(out_);
  }

 private:
  // Beyond it a limit of the parser is reached before it makes sense.
  static constexpr std::size_t kMaxBytes = std::size_t{4} << 20U;

  void read_extension(const toml::table& document) {
    const toml::table* const extend = document["extend"].as_table();
    if (extend == nullptr) return;
    if (!text_in(*extend, "path").empty()) {
      skip(*extend, "what it extends", "is a file of its own: import that one, too");
    }
    if (has_texts(*extend, "disabledRules")) {
      skip(*extend, "rules that are disabled",
           "no rule is switched off as a whole: `allow` it for the paths where it may be");
    }
  }

  /// Where a rule is one of gitleaks' own, its allow-lists may be all that the table says.
  void read_rule(const toml::table& rule) {
    const std::string id = text_in(rule, "id");
    if (has_texts(rule, "regex") || has_texts(rule, "path")) {
      skip(rule, "the rule " + escape_for_display(id), "is one of your own, written for gitleaks");
    }
    for (const std::string_view key : {"allowlist", "allowlists"}) {
      for_each_table(rule.get(key), [&](const toml::table& list) { read_list(list, id); });
    }
  }

  /// `rule` is the one that the list is of; "": of any, unless the list names some.
  void read_list(const toml::table& list, const std::string& rule) {
    const auto given = [&](std::string_view key) { return has_texts(list, key); };
    const bool has_paths = given("paths");
    const bool has_others = given("regexes") || given("stopwords") || given("commits");
    if (ascii_lower(text_in(list, "condition")) == "and" && has_paths && has_others) {
      return skip(list, "an allow-list of several conditions",
                  "an entry of `allow` has a rule and a path, and nothing else");
    }
    if (given("regexes")) skip(list, "the expressions of an allow-list", kNoValues);
    if (given("stopwords")) skip(list, "the stopwords of an allow-list", kNoValues);
    if (given("commits")) {
      skip(list, "the commits of an allow-list",
           "what is published is looked at, and not who wrote it when");
    }
    if (!has_paths) return;
    if (!given("targetRules")) return read_paths(list, rule);
    if (const toml::array* targets = list["targetRules"].as_array()) {
      for (const toml::node& target : *targets) {
        if (target.is_string()) read_paths(list, **target.as_string());
      }
    }
  }

  void read_paths(const toml::table& list, const std::string& rule) {
    const toml::array* const paths = list["paths"].as_array();
    if (paths == nullptr) return skip(list, "the paths of an allow-list", "are no list");
    const std::string described = escape_for_display(text_in(list, "description"));
    for (const toml::node& path : *paths) {
      if (!path.is_string()) continue;
      out_.add_expression(where_of(path), **path.as_string(),
                          "gitleaks: " + (described.empty() ? "allow-list" : described), rule);
    }
  }

  [[nodiscard]] std::string where_of(const toml::node& node) const {
    return where_ + ":" + std::to_string(node.source().begin.line);
  }

  void skip(const toml::node& node, std::string what, std::string_view why) {
    out_.not_carried_over.push_back({where_of(node), std::move(what), std::string(why)});
  }

  const std::string& where_;
  ForeignPolicy out_;
};

}  // namespace

Result<ForeignPolicy> read_gitleaks(std::string_view text, const std::string& where) {
  return GitleaksReader(where).read(text);
}

}  // namespace packwarden
