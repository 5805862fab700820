#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/json.h"

namespace packwarden {

/// Whether a correction changes what is installed or run, or how something is written alone.
enum class CorrectionEffect : std::uint8_t { wording, repository, behaviour };

/// One change that npm makes to the manifest that it sends to the registry. The package.json in the
/// tarball stays as it is.
struct Correction {
  CorrectionEffect effect = CorrectionEffect::wording;
  std::string field;  // of package.json
  std::string what;   // "`bin` becomes an object"; names keys and no values
};

/// What `npm publish` of npm 11 corrects, with a warning.
struct Corrections {
  Json manifest;                 // as `npm pkg fix` writes it
  std::vector<Correction> made;  // in npm's order
  bool is_refused = false;       // the name or the version is none: npm ends there
};

/// Pure; nothing is looked up on disk. Of a manifest that is no object nothing is corrected.
[[nodiscard]] Corrections npm_corrections(const Json& manifest);

}  // namespace packwarden
