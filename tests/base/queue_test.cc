#include "base/queue.h"

#include <gtest/gtest.h>

#include <atomic>
#include <thread>
#include <vector>

namespace packwarden {
namespace {

TEST(BoundedQueue, DeliversEverythingOnceToSeveralConsumers) {
  BoundedQueue<int> queue(10);
  std::atomic<int> sum = 0;
  std::vector<std::jthread> consumers;
  for (int i = 0; i < 3; ++i) {
    consumers.emplace_back([&] {
      while (auto item = queue.pop()) sum += *item;
    });
  }
  for (int i = 1; i <= 1000; ++i) ASSERT_TRUE(queue.push(i, 4));
  queue.close();
  consumers.clear();
  EXPECT_EQ(sum, 500'500);
}

TEST(BoundedQueue, LetsAnItemHeavierThanTheCapacityPassAlone) {
  BoundedQueue<int> queue(1);
  EXPECT_TRUE(queue.push(7, 100));
  EXPECT_EQ(queue.pop(), 7);
}

TEST(BoundedQueue, RefusesItemsOnceClosed) {
  BoundedQueue<int> queue(1);
  queue.close();
  EXPECT_FALSE(queue.push(1, 1));
  EXPECT_EQ(queue.pop(), std::nullopt);
}

}  // namespace
}  // namespace packwarden
