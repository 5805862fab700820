#include "validate/json_web_token.h"

#include <string>
#include <utility>

#include "base/base64.h"

namespace packwarden {
namespace {

/// The text before the next dot, which is taken from the front of `text` together with the dot.
std::string_view take_part(std::string_view& text) {
  const std::string_view part = text.substr(0, text.find('.'));
  text.remove_prefix(std::min(part.size() + 1, text.size()));
  return part;
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
  text.remove_prefix(begin);
  std::optional<Json> header = parse_object(take_part(text));
  if (!header) return std::nullopt;
  std::optional<Json> payload = parse_object(take_part(text));
  if (!payload) return std::nullopt;
  return JsonWebToken{*std::move(header), *std::move(payload), take_part(text)};
}

}  // namespace packwarden
