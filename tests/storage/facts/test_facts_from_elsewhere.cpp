// Facts that another database has written down already: they have happened, and are only questioned.
#include <algorithm>

#include "storage/upkeep/audit.h"
#include "storage/words/wording.h"
#include "tests/support/warehouse/facts_fixture.h"

using namespace dockhand;
using namespace dockhand::test;

namespace {

// A terminal whose office knows the items otherwise than the hub's.
struct Fixture : FactsFixture {
  void setUp() {
    FactsFixture::setUp();
    push();
  }

  Floor hub_{folder / "hub.db", LedgerRole::hub, clock, "h"};

  void push() { push(floor); }
  void push(Floor& from) {
    for (Push push = from.ledger->unacknowledged().value(); !push.events.empty();
         push = from.ledger->unacknowledged().value()) {
      REQUIRE(from.ledger->acknowledged(hub_.ledger->accept(push).value()).ok());
    }
  }
  std::int64_t at_hub(const char* of, const char* at) {
    std::int64_t sum = 0;
    const auto hub_views = Views::open(folder / "hub.db").value();
    for (const auto& row : hub_views->stock_at(place(at)).value()) {
      sum += row.item == item(of) ? row.on_hand : 0;
    }
    return sum;
  }
  bool hub_tells(NoticeKind kind) {
    const auto all = Views::open(folder / "hub.db").value()->notices().value();
    return std::any_of(all.begin(), all.end(), [&](const NoticeView& one) { return one.notice.kind == kind; });
  }
  // What the hub says about an order's lines, in words.
  std::vector<std::string> hub_says(const char* order_of) {
    std::vector<std::string> said;
    for (const NoticeView& one : Views::open(folder / "hub.db").value()->notices().value()) {
      if (one.notice.line && one.notice.line->document.text() == order_of) said.push_back(sentence(one.notice));
    }
    std::sort(said.begin(), said.end());
    return said;
  }
  std::vector<OrderLineView> at_hub(const char* order_of) {
    return Views::open(folder / "hub.db").value()->order_lines(order(order_of).document).value();
  }
  // Gloves are here, and SO-9/1 waits for bearings, at the terminal and at the hub.
  void waits_for_bearings(std::int64_t count) {
    floor.accepted(Receive{Units{item("GLV"), units(12), lot("L1"), {}, {}}, place("DOCK-1"), {}, false});
    floor.demand_is({floor.demand("SO-9/1", count)});
    push();
  }
  CommandId takes(Floor& at, const char* of, const char* as, std::int64_t count, const char* what = "GLV") {
    at.accepted(TakeOther{order(of), order(as), item(what), units(count)});
    return CommandId::parse(at.last_id()).value();
  }
  void require_hub_sound() {
    for (const AuditCheck& check : audit(folder / "hub.db").value()) {
      INFO(check.name << ": " << check.detail);
      REQUIRE(check.passed);
    }
  }
};

}  // namespace

TEST(units_that_were_received_before_their_item_was_tracked_are_booked_and_told) {
  floor.accepted(receipt(bearings(10)));
  hub_.accepted(Import{{ItemRow{item("BRG"), "Bearing", Tracking::lot}}});
  floor.accepted(Move{bearings(4), place("DOCK-1"), place("A-01")});
  push();
  REQUIRE(at_hub("BRG", "A-01") == 4);
  REQUIRE(at_hub("BRG", "DOCK-1") == 6);
  REQUIRE(hub_tells(NoticeKind::unnamed));
  require_hub_sound();
}

TEST(a_serial_that_two_terminals_have_received_is_one_unit) {
  Floor other(folder / "other.db", LedgerRole::terminal, clock, "o");
  other.open_warehouse();
  floor.accepted(receipt(drill("S1"), "A-01"));
  other.accepted(receipt(drill("S1"), "A-02"));
  push();
  for (Push push = other.ledger->unacknowledged().value(); !push.events.empty();
       push = other.ledger->unacknowledged().value()) {
    REQUIRE(other.ledger->acknowledged(hub_.ledger->accept(push).value()).ok());
  }
  REQUIRE(at_hub("DRL", "A-01") + at_hub("DRL", "A-02") == 1);
  REQUIRE(at_hub("DRL", "A-02") == 1);
  REQUIRE(hub_tells(NoticeKind::count_place));
  require_hub_sound();
}

