#pragma once

#include <chrono>
#include <cstdint>
#include <cstdio>
#include <string>

#include "report/report.h"

namespace packwarden {

/// A line on a terminal that says how far the work is, once it takes more than a second.
class Progress {
 public:
  /// `terminal` is where the line goes, or null for none; it stays the caller's.
  explicit Progress(std::FILE* terminal);
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;
  ~Progress();

  /// May print the line; cheap enough to be called for each entry.
  void update(Coverage seen);
  /// Wipes the line.
  void finish();

 private:
  std::FILE* terminal_;
  std::chrono::steady_clock::time_point next_;
  unsigned calls_ = 0;           // since the last look at the clock
  std::uint64_t looked_at_ = 0;  // bytes seen at that look
  bool shown_ = false;
};

}  // namespace packwarden
