// Facts in the orders in which they happen when things go wrong: the books stay sound, and what is said is true.
#include <algorithm>

#include "storage/words/wording.h"
#include "tests/support/warehouse/facts_fixture.h"

using namespace dockhand;
using namespace dockhand::test;

namespace {

struct Fixture : FactsFixture {
  const std::string pallet = "340123450000000017";
  const std::string carton = "340123450000000116";

  void tearDown() { require_sound(); }

  static OrderNumber number(const char* order) { return OrderNumber::parse(order).value(); }
  static std::string words(const Accepted& done) {
    std::string all;
    for (const Notice& one : done.notices) all += sentence(one) + "\n";
    return all;
  }
  Receive of_purchase(Units what, const char* line, const char* at = "DOCK-1") const {
    Receive receive = receipt(std::move(what), at);
    receive.purchase = purchase(line);
    return receive;
  }
  void announce_pallet() {
    floor.accepted(Import{{AsnRow{sscc(pallet), "ASN-1", bearings(12), purchase("PO-7/1")},
                           AsnRow{sscc(pallet), "ASN-1", gloves(4), {}}}});
  }
};

}  // namespace

TEST(a_receipt_is_undone_only_after_its_picks_are) {
  floor.demand_is({floor.demand("SO-1/1", 4)});
  floor.give("r", receipt(bearings(6)));
  floor.give("p", Pick{order("SO-1/1"), bearings(2), place("DOCK-1"), place("X-01")});
  REQUIRE(floor.refused(Undo{CommandId::parse("r").value()}).message.find("moved or picked") != std::string::npos);
  undo("p");
  undo("r");
  REQUIRE(state("SO-1/1") == "4 0 0 0");
  REQUIRE(stock("DOCK-1") == 0);
}

TEST(a_cancelled_order_brings_its_picked_units_back_and_its_reserved_ones_serve_the_next) {
  floor.demand_is({floor.demand("SO-1/1", 4, 1), floor.demand("SO-2/1", 3, 5)});
  floor.accepted(receipt(bearings(6)));
  floor.give("p", Pick{order("SO-1/1"), bearings(2), place("DOCK-1"), place("X-01")});
  const Accepted cancelled = floor.accepted(CancelOrder{number("SO-1"), "customer called"});
  REQUIRE(words(cancelled) == "SO-1/1 needs no more: bring back 2 BRG from X-01\n");
  REQUIRE(state("SO-2/1") == "0 3 0 0");
  REQUIRE(floor.refused(Ship{number("SO-1")}).message == "nothing is picked for SO-1");
  floor.accepted(Move{bearings(2), place("X-01"), place("DOCK-1")});
  REQUIRE(stock("DOCK-1") == 6);
}

TEST(less_than_is_picked_leaves_the_order_what_it_wants_and_ships_no_more) {
  floor.demand_is({floor.demand("SO-1/1", 5)});
  floor.accepted(receipt(bearings(5)));
  pick("SO-1/1", bearings(4));
  floor.demand_is({floor.demand("SO-1/1", 2)});
  REQUIRE(state("SO-1/1") == "0 0 2 0");
  floor.accepted(Ship{number("SO-1")});
  floor.demand_is({floor.demand("SO-1/1", 1)});
  REQUIRE(state("SO-1/1") == "0 0 0 2");
  REQUIRE(stock("X-01") == 2);
}

TEST(no_more_comes_back_than_was_sent) {
  ship_four();
  REQUIRE(floor.refused(CustomerReturn{bearings(5), place("DOCK-1"), order("SO-1/1")}).message ==
          "SO-1/1 was sent only 4 of these");
  floor.accepted(CustomerReturn{bearings(4), place("DOCK-1"), order("SO-1/1"), true});
  REQUIRE(state("SO-1/1") == "0 4 0 0");
}

TEST(another_lot_than_was_sent_comes_back_without_the_order) {
  floor.demand_is({demand("SO-1/1", 4, "GLV")});
  floor.accepted(receipt(gloves(4)));
  pick("SO-1/1", gloves(4));
  floor.accepted(Ship{number("SO-1")});
  REQUIRE(floor.refused(CustomerReturn{gloves(1, "L9"), place("DOCK-1"), order("SO-1/1")}).message ==
          "SO-1/1 was sent none of GLV, lot L9: return it without its order");
  floor.accepted(CustomerReturn{gloves(1, "L9"), place("DOCK-1"), {}});
}

TEST(a_handling_unit_is_counted_moved_aside_and_put_back_with_what_is_reserved_of_it) {
  floor.demand_is({floor.demand("SO-1/1", 5), demand("SO-2/1", 3, "GLV")});
  announce_pallet();
  floor.give("r", ReceiveUnit{sscc(pallet), place("DOCK-1")});
  REQUIRE(floor.refused(ReceiveUnit{sscc(pallet), place("DOCK-1")}).message.find("counts once") != std::string::npos);
  floor.accepted(MoveUnit{sscc(pallet), place("A-01"), ""});
  floor.accepted(Count{bearings(10), place(pallet), ""});
  REQUIRE(state("SO-1/1") == "0 5 0 0");
  const Accepted aside = floor.accepted(MoveUnit{sscc(pallet), place("Q-01"), "fell"});
  REQUIRE(words(aside) ==
          "10 BRG are set aside at Q-01: decide what becomes of them. Fell\n"
          "4 GLV are set aside at Q-01: decide what becomes of them. Fell\n"
          "SO-1/1 lost 5 BRG at 340123450000000017 and waits again. Pallet 340123450000000017 moved to Q-01: "
          "fell\n"
          "SO-2/1 lost 3 GLV at 340123450000000017 and waits again. Pallet 340123450000000017 moved to Q-01: "
          "fell\n");
  floor.accepted(MoveUnit{sscc(pallet), place("DOCK-2"), ""});
  REQUIRE(state("SO-1/1") == "0 5 0 0");
  REQUIRE(views->notices()->empty());  // nothing is set aside any more, and the losses are settled
}

