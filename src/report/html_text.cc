#include "report/html_text.h"

#include <array>
#include <cstddef>

#include "base/base64.h"
#include "base/digest.h"
#include "base/text.h"
#include "report/page.h"

namespace packwarden {
namespace {

/// HTML, section 13.2.5: what begins a tag, a reference or the end of an attribute. Two code points
/// are no characters, beside the controls, which are escaped for display already.
std::string_view escape_of(std::string_view character) {
  struct Row {
    std::string_view character;
    std::string_view escape;
  };
  static constexpr Row kRows[] = {{"&", "&amp;"},
                                  {"<", "&lt;"},
                                  {">", "&gt;"},
                                  {"\"", "&quot;"},
                                  {"'", "&#39;"},
                                  {"\xEF\xBF\xBE", "\\u{FFFE}"},
                                  {"\xEF\xBF\xBF", "\\u{FFFF}"}};
  for (const Row& row : kRows) {
    if (row.character == character) return row.escape;
  }
  return character;
}

struct Look {
  std::string_view name;
  std::string_view mark;
};

/// By the number of a severity. The marks differ in shape and grow in weight.
constexpr std::array<Look, 5> kLooks = {{{"note", "\u25CB"},
                                         {"low", "\u25CF"},
                                         {"medium", "\u25A0"},
                                         {"high", "\u25B2"},
                                         {"critical", "\u25C6"}}};

}  // namespace

std::string html_text(std::string_view raw) {
  const std::string shown = printable(raw);
  std::string out;
  out.reserve(shown.size());
  for (std::size_t at = 0; at < shown.size();) {
    const std::size_t length = code_point_at(shown, at).length;
    out += escape_of(std::string_view(shown).substr(at, length));
    at += length;
  }
  return out;
}

std::string html_prose(std::string_view raw) {
  std::string out;
  while (!raw.empty()) {
    const std::size_t begin = raw.find('`');
    const std::size_t end = begin == raw.npos ? raw.npos : raw.find('`', begin + 1);
    if (end == raw.npos) break;
    out += html_text(raw.substr(0, begin));
    out += "<code>" + html_text(raw.substr(begin + 1, end - begin - 1)) + "</code>";
    raw.remove_prefix(end + 1);
  }
  return out + html_text(raw);
}

std::string html_name(std::string_view raw) {
  return "<code class=\"name\">" + html_text(raw) + "</code>";
}

std::string csp_source(std::string_view inline_text) {
  const Sha256 digest = sha256(inline_text);
  return "'sha256-" + encode_base64(std::string(digest.begin(), digest.end())) + "'";
}

std::string html_place(std::string_view path, const LineColumn& at) {
  return html_name(std::string(path) + ":" + std::to_string(at.line) + ":" +
                   std::to_string(at.column));
}

std::string html_severity(Severity severity) {
  const Look& look = kLooks.at(static_cast<std::size_t>(severity));
  std::string out = "<span class=\"severity ";
  out.append(look.name).append("\"><span aria-hidden=\"true\">").append(look.mark);
  return out.append("</span> ").append(look.name).append("</span>");
}

std::string html_bytes(std::uint64_t bytes) {
  return "<data value=\"" + std::to_string(bytes) + "\" title=\"" + counted(bytes, "byte") + "\">" +
         html_text(human_bytes(bytes)) + "</data>";
}

}  // namespace packwarden
