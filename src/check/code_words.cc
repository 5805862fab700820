#include "check/code_words.h"

#include <array>
#include <unordered_set>

#include "check/code_tokens.h"

namespace packwarden {
namespace {

constexpr std::size_t kMost = 200'000;

/// What checks of practices begin with, each with the words that it knows.
constexpr auto kWords = std::to_array<std::string_view>({
    "Access-Control-Allow-Origin",
    "DEFAULT_FULL_SCHEMA",
    "Function",
    "JSON",
    "NODE_TLS_REJECT_UNAUTHORIZED",
    "PBKDF2",
    "algorithms",
    "bcrypt",
    "bcryptjs",
    "checkServerIdentity",
    "ciphers",
    "console",
    "cookie",
    "cookieParser",
    "cookieSession",
    "cors",
    "createHash",
    "createHmac",
    "cryo",
    "eval",
    "expressJwt",
    "expressSession",
    "expressjwt",
    "funcster",
    "helmet",
    "httpOnly",
    "js-yaml-js-types",
    "jsonwebtoken",
    "jsyaml",
    "jwt",
    "log",
    "logger",
    "maxVersion",
    "minVersion",
    "node-serialize",
    "pbkdf2",
    "pbkdf2Sync",
    "rejectUnauthorized",
    "runInContext",
    "runInNewContext",
    "runInThisContext",
    "scrypt",
    "scryptSync",
    "secretOrKey",
    "secureProtocol",
    "serialize-to-js",
    "session",
    "strictSSL",
    "vm2",
    "yaml",
});

const std::unordered_set<std::string_view>& words() {
  static const std::unordered_set<std::string_view> all(kWords.begin(), kWords.end());
  return all;
}

}  // namespace

std::vector<CodeWord> code_words(std::string_view program) {
  constexpr std::size_t kLongest = 32;
  std::vector<CodeWord> out;
  CodeTokens tokens(program);
  while (const auto token = tokens.next()) {
    const bool is_name = token->kind == CodeTokenKind::name;
    if (!is_name && token->kind != CodeTokenKind::text) continue;
    const std::string_view text = is_name ? token->text : token->literal().value_or("");
    if (text.empty() || text.size() > kLongest) continue;
    const auto found = words().find(text);
    if (found == words().end()) continue;
    out.push_back({*found, token->at});
    if (out.size() >= kMost) break;
  }
  return out;
}

}  // namespace packwarden
