#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <mutex>
#include <optional>
#include <utility>

namespace packwarden {

/// A queue between one producer and several consumers, bounded by weight (bytes), not by count.
/// All members may be called from any thread.
template <class T>
class BoundedQueue {
 public:
  /// `capacity` is the weight that may wait. One item heavier than that still passes, alone.
  explicit BoundedQueue(std::size_t capacity) : capacity_(capacity) {}

  /// Waits for room. Returns false, and drops `item`, when the queue was closed.
  bool push(T item, std::size_t weight) {
    std::unique_lock lock(mutex_);
    room_.wait(lock, [&] { return closed_ || waiting_ == 0 || waiting_ + weight <= capacity_; });
    if (closed_) return false;
    waiting_ += weight;
    items_.emplace_back(std::move(item), weight);
    lock.unlock();
    filled_.notify_one();
    return true;
  }

  /// Waits for an item; none when the queue is closed and empty.
  std::optional<T> pop() {
    std::unique_lock lock(mutex_);
    filled_.wait(lock, [&] { return closed_ || !items_.empty(); });
    if (items_.empty()) return std::nullopt;
    auto [item, weight] = std::move(items_.front());
    items_.pop_front();
    waiting_ -= weight;
    lock.unlock();
    room_.notify_one();
    return std::move(item);
  }

  /// No more items come in; those that wait can still be popped.
  void close() {
    {
      const std::lock_guard lock(mutex_);
      closed_ = true;
    }
    filled_.notify_all();
    room_.notify_all();
  }

 private:
  const std::size_t capacity_;
  std::mutex mutex_;
  std::condition_variable filled_;
  std::condition_variable room_;
  std::deque<std::pair<T, std::size_t>> items_;
  std::size_t waiting_ = 0;
  bool closed_ = false;
};

}  // namespace packwarden
