#include "validate/private_key.h"

#include <optional>

#include "base/base64.h"

namespace packwarden {
namespace {

constexpr std::string_view kDashes = "-----";
constexpr std::string_view kOpenSshMagic{"openssh-key-v1\0", 15};

bool is_base64(char c) {
  return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '+' ||
         c == '/';
}

/// What may stand between two pieces of base64 text.
bool is_separator(char c) {
  constexpr std::string_view kSeparators = " \t\r\n\v\f\"'`,#*>";
  return kSeparators.find(c) != std::string_view::npos;
}

/// The offset behind the escape sequence at `offset`, which holds a backslash: `\n`, `\\n`, `\t`, a
/// backslash at the end of a line, or (`\/`) backslashes that mean nothing.
std::size_t skip_escape(std::string_view text, std::size_t offset) {
  constexpr std::string_view kEscapes = "nrt";
  offset = text.find_first_not_of('\\', offset);
  if (offset == std::string_view::npos) return text.size();
  return kEscapes.find(text[offset]) == std::string_view::npos ? offset : offset + 1;
}

/// True for a `+` or `.` at `offset` that joins two strings of a program.
bool joins_strings(std::string_view text, std::size_t offset) {
  if (text[offset] != '+' && text[offset] != '.') return false;
  const bool after_separator = offset == 0 || is_separator(text[offset - 1]);
  const bool before_separator = offset + 1 == text.size() || is_separator(text[offset + 1]);
  return after_separator && before_separator;
}

/// `text` without what may stand between its pieces, up to the first byte of them that ends it.
template <class Ends>
std::string join_pieces(std::string_view text, Ends ends) {
  std::string out;
  for (std::size_t i = 0; i < text.size();) {
    const char c = text[i];
    if (c == '\\') {
      i = skip_escape(text, i);
      continue;
    }
    const bool between = is_separator(c) || joins_strings(text, i);
    if (!between && ends(c)) break;
    if (!between) out += c;
    ++i;
  }
  return out;
}

std::string decode(std::string_view base64) {
  return decode_base64_prefix(base64, Base64Alphabet::standard);
}

/// The header of a DER element, and all the data behind it: the content and what follows, or less
/// than the content.
struct Element {
  unsigned char tag = 0;
  std::size_t size = 0;  // of the content, in bytes
  std::string_view rest;
};

/// ITU-T X.690, sections 8.1.2 and 8.1.3, for low tags and lengths below 2^24.
std::optional<Element> read_element(std::string_view der) {
  constexpr unsigned char kLongForm = 0x80;
  if (der.size() < 2) return std::nullopt;
  Element element{static_cast<unsigned char>(der[0]), static_cast<unsigned char>(der[1]), {}};
  der.remove_prefix(2);
  if (element.size >= kLongForm) {
    const std::size_t count = element.size - kLongForm;
    if (count == 0 || count > 3 || count > der.size()) return std::nullopt;
    element.size = 0;
    for (std::size_t i = 0; i < count; ++i) {
      element.size = element.size << 8U | static_cast<unsigned char>(der[i]);
    }
    der.remove_prefix(count);
  }
  element.rest = der;
  return element;
}

/// What every structure of a private key starts with. RFC 8017 A.1.2, RFC 5958 2 and RFC 5915 3: a
/// SEQUENCE with the version, an INTEGER 0 or 1. RFC 5958 3, when encrypted: a SEQUENCE with a
/// SEQUENCE that starts with an object identifier, and an OCTET STRING.
PrivateKeyState state_of_content(std::string_view content) {
  constexpr std::string_view kVersion{"\x02\x01", 2};
  constexpr unsigned char kSequence = 0x30;
  constexpr char kObjectIdentifier = 0x06;
  constexpr char kOctetString = 0x04;
  if (content.starts_with(kVersion) && content.size() > kVersion.size()) {
    const char version = content[kVersion.size()];
    return version == 0 || version == 1 ? PrivateKeyState::clear : PrivateKeyState::none;
  }
  const std::optional<Element> algorithm = read_element(content);
  const bool encrypted =
      algorithm && algorithm->tag == kSequence && algorithm->rest.starts_with(kObjectIdentifier) &&
      algorithm->size < algorithm->rest.size() && algorithm->rest[algorithm->size] == kOctetString;
  return encrypted ? PrivateKeyState::encrypted : PrivateKeyState::none;
}

/// The state of a key of which there are `size` bytes of `whole`. Half an RSA key gives the other
/// half away; less is the beginning that documentation shows.
PrivateKeyState state_of_part(PrivateKeyState state, std::size_t size, std::size_t whole) {
  if (size < whole / 2 || size / 2 > whole) return PrivateKeyState::none;
  return size == whole || state == PrivateKeyState::encrypted ? state : PrivateKeyState::damaged;
}

PrivateKeyState state_of_der(std::string_view der) {
  constexpr unsigned char kSequence = 0x30;
  const std::optional<Element> key = read_element(der);
  if (!key || key->tag != kSequence) return PrivateKeyState::none;
  const PrivateKeyState state = state_of_content(key->rest);
  if (state == PrivateKeyState::none) return state;
  return state_of_part(state, key->rest.size(), key->size);
}

/// Whether `fields`, what follows the version, is of a private key. RFC 8017 A.1.2: an INTEGER, of
/// 64 bytes or more; RFC 5958 2: a SEQUENCE that starts with an object identifier; RFC 5915 3: an
/// OCTET STRING of 20 to 66 bytes.
bool are_fields_of_key(std::string_view fields, char version) {
  constexpr unsigned char kInteger = 0x02;
  constexpr unsigned char kOctetString = 0x04;
  constexpr unsigned char kSequence = 0x30;
  constexpr char kObjectIdentifier = 0x06;
  const std::optional<Element> first = read_element(fields);
  if (!first) return false;
  if (first->tag == kSequence) return first->rest.starts_with(kObjectIdentifier);
  if (version == 0) return first->tag == kInteger && first->size >= 64;
  return first->tag == kOctetString && first->size >= 20 && first->size <= 66;
}

/// Reads the parts of a file of OpenSSH in order.
class OpenSshReader {
 public:
  explicit OpenSshReader(std::string_view data) : data_(data) {}

