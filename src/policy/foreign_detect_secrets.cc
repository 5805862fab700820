#include <algorithm>
#include <array>
#include <utility>

#include "base/json.h"
#include "base/json_place.h"
#include "base/json_scanner.h"
#include "base/text.h"
#include "policy/foreign.h"

// Baselines of detect-secrets, of its versions 0.12 to 1.5: what it documents of its JSON.
namespace packwarden {
namespace {

constexpr std::string_view kFileFilter = "detect_secrets.filters.regex.should_exclude_file";

/// What is there whatever the baseline says: rules and settings of the scanner itself.
bool is_usual_filter(std::string_view path) {
  return path.starts_with("detect_secrets.filters.allowlist.") ||
         path.starts_with("detect_secrets.filters.common.") ||
         path.starts_with("detect_secrets.filters.heuristic.") ||
         path.starts_with("detect_secrets.filters.gibberish.");
}

std::string text_in(const Json& object, std::string_view key) {
  const Json* const value = object.find(key);
  return value != nullptr && value->string() != nullptr ? *value->string() : std::string();
}

std::optional<Sha1> digest_of(std::string_view digits) {
  Sha1 out{};
  if (digits.size() != out.size() * 2) return std::nullopt;
  for (std::size_t i = 0; i < out.size(); ++i) {
    const auto octet = hexadecimal_octet(digits, i * 2);
    if (!octet) return std::nullopt;
    out.at(i) = *octet;
  }
  return out;
}

class DetectSecretsReader {
 public:
  DetectSecretsReader(std::string_view text, const std::string& where)
      : text_(text), where_(where), places_(text) {}

  Result<ForeignPolicy> read() {
    TRY_ASSIGN(const Json document, parse_json(text_, where_));
    const Json* const results = document.find("results");
    if (results == nullptr || results->object() == nullptr) {
      return fail(ErrorKind::config, where_,
                  "is no baseline of detect-secrets: without \"results\"");
    }
    for (const auto& [path, found] : *results->object()) TRY(read_file(path, found));
    read_filters(document);
    read_old_exclusions(document);
    return std::move(out_);
  }

 private:
  Result<void> read_file(const std::string& path, const Json& found) {
    if (found.array() == nullptr) return {};
    for (std::size_t i = 0; i < found.array()->size(); ++i) {
      if (out_.suppressions.size() + out_.not_carried_over.size() >= kMaxForeignItems) {
        return fail(
            limit_error(where_, "a baseline with too many results", {"results", kMaxForeignItems}));
      }
      const std::array<JsonStep, 3> steps = {"results", path, i};
      const auto place = places_.find(steps);
      read_result(path, found.array()->at(i),
                  place ? where_ + ":" + std::to_string(place->start.line) : where_);
    }
    return {};
  }

  /// `is_secret` is what somebody answered in `detect-secrets audit`.
  void read_result(const std::string& path, const Json& result, const std::string& place) {
    const std::string type = escape_for_display(text_in(result, "type"));
    const Json* const is_secret = result.find("is_secret");
    const bool is_audited = is_secret != nullptr && is_secret->boolean() != nullptr;
    if (is_audited && *is_secret->boolean()) {
      out_.not_carried_over.push_back(
          {place, type, "was audited as a real secret: it is to be revoked, and not to be known"});
      return;
    }
    ForeignSuppression suppression;
    suppression.where = place;
    suppression.path = path;
    suppression.reason = "detect-secrets: " + type + (is_audited ? ", audited as no secret" : "");
    suppression.digest = digest_of(text_in(result, "hashed_secret"));
    // Of a private key it takes the digest of the line that announces one.
    if (type == "Private Key") suppression.digest.reset();
    if (const Json* line = result.find("line_number"); line != nullptr && !suppression.digest) {
      suppression.line = static_cast<std::uint64_t>(std::clamp(line->number(), 0.0, 1e15));
    }
    if (suppression.digest || suppression.line > 0) {
      out_.suppressions.push_back(std::move(suppression));
    } else {
      out_.not_carried_over.push_back(
          {place, type, "without \"hashed_secret\" and \"line_number\""});
    }
  }

  void read_filters(const Json& document) {
    const Json* const filters = document.find("filters_used");
    if (filters == nullptr || filters->array() == nullptr) return;
    for (const Json& filter : *filters->array()) {
      const std::string path = text_in(filter, "path");
      if (path == kFileFilter) {
        read_patterns(filter.find("pattern"));
      } else if (!is_usual_filter(path)) {
        out_.not_carried_over.push_back(
            {where_, "the filter " + escape_for_display(path),
             "findings are suppressed by rule and path, or by a fingerprint, and not by a filter"});
      }
    }
  }

  void read_patterns(const Json* pattern) {
    if (pattern == nullptr) return;
    if (pattern->string() != nullptr) add_expression(*pattern->string());
    if (pattern->array() == nullptr) return;
    for (const Json& one : *pattern->array()) {
      if (one.string() != nullptr) add_expression(*one.string());
    }
  }

  /// Until version 0.14.
  void read_old_exclusions(const Json& document) {
    const Json* const exclude = document.find("exclude");
    if (exclude == nullptr) return;
    if (const std::string files = text_in(*exclude, "files"); !files.empty()) {
      add_expression(files);
    }
    if (!text_in(*exclude, "lines").empty()) {
      out_.not_carried_over.push_back({where_, "lines by an expression",
                                       "findings are not suppressed by what their line says"});
    }
  }

  void add_expression(const std::string& expression) {
    out_.add_expression(where_, expression, "detect-secrets excludes it", "");
  }

  std::string_view text_;
  const std::string& where_;
  JsonPlaces places_;
  ForeignPolicy out_;
};

}  // namespace

Result<ForeignPolicy> read_detect_secrets(std::string_view text, const std::string& where) {
  return DetectSecretsReader(text, where).read();
}

}  // namespace packwarden
