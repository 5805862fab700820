#include "npm/npm_host.h"

#include <sys/utsname.h>

#include <array>
#include <cstdint>
#include <utility>
#include <vector>

#include "base/result.h"
#include "npm/disk_tree.h"
#include "npm/javascript.h"

namespace packwarden {
namespace {

/// The program that npm reads to learn which C library there is.
constexpr const char* kLddDirectory = "/usr/bin";
constexpr const char* kLdd = "ldd";
constexpr std::uint64_t kMaxLddBytes = std::uint64_t{1} << 20U;

/// Names of Linux and of Node.js.
constexpr std::array<std::pair<std::string_view, std::string_view>, 11> kCpus = {{
    {"x86_64", "x64"},
    {"aarch64", "arm64"},
    {"i686", "ia32"},
    {"i386", "ia32"},
    {"armv7l", "arm"},
    {"armv6l", "arm"},
    {"ppc64le", "ppc64"},
    {"ppc64", "ppc64"},
    {"s390x", "s390x"},
    {"riscv64", "riscv64"},
    {"loongarch64", "loong64"},
}};

std::optional<std::string> cpu_named(std::string_view machine) {
  for (const auto& [linux_name, name] : kCpus) {
    if (machine == linux_name) return std::string(name);
  }
  return std::nullopt;
}

/// Without that program npm asks Node.js, which is not known here.
std::optional<std::string> c_library() {
  const auto tree = DiskTree::open(kLddDirectory);
  if (!tree) return std::nullopt;
  const auto text = (*tree)->read(kLdd, kMaxLddBytes);
  if (!text) return std::nullopt;
  if (text->find("musl") != std::string::npos) return "musl";
  return text->find("GNU C Library") != std::string::npos ? "glibc" : "";
}

}  // namespace

NpmHost this_host() {
  NpmHost out;
  utsname name{};
  if (uname(&name) != 0) return out;
  out.os = "linux";
  out.os_release = name.release;
  out.cpu = cpu_named(name.machine);
  out.libc = c_library();
  return out;
}

NpmHost with_user_agent(NpmHost host, std::string_view user_agent) {
  constexpr std::string_view kNpm = "npm/";
  constexpr std::string_view kNode = "node/";
  const std::vector<std::string_view> words = words_of(user_agent);
  if (words.size() < 4 || !words[0].starts_with(kNpm) || !words[1].starts_with(kNode)) return host;
  host.npm_version = words[0].substr(kNpm.size());
  host.node_version = words[1].substr(kNode.size());
  host.os = words[2];
  host.cpu = words[3];
  return host;
}

}  // namespace packwarden
