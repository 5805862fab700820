#include <array>

#include "base/text.h"
#include "validate/all.h"
#include "validate/context.h"
#include "validate/network_name.h"
#include "validate/person.h"
#include "validate/placeholder.h"
#include "validate/rooted_path.h"

namespace packwarden {
namespace {

/// Where everybody may have a repository.
constexpr std::array<std::string_view, 12> kForges = {
    "github.com",     "gitlab.com",       "bitbucket.org",     "gist.github.com",
    "codeberg.org",   "gitee.com",        "ssh.dev.azure.com", "git.sr.ht",
    "ssh.github.com", "gitlab.gnome.org", "salsa.debian.org",  "vs-ssh.visualstudio.com"};

/// `git@HOST:OWNER/NAME`
bool is_private_remote(std::string_view remote) {
  const std::string_view host = remote.substr(4, remote.find(':') - 4);
  const bool is_any = is_placeholder_host(host) || host.starts_with("your") ||
                      host.starts_with("my") || host.find("company") != std::string_view::npos ||
                      host.find("example") != std::string_view::npos;
  return host.find('.') != std::string_view::npos && !is_any && !is_one_of(host, kForges);
}

}  // namespace

Verdict check_build_trace(const Match& match) {
  const std::string_view whole = whole_of(match);
  if (whole.starts_with("git@")) {
    return is_private_remote(whole) ? Verdict::unknown : Verdict::refuted;
  }
  return is_person(whole.substr(whole.find_last_of("\"'") + 1)) ? Verdict::unknown
                                                                : Verdict::refuted;
}

}  // namespace packwarden
