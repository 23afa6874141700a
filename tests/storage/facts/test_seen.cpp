// A command that leans on what a person saw is booked only while it is so, and what he has begun is kept beside it.
#include <nlohmann/json.hpp>

#include "storage/listings/exports.h"
#include "storage/views/views.h"
#include "tests/support/warehouse/warehouse.h"

using namespace dockhand;
using namespace dockhand::test;

namespace {

struct Fixture {
  TemporaryFolder folder;
  ManualClock clock{Instant::parse("2026-11-23T08:00:00Z").value()};
  std::unique_ptr<Floor> floor;
  std::unique_ptr<Views> views;

  void setUp() {
    floor = std::make_unique<Floor>(folder / "dock.db", LedgerRole::terminal, clock, "f");
    floor->open_warehouse();
    floor->accepted(floor->receipt(10));
    views = Views::open(folder / "dock.db", clock).value();
  }
  void tearDown() {}

  static Units bearings(std::int64_t count) { return {item("BRG"), units(count), {}, {}, {}}; }
  static Action move(std::int64_t count) { return Move{bearings(count), place("DOCK-1"), place("A-01")}; }

  Command command(Action action, std::vector<Seen> seen) {
    return {CommandId::parse("c-" + std::to_string(++given)).value(), OperatorName::parse("anna").value(), clock.now(),
            std::move(action), std::move(seen)};
  }
  Outcome give(Action action, std::vector<Seen> seen) {
    return floor->ledger->execute(command(std::move(action), std::move(seen))).value();
  }
  // What was seen has changed: nothing is booked, and it is said what is so now.
  Refused changed(Action action, const Seen& seen) {
    const std::int64_t before = floor->ledger->next_event().value();
    const Outcome outcome = give(std::move(action), {seen});
    REQUIRE(std::holds_alternative<Refused>(outcome));
    REQUIRE(floor->ledger->next_event().value() == before);
    auto refused = std::get<Refused>(outcome);
    REQUIRE(refused.changed);
    REQUIRE_FALSE(refused.confirmable);
    REQUIRE(refused.now.size() == 1);
    REQUIRE(views->changed_since({seen}).value());
    REQUIRE_FALSE(views->changed_since(refused.now).value());
    return refused;
  }
  void holds(Action action, const Seen& seen) {
    REQUIRE_FALSE(views->changed_since({seen}).value());
    REQUIRE(std::holds_alternative<Accepted>(give(std::move(action), {seen})));
  }

  int given = 0;
};

JobRow job(const std::string& about, const std::string& text) {
  return {"count", about, OperatorName::parse("anna").value(), Instant{1000}, text};
}

}  // namespace

TEST(units_that_were_seen_at_a_place_have_to_be_there_still) {
  holds(move(4), SeenLoose{place("DOCK-1"), item("BRG"), "", "", 10});
  holds(move(1), SeenLoose{place("DOCK-1"), item("BRG"), "", "", 2});  // there are more
  const Refused no = changed(move(6), SeenLoose{place("DOCK-1"), item("BRG"), "", "", 6});
  REQUIRE(no.error.message == "only 5 of BRG are at DOCK-1 now");
}

TEST(a_count_leans_on_stock_that_is_the_same_to_the_unit) {
  holds(Count{bearings(9), place("DOCK-1"), "count"}, SeenStock{place("DOCK-1"), item("BRG"), "", "", 10});
  changed(Count{bearings(9), place("DOCK-1"), "count"}, SeenStock{place("DOCK-1"), item("BRG"), "", "", 10});
}

TEST(a_lot_that_came_meanwhile_is_noticed_where_no_lot_was_named) {
  floor->accepted(Receive{{item("GLV"), units(2), lot("L1"), {}, {}}, place("A-01"), {}});
  const Seen seen = SeenStock{place("A-01"), item("GLV"), "", "", 2};
  REQUIRE_FALSE(views->changed_since({seen}).value());
  floor->accepted(Receive{{item("GLV"), units(40), lot("L2"), {}, {}}, place("A-01"), {}});
  changed(Count{{item("GLV"), units(0), lot("L1"), {}, {}}, place("A-01"), "gone"}, seen);
}

TEST(a_stop_has_to_have_as_much_reserved_as_was_seen) {
  floor->demand_is({floor->demand("SO-1/1", 3)});
  const Seen seen = SeenStop{order("SO-1/1"), place("DOCK-1"), "", "", units(3)};
  holds(Pick{order("SO-1/1"), bearings(2), place("DOCK-1"), place("X-01")}, seen);
  changed(Pick{order("SO-1/1"), bearings(1), place("DOCK-1"), place("X-01")}, seen);
}

