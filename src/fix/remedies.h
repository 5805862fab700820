#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace packwarden {

/// What of a package an edit takes away to make a finding go away.
enum class RemedyScope : std::uint8_t {
  places,     // the files that the finding names
  directory,  // all of the directory that its check is about, where there is one
  holder,     // all of the directory of the file that it names
  maps,       // the source maps that it names; where they are many, all of them
  tests,      // the files of tests, all of them
  entry,      // the entry of `files` that it names
  list,       // nothing: `files` is to name what is packed now
  address,    // user and password in the address that it names in package.json
};

/// Whether the edit is made without being asked for by the id of the check.
enum class RemedyConsent : std::uint8_t {
  given,
  asked,  // what is taken away may be what users need
};

/// The edit that makes findings of one check go away.
struct Remedy {
  std::string_view id;  // of the check
  RemedyScope scope = RemedyScope::places;
  RemedyConsent consent = RemedyConsent::given;

  /// Whether files are left out of the package.
  [[nodiscard]] bool leaves_out() const {
    return scope != RemedyScope::entry && scope != RemedyScope::list &&
           scope != RemedyScope::address;
  }
};

/// All of them, by id.
[[nodiscard]] std::span<const Remedy> remedies();

/// That of a check; null: no edit of what is packed is its fix.
[[nodiscard]] const Remedy* remedy_of(std::string_view id);

}  // namespace packwarden
