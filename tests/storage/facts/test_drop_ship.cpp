// Units that a supplier sends straight to the customer: they touch no place here, and nothing here is given for them.
#include "storage/ledger/ledger.h"
#include "storage/upkeep/audit.h"
#include "storage/views/views.h"
#include "tests/support/warehouse/warehouse.h"

using namespace dockhand;
using namespace dockhand::test;

namespace {

struct Fixture {
  void setUp() {
    floor.open_warehouse();
    floor.accepted(Import{{SiteRow{"tell_customers", true}}});
    floor.demand_is({floor.demand("SO-1/1", 10)});
    floor.accepted(Import{{direct("PO-9/1", 6, order("SO-1/1"))}});
  }
  void tearDown() {
    for (const AuditCheck& check : audit(folder / "dock.db").value()) {
      INFO(check.name << ": " << check.detail);
      REQUIRE(check.passed);
    }
  }

  TemporaryFolder folder;
  ManualClock clock{Instant::parse("2026-11-20T08:00:00Z").value()};
  Floor floor{folder / "dock.db", LedgerRole::hub, clock, "hub"};
  std::unique_ptr<Views> views = Views::open(folder / "dock.db", clock).value();

  static PurchaseLineRow direct(const std::string& line, std::int64_t count, std::optional<OrderLine> bought_for) {
    PurchaseLineRow row{purchase(line), "SKF", item("BRG"), units(count), day("2026-11-25"), std::move(bought_for)};
    row.drop_ship = true;
    return row;
  }
  static Units bearings(std::int64_t count) { return {item("BRG"), units(count), {}, {}, {}}; }
  ShipDirect sent(std::int64_t count) const { return {purchase("PO-9/1"), bearings(count), "DHL", "0034"}; }
  OrderLineView line(const std::string& name) { return views->why(order(name)).value()->line; }
};

}  // namespace

TEST(what_a_supplier_sends_straight_to_the_customer_is_received_and_shipped_and_lies_nowhere) {
  floor.accepted(sent(4));
  REQUIRE(line("SO-1/1").shipped == units(4));
  REQUIRE(line("SO-1/1").waiting == units(6));
  REQUIRE(views->stock(10).value().empty());
  floor.accepted(sent(2));
  REQUIRE(floor.refused(sent(1)).place == "quantity");
  REQUIRE(line("SO-1/1").shipped == units(6));
}

TEST(its_undo_brings_it_back_to_the_supplier) {
  floor.accepted(sent(4));
  floor.accepted(Undo{CommandId::parse(floor.last_id()).value()});
  REQUIRE(line("SO-1/1").shipped.none());
  REQUIRE(line("SO-1/1").waiting == units(10));
  floor.accepted(sent(6));
}

TEST(a_line_asks_for_nothing_here_that_a_supplier_sends) {
  floor.demand_is({floor.demand("SO-2/1", 5, 9)});
  floor.accepted(floor.receipt(9));
  REQUIRE(line("SO-1/1").reserved == units(4));
  REQUIRE(line("SO-2/1").reserved == units(5));
  floor.accepted(ClosePurchase{purchase("PO-9/1"), "called off"});
  floor.accepted(floor.receipt(9));
  REQUIRE(line("SO-1/1").reserved == units(10));
}

TEST(free_units_go_at_once_to_a_line_whose_supplier_sends_nothing_any_more) {
  floor.accepted(floor.receipt(10));
  REQUIRE(line("SO-1/1").reserved == units(4));
  floor.accepted(ClosePurchase{purchase("PO-9/1"), "called off"});
  REQUIRE(line("SO-1/1").reserved == units(10));
}

TEST(free_units_go_at_once_to_a_line_whose_purchase_comes_to_the_dock_now) {
  floor.accepted(floor.receipt(10));
  PurchaseLineRow to_the_dock = direct("PO-9/1", 6, {});
  to_the_dock.drop_ship = false;
  floor.accepted(Import{{to_the_dock}});
  REQUIRE(line("SO-1/1").reserved == units(10));
}

TEST(what_comes_to_the_dock_or_is_for_nobody_is_not_sent_straight_to_a_customer) {
  REQUIRE(floor.refused(ShipDirect{purchase("PO-7/1"), bearings(1)}).place == "purchase");
  REQUIRE(floor.refused(ShipDirect{purchase("PO-8/8"), bearings(1)}).place == "purchase");
  const Units gloves{item("GLV"), units(1), lot("L1"), {}, {}};
  REQUIRE(floor.refused(ShipDirect{purchase("PO-9/1"), gloves}).place == "item");
}

