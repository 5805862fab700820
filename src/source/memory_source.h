#pragma once

#include <memory>
#include <vector>

#include "source/source.h"

namespace packwarden {

/// A source that yields `entries` in the given order, numbered anew: for tests and fuzzing.
[[nodiscard]] std::unique_ptr<Source> memory_source(std::vector<Entry> entries,
                                                    SourceFacts facts = {});

}  // namespace packwarden
