#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "finding/finding.h"

namespace packwarden {

/// Makes a path of a map fit to be shown.
using PathConcealer = std::function<std::string(std::string_view)>;

/// Names the author's file for what was found in a generated one, `bytes`, where its source map is
/// in it; where that is another file, notes which one and the place that it is to be asked for.
/// `found` are sorted by place.
void name_originals_of_generated(std::string_view bytes, const PathConcealer& conceal,
                                 std::vector<Finding>& found);

/// The same with a map that was found elsewhere: for all of `found` that have a reference.
void name_originals_by(std::string_view map, const PathConcealer& conceal,
                       const std::vector<Finding*>& found);

}  // namespace packwarden