TEST(what_is_sent_straight_to_a_customer_is_for_an_order_line_of_its_item) {
  const auto told = [&](const ImportRow& row) {
    const Error no = floor.refused(Import{{SiteRow{"tell_customers", true}, row}});
    REQUIRE(no.place == "row 2");
    return no.message;
  };
  REQUIRE(told(direct("PO-9/2", 5, {})).find("for which order line") != std::string::npos);
  PurchaseLineRow gloves = direct("PO-9/2", 5, order("SO-1/1"));
  gloves.item = item("GLV");
  REQUIRE(told(gloves).find("which is a line of BRG") != std::string::npos);
  floor.accepted(Import{{direct("PO-9/2", 5, order("SO-8/1"))}});

  PurchaseLineRow known = direct("PO-9/1", 6, {});
  REQUIRE(told(known).find("for which order line") != std::string::npos);
  known.drop_ship = false;
  floor.accepted(Import{{known}});
  known.drop_ship = true;
  told(known);
}

TEST(an_order_line_whose_units_a_supplier_sends_asks_for_no_other_item) {
  OrderLineRow gloves = floor.demand("SO-1/1", 10);
  gloves.item = item("GLV");
  REQUIRE(floor.refused(Import{{gloves}}).message.find("PO-9/1 sends BRG") != std::string::npos);
  floor.accepted(ClosePurchase{purchase("PO-9/1"), "called off"});
  floor.accepted(Import{{gloves}});
}

TEST(a_serial_that_is_here_or_was_sent_is_not_sent_by_a_supplier) {
  const auto drill = [](const char* serial) {
    return Units{item("DRL"), units(1), {}, Serial::parse(serial).value(), {}};
  };
  OrderLineRow wanted = floor.demand("SO-2/1", 4);
  wanted.item = item("DRL");
  floor.demand_is({wanted});
  PurchaseLineRow row = direct("PO-9/2", 4, order("SO-2/1"));
  row.item = item("DRL");
  floor.accepted(Import{{row}});
  floor.accepted(Receive{drill("S-1"), place("DOCK-1"), {}, true});
  REQUIRE(floor.refused(ShipDirect{purchase("PO-9/2"), drill("S-1"), "DHL", "0034"}).place == "serial");
  floor.accepted(ShipDirect{purchase("PO-9/2"), drill("S-2"), "DHL", "0034"});
  REQUIRE(floor.refused(ShipDirect{purchase("PO-9/2"), drill("S-2"), "DHL", "0034"}).place == "serial");
}

TEST(its_customer_is_told_that_it_has_left_and_with_whom) {
  const auto waits = floor.ledger->letters_due({{"file"}, clock.now(), 0}).value();
  REQUIRE(waits.size() == 1);
  REQUIRE(floor.ledger->letter_tried({waits[0].id, "file", LetterState::sent}).ok());
  floor.accepted(sent(4));
  const auto left = floor.ledger->letters_due({{"file"}, clock.now(), 0}).value();
  REQUIRE(left.size() == 1);
  REQUIRE(left[0].lines[0].kind == MessageKind::shipped);
  REQUIRE(left[0].lines[0].units == units(4));
  REQUIRE(left[0].lines[0].tracking == "0034");
}

TEST(what_a_supplier_sends_straight_to_a_customer_brings_the_item_to_nobody_else) {
  floor.accepted(ClosePurchase{purchase("PO-7/1"), "called off"});
  REQUIRE(views->promise_for(item("BRG"), units(1)).value()->state == ItemState::out_of_stock);
  const auto coming = views->coming(item("BRG")).value();
  REQUIRE(coming.size() == 1);
  REQUIRE(coming[0].direct);
  REQUIRE(coming[0].whose.at(0).units == units(6));
  REQUIRE(views->items(10).value().at(0).expected.none());
  floor.demand_is({floor.demand("SO-2/1", 3)});
  REQUIRE(views->why(order("SO-2/1")).value()->expected.empty());
  const Why why = views->why(order("SO-1/1")).value().value();
  REQUIRE(why.coming.size() == 1);
  REQUIRE(why.coming[0].quantity == units(6));
  REQUIRE(why.not_coming == units(4));
  floor.accepted(ShipDirect{purchase("PO-9/1"), bearings(6), "DHL", "0034"});
  REQUIRE(views->coming(item("BRG")).value().empty());
}

