#include "check/module_format.h"

#include <algorithm>
#include <array>
#include <cstddef>

#include "base/byte_search.h"
#include "base/text.h"
#include "check/code_places.h"

namespace packwarden {
namespace {

constexpr std::size_t kNone = std::string_view::npos;
/// Telling code from the rest costs more than all else here, and ever more the later a sign is.
constexpr std::size_t kMostTold = std::size_t{1} << 20U;

/// What JavaScript's `\w` matches.
bool is_of_word(char c) { return is_ascii_letter(c) || is_ascii_digit(c) || c == '_'; }
bool is_of_name(char c) { return is_of_word(c) || c == '$' || static_cast<unsigned char>(c) > 127; }
bool is_blank(char c) {
  return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f' || c == '\v';
}
bool is_quote(char c) { return c == '"' || c == '\''; }

/// Reads tokens of a program from a place on, not far: comments could be long, and many.
class TokenReader {
 public:
  TokenReader(std::string_view code, std::size_t at)
      : code_(code.substr(0, at + kFarthest)), at_(at) {
    skip_blanks();
  }

  /// "\0" behind the end.
  [[nodiscard]] char peek() const { return at_ < code_.size() ? code_[at_] : '\0'; }

  bool take(std::string_view text) {
    if (code_.substr(at_, text.size()) != text) return false;
    at_ += text.size();
    skip_blanks();
    return true;
  }

  /// `text` between quotes of either kind.
  bool take_quoted(std::string_view text) {
    const char quote = peek();
    if (!is_quote(quote) || code_.substr(at_ + 1, text.size()) != text) return false;
    const std::size_t end = at_ + 1 + text.size();
    if (end >= code_.size() || code_[end] != quote) return false;
    at_ = end + 1;
    skip_blanks();
    return true;
  }

  /// A name or word; "" where there is none.
  std::string_view take_name() {
    const std::size_t begin = at_;
    while (at_ < code_.size() && is_of_name(code_[at_])) ++at_;
    const std::string_view name = code_.substr(begin, at_ - begin);
    skip_blanks();
    return name;
  }

  [[nodiscard]] std::string_view rest() const { return code_.substr(at_); }

 private:
  void skip_blanks() {
    for (; at_ < code_.size(); ++at_) {
      if (is_blank(code_[at_])) continue;
      if (code_.substr(at_, 2) == "/*") {
        at_ = code_.find("*/", at_ + 2);
      } else if (code_.substr(at_, 2) == "//") {
        at_ = code_.find('\n', at_);
      } else {
        return;
      }
      if (at_ == kNone) break;
      if (code_[at_] == '*') ++at_;
    }
    at_ = std::min(at_, code_.size());
  }

  static constexpr std::size_t kFarthest = 4000;

