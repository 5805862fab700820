#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "finding/finding.h"
#include "npm/version_range.h"

namespace packwarden {

/// What an advisory says of one package.
struct Advisory {
  std::string id;  // "GHSA-…", "MAL-…"
  Severity severity = Severity::medium;
  std::string summary;  // one line; may be empty
  std::string fixed;    // the lowest version that mends the one that was asked about; "" of none
};

/// Advisories for npm packages in the schema of OSV. Immutable once filled.
class Advisories {
 public:
  /// Takes over what one file says: an object of schema 1. Withdrawn advisories, other ecosystems
  /// and ranges that are no versions are passed over. Fails where the text is no such object, and
  /// at 500,000 advisories.
  [[nodiscard]] Result<void> add(std::string_view text, std::string_view where);

  /// Those that a version of a package is affected by, by id.
  [[nodiscard]] std::vector<Advisory> find(std::string_view name, std::string_view version) const;

  /// Packages with an advisory, each as often as it has one.
  [[nodiscard]] std::size_t size() const { return rows_.size(); }

 private:
  /// From when on something holds.
  struct Event {
    enum class Kind : std::uint8_t { introduced, fixed, last_affected };
    Kind kind = Kind::introduced;
    SemanticVersion version;
  };
  struct Row {
    Advisory advisory;
    std::vector<std::vector<Event>> ranges;  // each sorted by version
    std::vector<std::string> versions;       // named one by one, sorted
  };

  friend class AdvisoryReader;

  static bool affects(const std::vector<Event>& range, const SemanticVersion& version);
  static std::string fix_of(const Row& row, const SemanticVersion& version);

  std::multimap<std::string, Row, std::less<>> rows_;  // by the name of the package
};

/// The severity of a score of CVSS 3 from 0 to 10: low below 4, medium below 7, high below 9.
[[nodiscard]] Severity severity_of_score(double score);

/// The base score of a vector "CVSS:3.1/AV:N/…"; below 0 of what is none.
[[nodiscard]] double cvss_base_score(std::string_view vector);

}  // namespace packwarden
