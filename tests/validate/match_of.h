#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "validate/validators.h"

namespace packwarden {

/// What the validator called `name` says of the first `secret` in `text`, from a buffer of exactly
/// the text's size, so that a sanitizer sees a byte read too far.
inline Verdict verdict_in(std::string_view name, std::string_view text, std::string_view secret) {
  const std::vector<char> buffer(text.begin(), text.end());
  const std::string_view exact(buffer.data(), buffer.size());
  const std::size_t begin = exact.find(secret);
  Match match;
  match.whole = {0, exact.size()};
  match.span = {begin, begin + secret.size()};
  match.secret = exact.substr(begin, secret.size());
  match.text = exact;
  return find_validator(name)->run(match);
}

/// What it says of `secret` when nothing stands around it.
inline Verdict verdict_of(std::string_view name, std::string_view secret) {
  return verdict_in(name, secret, secret);
}

/// `text` cut short at every place.
inline std::vector<std::string> truncations_of(const std::string& text) {
  std::vector<std::string> out;
  for (std::size_t size = 0; size < text.size(); ++size) out.push_back(text.substr(0, size));
  return out;
}

/// `text` with another byte in place of each one from `begin` on: all of them.
inline std::vector<std::string> changes_of(const std::string& text, std::size_t begin = 0) {
  std::vector<std::string> out;
  for (std::size_t i = begin; i < text.size(); ++i) {
    for (int step = 1; step < 256; ++step) {
      out.push_back(text);
      out.back()[i] = static_cast<char>(text[i] + step);
    }
  }
  return out;
}

/// No complete secret stands in the source tree: tests put them together.
inline std::string join(const std::vector<std::string_view>& parts) {
  std::string out;
  for (const std::string_view part : parts) out += part;
  return out;
}

}  // namespace packwarden
