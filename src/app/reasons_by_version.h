#pragma once

#include <map>
#include <optional>
#include <string>

#include "app/audit.h"
#include "npm/packing_reasons.h"
#include "npm/profile.h"
#include "source/source.h"

namespace packwarden {

/// By which rules the files of a package on disk are packed.
class ReasonsByVersion {
 public:
  /// `source` is open. Empty where nobody asks, and where there is no package on disk.
  [[nodiscard]] static ReasonsByVersion of(const Source& source, const SourceFacts& facts,
                                           ReasonMode mode);

  /// Of a file that these versions of npm pack: the rule of the first of them that tells one.
  [[nodiscard]] std::optional<std::string> find(const std::string& path,
                                                const NpmVersions& packed_by) const;

 private:
  std::map<int, PackingReasons> by_npm_;
};

}  // namespace packwarden
