// A shift that begins in the evening and ends in the morning: what is begun before midnight is gone on with after it.
#include <chrono>

#include "tests/support/terminal/terminal_fixture.h"

using namespace dockhand;

namespace {

struct Fixture : test::Terminal {
  void setUp() {
    Terminal::setUp();
    office_does(Import{{LocationRow{place("T-01"), LocationKind::tote, 511},
                        LocationRow{place("T-02"), LocationKind::tote, 512},
                        LocationRow{place("Q-01"), LocationKind::quarantine, 900}}});
    clock.advance(std::chrono::hours(9));  // 23:00
  }
  void night_passes() { clock.advance(std::chrono::hours(3)); }
  // Every unit that came in, wherever it lies.
  std::int64_t all_here() const {
    std::int64_t sum = 0;
    for (const StockRow& row : views->stock().value()) sum += row.on_hand;
    return sum;
  }
};

}  // namespace

TEST(a_receipt_goes_on_after_midnight_with_its_count) {
  scan("PO-7");
  scan(bearing_case);
  night_passes();
  scan(bearing_case);
  REQUIRE(count() == "24/24");
  REQUIRE(received("PO-7") == 24);
  start();
  REQUIRE(shows("PO-7: 24 of 34 received"));
  REQUIRE(shows("Anna K., since yesterday 23:00"));
  tap("begun:receive:PO-7");
  scan("UNDO");
  REQUIRE(shows("Undo this: 12 of BRG-6204 received"));
  scan("YES");
  REQUIRE(received("PO-7") == 12);
}

TEST(a_count_that_was_begun_before_midnight_is_booked_after_it) {
  office_does(Receive{Units{item("BRG-6205"), units(10), {}, {}, {}}, place("B-12"), {}, false});
  scan("GO-COUNT");
  scan("B-12");
  for (int i = 0; i < 4; ++i) scan(other_bearing);
  start();
  night_passes();
  scan("GO-HOME");
  REQUIRE(shows("Anna K., since yesterday 23:00"));
  tap("begun:count:B-12");
  for (int i = 0; i < 6; ++i) scan(other_bearing);
  scan("DONE");
  REQUIRE(stock("B-12") == 10);
  REQUIRE(views->jobs()->empty());
}

TEST(a_cart_with_units_in_hand_goes_on_after_midnight_and_a_restart) {
  office_does(Receive{Units{item("BRG-6204"), units(7), {}, {}, {}}, place("A-01"), {}, false});
  tap("orders");
  tap("several");
  scan("T-01");
  scan("T-02");
  scan("A-01");
  scan(bearing);
  scan(bearing);
  night_passes();
  start();
  REQUIRE(shows("since yesterday"));
  tap(page().rows.front().id);
  REQUIRE(count() == "2/4");
  scan(bearing);
  scan(bearing);
  scan("T-01");
  REQUIRE(picked_at("SO-118", "T-01") == 4);
  scan(bearing);
  scan(bearing);
  scan(bearing);
  scan("T-02");
  REQUIRE(picked_at("SO-131", "T-02") == 3);
  REQUIRE(all_here() == 7);
}

TEST(a_label_that_waits_and_what_is_typed_wait_over_midnight) {
  scan("PO-8");
  scan(gloves);
  night_passes();
  scan("L1");
  REQUIRE(received("PO-8") == 1);
  tap("number");
  tap("key:5");
  night_passes();
  start();
  tap("begun:receive:PO-8");
  tap("confirm");
  scan("CHOICE-2");  // it is all, with the one from before
  REQUIRE(received("PO-8") == 5);
}

TEST(what_comes_back_and_what_is_damaged_is_asked_about_over_midnight) {
  scan("GO-RETURN");
  scan(other_bearing);
  night_passes();
  REQUIRE(shows("1 of Bearing 6205-2RS came back"));
  start();
  tap("begun:customer_return:");
  tap("good");
  REQUIRE(stock("DOCK-1") == 1);
  scan("PO-7");
  scan("DAMAGED");
  tap("reason:Crushed");
  night_passes();
  start();
  tap("begun:receive:PO-7");
  scan(bearing);
  REQUIRE(stock("Q-01") == 1);
  REQUIRE(all_here() == 2);
}
