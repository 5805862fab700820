#include "app/progress.h"

#include "base/text.h"

namespace packwarden {
namespace {

using std::chrono::steady_clock;

constexpr auto kFirst = std::chrono::seconds(1);
constexpr auto kBetween = std::chrono::milliseconds(200);
/// The clock is asked once in so many calls, or bytes.
constexpr unsigned kCallsPerLook = 32;
constexpr std::uint64_t kBytesPerLook = std::uint64_t{4} << 20U;

}  // namespace

Progress::Progress(std::FILE* terminal)
    : terminal_(terminal), next_(steady_clock::now() + kFirst) {}

Progress::~Progress() { finish(); }

void Progress::update(Coverage seen) {
  if (terminal_ == nullptr) return;
  if (++calls_ < kCallsPerLook && seen.bytes < looked_at_ + kBytesPerLook) return;
  calls_ = 0;
  looked_at_ = seen.bytes;
  const auto now = steady_clock::now();
  if (now < next_) return;
  next_ = now + kBetween;
  shown_ = true;
  const std::string text = counted(seen.entries, "file") + ", " + human_bytes(seen.bytes);
  std::fprintf(terminal_, "\r\x1B[Kpackwarden: %s read", text.c_str());
  std::fflush(terminal_);
}

void Progress::finish() {
  if (!shown_) return;
  shown_ = false;
  std::fputs("\r\x1B[K", terminal_);
  std::fflush(terminal_);
}

}  // namespace packwarden