TEST(what_comes_to_the_dock_fills_no_line_that_a_supplier_sends_straight_to_its_customer) {
  PurchaseLineRow here = direct("PO-9/2", 3, {});
  here.drop_ship = false;
  floor.accepted(Import{{here}});
  Receive five = floor.receipt(5);
  five.purchase = purchase("PO-9/2");
  REQUIRE(floor.refused(five).message.find("2 too many") != std::string::npos);
  five.confirmed = true;
  floor.accepted(five);
  REQUIRE(views->purchase_lines(purchase("PO-9/1").document).value().at(0).received.none());
}

TEST(what_was_to_go_straight_to_a_customer_and_comes_to_the_dock_is_asked_about) {
  Receive six = floor.receipt(6);
  six.purchase = purchase("PO-9/1");
  REQUIRE(floor.refused(six).message.find("goes straight to the customer of SO-1/1") != std::string::npos);
  six.confirmed = true;
  floor.accepted(six);
  REQUIRE(line("SO-1/1").reserved == units(6));
  REQUIRE(floor.refused(sent(1)).place == "quantity");
}

TEST(of_a_line_that_is_cancelled_the_office_hears_that_nothing_more_is_to_be_sent) {
  const Accepted cancelled = floor.accepted(CancelOrder{order("SO-1/1").document, "changed his mind"});
  REQUIRE(cancelled.notices.size() == 1);
  REQUIRE(cancelled.notices[0].detail ==
          "PO-9/1 sends 6 more straight to the customer of SO-1/1 than he wants: tell SKF");
}

TEST(what_a_supplier_has_sent_though_nobody_wants_it_is_booked_and_told) {
  floor.accepted(CancelOrder{order("SO-1/1").document, "changed his mind"});
  const Accepted left = floor.accepted(sent(2));
  REQUIRE(line("SO-1/1").shipped == units(2));
  REQUIRE(left.notices.size() == 1);
  REQUIRE(left.notices[0].detail.starts_with("SO-1/1 was cancelled, and 2 of BRG have left all the same"));
  REQUIRE(floor.refused(sent(5)).message.starts_with("PO-9/1 brings 4 more, not 5"));
}

TEST(more_than_a_customer_wants_is_booked_as_far_as_the_purchase_goes) {
  floor.accepted(Import{{floor.demand("SO-1/1", 3)}});
  const Accepted left = floor.accepted(sent(6));
  REQUIRE(line("SO-1/1").shipped == units(6));
  REQUIRE(left.notices.size() == 1);
  REQUIRE(left.notices[0].quantity == units(3));
  REQUIRE(left.notices[0].detail.starts_with("SO-1/1 wants only 3 now, and 3 of BRG have left all the same"));
}

TEST(the_office_hears_when_a_customer_wants_less_than_is_sent_to_him) {
  REQUIRE(floor.accepted(Import{{floor.demand("SO-1/1", 8)}}).notices.empty());
  const Accepted less = floor.accepted(Import{{floor.demand("SO-1/1", 5)}});
  REQUIRE(less.notices.size() == 1);
  REQUIRE(less.notices[0].quantity == units(1));
}

TEST(the_office_hears_when_more_is_bought_to_be_sent_than_its_customer_wants) {
  floor.accepted(Import{{direct("PO-9/2", 6, order("SO-1/1"))}});
  const auto notices = views->notices().value();
  REQUIRE(notices.size() == 1);
  REQUIRE(notices[0].notice.detail.find("sends 2 more straight to the customer of SO-1/1 than he wants") !=
          std::string::npos);
}

TEST(of_what_the_office_has_closed_nothing_comes_when_what_had_left_had_not) {
  floor.accepted(sent(3));
  const auto mistaken = floor.last_id();
  floor.accepted(ClosePurchase{purchase("PO-9/1"), "only 3"});
  floor.accepted(floor.receipt(20));
  REQUIRE(line("SO-1/1").reserved == units(7));
  floor.accepted(Undo{CommandId::parse(mistaken).value()});
  REQUIRE(line("SO-1/1").reserved == units(10));
  for (const PurchaseLineView& open : views->open_purchase_lines(item("BRG")).value())
    REQUIRE(open.line != purchase("PO-9/1"));
}