  /// RFC 4251, section 5, "string"; none when it does not fit.
  std::optional<std::string_view> string() {
    const std::optional<std::size_t> length = number();
    if (!length || *length > data_.size()) return std::nullopt;
    const std::string_view taken = data_.substr(0, *length);
    data_.remove_prefix(*length);
    return taken;
  }

  /// RFC 4251, section 5, "uint32".
  std::optional<std::size_t> number() {
    constexpr std::size_t kSize = 4;
    if (data_.size() < kSize) return std::nullopt;
    std::size_t value = 0;
    for (const char byte : data_.substr(0, kSize)) {
      value = value << 8U | static_cast<unsigned char>(byte);
    }
    data_.remove_prefix(kSize);
    return value;
  }

  /// Bytes that are left.
  [[nodiscard]] std::size_t size() const { return data_.size(); }

 private:
  std::string_view data_;
};

/// OpenSSH, PROTOCOL.key: magic, cipher, key derivation and its options, number of keys (1), public
/// key, private keys, and the tag that some ciphers add.
PrivateKeyState state_of_openssh(std::string_view data) {
  OpenSshReader reader(data.substr(kOpenSshMagic.size()));
  const std::optional<std::string_view> cipher = reader.string();
  if (!cipher || !reader.string() || !reader.string()) return PrivateKeyState::none;
  if (!reader.number() || !reader.string()) return PrivateKeyState::none;
  const std::optional<std::size_t> size = reader.number();
  if (!size || *size == 0) return PrivateKeyState::none;
  const bool clear = *cipher == "none";
  return state_of_part(clear ? PrivateKeyState::clear : PrivateKeyState::encrypted, reader.size(),
                       *size);
}

/// The body of `pem`, behind the line that names it; none when there is no such line.
std::optional<std::string_view> body_of(std::string_view pem) {
  constexpr std::string_view kLabelEnd = "PRIVATE KEY-----";
  if (!pem.starts_with(kDashes)) return std::nullopt;
  const std::size_t label_end = pem.find(kDashes, kDashes.size());
  if (label_end == std::string_view::npos) return std::nullopt;
  const std::size_t end = label_end + kDashes.size();
  if (!pem.substr(0, end).ends_with(kLabelEnd)) return std::nullopt;
  return pem.substr(end);
}

/// The base64 text behind the headers of an encrypted body (RFC 1421, section 4.6); none when
/// `body` has no such headers. An empty line would end them, but in program text only the last
/// header tells where: `DEK-Info: CIPHER,HEXADECIMAL`.
std::optional<std::string_view> encrypted_part(std::string_view body) {
  constexpr std::string_view kHexadecimal = "0123456789abcdefABCDEF";
  const std::size_t header = body.find("DEK-Info:");
  if (header == std::string_view::npos) return std::nullopt;
  const std::size_t comma = body.find(',', header);
  if (comma == std::string_view::npos) return std::nullopt;
  const std::size_t end = body.find_first_not_of(kHexadecimal, comma + 1);
  return end == std::string_view::npos ? std::string_view() : body.substr(end);
}

}  // namespace

PrivateKeyState der_key_state(std::string_view der) {
  constexpr std::size_t kVersion = 3;  // bytes of its element
  const PrivateKeyState state = state_of_der(der);
  if (state != PrivateKeyState::clear) return state;
  const std::string_view content = read_element(der)->rest;
  const char version = content[kVersion - 1];
  return are_fields_of_key(content.substr(kVersion), version) ? state : PrivateKeyState::none;
}

std::optional<Sha256> private_key_digest(std::string_view pem) {
  std::optional<std::string_view> body = body_of(pem);
  if (!body) return std::nullopt;
  if (const auto part = encrypted_part(*body)) body = part;
  const std::string bytes = decode(collect_base64(*body));
  if (bytes.empty()) return std::nullopt;
  return sha256(bytes);
}

std::string collect_base64(std::string_view text) {
  return join_pieces(text, [](char c) { return !is_base64(c); });
}

std::string unwrapped_key(std::string_view text) {
  if (!text.starts_with("-----BEGIN ") && !text.starts_with("PuTTY-")) return std::string(text);
  return join_pieces(text, [](char) { return false; });
}

PrivateKeyState private_key_state(std::string_view pem) {
  const std::optional<std::string_view> body = body_of(pem);
  if (!body) return PrivateKeyState::none;
  if (const std::optional<std::string_view> part = encrypted_part(*body)) {
    constexpr std::size_t kSmallest = 32;  // bytes; an encrypted P-256 key has 128
    const bool holds_key = decode(collect_base64(*part)).size() >= kSmallest;
    return holds_key ? PrivateKeyState::encrypted : PrivateKeyState::none;
  }
  const std::string bytes = decode(collect_base64(*body));
  if (bytes.starts_with(kOpenSshMagic)) return state_of_openssh(bytes);
  return state_of_der(bytes);
}

}  // namespace packwarden
