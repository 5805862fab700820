#pragma once

#include <string_view>

namespace packwarden {

/// The style sheet of a page: html/page.css, as the build embeds it.
[[nodiscard]] std::string_view page_style();

/// The script of a page: the files of html/ one after the other. A page is whole without it.
[[nodiscard]] std::string_view page_script();

}  // namespace packwarden
