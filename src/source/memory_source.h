#pragma once

#include <memory>
#include <vector>

#include "source/source.h"

namespace packwarden {

/// What a memory_source has beside its entries.
struct BesideEntries {
  std::vector<Entry> settings;
  std::vector<Entry> public_text;
  std::vector<UnreadEntry> unread_settings;
};

/// A source that yields `entries` in the given order, numbered anew: for tests and fuzzing.
[[nodiscard]] std::unique_ptr<Source> memory_source(std::vector<Entry> entries,
                                                    SourceFacts facts = {},
                                                    BesideEntries beside = {});

}  // namespace packwarden
