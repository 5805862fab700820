#include "validate/json_web_token.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "base/base64.h"

namespace packwarden {
namespace {

/// The first three of the parts that dots separate; missing ones are empty.
std::array<std::string_view, 3> parts_of(std::string_view text) {
  std::array<std::string_view, 3> parts;
  for (std::string_view& part : parts) {
    part = text.substr(0, text.find('.'));
    text.remove_prefix(std::min(part.size() + 1, text.size()));
  }
  return parts;
}

std::optional<Json> parse_object(std::string_view base64) {
  constexpr std::size_t kMaxDepth = 32;
  const std::optional<std::string> text = decode_base64(base64, Base64Alphabet::url);
  if (!text) return std::nullopt;
  Result<Json> json = parse_json(*text, "token", {.max_depth = kMaxDepth});
  if (!json || json->object() == nullptr) return std::nullopt;
  return *std::move(json);
}

}  // namespace

std::string_view JsonWebToken::claim(std::string_view name) const {
  const Json* value = payload.find(name);
  if (value == nullptr || value->string() == nullptr) return {};
  return *value->string();
}

std::optional<JsonWebToken> parse_json_web_token(std::string_view text) {
  const std::size_t begin = text.find("eyJ");
  if (begin == std::string_view::npos) return std::nullopt;
  const auto [header_text, payload_text, signature] = parts_of(text.substr(begin));
  std::optional<Json> header = parse_object(header_text);
  if (!header) return std::nullopt;
  std::optional<Json> payload = parse_object(payload_text);
  if (!payload) return std::nullopt;
  return JsonWebToken{*std::move(header), *std::move(payload), signature};
}

}  // namespace packwarden
