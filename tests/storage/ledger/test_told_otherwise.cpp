// What people are told when docks, hands and the office have decided otherwise about the same units: what has happened,
// and nothing that has not.
#include <algorithm>

#include "storage/words/wording.h"
#include "tests/support/warehouse/two_terminals.h"

using namespace dockhand;
using namespace dockhand::test;

namespace {

struct Fixture : TwoTerminals {
  std::vector<Notice> open_notices() {
    std::vector<Notice> open;
    for (const NoticeView& one : Views::open(folder / "hub.db").value()->notices().value()) open.push_back(one.notice);
    return open;
  }
  bool says(const std::string& words) {
    const auto open = open_notices();
    return std::any_of(open.begin(), open.end(),
                       [&](const Notice& one) { return sentence(one).find(words) != std::string::npos; });
  }
  OrderLineView line_at_hub(const char* of) {
    for (const auto& view : Views::open(folder / "hub.db").value()->order_lines(order(of).document).value()) {
      if (view.line == order(of)) return view;
    }
    throw std::runtime_error("no such order line");
  }
  std::int64_t on_hand(const char* file) {
    std::int64_t sum = 0;
    const auto views = Views::open(folder / file).value();
    for (const char* at : {"DOCK-1", "X-01"}) {
      for (const auto& row : views->stock_at(place(at)).value()) sum += row.on_hand;
    }
    return sum;
  }
};

}  // namespace

TEST(a_pallet_that_is_received_at_two_docks_is_told_once_and_keeps_its_orders) {
  hub.accepted(Import{{AsnRow{sscc("340123450000000017"), "ASN-1", Units{item("BRG"), units(4), {}, {}, {}}}}});
  settle();
  a.accepted(ReceiveUnit{sscc("340123450000000017"), place("DOCK-1"), false});
  b.accepted(ReceiveUnit{sscc("340123450000000017"), place("DOCK-2"), false});
  sync(a);
  sync(b);
  settle();
  require_one_truth();
  const auto said = open_notices();
  REQUIRE(said.size() == 1);
  REQUIRE(said.front().kind == NoticeKind::second_receipt);
}

TEST(what_is_told_of_a_line_that_was_cancelled_elsewhere_ends_when_its_pick_comes) {
  a.accepted(a.receipt(4));
  sync(a);
  sync(b);
  a.accepted(pick("SO-1/1", 4, "DOCK-1"));
  b.accepted(CancelOrder{order("SO-1/1").document});
  sync(b);
  REQUIRE(open_notices().size() == 1);
  REQUIRE(open_notices().front().kind == NoticeKind::outranked);
  REQUIRE(open_notices().front().instead.front() == std::pair(order("SO-2/1"), units(3)));
  sync(a);
  settle();
  require_one_truth();
  for (const Notice& one : open_notices())
    REQUIRE((one.kind == NoticeKind::bring_back || one.kind == NoticeKind::lost));
}

TEST(what_left_for_an_order_that_was_cancelled_meanwhile_is_booked_and_the_office_is_told) {
  a.accepted(a.receipt(4));
  sync(a);
  sync(b);
  a.accepted(pick("SO-1/1", 4, "DOCK-1"));
  a.accepted(Ship{order("SO-1/1").document, {}});
  b.accepted(CancelOrder{order("SO-1/1").document});
  sync(b);
  sync(a);
  settle();
  require_one_truth();
  REQUIRE(on_hand("hub.db") == 0);
  REQUIRE(line_at_hub("SO-1/1").shipped == units(4));
  REQUIRE(says("SO-1/1 was cancelled, and 4 of BRG have left all the same"));
  REQUIRE_FALSE(says("bring back"));
}

TEST(what_was_packed_and_left_in_its_carton_for_a_line_that_wants_fewer_now_is_booked_too) {
  a.accepted(a.receipt(4));
  sync(a);
  a.accepted(pick("SO-1/1", 4, "DOCK-1"));
  sync(a);
  sync(b);
  a.accepted(PackCarton{order("SO-1/1").document, place("X-01"), sscc("340123450000000024"), place("X-01"), {}});
  a.accepted(Ship{order("SO-1/1").document, sscc("340123450000000024")});
  hub.demand_is({hub.demand("SO-1/1", 1, 1)});
  sync(a);
  settle();
  require_one_truth();
  REQUIRE(on_hand("hub.db") == 0);
  REQUIRE(line_at_hub("SO-1/1").shipped == units(4));
  REQUIRE(says("SO-1/1 wants only 1 now, and 3 of BRG have left all the same"));
}

TEST(what_is_to_be_brought_back_does_not_leave_with_a_shipment_that_knew_of_it) {
  hub.demand_is({hub.demand("SO-1/2", 2, 2)});
  settle();
  a.accepted(a.receipt(6));
  a.accepted(pick("SO-1/1", 4, "DOCK-1"));
  a.accepted(pick("SO-1/2", 2, "DOCK-1"));
  settle();
  hub.demand_is({hub.demand("SO-1/2", 0, 2)});
  settle();
  a.accepted(Ship{order("SO-1/1").document, {}});
  settle();
  require_one_truth();
  REQUIRE(on_hand("hub.db") == 2);
  REQUIRE(says("bring back 2 BRG from X-01"));
}

TEST(an_order_that_had_left_when_it_was_cancelled_elsewhere_is_told_to_the_office) {
  a.accepted(a.receipt(4));
  a.accepted(pick("SO-1/1", 4, "DOCK-1"));
  a.accepted(Ship{order("SO-1/1").document, {}});
  b.accepted(CancelOrder{order("SO-1/1").document});
  sync(a);
  sync(b);
  settle();
  require_one_truth();
  REQUIRE(says("SO-1 was cancelled after all of it had left"));
}

TEST(a_receipt_that_comes_after_its_pick_explains_it_and_nothing_is_told) {
  const Push receipt = [&] {
    a.accepted(a.receipt(4));
    return a.ledger->unacknowledged().value();
  }();
  clock.advance(std::chrono::minutes(1));
  b.accepted(pick("SO-1/1", 4, "DOCK-1"));
  push(b);
  REQUIRE(says("Count BRG at DOCK-1"));
  REQUIRE(a.ledger->acknowledged(hub.ledger->accept(receipt).value()).ok());
  settle();
  require_one_truth();
  REQUIRE(open_notices().empty());
}
