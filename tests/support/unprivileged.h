#pragma once

#include <unistd.h>

namespace packwarden {

/// Gives up the rights of root for as long as it lives, so that permissions hold in tests that run
/// as root. Does nothing for other users.
class Unprivileged {
 public:
  Unprivileged() : was_root_(::geteuid() == 0) {
    constexpr uid_t kNobody = 65534;
    active_ = was_root_ ? ::seteuid(kNobody) == 0 : true;
  }
  Unprivileged(const Unprivileged&) = delete;
  Unprivileged& operator=(const Unprivileged&) = delete;
  ~Unprivileged() {
    if (was_root_) static_cast<void>(!::seteuid(0));
  }

  /// Whether permissions hold now.
  [[nodiscard]] bool active() const { return active_; }

 private:
  bool was_root_;
  bool active_ = false;
};

}  // namespace packwarden
