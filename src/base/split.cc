#include "base/split.h"

#include <algorithm>
#include <cstddef>

namespace packwarden {

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> out;
  for (std::size_t begin = 0; begin <= text.size();) {
    const std::size_t end = std::min(text.find(separator, begin), text.size());
    out.push_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  return out;
}

std::vector<std::string> lines_of(std::string_view text) {
  const std::vector<std::string_view> lines = split(text, '\n');
  return {lines.begin(), lines.back().empty() ? lines.end() - 1 : lines.end()};
}

std::vector<std::string_view> words_between(std::string_view text, std::string_view between) {
  std::vector<std::string_view> out;
  std::size_t at = text.find_first_not_of(between);
  while (at != std::string_view::npos) {
    const std::size_t end = std::min(text.find_first_of(between, at), text.size());
    out.push_back(text.substr(at, end - at));
    at = text.find_first_not_of(between, end);
  }
  return out;
}

}  // namespace packwarden
