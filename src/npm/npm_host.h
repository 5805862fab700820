#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace packwarden {

/// What npm runs on. What is not known is not judged.
struct NpmHost {
  std::optional<std::string> npm_version;   // "11.19.1"
  std::optional<std::string> node_version;  // "v20.20.2"
  std::optional<std::string> os;            // as Node.js names it: "linux"
  std::optional<std::string> os_release;    // of the kernel
  std::optional<std::string> cpu;           // as Node.js names it: "x64", "arm64"
  std::optional<std::string> libc;          // "glibc" or "musl"; "" where npm finds neither
};

/// This machine, without versions of programs.
[[nodiscard]] NpmHost this_host();

/// `host` with what the variable `npm_config_user_agent` adds, as npm sets it for its scripts:
/// "npm/11.19.1 node/v20.20.2 linux x64 workspaces/false". Other texts add nothing.
[[nodiscard]] NpmHost with_user_agent(NpmHost host, std::string_view user_agent);

}  // namespace packwarden
