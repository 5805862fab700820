#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "base/text.h"

namespace packwarden {

/// A name of the package in a sentence: between backticks, safe to print, its first `most` bytes.
[[nodiscard]] inline std::string quoted(std::string_view name, std::size_t most = 200) {
  return "`" + escape_for_display(to_valid_utf8(name.substr(0, most))) + "`";
}

/// "a, b and 3 more": what `show` makes of the first `most` of `items`.
template <class Items, class Show>
[[nodiscard]] std::string listed(const Items& items, std::size_t most, Show show) {
  std::string out;
  std::size_t count = 0;
  for (const auto& item : items) {
    if (count++ < most) out += (out.empty() ? "" : ", ") + show(item);
  }
  if (count > most) out += " and " + grouped(count - most) + " more";
  return out;
}

/// The same of names.
template <class Names>
[[nodiscard]] std::string listed(const Names& names, std::size_t most) {
  return listed(names, most, [](std::string_view name) { return quoted(name); });
}

}  // namespace packwarden
