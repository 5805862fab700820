#pragma once

#include <span>
#include <string>
#include <string_view>

#include "tool/outline.h"

namespace packwarden {

/// The manual page of all of `commands`, in roff with the macros of man(7), as groff and mandoc
/// read it. The same text for the same arguments: it has no date.
[[nodiscard]] std::string man_page(std::span<const OutlineCommand> commands,
                                   std::string_view version);

/// `text` so that roff prints it as it is, in the middle of a line or at its begin.
[[nodiscard]] std::string roff_text(std::string_view text);

}  // namespace packwarden
