#include "report/html_text.h"

#include <array>
#include <cstddef>

#include "base/base64.h"
#include "base/digest.h"
#include "base/text.h"
#include "report/markup.h"

namespace packwarden {
namespace {

/// By the number of a severity. They differ in shape and grow in weight.
constexpr std::array<std::string_view, 5> kMarks = {"\u25CB", "\u25CF", "\u25A0", "\u25B2",
                                                    "\u25C6"};

}  // namespace

std::string html_prose(std::string_view raw) {
  std::string out;
  while (!raw.empty()) {
    const std::size_t begin = raw.find('`');
    const std::size_t end = begin == raw.npos ? raw.npos : raw.find('`', begin + 1);
    if (end == raw.npos) break;
    out += markup_text(raw.substr(0, begin));
    out += "<code>" + markup_text(raw.substr(begin + 1, end - begin - 1)) + "</code>";
    raw.remove_prefix(end + 1);
  }
  return out + markup_text(raw);
}

std::string html_name(std::string_view raw) {
  return "<code class=\"name\">" + markup_text(raw) + "</code>";
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
  const std::string name(name_of(severity));
  std::string out = "<span class=\"severity " + name + "\"><span aria-hidden=\"true\">";
  return out.append(kMarks.at(static_cast<std::size_t>(severity))) + "</span> " + name + "</span>";
}

std::string html_bytes(std::uint64_t bytes) {
  return "<data value=\"" + std::to_string(bytes) + "\" title=\"" + counted(bytes, "byte") + "\">" +
         markup_text(human_bytes(bytes)) + "</data>";
}

}  // namespace packwarden
