#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "base/span.h"

namespace packwarden {

/// Who is named in an address, as it stands there: "bob:secret" of "https://bob:secret@host/".
struct AddressUser {
  std::string_view scheme;  // "git+https", "github"; "" of "bob:secret@host:path"
  std::string_view text;    // of the user and, behind a colon, of the password; may be ""
  ByteSpan place;           // of both with the `@`, in the address
  bool is_exact = true;     // false: where it ends is a guess

  /// `git@` is how everybody logs in over SSH.
  [[nodiscard]] bool is_everybody() const;
};

/// The first user in an address that begins at `from` or behind it: in
/// `scheme://user:password@host` (RFC 3986, section 3.2.1), without slashes where npm takes the
/// scheme without them
/// ("github:user:password@owner/repository"), and in `user:password@host:path`. People write
/// passwords as they are: one may hold `/`, `?` and `#`. A port is no password. Linear.
[[nodiscard]] std::optional<AddressUser> find_address_user(std::string_view address,
                                                           std::size_t from = 0);

/// The address without users, except for everybody's `git@`. None where an end is a guess.
[[nodiscard]] std::optional<std::string> without_users(std::string_view address);

}  // namespace packwarden