TEST(a_purchase_line_has_to_expect_and_have_received_what_was_seen) {
  Receive receive = floor->receipt(5);
  receive.purchase = purchase("PO-7/1");
  holds(receive, SeenPurchase{purchase("PO-7/1"), units(20), units(0)});
  changed(receive, SeenPurchase{purchase("PO-7/1"), units(20), units(0)});
}

TEST(a_question_about_too_many_says_what_it_is_about) {
  Receive receive = floor->receipt(21);
  receive.purchase = purchase("PO-7/1");
  const auto refused = std::get<Refused>(give(receive, {}));
  REQUIRE(refused.confirmable);
  REQUIRE(refused.now == std::vector<Seen>{SeenPurchase{purchase("PO-7/1"), units(20), units(0)}});
}

TEST(an_order_ships_with_as_many_units_as_were_seen) {
  floor->demand_is({floor->demand("SO-1/1", 6)});
  const auto pick = [&](std::int64_t count) {
    floor->accepted(Pick{order("SO-1/1"), bearings(count), place("DOCK-1"), place("X-01")});
  };
  pick(2);
  const Seen seen = SeenPicked{OrderNumber::parse("SO-1").value(), {}, units(2)};
  pick(4);
  changed(Ship{OrderNumber::parse("SO-1").value()}, seen);
  holds(Ship{OrderNumber::parse("SO-1").value()}, SeenPicked{OrderNumber::parse("SO-1").value(), {}, units(6)});
}

TEST(a_handling_unit_has_to_stand_where_it_was_seen) {
  const Sscc pallet = sscc("340123450000000017");
  floor->accepted(Import{{AsnRow{pallet, "ASN-1", bearings(5), {}}}});
  holds(ReceiveUnit{pallet, place("DOCK-1")}, SeenUnit{pallet, ""});
  holds(MoveUnit{pallet, place("A-01")}, SeenUnit{pallet, "DOCK-1"});
  changed(MoveUnit{pallet, place("A-02")}, SeenUnit{pallet, "DOCK-1"});
}

TEST(the_date_of_a_lot_is_corrected_while_it_is_the_one_that_was_shown) {
  const auto lot = Lot::parse("L1").value();
  const Date shown = Date::parse("2027-01-31").value();
  const Date right = Date::parse("2027-12-31").value();
  floor->accepted(Receive{Units{item("GLV"), units(2), lot, {}, shown}, place("DOCK-1"), {}});
  const Action correct = CorrectExpiry{item("GLV"), lot, right, "read from the label"};
  holds(correct, SeenExpiry{item("GLV"), lot, shown});
  const Refused no = changed(correct, SeenExpiry{item("GLV"), lot, shown});
  REQUIRE(no.error.message == "lot L1 of GLV expires on 2027-12-31 now");
}

TEST(a_row_of_an_item_is_written_while_the_office_has_not_changed_it) {
  const auto shown = views->item_document(item("BRG")).value().value();
  ItemRow wanted = shown;
  wanted.expiry = true;
  ItemRow brought = shown;
  brought.name = "Bearing, renamed";
  holds(Import{{brought}}, SeenItem{shown});
  const Refused no = changed(Import{{wanted}}, SeenItem{shown});
  REQUIRE(no.error.message == "BRG was changed by the office");
}

TEST(a_pallet_is_received_with_what_its_notice_said_when_it_was_shown) {
  const auto pallet = Sscc::parse("340123450000000024").value();
  const auto announced = [&](std::int64_t count) { return Import{{AsnRow{pallet, "ASN-1", bearings(count), {}}}}; };
  holds(announced(4), SeenAnnounced{pallet, 0, 0});
  changed(ReceiveUnit{pallet, place("DOCK-1"), true}, SeenAnnounced{pallet, 0, 0});
  floor->accepted(announced(6));
  const Refused no = changed(ReceiveUnit{pallet, place("DOCK-1")}, SeenAnnounced{pallet, 1, 4});
  REQUIRE(no.error.message == "340123450000000024: a notice says that 6 are on it now");
  holds(ReceiveUnit{pallet, place("DOCK-1")}, SeenAnnounced{pallet, 1, 6});
}

