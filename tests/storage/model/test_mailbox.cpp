// Items that go from one thread to another.
#include <memory>
#include <thread>

#include "storage/model/tools/mailbox.h"
#include "tests/support/unity.h"

using namespace dockhand;

namespace {

struct Fixture {
  void setUp() {}
  void tearDown() {}

  Mailbox<int> box;
};

TEST(items_are_taken_in_the_order_in_which_they_were_put) {
  for (const int item : {1, 2, 3}) REQUIRE(box.put(item));
  REQUIRE(box.take(2) == std::deque{1, 2});
  REQUIRE(box.take() == std::deque{3});
  REQUIRE(box.take().empty());
}

TEST(a_full_box_refuses_an_offer_and_takes_it_when_there_is_room_again) {
  Mailbox<int> bounded(2);
  REQUIRE(bounded.offer(1));
  REQUIRE(bounded.offer(2));
  REQUIRE_FALSE(bounded.offer(3));
  REQUIRE(bounded.take(1) == std::deque{1});
  REQUIRE(bounded.offer(3));
  REQUIRE(bounded.take() == std::deque{2, 3});
}

TEST(put_waits_for_room_in_order) {
  Mailbox<int> bounded(2);
  std::thread writer([&] {
    for (int i = 0; i < 100; ++i) bounded.put(i);
    bounded.close();
  });
  std::deque<int> all;
  for (auto some = bounded.wait(); !some.empty(); some = bounded.wait()) {
    REQUIRE(some.size() <= 2);
    all.insert(all.end(), some.begin(), some.end());
  }
  writer.join();
  REQUIRE(all.size() == 100);
  for (int i = 0; i < 100; ++i) REQUIRE(all[static_cast<std::size_t>(i)] == i);
}

TEST(a_state_that_is_replaced_is_seen_in_its_newest_form) {
  box.replace(1);
  box.replace(2);
  REQUIRE(box.take() == std::deque{2});
}

TEST(a_closed_box_gives_what_it_holds_and_takes_nothing_more) {
  box.put(1);
  box.close();
  REQUIRE(box.closed());
  REQUIRE_FALSE(box.put(2));
  REQUIRE_FALSE(box.offer(2));
  REQUIRE_FALSE(box.replace(2));
  REQUIRE(box.wait() == std::deque{1});
  REQUIRE(box.wait().empty());
}

TEST(closing_wakes_who_waits_for_room_and_who_waits_for_an_item) {
  Mailbox<int> full(1);
  full.put(1);
  Mailbox<int> empty;
  bool taken = true;
  std::deque<int> got{7};
  std::thread writer([&] { taken = full.put(2); });
  std::thread reader([&] { got = empty.wait(); });
  full.close();
  empty.close();
  writer.join();
  reader.join();
  REQUIRE_FALSE(taken);
  REQUIRE(got.empty());
}

TEST(waiting_for_a_time_ends_with_nothing_when_nothing_comes_and_at_once_when_something_does) {
  Mailbox<std::unique_ptr<int>> pointers;
  REQUIRE(pointers.wait_for(std::chrono::milliseconds(1)).empty());
  pointers.put(std::make_unique<int>(5));
  const auto got = pointers.wait_for(std::chrono::hours(1));
  REQUIRE(got.size() == 1);
  REQUIRE(*got.front() == 5);
}

}  // namespace
