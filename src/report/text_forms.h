#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/digest.h"

// Forms of text that several formats demand.
namespace packwarden {

/// RFC 3339, in UTC and without a zone: "2026-01-31T23:59:59"; "" beyond what a calendar holds.
[[nodiscard]] std::string utc_text(std::uint64_t seconds);

/// RFC 9562, section 5.8: a UUID of version 8 is made as its maker likes, here of a digest.
[[nodiscard]] std::string uuid_text(Sha256 digest);

/// RFC 3986: a relative path as a reference, its bytes percent-encoded but for unreserved ones and
/// the slash. An absolute one becomes "file:///…".
[[nodiscard]] std::string uri_of_path(std::string_view path);

/// `text` without links and images of Markdown, as a name of a file may spell one: `](` stands
/// apart.
[[nodiscard]] std::string without_links(std::string text);

/// The same without HTML, for what is shown as Markdown.
[[nodiscard]] std::string without_markup(std::string text);

/// The first `limit` bytes of UTF-8 text, less what would be cut within a character.
[[nodiscard]] std::string shortened(std::string_view text, std::size_t limit);

}  // namespace packwarden
