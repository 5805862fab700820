#include "validate/dotenv.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "base/text.h"

namespace packwarden {
namespace {

constexpr std::string_view kBlanks = " \t\f\v";
constexpr std::string_view kLineEnds = "\r\n";
constexpr auto kNone = std::string_view::npos;

bool begins_name(char c) { return is_ascii_letter(c) || c == '_'; }

bool is_in_name(char c) { return begins_name(c) || is_ascii_digit(c) || c == '.' || c == '-'; }

/// Reads a text from its begin on, line by line.
class DotenvReader {
 public:
  explicit DotenvReader(std::string_view text) : text_(text) {
    constexpr std::string_view kMark = "\xEF\xBB\xBF";  // of UTF-8
    if (text_.starts_with(kMark)) at_ = kMark.size();
  }

  /// The next variable, if there is one more.
  std::optional<DotenvVariable> next() {
    while (at_ < text_.size()) {
      std::string name = read_name();
      if (!name.empty()) return DotenvVariable{std::move(name), read_value()};
      skip_line();
    }
    return std::nullopt;
  }

 private:
  [[nodiscard]] std::size_t line_end(std::size_t from) const {
    return std::min(text_.find_first_of(kLineEnds, from), text_.size());
  }

  void skip_line() { at_ = std::min(line_end(at_) + 1, text_.size()); }

  void skip_blanks() { at_ = std::min(text_.find_first_not_of(kBlanks, at_), text_.size()); }

  [[nodiscard]] char here() const { return at_ < text_.size() ? text_[at_] : '\0'; }

  std::string_view read_word() {
    const std::size_t begin = at_;
    if (begins_name(here())) {
      while (is_in_name(here())) ++at_;
    }
    return text_.substr(begin, at_ - begin);
  }

  /// What stands before `=`, or before `:` and a blank; nothing where the line gives no value.
  std::string read_name() {
    skip_blanks();
    std::string_view name = read_word();
    const std::size_t behind = at_;
    skip_blanks();
    if (name == "export" && at_ > behind) {
      name = read_word();
      skip_blanks();
    }
    const bool is_colon = here() == ':' && kBlanks.find(next_byte()) != kNone;
    if (name.empty() || (here() != '=' && !is_colon)) return {};
    ++at_;
    return std::string(name);
  }

  [[nodiscard]] char next_byte() const { return at_ + 1 < text_.size() ? text_[at_ + 1] : '\0'; }

  std::string read_value() {
    skip_blanks();
    constexpr std::string_view kQuotes = "\"'`";
    if (at_ < text_.size() && kQuotes.find(text_[at_]) != kNone) {
      if (auto value = read_quoted()) return *std::move(value);
    }
    const std::size_t end = line_end(at_);
    std::string_view value = text_.substr(at_, end - at_);
    value = value.substr(0, value.find('#'));
    skip_line();
    return std::string(trimmed(value, kBlanks));
  }

  /// None where the quote is not closed, or something follows it: then it is a part of the value.
  std::optional<std::string> read_quoted() {
    const char quote = text_[at_];
    std::size_t end = at_ + 1;
    while (end < text_.size() && text_[end] != quote) end += text_[end] == '\\' ? 2 : 1;
    if (end >= text_.size()) return std::nullopt;
    const std::string_view rest =
        trimmed(text_.substr(end + 1, line_end(end + 1) - end - 1), kBlanks);
    if (!rest.empty() && rest.front() != '#') return std::nullopt;
    const std::string_view value = text_.substr(at_ + 1, end - at_ - 1);
    at_ = end;
    skip_line();
    return quote == '"' ? with_line_ends(value) : std::string(value);
  }

  static std::string with_line_ends(std::string_view value) {
    std::string out;
    out.reserve(value.size());
    for (std::size_t i = 0; i < value.size(); ++i) {
      const char escaped = value[i] == '\\' && i + 1 < value.size() ? value[i + 1] : '\0';
      if (escaped == 'n' || escaped == 'r') {
        out += escaped == 'n' ? '\n' : '\r';
        ++i;
      } else {
        out += value[i];
      }
    }
    return out;
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

}  // namespace

std::vector<DotenvVariable> parse_dotenv(std::string_view text) {
  std::vector<DotenvVariable> out;
  DotenvReader reader(text);
  while (auto variable = reader.next()) out.push_back(*std::move(variable));
  return out;
}

}  // namespace packwarden
