#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <vector>

#include "check/code_tokens.h"
#include "check/file_check.h"
#include "check/package_check.h"

// What checks of the group `practices` have in common.
namespace packwarden {

/// Gathers what one check finds in a program, and tells it as one finding for each severity.
class PracticeHits {
 public:
  explicit PracticeHits(const CheckedFile& file) : file_(file) {}

  /// Places come in order. Of a severity the first `detail` is told. Among tests all is a note.
  void add(Severity severity, ByteSpan at, std::string detail);
  void tell(FileHits& hits) const;

 private:
  struct Places {
    std::string detail;
    std::vector<ByteSpan> at;
  };

  const CheckedFile& file_;
  std::map<Severity, Places> found_;
};

/// Calls `judge(expression, hits)` with the expression that begins at each of the `words` in a
/// program, and tells what it adds. The first token is the word.
void judge_words(const CheckedFile& file, FileHits& hits, std::span<const std::string_view> words,
                 void (*judge)(CodeTokenSpan expression, const CheckedFile& file,
                               PracticeHits& hits));

/// The arguments of the call that an expression begins with, of one word or of a name, a dot and
/// one of `methods`; empty: it is no such call, or has none.
[[nodiscard]] std::vector<CodeTokenSpan> arguments_of(CodeTokenSpan expression,
                                                      std::span<const std::string_view> methods);

/// The sign, or the last byte of a word, that stands before a place, blanks aside; NUL: there is
/// none.
[[nodiscard]] char byte_before(std::string_view program, std::size_t at);

/// Whether a file shows how something is used: documentation, examples, tests.
[[nodiscard]] bool is_shown(const CheckedFile& file);

/// Whether the package is a program of its own and no library: an audit of a directory that has a
/// script `start` or a Dockerfile.
[[nodiscard]] bool is_app(const PackageView& package);

/// Whether package.json names `dependency` among what is installed with the package.
[[nodiscard]] bool depends_on(const PackageView& package, std::string_view dependency);

/// Whether a name, in lower case, is that of a Dockerfile.
[[nodiscard]] bool is_dockerfile(std::string_view name);

}  // namespace packwarden
