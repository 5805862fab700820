#pragma once

#include <span>
#include <string>
#include <string_view>

namespace packwarden {

/// What a run of continuous integration says of itself in its environment, as far as npm asks to
/// attest where a package was built.
struct CiFacts {
  std::string service;     // that npm can attest; "": another one, or none
  std::string repository;  // "host/owner/name", in lower case
  std::string permission;  // the setting that gives the run an identity
  bool has_identity = false;
};

/// `environment` is "NAME=value" each, as the run has it. No other value goes into the facts.
[[nodiscard]] CiFacts ci_facts(std::span<const std::string_view> environment);

/// "host/owner/name", in lower case, of the address of a repository in any of npm's forms; without
/// user and password. "" of what is no address.
[[nodiscard]] std::string repository_key(std::string_view address);

}  // namespace packwarden
