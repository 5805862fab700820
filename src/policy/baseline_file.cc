#include "policy/baseline_file.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/day.h"
#include "base/digest.h"
#include "base/json.h"
#include "base/span.h"
#include "base/text.h"
#include "policy/strict_json.h"

namespace packwarden {
namespace {

constexpr std::string_view kSchema = "packwarden/baseline/1";
constexpr std::size_t kKeyDigits = 64;
constexpr std::size_t kFingerprintDigits = 32;
constexpr std::array<std::string_view, 4> kKeys = {"$schema", "entries", "key", "schema"};

/// The fields of an entry, in the order that they are written in.
struct EntryField {
  std::string_view key;
  std::string BaselineEntry::*value;
  bool is_needed;
};
constexpr auto kFields = std::to_array<EntryField>({
    {"rule", &BaselineEntry::rule, true},
    {"path", &BaselineEntry::path, true},
    {"fingerprint", &BaselineEntry::fingerprint, true},
    {"date", &BaselineEntry::date, false},
    {"reason", &BaselineEntry::reason, false},
    {"owner", &BaselineEntry::owner, false},
    {"until", &BaselineEntry::until, false},
});

std::array<std::string_view, kFields.size()> entry_keys() {
  std::array<std::string_view, kFields.size()> out;
  std::transform(kFields.begin(), kFields.end(), out.begin(),
                 [](const EntryField& field) { return field.key; });
  return out;
}

bool is_hexadecimal(std::string_view text, std::size_t digits) {
  return text.size() == digits &&
         text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

std::string bytes_of_digits(std::string_view digits) {
  std::string out;
  for (std::size_t i = 0; i < digits.size(); i += 2) {
    out += static_cast<char>(hexadecimal_octet(digits, i).value_or(0));
  }
  return out;
}

class BaselineReader {
 public:
  BaselineReader(std::string_view text, const std::string& where)
      : text_(text), where_(where), json_(text, where) {}

  Result<BaselineFile> read() {
    TRY(refuse_marks_of_merge());
    TRY(parse_json(text_, where_));
    const JsonPlace root = json_.root();
    TRY(refuse_two_keys(root));
    TRY_ASSIGN(const std::vector<JsonPlace> members, json_.members(root, kKeys));
    BaselineFile out;
    TRY(read_schema(root, members));
    TRY_ASSIGN(out.key, read_key(root, members));
    if (const JsonPlace* list = find(members, "entries")) {
      TRY_ASSIGN(out.entries, read_entries(*list));
    }
    return out;
  }

 private:
  static const JsonPlace* find(const std::vector<JsonPlace>& members, std::string_view key) {
    const auto found = std::find_if(members.begin(), members.end(),
                                    [&](const JsonPlace& member) { return member.key == key; });
    return found == members.end() ? nullptr : &*found;
  }

  /// A conflict is no JSON either; this says what to do about it.
  Result<void> refuse_marks_of_merge() const {
    for (std::size_t at = 0; at < text_.size();) {
      const std::string_view line = text_.substr(at, text_.find('\n', at) - at);
      for (const std::string_view mark : {"<<<<<<<", "|||||||", "=======", ">>>>>>>"}) {
        if (!line.starts_with(mark)) continue;
        JsonPlace place;
        place.start = line_column(text_, at);
        return json_.error(place,
                           "a merge that was not finished: keep the entries of both sides, drop "
                           "the lines with marks, and run packwarden baseline prune");
      }
      at += line.size() + 1;
    }
    return {};
  }

  Result<void> refuse_two_keys(const JsonPlace& root) const {
    bool is_there = false;
    for (const JsonPlace& member : json_children(text_, root)) {
      if (member.key != "key") continue;
      if (std::exchange(is_there, true)) {
        return json_.error(member,
                           "a second key: two baselines were made and merged. Keep one of them, "
                           "and run packwarden baseline update");
      }
    }
    return {};
  }

  Result<void> read_schema(const JsonPlace& root, const std::vector<JsonPlace>& members) const {
    const JsonPlace* const place = find(members, "schema");
    if (place == nullptr) return json_.error(root, "without \"schema\"");
    TRY_ASSIGN(const std::string schema, json_.string(*place));
    if (schema == kSchema) return {};
    return json_.error(*place, "no baseline that is known here: not \"packwarden/baseline/1\"");
  }

  Result<std::string> read_key(const JsonPlace& root, const std::vector<JsonPlace>& members) const {
    const JsonPlace* const place = find(members, "key");
    if (place == nullptr) return json_.error(root, "without \"key\"");
    TRY_ASSIGN(const std::string digits, json_.string(*place));
    if (is_hexadecimal(digits, kKeyDigits)) return bytes_of_digits(digits);
    return json_.error(*place, "\"key\" is not 64 hexadecimal digits");
  }

  Result<std::vector<BaselineEntry>> read_entries(const JsonPlace& list) const {
    TRY_ASSIGN(const std::vector<JsonPlace> elements, json_.elements(list));
    if (elements.size() > kMaxBaselineEntries + 1) {
      return fail(limit_error(where_, "a baseline has too many entries",
                              {"baseline-entries", kMaxBaselineEntries}));
    }
    std::vector<BaselineEntry> out;
    for (const JsonPlace& element : elements) {
      TRY_ASSIGN(const std::vector<JsonPlace> members, json_.members(element, entry_keys()));
      if (members.empty()) continue;  // the end of the list
      TRY_ASSIGN(BaselineEntry entry, read_entry(element, members));
      out.push_back(std::move(entry));
    }
    return out;
  }

  Result<BaselineEntry> read_entry(const JsonPlace& element,
                                   const std::vector<JsonPlace>& members) const {
    BaselineEntry out;
    out.line = element.start.line;
    for (const EntryField& field : kFields) {
      if (const JsonPlace* const place = find(members, field.key)) {
        TRY_ASSIGN(out.*field.value, json_.string(*place));
        TRY(check(field, out.*field.value, *place));
      } else if (field.is_needed) {
        return json_.error(element, "without \"" + std::string(field.key) + "\"");
      }
    }
    return out;
  }

  Result<void> check(const EntryField& field, const std::string& text,
                     const JsonPlace& place) const {
    const std::string quoted = "\"" + std::string(field.key) + "\"";
    if (trimmed(text).empty()) return json_.error(place, quoted + " is empty");
    if (field.key == "fingerprint" && !is_hexadecimal(text, kFingerprintDigits)) {
      return json_.error(place, quoted + " is not 32 hexadecimal digits");
    }
    if ((field.key == "until" || field.key == "date") && !is_day(text)) {
      return json_.error(place, quoted + " is no day as YYYY-MM-DD");
    }
    return {};
  }

  std::string_view text_;
  const std::string& where_;
  StrictJson json_;
};

std::string quoted(std::string_view text) { return to_text(Json(text), -1); }

std::string line_of(const BaselineEntry& entry) {
  std::string out;
  for (const EntryField& field : kFields) {
    if ((entry.*field.value).empty()) continue;
    out += out.empty() ? "{" : ", ";
    out += quoted(field.key) + ": " + quoted(entry.*field.value);
  }
  return out + "}";
}

/// Of the same entry the one of the latest date; of one date the last of the file.
void sort_and_merge(std::vector<BaselineEntry>& entries) {
  std::stable_sort(entries.begin(), entries.end());
  for (std::size_t i = 0; i + 1 < entries.size(); ++i) {
    if (entries[i].is_of_same(entries[i + 1])) entries[i].rule.clear();
  }
  std::erase_if(entries, [](const BaselineEntry& entry) { return entry.rule.empty(); });
}

}  // namespace

Result<BaselineFile> parse_baseline(std::string_view text, const std::string& where) {
  return BaselineReader(text, where).read();
}

std::string baseline_text(BaselineFile file) {
  sort_and_merge(file.entries);
  std::string out = "{\n  \"schema\": " + quoted(kSchema) + ",\n  \"key\": ";
  out += quoted(to_hex(file.key)) + ",\n  \"entries\": [\n";
  for (const BaselineEntry& entry : file.entries) out += "    " + line_of(entry) + ",\n";
  return out + "    {}\n  ]\n}\n";
}

std::string baseline_path(std::string_view path) {
  while (path.starts_with("./")) {
    path.remove_prefix(2);
    path.remove_prefix(std::min(path.find_first_not_of('/'), path.size()));
  }
  return escape_for_display(path);
}

}  // namespace packwarden
