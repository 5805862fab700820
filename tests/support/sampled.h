#pragma once

#include <cstddef>

namespace packwarden {

/// Of how many cases the slowest tests take one: of all but under the sanitizers, where each case
/// takes some ten times as long and what is looked for is not in its answer.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
inline constexpr std::size_t kOneOf = 5;
#else
inline constexpr std::size_t kOneOf = 1;
#endif

}  // namespace packwarden
