#pragma once

#include <string>
#include <utility>

#include "base/result.h"

namespace packwarden {

/// The failure of a prediction: npm refuses the package. All other errors say that it could not be
/// found out what npm would do.
[[nodiscard]] inline tl::unexpected<Error> npm_refuses(ErrorKind kind, std::string where,
                                                       std::string what) {
  return fail(Error{kind, std::move(where), std::move(what), std::nullopt, true});
}

}  // namespace packwarden