TEST(a_carton_that_lost_a_unit_is_counted_and_its_order_served_again) {
  floor.demand_is({floor.demand("SO-1/1", 5)});
  floor.accepted(receipt(bearings(9)));
  pick("SO-1/1", bearings(5), "T-01");
  floor.accepted(PackCarton{number("SO-1"), place("T-01"), sscc(carton), place("X-01"), {}});
  floor.accepted(Count{bearings(4), place(carton), ""});
  REQUIRE(state("SO-1/1") == "0 1 4 0");
  floor.accepted(Ship{number("SO-1"), sscc(carton)});
  REQUIRE(state("SO-1/1") == "0 1 0 4");
  REQUIRE(floor.refused(MoveUnit{sscc(carton), place("X-01"), ""}).message.find("it was shipped") != std::string::npos);
}

TEST(a_recalled_lot_in_a_tote_is_stopped_and_neither_ships_nor_is_picked) {
  floor.demand_is({demand("SO-1/1", 6, "GLV")});
  floor.accepted(receipt(gloves(6)));
  floor.give("p", Pick{order("SO-1/1"), gloves(2), place("DOCK-1"), place("T-01")});
  const Accepted recalled = floor.accepted(SetStatus{item("GLV"), lot("L1"), LotStatus::recalled, "powder"});
  REQUIRE(words(recalled).find("Stop 2 GLV at T-01 for SO-1/1: the lot must not leave") == 0);
  REQUIRE(words(recalled).find("SO-1/1 lost 4 GLV at DOCK-1") != std::string::npos);
  REQUIRE(floor.refused(Ship{number("SO-1")}).message.find("must not leave") != std::string::npos);
  undo("p");
  REQUIRE(state("SO-1/1") == "6 0 0 0");
  floor.accepted(SetStatus{item("GLV"), lot("L1"), LotStatus::available, ""});
  REQUIRE(state("SO-1/1") == "0 6 0 0");
}

TEST(a_purchase_that_is_closed_while_pegged_keeps_what_came_and_expects_no_more) {
  OrderLineRow whole = floor.demand("SO-1/1", 4, 9);
  whole.policies.partial = false;
  floor.accepted(Import{
      {whole, PurchaseLineRow{purchase("PO-9/1"), "SKF", item("BRG"), units(4), day("2026-11-25"), order("SO-1/1")}}});
  floor.accepted(of_purchase(bearings(2), "PO-9/1"));
  floor.accepted(ClosePurchase{purchase("PO-9/1"), "supplier has no more"});
  const Why why = views->why(order("SO-1/1")).value().value();
  REQUIRE(why.line.reserved == units(2));
  REQUIRE(why.hold->missing == units(2));
  REQUIRE(floor.refused(of_purchase(bearings(2), "PO-9/1")).message.find("2 too many") != std::string::npos);
  floor.demand_is({floor.demand("SO-2/1", 2, 1)});
  floor.accepted(Release{order("SO-1/1"), units(2), {}});
  REQUIRE(state("SO-2/1") == "0 2 0 0");
}

TEST(damaged_units_over_what_is_expected_are_asked_about_and_go_back) {
  floor.accepted(of_purchase(bearings(15), "PO-7/1", "Q-01"));
  Receive more = of_purchase(bearings(8), "PO-7/1", "Q-01");
  REQUIRE(floor.refused(more).message == "PO-7/1 expects 20, 15 were received: 8 more are 3 too many");
  more.confirmed = true;
  floor.accepted(more);
  floor.accepted(SupplierReturn{bearings(9), place("Q-01"), purchase("PO-7/1"), "wet"});
  REQUIRE(floor.refused(SupplierReturn{bearings(20), place("Q-01"), purchase("PO-7/1"), "wet"}).message ==
          "PO-7/1 has received only 14");
  REQUIRE(purchase_line("PO-7/1").received == units(14));
}

TEST(a_lot_that_is_announced_of_what_nobody_tracks_is_asked_about_and_its_pallet_comes_without_it) {
  Units named = bearings(3);
  named.lot = lot("L1");
  const AsnRow row{sscc("340123450000000024"), "ASN-2", named, {}};
  const Outcome outcome = floor.give("asks", Import{{row}});
  const auto& asked = std::get<Refused>(outcome);
  REQUIRE(asked.confirmable);
  REQUIRE(
      asked.error.message.starts_with("BRG is tracked by neither lot nor serial, and ASN-2 announces lot L1 of it"));
  floor.accepted(Import{{row}, true});
  REQUIRE(floor.accepted(Import{{row}}).repeated);
  floor.accepted(ReceiveUnit{sscc("340123450000000024"), place("DOCK-1")});
  REQUIRE(stock("340123450000000024") == 3);
  require_sound();
}
