#pragma once

#include "match/scanner.h"

namespace packwarden {

/// Whether a match that nothing sets apart from the bytes around it (Match::joined) is a secret by
/// itself, and no piece of the names, texts and base64 that compiled files hold: it has a long
/// literal, or it is random and they are not.
[[nodiscard]] bool stands_out(const Match& match);

}  // namespace packwarden
