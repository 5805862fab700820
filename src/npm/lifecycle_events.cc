#include "npm/lifecycle_events.h"

#include <algorithm>
#include <array>

namespace packwarden {
namespace {

using Events = std::span<const std::string_view>;

// What is run until the tarball is made, in this order.
constexpr std::array<std::string_view, 5> kOfNpm = {"prepublishOnly", "prepack", "preprepare",
                                                    "prepare", "postprepare"};
constexpr std::array<std::string_view, 4> kOfPnpm = {"prepublishOnly", "prepublish", "prepack",
                                                     "prepare"};
constexpr std::array<std::string_view, 4> kOfYarnClassic = {"prepublish", "prepare",
                                                            "prepublishOnly", "prepack"};
constexpr std::array<std::string_view, 2> kOfYarn = {"prepublish", "prepack"};
constexpr std::array<std::string_view, 3> kOfBun = {"prepublishOnly", "prepack", "prepare"};

Events events_before_the_tarball(PackageManager manager) {
  switch (manager) {
    case PackageManager::npm:
      return kOfNpm;
    case PackageManager::pnpm:
      return kOfPnpm;
    case PackageManager::yarn_classic:
      return kOfYarnClassic;
    case PackageManager::yarn:
      return kOfYarn;
    case PackageManager::bun:
      return kOfBun;
  }
  return {};
}

}  // namespace

LifecycleTime lifecycle_time(PackageManager manager, std::string_view event) {
  const Events before = events_before_the_tarball(manager);
  if (std::find(before.begin(), before.end(), event) != before.end()) {
    return LifecycleTime::before_tarball;
  }
  const bool is_yarn = manager == PackageManager::yarn;
  if (event == "postpack") {
    return is_yarn ? LifecycleTime::after_upload : LifecycleTime::after_tarball;
  }
  const bool is_last = event == "publish" || event == "postpublish";
  return is_last && !is_yarn ? LifecycleTime::after_upload : LifecycleTime::never;
}

Events events_between(PackageManager manager, std::string_view event) {
  const Events all = events_before_the_tarball(manager);
  const auto at = std::find(all.begin(), all.end(), event);
  return at == all.end() ? Events() : Events(at + 1, all.end());
}

bool is_run_behind(PackageManager manager, std::string_view event, std::string_view later) {
  const Events events = events_between(manager, event);
  return std::find(events.begin(), events.end(), later) != events.end();
}

}  // namespace packwarden
