#include "policy/config.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/day.h"
#include "base/json.h"
#include "base/json_place.h"
#include "base/json_scanner.h"
#include "base/text.h"

namespace packwarden {
namespace {

constexpr std::array<std::string_view, 3> kKeys = {"$schema", "allow", "failOn"};
constexpr std::array<std::string_view, 4> kAllowKeys = {"path", "reason", "rule", "until"};

/// Reads the one document. Members are asked for in the text, so that each error has its place.
class ConfigReader {
 public:
  ConfigReader(std::string_view text, const std::string& where)
      : text_(text), where_(where), plain_(without_json_comments(text)) {}

  Result<Config> read() {
    TRY_ASSIGN(document_, parse_json(text_, where_, {.comments = true}));
    const JsonPlace root = json_root(plain_);
    if (document_.object() == nullptr) return error(root, "not an object");
    TRY_ASSIGN(const std::vector<JsonPlace> members, members_of(root, kKeys));
    if (members.size() != document_.object()->size()) return error(root, "cannot be read");
    Config out;
    for (const JsonPlace& member : members) {
      if (member.key == "failOn") {
        TRY_ASSIGN(out.fail_on, fail_on(member));
      } else if (member.key == "allow") {
        TRY_ASSIGN(out.allow, allowances(member));
      }
    }
    return out;
  }

 private:
  /// Those of an object, of which all keys are known, and each is there once.
  template <std::size_t size>
  Result<std::vector<JsonPlace>> members_of(const JsonPlace& object,
                                            const std::array<std::string_view, size>& known) const {
    std::vector<JsonPlace> out = json_children(plain_, object);
    for (std::size_t i = 0; i < out.size(); ++i) {
      const JsonPlace& member = out[i];
      if (!is_one_of(member.key, known)) return error(member, unknown_key(member.key, known));
      const auto is_same = [&](const JsonPlace& other) { return other.key == member.key; };
      const auto here = out.begin() + static_cast<std::ptrdiff_t>(i);
      if (std::any_of(out.begin(), here, is_same)) {
        return error(member, "the key \"" + member.key + "\" is there twice");
      }
    }
    return out;
  }

  template <std::size_t size>
  static std::string unknown_key(const std::string& key,
                                 const std::array<std::string_view, size>& known) {
    constexpr std::size_t kMostShown = 40;
    std::string out = "unknown key \"" + key.substr(0, kMostShown) + "\"; there are ";
    for (std::size_t i = 0; i < size; ++i) {
      if (i > 0) out += i + 1 < size ? ", " : " and ";
      out += known[i];
    }
    return out;
  }

  Result<std::string> text_at(const JsonPlace& place) const {
    const std::string_view raw = bytes_of(place);
    if (!raw.starts_with('"')) return error(place, "not a text between quotes");
    return unquoted_json(raw);
  }

  Result<FailOn> fail_on(const JsonPlace& place) const {
    TRY_ASSIGN(const std::string name, text_at(place));
    const std::optional<Severity> severity = severity_named(name);
    if (!severity) return error(place, "not one of note, low, medium, high and critical");
    return FailOn{*severity, line_of(place)};
  }

  Result<std::vector<Allowance>> allowances(const JsonPlace& list) const {
    if (!bytes_of(list).starts_with('[')) return error(list, "not an array");
    std::vector<Allowance> out;
    for (const JsonPlace& element : json_children(plain_, list)) {
      if (!bytes_of(element).starts_with('{')) return error(element, "not an object");
      TRY_ASSIGN(Allowance one, allowance(element));
      out.push_back(std::move(one));
    }
    return out;
  }

  Result<Allowance> allowance(const JsonPlace& place) const {
    TRY_ASSIGN(const std::vector<JsonPlace> members, members_of(place, kAllowKeys));
    const auto find = [&](std::string_view key) -> Result<std::string> {
      for (const JsonPlace& member : members) {
        if (member.key != key) continue;
        TRY_ASSIGN(std::string text, text_at(member));
        if (trimmed(text).empty()) return error(member, "empty");
        if (key == "until" && !is_day(text)) {
          return error(member, "\"until\" is no day as YYYY-MM-DD");
        }
        return text;
      }
      if (key == "until") return std::string();
      return error(place, "without \"" + std::string(key) + "\"");
    };
    TRY_ASSIGN(std::string rule, find("rule"));
    TRY_ASSIGN(const std::string path, find("path"));
    TRY_ASSIGN(std::string reason, find("reason"));
    TRY_ASSIGN(std::string until, find("until"));
    TRY_ASSIGN(PathPattern pattern, PathPattern::compile(path, line_of(place)));
    return Allowance{std::move(rule), std::move(pattern), std::move(reason), std::move(until),
                     line_of(place)};
  }

  [[nodiscard]] std::string_view bytes_of(const JsonPlace& place) const {
    return std::string_view(plain_).substr(place.bytes.begin, place.bytes.size());
  }

  [[nodiscard]] std::string line_of(const JsonPlace& place) const {
    return where_ + ":" + std::to_string(place.start.line);
  }

  [[nodiscard]] tl::unexpected<Error> error(const JsonPlace& place, const std::string& what) const {
    return fail(ErrorKind::config, line_of(place) + ":" + std::to_string(place.start.column), what);
  }

  std::string_view text_;
  const std::string& where_;
  std::string plain_;  // without comments; what is left stands where it did
  Json document_;
};

}  // namespace

Result<Config> parse_config(std::string_view text, const std::string& where) {
  return ConfigReader(text, where).read();
}

}  // namespace packwarden
