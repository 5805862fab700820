#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/span.h"
#include "check/code_words.h"
#include "check/unicode_survey.h"
#include "decode/marked_text.h"

namespace packwarden {

/// A file that would be published, as checks see it. Borrows its bytes.
class CheckedFile {
 public:
  /// `path` is as published; of the member of an archive "outer!inner".
  CheckedFile(std::string path, std::string_view bytes, std::uint32_t mode);
  CheckedFile(std::string path, const MarkedText& bytes, std::uint32_t mode);

  [[nodiscard]] const std::string& path() const { return path_; }
  [[nodiscard]] std::string_view bytes() const { return bytes_; }
  [[nodiscard]] std::uint32_t mode() const { return mode_; }

  /// The path with ASCII letters in lower case and `!` as `/`: names are compared by it.
  [[nodiscard]] const std::string& folded() const { return folded_; }
  /// Its last segment.
  [[nodiscard]] std::string_view name() const {
    return std::string_view(folded_).substr(name_begin_);
  }
  /// What follows the last dot of the name; empty without one.
  [[nodiscard]] std::string_view extension() const;

  /// Text of a programming language that npm packages are written in: by its extension, or by `#!`
  /// where it has none. Declaration files are none.
  [[nodiscard]] bool is_code() const;
  /// Text for people: a README and its like, Markdown, HTML beside examples, declaration files.
  [[nodiscard]] bool is_documentation() const;
  /// In a directory of tests or called like one.
  [[nodiscard]] bool is_test() const;

  /// What its characters beyond ASCII are; read once, when it is first asked for.
  [[nodiscard]] const UnicodeSurvey& unicode() const;
  /// Words of a program that checks of practices look at; read once, when they are first asked for.
  [[nodiscard]] const std::vector<CodeWord>& words() const;

 private:
  [[nodiscard]] bool is_named_as_test() const;

  std::string path_;
  std::string folded_;
  std::size_t name_begin_ = 0;
  std::string_view bytes_;
  std::uint32_t mode_ = 0;
  ByteSpan beyond_ascii_;                // holds all bytes that are not ASCII
  mutable std::optional<bool> is_test_;  // of one thread, as the file is
  mutable std::optional<UnicodeSurvey> unicode_;
  mutable std::optional<std::vector<CodeWord>> words_;
};

/// The path of the file that a finding with these layers (Location::via) in the entry `path` is in:
/// "outer!inner" in a member of an archive.
[[nodiscard]] std::string path_within(const std::string& path, std::span<const std::string> via);

/// Whether `segment` is one of the '/'-separated parts of `path` before the last.
[[nodiscard]] bool has_directory(std::string_view path, std::string_view segment);

}  // namespace packwarden
