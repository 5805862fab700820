#pragma once

#include "app/options.h"

namespace packwarden {

/// Whether what goes to `descriptor` is coloured. The usual conventions: no-color.org,
/// force-color.org, TERM=dumb.
[[nodiscard]] bool use_color(ColorMode mode, int descriptor);

}  // namespace packwarden