// The hub heard of the return first. Nobody was there to refuse the undo, so it takes back what is still away.
TEST(an_undo_of_a_shipment_takes_back_what_had_not_come_back_before_it_was_told) {
  ship_four();
  push();
  const std::string shipped = floor.last_id();
  hub_.accepted(CustomerReturn{bearings(1), place("A-01"), order("SO-1/1")});
  undo(shipped);
  push();
  REQUIRE(at_hub("BRG", "A-01") == 1);
  REQUIRE(at_hub("BRG", "X-01") == 3);
  require_hub_sound();
}

TEST(what_was_taken_instead_and_was_picked_before_its_undo_came_stays_and_the_office_is_told) {
  floor.accepted(Receive{Units{item("GLV"), units(5), lot("L1"), {}, {}}, place("DOCK-1"), {}, false});
  floor.demand_is({floor.demand("SO-9/1", 4)});
  floor.accepted(TakeOther{order("SO-9/1"), order("SO-9/2"), item("GLV"), units(4)});
  const auto taken = CommandId::parse(floor.last_id()).value();
  push();
  hub_.accepted(Pick{order("SO-9/2"), Units{item("GLV"), units(1), lot("L1"), {}, {}}, place("DOCK-1"), place("X-01")});
  floor.accepted(Undo{taken});
  push();
  REQUIRE(hub_tells(NoticeKind::document));
  const auto hub_views = Views::open(folder / "hub.db").value();
  REQUIRE(hub_views->order_lines(order("SO-9/1").document).value().size() == 2);
  require_hub_sound();
}

TEST(what_was_taken_instead_of_a_line_that_was_cancelled_meanwhile_is_not_wanted_and_the_office_is_told) {
  waits_for_bearings(4);
  hub_.accepted(CancelOrder{order("SO-9/1").document});
  takes(floor, "SO-9/1", "SO-9/2", 4);
  push();
  const auto lines = at_hub("SO-9/1");
  REQUIRE(lines.size() == 2);
  REQUIRE(lines[1].ordered.none());
  REQUIRE(lines[1].reserved.none());
  REQUIRE(hub_tells(NoticeKind::document));
  require_hub_sound();
}

TEST(what_hands_did_for_a_line_that_is_not_wanted_is_booked_and_brought_back) {
  waits_for_bearings(4);
  hub_.accepted(CancelOrder{order("SO-9/1").document});
  takes(floor, "SO-9/1", "SO-9/2", 4);
  floor.accepted(
      Pick{order("SO-9/2"), Units{item("GLV"), units(4), lot("L1"), {}, {}}, place("DOCK-1"), place("X-01")});
  push();
  REQUIRE(at_hub("GLV", "X-01") == 4);
  REQUIRE(hub_tells(NoticeKind::bring_back));
  REQUIRE_FALSE(hub_tells(NoticeKind::office));
  require_hub_sound();
}

TEST(of_a_line_that_the_office_has_lowered_no_more_is_taken_than_is_open) {
  waits_for_bearings(4);
  hub_.demand_is({floor.demand("SO-9/1", 1)});
  takes(floor, "SO-9/1", "SO-9/2", 4);
  push();
  const auto lines = at_hub("SO-9/1");
  REQUIRE(lines[0].ordered.none());
  REQUIRE(lines[1].ordered == units(1));
  REQUIRE(lines[1].reserved == units(1));
  REQUIRE(hub_tells(NoticeKind::document));
  require_hub_sound();
}

TEST(what_came_for_the_line_meanwhile_goes_back_as_its_customer_takes_the_other_item) {
  waits_for_bearings(4);
  hub_.accepted(receipt(bearings(3)));
  REQUIRE(at_hub("SO-9/1")[0].reserved == units(3));
  takes(floor, "SO-9/1", "SO-9/2", 4);
  push();
  const auto lines = at_hub("SO-9/1");
  REQUIRE(lines[0].ordered.none());
  REQUIRE(lines[0].reserved.none());
  REQUIRE(lines[1].reserved == units(4));
  require_hub_sound();
}

