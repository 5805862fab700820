#include <algorithm>
#include <array>
#include <optional>
#include <set>

#include "base/text.h"
#include "check/all.h"
#include "check/public_registry.h"
#include "check/wording.h"

namespace packwarden {
namespace {

constexpr std::size_t kMostNamed = 5;
constexpr std::size_t kLongestUrl = 2048;

constexpr std::array<std::string_view, 6> kLockfiles = {"bun.lock",          "npm-shrinkwrap.json",
                                                        "package-lock.json", "pnpm-lock.yaml",
                                                        "shrinkwrap.yaml",   "yarn.lock"};

bool ends_url(char c) {
  return c == '"' || c == '\'' || c == ',' || c == '}' || c == '>' || c <= ' ' || c == '\x7F';
}

/// Where packages of a lockfile come from, beside the public registry.
struct Origins {
  std::set<std::string> hosts;
  std::size_t count = 0;   // of packages
  std::size_t first = 0;   // where the first one stands
  bool has_login = false;  // a password for one of them stands there
  bool has_ssh = false;

  void add(std::string_view url, std::size_t at) {
    const std::string host = host_of_url(url);
    const std::string_view rest = url.substr(url.find("://") + 3);
    const std::string_view authority = rest.substr(0, rest.find('/'));
    const std::size_t login = authority.rfind('@');
    if (login != std::string_view::npos && authority.substr(0, login).find(':') < login - 1) {
      has_login = true;
    }
    if (is_public_registry(host)) return;
    if (count++ == 0) first = at;
    if (url.starts_with("git+ssh:") || url.starts_with("ssh:")) has_ssh = true;
    if (hosts.size() < kMostNamed) hosts.insert(host);
  }
};

/// Whether the address at `at` says where a package was taken from: `"resolved": "…"` and
/// `resolved "…"`, `tarball: …`, `"name@version": ["…", "https://…"`. Pages of people who give
/// money stand in lockfiles, too.
bool is_origin(std::string_view text, std::size_t at) {
  const std::size_t line = text.rfind('\n', at) + 1;  // npos + 1 is 0
  const std::string_view before = text.substr(line, std::min<std::size_t>(at - line, 400));
  for (const std::string_view word : {"resolved", "resolution", "tarball", "registry"}) {
    if (before.find(word) != std::string_view::npos) return true;
  }
  return before.find("\": [\"") != std::string_view::npos;
}

/// What the scheme before "://" is; "" of one that nothing is taken from.
std::string_view scheme_before(std::string_view text, std::size_t colon) {
  constexpr std::array<std::string_view, 6> kSchemes = {"git+https", "git+ssh", "git+http",
                                                        "https",     "http",    "ssh"};
  for (const std::string_view scheme : kSchemes) {
    if (text.substr(0, colon).ends_with(scheme)) return scheme;
  }
  return {};
}

Origins origins_of(std::string_view text) {
  Origins out;
  for (std::size_t at = text.find("://"); at != std::string_view::npos;
       at = text.find("://", at + 3)) {
    const std::string_view scheme = scheme_before(text, at);
    const std::size_t begin = at - scheme.size();
    if (scheme.empty() || !is_origin(text, begin)) continue;
    const std::string_view rest = text.substr(begin, kLongestUrl);
    const auto* const end = std::find_if(rest.begin(), rest.end(), ends_url);
    out.add(rest.substr(0, static_cast<std::size_t>(end - rest.begin())), begin);
  }
  return out;
}

void run(const CheckedFile& file, FileHits& hits) {
  const Origins origins = origins_of(file.bytes());
  if (origins.has_login) {
    return hits.add({Severity::critical, "A password for a registry stands in its addresses.",
                     "Revoke the password, and leave {path} out of the package."});
  }
  if (origins.count == 0) return;
  const ByteSpan at = {origins.first, origins.first + 1};
  hits.add(
      {file.is_test() ? Severity::note : Severity::medium,
       counted(origins.count, "address") + " in it " + (origins.count == 1 ? "is" : "are") +
           " not that of the public registry: " + listed(origins.hosts, origins.hosts.size()) + ".",
       ""},
      at);
}

void run_shrinkwrap(const PackageView& package, PackageHits& hits) {
  constexpr std::string_view kName = "npm-shrinkwrap.json";
  if (package.find(kName) == nullptr) return;
  const Json& manifest = package.manifest();
  const bool is_application = manifest.find("bin") != nullptr && manifest.find("main") == nullptr &&
                              manifest.find("exports") == nullptr;
  hits.add({is_application ? Severity::note : hits.severity(),
            is_application ? "For a program that may be meant." : "", ""},
           kName);
}

}  // namespace

const FileCheck kLockfileHost = {
    {"net-lockfile-host", Severity::medium, "Lockfile with other registries",
     "It names hosts that others cannot reach, and that may not be meant for them.",
     "Leave {path} out of the package."},
    Reach::named,
    kLockfiles,
    run,
    {}};

const PackageCheck kShrinkwrap = {
    {"net-shrinkwrap", Severity::medium, "Shrinkwrap",
     "It pins every package below this one for all who install it: fixes do not reach them.",
     "Leave npm-shrinkwrap.json out, unless the package is a program and no library."},
    run_shrinkwrap};

}  // namespace packwarden
