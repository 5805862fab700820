#include "validate/context.h"

#include <algorithm>

namespace packwarden {

std::string_view text_before(const Match& match, std::size_t distance) {
  const std::size_t end = std::min<std::size_t>(match.span.begin, match.text.size());
  const std::size_t begin = end - std::min(end, distance);
  return match.text.substr(begin, end - begin);
}

std::string_view text_after(const Match& match, std::size_t distance) {
  const std::size_t begin = std::min<std::size_t>(match.span.end, match.text.size());
  return match.text.substr(begin, distance);
}

bool touches(const Match& match, std::string_view alphabet) {
  const auto found = [alphabet](std::string_view neighbour) {
    return !neighbour.empty() && alphabet.find(neighbour.front()) != std::string_view::npos;
  };
  return found(text_before(match, 1)) || found(text_after(match, 1));
}

std::string_view whole_of(const Match& match) {
  const std::size_t begin = std::min<std::size_t>(match.whole.begin, match.text.size());
  return match.text.substr(begin, match.whole.size());
}

}  // namespace packwarden