TEST(two_terminals_that_exchange_the_same_lines_in_another_order_ask_for_no_more_than_was_ordered) {
  Floor other(folder / "other.db", LedgerRole::terminal, clock, "o");
  other.open_warehouse();
  for (Floor* one : {&floor, &other}) {
    one->accepted(Receive{Units{item("GLV"), units(12), lot("L1"), {}, {}}, place("DOCK-1"), {}, false});
    one->demand_is({floor.demand("SO-9/1", 4), floor.demand("SO-9/2", 3)});
  }
  push();
  push(other);
  takes(floor, "SO-9/1", "SO-9/3", 4);
  takes(floor, "SO-9/2", "SO-9/4", 3);
  takes(other, "SO-9/2", "SO-9/3", 3);
  takes(other, "SO-9/1", "SO-9/4", 4);
  push();
  push(other);
  Quantity wanted;
  for (const OrderLineView& line : at_hub("SO-9/1")) wanted = wanted + line.ordered;
  REQUIRE(wanted.units() == 7);
  REQUIRE(hub_tells(NoticeKind::document));
  require_hub_sound();
}

TEST(the_undo_of_one_exchange_leaves_what_another_one_took) {
  waits_for_bearings(6);
  const CommandId first = takes(floor, "SO-9/1", "SO-9/2", 2);
  takes(floor, "SO-9/1", "SO-9/3", 3);
  push();
  hub_.accepted(Undo{first});
  const auto lines = at_hub("SO-9/1");
  REQUIRE(lines.size() == 2);
  REQUIRE(lines[0].ordered == units(3));
  REQUIRE(lines[1].ordered == units(3));
  require_hub_sound();
}

TEST(who_reads_of_an_exchange_that_is_not_wanted_any_more_knows_why_and_that_its_units_are_free) {
  waits_for_bearings(4);
  hub_.accepted(CancelOrder{order("SO-9/1").document});
  takes(floor, "SO-9/1", "SO-9/2", 4);
  push();
  const auto said = hub_says("SO-9");
  REQUIRE(said.size() == 2);
  CHECK(said[0] == "4 GLV no longer for SO-9/2: these units are free now. SO-9/2 is not wanted any more");
  CHECK(said[1] ==
        "A document needs a look. SO-9/2, 4 GLV instead of SO-9/1: 4 are not wanted, as SO-9/1 was "
        "cancelled. They are free stock, and what is picked of them comes back. Ask the customer");
}

TEST(who_reads_of_an_exchange_for_more_than_the_line_wants_knows_how_many_it_wants) {
  waits_for_bearings(4);
  hub_.demand_is({floor.demand("SO-9/1", 1)});
  takes(floor, "SO-9/1", "SO-9/2", 4);
  push();
  const auto said = hub_says("SO-9");
  REQUIRE(said.size() == 2);
  CHECK(said[0] == "3 GLV no longer for SO-9/2: these units are free now. SO-9/2 wants fewer now");
  CHECK(said[1].find("SO-9/2, 4 GLV instead of SO-9/1: 3 are not wanted, as SO-9/1 wants only 1 now.") !=
        std::string::npos);
}

TEST(who_reads_of_a_second_exchange_knows_that_there_is_one) {
  waits_for_bearings(4);
  hub_.accepted(TakeOther{order("SO-9/1"), order("SO-9/5"), item("GLV"), units(3)});
  takes(floor, "SO-9/1", "SO-9/2", 4);
  push();
  const auto said = hub_says("SO-9");
  REQUIRE(said.size() == 2);
  CHECK(said[1].find("3 are not wanted, as GLV was taken instead of SO-9/1 already.") != std::string::npos);
}

TEST(units_of_a_line_that_was_cancelled_while_they_came_did_not_go_to_another_dock) {
  floor.demand_is({floor.demand("SO-9/1", 4)});
  push();
  hub_.accepted(CancelOrder{order("SO-9/1").document});
  floor.accepted(receipt(bearings(4)));
  push();
  const auto said = hub_says("SO-9");
  REQUIRE(said.size() == 1);
  REQUIRE(said[0] == "4 BRG at DOCK-1 no longer for SO-9/1: these units are free now. SO-9/1 is not wanted any more");
}
