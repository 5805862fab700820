#pragma once

#include <functional>
#include <map>
#include <string>

#include "base/result.h"
#include "npm/file_tree.h"
#include "npm/manifest.h"
#include "npm/packlist.h"

namespace packwarden {

/// Which rule lets each packed file in, by the path that npm lists: `package.json:7 (files[0]):
/// "dist"`, `npm (always): "!/readme{,.*[^~$]}"`; "" where no rule leaves it out. Rules are those
/// of the package, or of the bundled package that the file belongs to.
using PackingReasons = std::map<std::string, std::string, std::less<>>;

/// Of what `packlist` lists. Fails where that fails.
[[nodiscard]] Result<PackingReasons> packing_reasons(const FileTree& tree, const Manifest& manifest,
                                                     const PackContext& context);

}  // namespace packwarden