  std::string_view code_;
  std::size_t at_;
};

/// `code` up to `end`, without blanks at its end.
std::string_view before(std::string_view code, std::size_t end) {
  while (end > 0 && is_blank(code[end - 1])) --end;
  return code.substr(0, end);
}

/// Where the `Object.defineProperty(` or its like begins that ends at `end`; kNone: there is none.
std::size_t begin_of_object_call(std::string_view code, std::size_t end) {
  std::string_view head = before(code, end);
  if (!head.ends_with('(')) return kNone;
  head = before(head, head.size() - 1);
  for (const std::string_view call :
       {"Object.defineProperty", "Object.defineProperties", "Object.assign"}) {
    if (head.ends_with(call)) return head.size() - call.size();
  }
  return kNone;
}

/// Whether the text behind `import` makes a statement of it, or `import.meta`.
bool is_import(std::string_view code, std::size_t behind) {
  if (code.substr(behind).starts_with(".meta")) {
    return behind + 5 >= code.size() || !is_of_word(code[behind + 5]);
  }
  TokenReader reader(code, behind);
  if (is_quote(reader.peek()) || reader.peek() == '{' || reader.peek() == '*') return true;
  if (behind >= code.size() || is_of_name(code[behind])) return false;
  // `import a from`, `import a, {`, and words of proposals and type systems before the name
  constexpr int kMostNames = 4;
  for (int i = 0; i < kMostNames; ++i) {
    const std::string_view name = reader.take_name();
    if (name.empty()) return false;
    if (name == "from" && i > 0 && is_quote(reader.peek())) return true;
    const char next = reader.peek();
    if (next == ',' || next == '{' || next == '*') return true;
  }
  return false;
}

bool is_export(std::string_view code, std::size_t behind) {
  constexpr std::array<std::string_view, 8> kWords = {"default", "type", "function", "const",
                                                      "var",     "let",  "class",    "async"};
  TokenReader reader(code, behind);
  if (reader.peek() == '{' || reader.peek() == '*') return true;
  if (behind >= code.size() || is_of_name(code[behind])) return false;
  return is_one_of(reader.take_name(), kWords);
}

/// `exports.__esModule = true`, or the same by Object.defineProperty.
bool marks_interop(std::string_view code, std::size_t begin, std::size_t behind) {
  TokenReader member(code, behind);
  if (code.substr(behind).starts_with(".__esModule")) {
    return member.take(".__esModule") && member.take("=") && member.take("true");
  }
  if (begin_of_object_call(code, begin) == kNone) return false;
  return member.take(",") && member.take_quoted("__esModule") && member.take(",") &&
         member.take("{") && member.take("value") && member.take(":") && member.take("true") &&
         member.take("}");
}

/// `exports.default = ` something that takes the place of the whole: publint 0.3.25 looks at the
/// first eight characters, and lets shorter values pass.
bool sets_default(std::string_view code, std::size_t behind) {
  constexpr std::size_t kLooked = 7;
  const std::string_view member = code.substr(behind, 11);
  if (!member.starts_with(".default") && member != "[\"default\"]" && member != "['default']") {
    return false;
  }
  TokenReader reader(code, behind + (member[0] == '.' ? 8 : 11));
  if (!reader.take("=")) return false;
  const std::string_view value = reader.rest().substr(0, kLooked);
  if (value.size() < kLooked || std::any_of(value.begin(), value.end(), is_blank)) return false;
  const std::string_view next = reader.rest().substr(kLooked, 1);
  if (next.empty() || next == "\n" || next == "\r") return false;
  const bool is_exports = value == "exports" && (next == ";" || is_blank(next[0]));
  return !is_exports && value[0] != '{';
}

/// The words that signs are made of.
enum WordIndex : std::size_t { kImport, kExport, kRequire, kGlobal, kWordCount };
constexpr std::array<std::string_view, kWordCount> kWords = {"import", "export", "require",
                                                             "global"};

class SignSearch {
 public:
  explicit SignSearch(std::string_view code) : code_(code), parts_(code) {}

  ModuleSigns search() {
    static const WordSearch kSearch(
        {kWords[kImport], kWords[kExport], kWords[kRequire], kWords[kGlobal]});
    for (FoundWord found = kSearch.next(code_, 0); found.at != kNone;
         found = kSearch.next(code_, found.at + 1)) {
      if (is_wanted(found.word)) judge(found.word, found.at);
    }
    signs_.sets_interop_default = has_interop_mark_ && has_default_;
    return signs_;
  }

 private:
  [[nodiscard]] bool is_wanted(std::size_t word) const {
    if (word == kImport) return !signs_.has_esm;
    if (word == kExport) return true;
    return !signs_.has_commonjs;
  }

  void judge(std::size_t word, std::size_t begin) {
    const std::size_t behind = begin + kWords.at(word).size();
    switch (word) {
      case kImport:
        signs_.has_esm = is_statement(begin) && is_import(code_, behind) && is_code(begin);
        return;
      case kExport:
        if (code_.substr(behind).starts_with('s')) return judge_exports(begin, behind + 1);
        if (signs_.has_esm) return;
        signs_.has_esm = is_statement(begin) && is_export(code_, behind) && is_code(begin);
        return;
      case kRequire:
        signs_.has_commonjs = is_expression(begin) && is_call(behind) && is_code(begin);
        return;
      default:
        signs_.has_commonjs = is_expression(begin) && is_member(behind) && is_code(begin);
    }
  }

