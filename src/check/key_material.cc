#include "check/key_material.h"

#include <algorithm>
#include <string>

#include "base/text.h"
#include "check/example_name.h"
#include "validate/known_test_key.h"
#include "validate/private_key.h"

namespace packwarden {
namespace {

constexpr auto kNone = std::string_view::npos;
/// No key is longer, in bytes of text.
constexpr std::size_t kLongest = 32768;

/// Calls `take` with the text behind each `mark`, the mark with it, up to the next one.
template <class Take>
void visit_marked(std::string_view bytes, std::string_view mark, Take take) {
  for (std::size_t at = bytes.find(mark); at != kNone;) {
    const std::size_t next = bytes.find(mark, at + mark.size());
    take(bytes.substr(at, std::min(next == kNone ? kLongest : next - at, kLongest)));
    at = next;
  }
}

void add(PrivateKeyState state, bool known, KeyMaterial& out) {
  if (state == PrivateKeyState::none) return;
  ++(state == PrivateKeyState::encrypted ? out.encrypted : out.clear);
  if (known) ++out.known;
}

void add_pem(std::string_view text, KeyMaterial& out) {
  const PrivateKeyState state = private_key_state(text);
  if (state == PrivateKeyState::none) return;
  const auto digest = private_key_digest(text);
  add(state, digest && is_known_test_key(*digest), out);
}

/// PuTTY's manual, appendix C. The last part of the file are the lines of the key.
void add_putty(std::string_view text, KeyMaterial& out) {
  if (text.find("\nPrivate-Lines: ") == kNone) return;
  const bool clear = text.find("\nEncryption: none") != kNone;
  add(clear ? PrivateKeyState::clear : PrivateKeyState::encrypted, false, out);
}

Severity severity_of(const KeyMaterial& keys, const CheckedFile& file) {
  if (keys.all_known()) return Severity::note;
  if (file.is_test()) return Severity::medium;
  return keys.clear > 0 ? Severity::critical : Severity::high;
}

std::string detail_of(const KeyMaterial& keys) {
  if (keys.all_known()) return "Everybody knows it: a standard or a test suite has published it.";
  std::string out = "It holds " + counted(keys.count(), "private key");
  if (keys.encrypted == keys.count()) return out + ", under a passphrase.";
  return out + ".";
}

}  // namespace

KeyMaterial private_keys_in(std::string_view bytes) {
  constexpr char kSequence = 0x30;
  KeyMaterial out;
  if (bytes.starts_with(kSequence)) {
    add(der_key_state(bytes.substr(0, kLongest)), is_known_test_key(sha256(bytes)), out);
    if (out.count() > 0) return out;
  }
  visit_marked(bytes, "-----BEGIN ", [&](std::string_view text) { add_pem(text, out); });
  visit_marked(bytes, "PuTTY-User-Key-File-", [&](std::string_view text) { add_putty(text, out); });
  return out;
}

void report_keys(const KeyMaterial& keys, const CheckedFile& file, FileHits& hits) {
  if (keys.count() == 0) return;
  hits.add({severity_of(keys, file), detail_of(keys),
            file.is_test() ? std::string(kLeaveOutTests) : std::string()});
}

}  // namespace packwarden
