#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "finding/finding.h"

// What others may have chosen, as text of a page. All of it goes through here or `markup_text`.
namespace packwarden {

/// A sentence, where what stands between backticks becomes `<code>`.
[[nodiscard]] std::string html_prose(std::string_view raw);

/// A name, which is not broken but where it must be: `<code class="name">…</code>`.
[[nodiscard]] std::string html_name(std::string_view raw);

/// What Content Security Policy (level 3, section 2.3.1) calls a hash source: `'sha256-…'`.
[[nodiscard]] std::string csp_source(std::string_view inline_text);

/// "path:3:17", a name.
[[nodiscard]] std::string html_place(std::string_view path, const LineColumn& at);

/// A severity as a mark and a word, so that colour says nothing that they do not.
[[nodiscard]] std::string html_severity(Severity severity);

/// Bytes as people read them, the exact number beside it for whoever points at it.
[[nodiscard]] std::string html_bytes(std::uint64_t bytes);

}  // namespace packwarden
