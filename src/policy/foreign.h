#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/digest.h"
#include "base/result.h"

namespace packwarden {

/// A longer file of another scanner, and one that says more, is an error.
inline constexpr std::uint64_t kMaxForeignBytes = std::uint64_t{64} << 20U;
inline constexpr std::size_t kMaxForeignItems = 200'000;

/// A suppression of another scanner that can be one here, once it is known what it suppresses. What
/// is given has to be so: the digest of the value, the file, the line.
struct ForeignSuppression {
  std::string where;                  // ".gitleaksignore:12"
  std::string reason;                 // what the other scanner says of it; may be empty
  std::string path;                   // '/'-separated, of a file; "": any
  std::uint64_t line = 0;             // from 1; 0: any
  std::optional<Sha1> digest;         // of the value
  std::vector<std::string> patterns;  // of PathPattern; with them nothing else is given but `rule`
  std::string rule;                   // findings of this rule alone; "": of any
};

/// What has no counterpart here. Quotes no value and no expression for values.
struct NotCarriedOver {
  std::string where;
  std::string what;  // "the stopwords of the allow-list"
  std::string why;
};

/// What a file of another scanner suppresses.
struct ForeignPolicy {
  std::vector<ForeignSuppression> suppressions;
  std::vector<NotCarriedOver> not_carried_over;

  /// Adds what paths match `expression`, or why there are none.
  void add_expression(const std::string& where, std::string_view expression,
                      const std::string& reason, const std::string& rule);
};

/// A kind of file of another scanner.
struct ForeignFormat {
  std::string_view name;  // of --from, which never changes
  std::string_view description;
  std::string_view file_name;  // that it has by custom
  /// `where` names the text in places and errors. Fails where it is nothing of that kind.
  Result<ForeignPolicy> (*read)(std::string_view text, const std::string& where);
};

/// All of them, by name.
[[nodiscard]] std::span<const ForeignFormat> foreign_formats();
/// The one called `name`; null: there is none.
[[nodiscard]] const ForeignFormat* foreign_format(std::string_view name);
/// The one that a file of this path is of, by its name; null: none can be told.
[[nodiscard]] const ForeignFormat* foreign_format_of(std::string_view path);

[[nodiscard]] Result<ForeignPolicy> read_detect_secrets(std::string_view text,
                                                        const std::string& where);
[[nodiscard]] Result<ForeignPolicy> read_gitleaks(std::string_view text, const std::string& where);
[[nodiscard]] Result<ForeignPolicy> read_gitleaks_ignore(std::string_view text,
                                                         const std::string& where);
[[nodiscard]] Result<ForeignPolicy> read_secretlint(std::string_view text,
                                                    const std::string& where);
[[nodiscard]] Result<ForeignPolicy> read_secretlint_ignore(std::string_view text,
                                                           const std::string& where);

}  // namespace packwarden
