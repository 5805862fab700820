#pragma once

namespace packwarden {

/// The program's exit status; scripts depend on it, so it never changes. `incomplete` wins over
/// `findings`.
enum class ExitStatus : int {
  clean = 0,       // finished, nothing at or above the threshold
  findings = 1,    // finished, findings at or above the threshold
  incomplete = 2,  // could not finish, or could not start
};

}  // namespace packwarden
