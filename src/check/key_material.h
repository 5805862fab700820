#pragma once

#include <cstddef>
#include <string_view>

#include "check/checked_file.h"
#include "check/file_check.h"

namespace packwarden {

/// How many private keys a text holds.
struct KeyMaterial {
  std::size_t clear = 0;      // anybody can use them
  std::size_t encrypted = 0;  // under a passphrase
  std::size_t known = 0;      // of those: published by a standard or a test suite

  [[nodiscard]] std::size_t count() const { return clear + encrypted; }
  [[nodiscard]] bool all_known() const { return count() > 0 && known == count(); }
};

/// PEM texts, OpenSSH's and PuTTY's files, wherever they stand; a key in DER as the whole file.
[[nodiscard]] KeyMaterial private_keys_in(std::string_view bytes);

/// Says what a file of private keys is: critical; high under a passphrase, medium among tests, a
/// note where everybody knows them. Nothing without a key.
void report_keys(const KeyMaterial& keys, const CheckedFile& file, FileHits& hits);

}  // namespace packwarden
