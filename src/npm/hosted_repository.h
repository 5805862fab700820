#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace packwarden {

/// Where an address stands: "owner/repository" is written out in `repository.url` and keeps to a
/// short form among dependencies.
enum class AddressUse : std::uint8_t { repository, dependency };

/// How npm writes the address of a repository at GitHub, GitLab, Bitbucket, SourceHut or as a gist:
/// "owner/repository", "gitlab:…", "git@…:…", a page on the web. None where it knows no such
/// repository, and of addresses with characters that need an escape. A password in `address` is in
/// the answer, too.
[[nodiscard]] std::optional<std::string> hosted_address(std::string_view address, AddressUse use);

}  // namespace packwarden