  void judge_exports(std::size_t begin, std::size_t behind) {
    if (!has_interop_mark_) {
      has_interop_mark_ = marks_interop(code_, begin, behind) && is_code(begin);
    }
    if (!has_default_) has_default_ = sets_default(code_, behind) && is_code(begin);
    if (!signs_.has_commonjs) {
      signs_.has_commonjs = is_exports_use(begin, behind) && is_code(begin);
    }
  }

  [[nodiscard]] bool is_exports_use(std::size_t begin, std::size_t behind) const {
    constexpr std::string_view kModule = "module.";
    if (is_member(behind) && is_expression(begin)) return true;
    if (behind < code_.size() && is_of_word(code_[behind])) return false;
    const std::string_view head = code_.substr(0, begin);
    if (head.ends_with(kModule)) return is_expression(begin - kModule.size());
    const std::size_t call = begin_of_object_call(code_, begin);
    return call != kNone && is_expression(call);
  }

  [[nodiscard]] bool is_call(std::size_t behind) const {
    return TokenReader(code_, behind).peek() == '(';
  }
  [[nodiscard]] bool is_member(std::size_t behind) const {
    return code_.size() > behind + 1 && code_[behind] == '.' && is_of_word(code_[behind + 1]);
  }

  /// By what is in front.
  [[nodiscard]] bool is_expression(std::size_t begin) const {
    if (begin == 0) return true;
    const std::string_view head = code_.substr(0, begin);
    return is_blank(head.back()) || head.back() == ';' || head.ends_with("*/") ||
           head == "\xEF\xBB\xBF";
  }
  [[nodiscard]] bool is_statement(std::size_t begin) const {
    return is_expression(begin) || code_[begin - 1] == '}';
  }

  /// Asked in ascending order.
  [[nodiscard]] bool is_code(std::size_t begin) {
    return begin >= kMostTold || parts_.at(begin).place == CodePlace::code;
  }

  std::string_view code_;
  CodeParts parts_;
  ModuleSigns signs_;
  bool has_interop_mark_ = false;
  bool has_default_ = false;
};

/// Whether a line begins with a comment that begins with `@flow`.
bool has_flow_pragma(std::string_view code) {
  constexpr std::string_view kPragma = "@flow";
  for (std::size_t at = code.find('@'); at != kNone; at = code.find('@', at + 1)) {
    if (!code.substr(at).starts_with(kPragma)) continue;
    std::string_view head = before(code, at);
    if (!head.ends_with("//") && !head.ends_with('*')) continue;
    while (head.ends_with('*')) head.remove_suffix(1);
    while (head.ends_with('/')) head.remove_suffix(1);
    while (head.ends_with(' ') || head.ends_with('\t')) head.remove_suffix(1);
    if (head.empty() || head.ends_with('\n') || head == "\xEF\xBB\xBF") return true;
  }
  return false;
}

}  // namespace

std::string_view name_of(ModuleFormat format) {
  if (format == ModuleFormat::esm) return "ES modules";
  return format == ModuleFormat::commonjs ? "CommonJS" : "";
}

bool is_javascript(std::string_view path) {
  constexpr std::array<std::string_view, 4> kEnds = {".js", ".mjs", ".cjs", ".jsx"};
  return std::any_of(kEnds.begin(), kEnds.end(),
                     [path](std::string_view end) { return path.ends_with(end); });
}

ModuleFormat ModuleSigns::format() const {
  if (has_esm && has_commonjs) return ModuleFormat::mixed;
  if (has_esm) return ModuleFormat::esm;
  return has_commonjs ? ModuleFormat::commonjs : ModuleFormat::unknown;
}

ModuleFormat first_module_format(std::string_view code) {
  constexpr std::size_t kFirst = 4096;
  for (std::size_t size = kFirst;; size *= 8) {
    const ModuleFormat format = SignSearch(code.substr(0, size)).search().format();
    if (format != ModuleFormat::unknown || size >= code.size()) return format;
  }
}

ModuleSigns module_signs(std::string_view code) {
  ModuleSigns signs = SignSearch(code).search();
  signs.has_flow_pragma = has_flow_pragma(code);
  return signs;
}

}  // namespace packwarden
