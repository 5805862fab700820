#include <array>

#include "check/all.h"
#include "check/example_name.h"
#include "check/key_material.h"

namespace packwarden {
namespace {

constexpr std::array<std::string_view, 5> kNames = {"*.pem", "*.key", "*.p8", "*.der", "*.pk8"};

void run(const CheckedFile& file, FileHits& hits) {
  report_keys(private_keys_in(file.bytes()), file, hits);
}

}  // namespace

const FileCheck kCredentialPrivateKey = {
    {"cred-private-key-file", Severity::critical, "File of a private key",
     "Who reads it can pose as its owner: sign, decrypt, or serve in their name.", kKeepOut},
    Reach::named,
    kNames,
    run,
    {}};

}  // namespace packwarden
