#include <algorithm>
#include <array>

#include "base/digest.h"
#include "check/all.h"
#include "check/example_name.h"

namespace packwarden {
namespace {

using namespace std::string_view_literals;

constexpr std::array<std::string_view, 14> kNames = {"*.p12",
                                                     "*.pfx",
                                                     "*.jks",
                                                     "*.keystore",
                                                     "*.bks",
                                                     "*.kdbx",
                                                     "*.kdb",
                                                     "*.wallet",
                                                     "wallet.dat",
                                                     "*.mobileprovision",
                                                     "*.ovpn",
                                                     "*.1password",
                                                     "default/profile.js",
                                                     "default/band_*.js"};

/// PKCS #12 (RFC 7292, section 4): a SEQUENCE that starts with the version, 3.
bool is_pkcs12(std::string_view bytes) {
  constexpr std::size_t kLongestHeader = 6;
  if (!bytes.starts_with('\x30')) return false;
  const std::size_t at = bytes.substr(0, kLongestHeader + 3).find("\x02\x01\x03"sv);
  return at != std::string_view::npos && at >= 2;
}

/// Java's key stores and KeePass's databases, by their first bytes.
bool has_magic(std::string_view bytes) {
  constexpr std::array kMagics = {"\xFE\xED\xFE\xED"sv, "\xCE\xCE\xCE\xCE"sv, "\x03\xD9\xA2\x9A"sv};
  return is_pkcs12(bytes) ||
         std::any_of(kMagics.begin(), kMagics.end(),
                     [&](std::string_view magic) { return bytes.starts_with(magic); });
}

/// The one that tools of Android put into every new project; everybody can open it.
bool is_debug_keystore(std::string_view bytes) {
  constexpr std::size_t kSize = 2257;
  return bytes.size() == kSize &&
         to_hex(sha256(bytes)) ==
             "221e0a3106aa4c3ccc154e0a418b55020b3f9ea6e84f92e8749cd9e2f39f5e58";
}

/// The severity by what the file is, wherever it is; none: it holds no keys.
std::optional<Severity> severity_of(const CheckedFile& file) {
  if (file.extension() == "ovpn") {
    const bool has_key = file.bytes().find("<key>") != std::string_view::npos;
    return has_key ? std::optional(Severity::critical) : std::nullopt;
  }
  if (file.extension() == "js") {
    const bool is_vault = file.folded().find(".opvault/") != std::string::npos;
    return is_vault ? std::optional(Severity::critical) : std::nullopt;
  }
  if (has_magic(file.bytes())) return Severity::critical;
  // A profile of Apple's holds certificates and the names of devices.
  return file.extension() == "mobileprovision" ? Severity::medium : Severity::high;
}

void run(const CheckedFile& file, FileHits& hits) {
  if (is_debug_keystore(file.bytes())) {
    return hits.add({Severity::note, "It is the debug key of every Android project.", ""});
  }
  const std::optional<Severity> severity = severity_of(file);
  if (!severity) return;
  if (!file.is_test()) return hits.add({*severity, "", ""});
  hits.add({std::min(*severity, Severity::medium), "", std::string(kLeaveOutTests)});
}

}  // namespace

const FileCheck kCredentialKeystore = {
    {"cred-keystore", Severity::critical, "Store of keys or passwords",
     "Who has it can guess its passphrase without limit.", kKeepOut},
    Reach::named,
    kNames,
    run,
    {}};

}  // namespace packwarden
