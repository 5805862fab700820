#pragma once

#include <string_view>

namespace packwarden {

/// Whether a host stands for any: `localhost`, `example.com`, a name below `.test` (RFC 2606), one
/// label such as `host`, a loopback address.
[[nodiscard]] bool is_placeholder_host(std::string_view host);

/// Whether a host has a name that is of internal networks alone: one below `.corp`, `.lan` and the
/// like, and not one that all machines of a kind have.
[[nodiscard]] bool is_internal_host(std::string_view host);

}  // namespace packwarden
