#pragma once

#include "app/options.h"

namespace packwarden {

/// Where results go: standard output. In a script that npm itself starts that belongs to npm, and
/// they go to standard error (`npm publish --json` prints its answer there).
[[nodiscard]] int report_descriptor();

/// Whether what goes to `descriptor` is coloured. The usual conventions: no-color.org,
/// force-color.org, TERM=dumb.
[[nodiscard]] bool use_color(ColorMode mode, int descriptor);

}  // namespace packwarden
