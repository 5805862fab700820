#include "report/markup.h"

#include "base/text.h"
#include "report/page.h"

namespace packwarden {
namespace {

/// HTML, section 13.2.5, and XML 1.0, section 2.4: what begins a tag, a reference or the end of an
/// attribute. Beside the controls, which are escaped for display already, two code points are no
/// characters (XML 1.0, section 2.2).
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

}  // namespace

std::string markup_text(std::string_view raw) {
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

}  // namespace packwarden
