#include "check/public_registry.h"

#include <array>

#include "base/text.h"

namespace packwarden {

std::string host_of_url(std::string_view url) {
  const std::size_t begin = url.find("://");
  if (begin == std::string_view::npos) return {};
  std::string_view host = url.substr(begin + 3);
  host = host.substr(0, host.find_first_of("/?#\\"));
  host = host.substr(host.rfind('@') + 1);  // npos + 1 is 0
  return ascii_lower(host.substr(0, host.find(':')));
}

bool is_public_registry(std::string_view host) {
  constexpr std::array<std::string_view, 5> kNames = {"npm.community", "registry.npmjs.com",
                                                      "registry.npmjs.org", "registry.yarnpkg.com",
                                                      "www.npmjs.com"};
  return is_one_of(host, kNames);
}

}  // namespace packwarden
