#pragma once

#include "app/pipeline.h"
#include "source/source.h"
#include "validate/inspector.h"

namespace packwarden {

/// Names the author's file for findings in generated files whose source maps are published beside
/// them: reads these maps from `source` once more. A map that is not there names nothing.
void name_originals(Source& source, Inspector& names, std::vector<Examined::Located>& findings);

}  // namespace packwarden
