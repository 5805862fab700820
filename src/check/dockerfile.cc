#include "check/dockerfile.h"

#include <algorithm>
#include <map>

#include "base/text.h"

namespace packwarden {
namespace {

constexpr std::size_t kMostInstructions = 5'000;

/// The lines of a Dockerfile.
class Lines {
 public:
  explicit Lines(std::string_view text) : text_(text) {}

  [[nodiscard]] bool more() const { return at_ < text_.size(); }
  /// The next one, without its end.
  std::string_view next() {
    begin_ = at_;
    const std::size_t end = std::min(text_.find('\n', at_), text_.size());
    at_ = std::min(end + 1, text_.size());
    return trimmed(text_.substr(begin_, end - begin_), "\r");
  }
  /// Where the last one began.
  [[nodiscard]] std::size_t begin() const { return begin_; }

 private:
  std::string_view text_;
  std::size_t at_ = 0;
  std::size_t begin_ = 0;
};

/// The byte that continues a line, which a directive at the top may choose.
char escape_of(std::string_view text) {
  const std::string_view first = text.substr(0, text.find('\n'));
  const std::size_t at = first.find("escape=");
  const bool is_directive = first.starts_with('#') && at != std::string_view::npos;
  return is_directive && first.substr(at + 7).starts_with('`') ? '`' : '\\';
}

/// The word that ends the here-document that a line begins; "" of none.
std::string end_of_document(std::string_view line) {
  const std::size_t at = line.find("<<");
  if (at == std::string_view::npos) return "";
  std::string_view rest = line.substr(at + 2);
  if (rest.starts_with('-')) rest.remove_prefix(1);
  const bool is_quoted = rest.starts_with('"') || rest.starts_with('\'');
  if (is_quoted) rest.remove_prefix(1);
  std::size_t size = 0;
  while (size < rest.size() && (is_ascii_letter(rest[size]) || rest[size] == '_')) ++size;
  return std::string(rest.substr(0, size));
}

bool is_comment(std::string_view line) { return trimmed(line).starts_with('#'); }

/// The rest of an instruction whose first line is `line`.
std::string whole(std::string_view line, char escape, Lines& lines) {
  std::string out;
  const std::string end = end_of_document(line);
  for (;;) {
    const std::string_view text = trimmed(line);
    const bool goes_on = text.ends_with(escape);
    out += goes_on ? text.substr(0, text.size() - 1) : text;
    if (!goes_on || !lines.more()) break;
    out += ' ';
    do {
      line = lines.next();
    } while (lines.more() && (is_comment(line) || trimmed(line).empty()));
  }
  while (!end.empty() && lines.more()) {
    line = lines.next();
    if (trimmed(line) == end) break;
    out += ' ' + std::string(line);
  }
  return out;
}

std::string upper(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (is_ascii_lower(c)) c = static_cast<char>(c - 'a' + 'A');
  }
  return out;
}

/// The words of `text`; quotes hold blanks together and stay.
std::vector<std::string> words_in(std::string_view text) {
  std::vector<std::string> out;
  std::string word;
  char quote = '\0';
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    const bool is_blank = c == ' ' || c == '\t';
    if (quote == '\0' && is_blank) {
      if (!word.empty()) out.push_back(std::move(word));
      word.clear();
      continue;
    }
    if (quote == '\0' && (c == '"' || c == '\''))
      quote = c;
    else if (c == quote)
      quote = '\0';
    word += c;
  }
  if (!word.empty()) out.push_back(std::move(word));
  return out;
}

std::string bare(std::string_view text) { return std::string(trimmed(text, "\"'")); }

}  // namespace

std::vector<DockerInstruction> docker_instructions(std::string_view text) {
  std::vector<DockerInstruction> out;
  const char escape = escape_of(text);
  Lines lines(text);
  while (lines.more() && out.size() < kMostInstructions) {
    const std::string_view line = lines.next();
    const std::string_view begun = trimmed(line);
    if (begun.empty() || begun.starts_with('#')) continue;
    const ByteSpan span = {lines.begin(), lines.begin() + line.size()};
    const std::string joined = whole(line, escape, lines);
    const std::string_view all = trimmed(joined);
    const std::size_t end = std::min(all.find_first_of(" \t"), all.size());
    if (end == 0) continue;  // lines that say no more than that they go on
    out.push_back({upper(all.substr(0, end)), std::string(trimmed(all.substr(end))), span});
  }
  return out;
}

std::vector<DockerVariable> docker_variables(const DockerInstruction& instruction) {
  std::vector<DockerVariable> out;
  const std::vector<std::string> words = words_in(instruction.arguments);
  const bool is_old =
      instruction.name == "ENV" && words.size() > 1 && words.front().find('=') == std::string::npos;
  if (is_old) {
    const std::string_view rest = instruction.arguments;
    out.push_back({words.front(), bare(trimmed(rest.substr(words.front().size())))});
    return out;
  }
  for (const std::string& word : words) {
    const std::size_t equals = word.find('=');
    if (equals == std::string::npos) continue;
    out.push_back({word.substr(0, equals), bare(std::string_view(word).substr(equals + 1))});
  }
  return out;
}

std::vector<std::string> docker_operands(const DockerInstruction& instruction) {
  std::vector<std::string> out;
  for (const std::string& word : words_in(instruction.arguments)) {
    if (word.starts_with("--")) continue;
    std::string operand(trimmed(word, "[],\"'"));
    if (!operand.empty()) out.push_back(std::move(operand));
  }
  return out;
}

DockerUser docker_user(const std::vector<DockerInstruction>& instructions) {
  std::map<std::string, DockerUser, std::less<>> stages;
  DockerUser user;
  std::string name;
  for (const DockerInstruction& instruction : instructions) {
    if (instruction.name == "USER") {
      user.name = bare(instruction.arguments);
      user.span = instruction.span;
    }
    if (instruction.name != "FROM") continue;
    if (!name.empty()) stages[name] = user;
    const std::vector<std::string> operands = docker_operands(instruction);
    name = operands.size() > 2 && upper(operands[1]) == "AS" ? ascii_lower(operands[2]) : "";
    const std::string image = operands.empty() ? "" : operands.front();
    const auto stage = stages.find(ascii_lower(image));
    user = stage != stages.end() ? stage->second : DockerUser{"", image, instruction.span};
  }
  return user;
}

}  // namespace packwarden
