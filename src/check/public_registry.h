#pragma once

#include <string>
#include <string_view>

namespace packwarden {

/// The host of a URL in lower case, without login and port; "" of what has no "://".
[[nodiscard]] std::string host_of_url(std::string_view url);

/// Whether the host is the public npm registry, by one of its names, or Yarn's for it.
[[nodiscard]] bool is_public_registry(std::string_view host);

}  // namespace packwarden
