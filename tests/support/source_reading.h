#pragma once

#include <string>
#include <utility>
#include <vector>

#include "source/source.h"

namespace packwarden {

/// "kind where: what", as one line.
inline std::string text_of(const Error& error) {
  return std::string(name_of(error.kind)) + " " + error.where + ": " + error.what;
}

/// All that a source gave.
struct SourceReading {
  SourceFacts facts;
  std::vector<Entry> entries;
  std::vector<std::string> problems;  // in the order given; " [N]" behind those with N bytes
  std::string failure;                // of open or read; empty: none

  /// "path=bytes" of each entry.
  [[nodiscard]] std::vector<std::string> contents() const {
    std::vector<std::string> all;
    for (const Entry& entry : entries) all.push_back(entry.path + "=" + entry.bytes);
    return all;
  }
  /// Problems and failure together.
  [[nodiscard]] std::vector<std::string> complaints() const {
    std::vector<std::string> all = problems;
    if (!failure.empty()) all.push_back(failure);
    return all;
  }
};

inline SourceReading read_all(Source& source) {
  SourceReading reading;
  auto facts = source.open();
  if (!facts) {
    reading.failure = text_of(facts.error());
    return reading;
  }
  reading.facts = std::move(*facts);
  const auto result = source.read(
      [&](Entry entry) {
        reading.entries.push_back(std::move(entry));
        return true;
      },
      [&](const UnreadEntry& problem) {
        std::string text = text_of(problem.error);
        if (problem.bytes > 0) text += " [" + std::to_string(problem.bytes) + "]";
        reading.problems.push_back(std::move(text));
      });
  if (!result) reading.failure = text_of(result.error());
  return reading;
}

}  // namespace packwarden
