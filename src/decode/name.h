#pragma once

#include <cstddef>
#include <string_view>

#include "base/span.h"
#include "decode/decoder.h"

namespace packwarden {

// What an encoded value is called: rules that go by names have to see it.

/// `const apiSecret = ` of `const apiSecret = atob("…`, where the content of the literal begins at
/// `at`: the name and what gives it the value, and nothing else, so that other values do not come
/// along. Empty, at `at`: it is given no name.
[[nodiscard]] ByteSpan name_before(std::string_view text, std::size_t at);

/// `value`, which stands at `at`, between quotes and behind its name. As it is where it has no name
/// or is no single word, or a long one.
[[nodiscard]] Decoded with_name(std::string_view text, std::size_t at, Decoded value);

}  // namespace packwarden
