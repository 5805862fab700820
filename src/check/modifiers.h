#pragma once

#include <string>
#include <vector>

#include "check/package_check.h"

namespace packwarden {

/// Weighs findings by what else is known of their files, by one step up or down in all: from note
/// to medium and from medium to high, never to critical, and from medium to note.
///
/// - Up where git does not know the file, outside of what a build writes: it is there by accident
///   more often than others.
/// - Up where the release before did not have the file: nobody looked at it yet. A file that was
///   moved, or whose name holds another digest or number, is not new.
/// - Down where the release before had the same file.
///
/// Exempt are findings of the package as a whole, of several of its files, and of practices.
void modify_severities(const PackageView& package, const std::vector<Finding*>& findings);

/// The message of a finding without the sentence that says how the release before weighed on it.
[[nodiscard]] std::string without_weighing(std::string message);

}  // namespace packwarden
