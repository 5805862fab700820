#include "base/json_edit.h"

#include <algorithm>
#include <functional>

#include "base/json.h"

namespace packwarden {
namespace {

constexpr std::string_view kBlanks = " \t\r\n";

/// The white space before byte `end`.
std::string blanks_before(std::string_view text, std::size_t end) {
  const std::size_t last = text.substr(0, end).find_last_not_of(kBlanks);
  const std::size_t begin = last == std::string_view::npos ? 0 : last + 1;
  return std::string(text.substr(begin, end - begin));
}

/// Where the child at `index` begins: its key, if it has one.
std::size_t begin_of_child(std::string_view text, const JsonPlace& parent,
                           const std::vector<JsonPlace>& children, std::size_t index) {
  const std::size_t before = index == 0 ? parent.bytes.begin + 1 : children[index - 1].bytes.end;
  return text.find_first_not_of(index == 0 ? kBlanks : " \t\r\n,", before);
}

/// The last line end in `blanks` and what follows it: how a line there is indented. Empty where all
/// stands in one line.
std::string indentation(const std::string& blanks) {
  std::size_t end = blanks.rfind('\n');
  if (end == std::string::npos) return {};
  if (end > 0 && blanks[end - 1] == '\r') --end;
  return blanks.substr(end);
}

/// The same one level deeper, where `line` is the indentation of what stands in the outermost
/// object.
std::string deeper(const std::string& line) { return line + line.substr(line.find('\n') + 1); }

/// The list as it stands in a member that is indented by `line`.
std::string list_text(const std::vector<std::string>& texts, const std::string& line) {
  std::string out = "[";
  for (std::size_t i = 0; i < texts.size(); ++i) {
    if (i > 0) out += ',';
    if (!line.empty()) {
      out += deeper(line);
    } else if (i > 0) {
      out += ' ';
    }
    out += to_text(Json(texts[i]), -1);
  }
  return out + (texts.empty() ? "" : line) + "]";
}

}  // namespace

std::string with_json_value(std::string text, const JsonPlace& place, std::string_view value) {
  text.replace(place.bytes.begin, place.bytes.size(), value);
  return text;
}

std::string with_json_element(std::string text, const JsonPlace& array, std::string_view element) {
  const std::vector<JsonPlace> elements = json_children(text, array);
  if (elements.empty()) {
    return with_json_value(std::move(text), array, "[" + std::string(element) + "]");
  }
  const JsonPlace& last = elements.back();
  std::string separator = blanks_before(text, last.bytes.begin);
  if (separator.empty() && elements.size() == 1) separator = " ";
  text.insert(last.bytes.end, "," + separator + std::string(element));
  return text;
}

std::string without_json_element(std::string text, const JsonPlace& array, std::size_t index) {
  const std::vector<JsonPlace> elements = json_children(text, array);
  if (elements.size() == 1) return with_json_value(std::move(text), array, "[]");
  ByteSpan removed = elements[index].bytes;
  if (index > 0) {
    removed.begin = elements[index - 1].bytes.end;
  } else {
    removed.end = elements[1].bytes.begin;
  }
  text.erase(removed.begin, removed.size());
  return text;
}

namespace {

/// `value` gives the text of the value in a member that is indented by a line.
std::string with_member(std::string text, const JsonPlace& object, std::size_t after,
                        const std::string& name,
                        const std::function<std::string(const std::string&)>& value) {
  const std::string key = to_text(Json(name), -1);
  const std::vector<JsonPlace> members = json_children(text, object);
  if (members.empty()) {
    return with_json_value(std::move(text), object, "{" + key + ": " + value("") + "}");
  }
  after = std::min(after, members.size() - 1);
  // In one line the first member stands closer to its bracket than others to their comma.
  const std::size_t model = after == 0 && members.size() > 1 ? 1 : after;
  const std::string blanks = blanks_before(text, begin_of_child(text, object, members, model));
  const std::string line = indentation(blanks);
  const std::string behind_colon = blanks_before(text, members[model].bytes.begin);
  const bool is_only_one = members.size() == 1 && line.empty();
  const std::string separator = !line.empty() ? line : is_only_one ? behind_colon : blanks;
  text.insert(members[after].bytes.end, "," + separator + key + ":" + behind_colon + value(line));
  return text;
}

}  // namespace

std::string with_json_member(std::string text, const JsonPlace& object, std::size_t after,
                             const JsonListMember& member) {
  return with_member(std::move(text), object, after, member.key,
                     [&](const std::string& line) { return list_text(member.texts, line); });
}

std::string with_json_member(std::string text, const JsonPlace& object, std::size_t after,
                             const std::string& key, const std::string& value) {
  return with_member(std::move(text), object, after, key,
                     [&](const std::string& /*line*/) { return value; });
}

}  // namespace packwarden
