#pragma once

#include <string_view>
#include <vector>

#include "check/file_check.h"

namespace packwarden {

/// Says that some of an archive could not be read: `why` goes on from "It". Takes the place of the
/// note that it is one.
void add_unread_archive(const CheckedFile& archive, const FilePlace& place, std::string_view why,
                        std::vector<Finding>& out);

}  // namespace packwarden
