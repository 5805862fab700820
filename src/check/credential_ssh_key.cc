#include <array>

#include "base/text.h"
#include "check/all.h"
#include "check/example_name.h"
#include "check/key_material.h"

namespace packwarden {
namespace {

constexpr std::array<std::string_view, 6> kNames = {"id_rsa*",     "id_dsa*", "id_ecdsa*",
                                                    "id_ed25519*", "*.ppk",   ".ssh/"};
/// What a client of SSH knows of other machines and people.
constexpr std::array<std::string_view, 4> kContacts = {"known_hosts", "known_hosts.old", "config",
                                                       "authorized_keys"};

void run(const CheckedFile& file, FileHits& hits) {
  if (file.extension() == "pub" || file.is_code() || file.is_documentation()) return;
  const KeyMaterial keys = private_keys_in(file.bytes());
  if (keys.count() > 0) return report_keys(keys, file, hits);
  if (!has_directory(file.folded(), ".ssh")) return;
  if (!is_one_of(file.name(), kContacts)) return;
  hits.add({Severity::medium, "It holds no key, but names of hosts and users.", ""});
}

}  // namespace

const FileCheck kCredentialSshKey = {
    {"cred-ssh-key", Severity::critical, "Key of SSH",
     "Who reads it can log in wherever the public key is allowed to.", kKeepOut},
    Reach::named,
    kNames,
    run,
    {}};

}  // namespace packwarden