TEST(a_code_gets_another_meaning_while_it_means_what_was_shown) {
  const BarcodeRow wanted{"4000417025005", item("BRG"), "cs", units(6)};
  const auto meant = [&](std::int64_t pack) { return BarcodeRow{"4000417025005", item("BRG"), "cs", units(pack)}; };
  floor->accepted(Import{{meant(3)}});
  floor->accepted(Import{{meant(4)}, true});
  const Refused no = changed(GiveBarcode{wanted, true}, SeenBarcode{meant(3)});
  REQUIRE(no.error.message == "4000417025005 means 4 of BRG now");
  holds(GiveBarcode{wanted, true}, SeenBarcode{meant(4)});
}

TEST(what_was_seen_is_no_part_of_the_event) {
  const auto first = command(move(1), {SeenLoose{place("DOCK-1"), item("BRG"), "", "", 10}});
  REQUIRE(std::holds_alternative<Accepted>(floor->ledger->execute(first).value()));
  const auto again = floor->ledger->execute(first).value();  // not so any more, but it is booked already
  REQUIRE(std::get<Accepted>(again).repeated);
  Command other = first;
  other.seen.clear();
  REQUIRE(std::get<Accepted>(floor->ledger->execute(other).value()).repeated);
}

TEST(jobs_are_kept_and_replaced_and_end) {
  REQUIRE(floor->ledger->keep({job("A-01", "one"), job("A-02", "two")}).ok());
  REQUIRE(floor->ledger->keep({job("A-01", "more"), job("A-02", "")}).ok());
  REQUIRE(views->jobs().value() == std::vector<JobRow>{job("A-01", "more")});
}

TEST(a_job_ends_in_the_transaction_that_books_it_and_stays_when_nothing_is_booked) {
  REQUIRE(floor->ledger->keep({job("A-01", "one")}).ok());
  Command refused = command(move(1), {SeenLoose{place("DOCK-1"), item("BRG"), "", "", 99}});
  refused.job = job("A-01", "");
  REQUIRE(std::holds_alternative<Refused>(floor->ledger->execute(refused).value()));
  REQUIRE(views->jobs()->size() == 1);
  Command booked = command(move(1), {});
  booked.job = job("A-01", "");
  REQUIRE(std::holds_alternative<Accepted>(floor->ledger->execute(booked).value()));
  REQUIRE(views->jobs()->empty());
}

TEST(of_a_place_found_short_nothing_is_promised_again_until_it_is_counted) {
  floor->accepted(Move{bearings(7), place("DOCK-1"), place("A-01")});
  floor->accepted(Move{bearings(3), place("DOCK-1"), place("A-02")});
  floor->demand_is({floor->demand("SO-1/1", 3)});
  const auto at = [&] { return views->pick_list(OrderNumber::parse("SO-1").value()).value()->stops.front().from; };
  REQUIRE(at() == place("A-01"));
  floor->accepted(ShortPick{order("SO-1/1"), bearings(3), place("A-01"), "Damaged", false});
  REQUIRE(at() == place("A-02"));  // the books have four more at A-01, and nobody has seen them
  floor->accepted(Count{bearings(4), place("A-01"), "Counted", false});
  floor->accepted(ShortPick{order("SO-1/1"), bearings(3), place("A-02"), "Not there", true});
  REQUIRE(at() == place("A-01"));
  REQUIRE(views->stock_at(place("A-02"))->empty());
}

TEST(what_lies_free_where_units_were_missing_stays_on_hand_and_says_that_it_waits_for_a_count) {
  floor->accepted(Move{bearings(10), place("DOCK-1"), place("A-01")});
  floor->demand_is({floor->demand("SO-1/1", 3)});
  const Accepted told = floor->accepted(ShortPick{order("SO-1/1"), bearings(3), place("A-01"), "Not there", true});
  REQUIRE(told.notices.front().detail == "Not there: 7 free ones here are offered to nobody until it is counted");
  const StockRow left = views->stock_at(place("A-01"))->front();
  REQUIRE(left.on_hand == 7);
  REQUIRE(left.not_free == NotFree::to_count);
  REQUIRE(views->item(item("BRG"))->value().free == 0);
  REQUIRE(exported_rows(folder / "dock.db", "stock", 0, 0)->front()["why"] == "waits for a count");
  floor->accepted(Count{bearings(7), place("A-01"), "Counted", false});
  REQUIRE(views->pick_list(OrderNumber::parse("SO-1").value()).value()->to_pick == units(3));
}
