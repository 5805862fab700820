#pragma once

#include <string>
#include <string_view>

namespace packwarden {

/// `raw` as text of an element, or of an attribute in quotes, of HTML and XML alike: in one line,
/// with nothing in it that a parser, a terminal or a CI service obeys.
[[nodiscard]] std::string markup_text(std::string_view raw);

}  // namespace packwarden
