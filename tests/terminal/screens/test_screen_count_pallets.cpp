// A count of a place where pallets stand.
#include "tests/support/terminal/terminal_fixture.h"

using namespace dockhand;

namespace {
constexpr auto pallet = "340123450000000017", other_pallet = "340123450000000024", carton = "340123450000000109";
struct Fixture : test::Terminal {
  void setUp() {
    test::Terminal::setUp();
    office_does(Receive{Units{item("BRG-6205"), units(10), {}, {}, {}}, place("B-12"), {}, false});
  }
  std::int64_t at(std::string_view where, std::string_view what) const {
    std::int64_t sum = 0;
    for (const StockRow& row : views->stock_at(place(where)).value()) {
      if (row.item == item(what)) sum += row.on_hand;
    }
    return sum;
  }
  std::int64_t on(const char* unit) const { return at(unit, "BRG-6205"); }
  void pallet_comes(const char* unit, int count, std::string_view where) {
    const Sscc sscc = Sscc::parse(unit).value();
    office_does(Import{{AsnRow{sscc, "ASN-1", Units{item("BRG-6205"), units(count), {}, {}, {}}, {}}}});
    office_does(ReceiveUnit{sscc, place("DOCK-1")});
    if (where != "DOCK-1") office_does(MoveUnit{sscc, place(where)});
  }
};
}  // namespace

TEST(a_pallet_that_nobody_counted_is_asked_about_and_the_loose_ones_are_counted_by_themselves) {
  pallet_comes(pallet, 6, "B-12");
  tap("count");
  scan("B-12");
  scan(other_bearing);
  tap("number");
  type("9");
  tap("done");
  REQUIRE(shows(std::string("Pallet ") + pallet + " was not counted. Is it gone?"));
  tap("no");
  REQUIRE(on(pallet) == 6);
  REQUIRE(at("B-12", "BRG-6205") == 16);
  scan(pallet);
  scan(pallet);
  tap("done");
  REQUIRE(toast() == "B-12 is counted: 9 there, 1 fewer than the books had");
  REQUIRE(at("B-12", "BRG-6205") == 15);
  REQUIRE(on(pallet) == 6);
}

TEST(a_pallet_that_is_gone_is_taken_away_after_a_yes_and_no_loose_units_with_it) {
  pallet_comes(pallet, 6, "B-12");
  tap("count");
  scan("B-12");
  scan(other_bearing);
  tap("number");
  type("10");
  tap("done");
  tap("yes");
  REQUIRE(on(pallet) == 0);
  REQUIRE(at("B-12", "BRG-6205") == 10);
  REQUIRE(toast() == "B-12 is counted: 6 fewer than the books had");
  REQUIRE(views->unit(Sscc::parse(pallet).value()).value()->stands_at == "@lost");
}

TEST(an_empty_pallet_that_nobody_counted_is_asked_about_as_well) {
  pallet_comes(pallet, 6, "A-01");
  office_does(Count{Units{item("BRG-6205"), units(0), {}, {}, {}}, place(pallet), "count", true});
  tap("count");
  scan("A-01");
  tap("done");
  REQUIRE(shows(std::string("Pallet ") + pallet + " was not counted. Is it gone?"));
  tap("no");
  scan(pallet);
  scan(pallet);
  tap("done");
  REQUIRE(toast() == "A-01 is as in the books");
  tap("count");
  scan("A-01");
  tap("done");
  tap("yes");
  REQUIRE(views->unit(Sscc::parse(pallet).value()).value()->stands_at == "@lost");
}

TEST(a_pallet_that_was_said_to_be_gone_is_found_by_a_count_and_what_is_on_it_is_counted) {
  pallet_comes(pallet, 6, "B-12");
  office_does(LoseUnit{Sscc::parse(pallet).value(), "count"});
  tap("count");
  scan("A-01");
  scan(pallet);
  REQUIRE(shows(std::string("Pallet ") + pallet + " was said to be gone by the books. Is it here at A-01?"));
  tap("here");
  REQUIRE(views->unit(Sscc::parse(pallet).value()).value()->stands_at == "A-01");
  REQUIRE(views->notices().value().front().notice.kind == NoticeKind::count_place);
  REQUIRE(shows("Pallet done"));
  scan(other_bearing);
  tap("number");
  type("5");
  scan(pallet);
  tap("done");
  tap("yes");
  REQUIRE(on(pallet) == 5);
  REQUIRE(views->notices().value().empty());
}

TEST(a_pallet_that_another_has_missed_while_it_was_counted_is_asked_about) {
  pallet_comes(pallet, 6, "B-12");
  tap("count");
  scan("B-12");
  scan(pallet);
  scan(other_bearing);
  scan(pallet);
  office_does(LoseUnit{Sscc::parse(pallet).value(), "count"});
  tap("done");
  REQUIRE(shows(std::string("Pallet ") + pallet + " was said to be gone by the books. Is it here at B-12?"));
  REQUIRE_FALSE(shows("@lost"));
  tap(std::string("left_out:") + pallet);
  REQUIRE(on(pallet) == 0);
}

TEST(the_label_of_a_pallet_opens_what_is_on_it) {
  pallet_comes(pallet, 6, "B-12");
  tap("count");
  scan("B-12");
  scan(pallet);
  REQUIRE(shows("Count what is on the pallet at"));
  REQUIRE_FALSE(shows("6"));
  scan(other_bearing);
  tap("number");
  REQUIRE(shows(std::string("Counted on ") + pallet));
  type("4");
  scan(pallet);
  REQUIRE(shows("Count everything at"));
  scan(other_bearing);
  tap("number");
  type("10");
  tap("done");
  REQUIRE(on(pallet) == 4);
  REQUIRE(at("B-12", "BRG-6205") == 14);
}

TEST(a_lot_by_itself_on_an_opened_pallet_is_what_lies_on_the_pallet) {
  const Lot lot = Lot::parse("L7").value();
  ItemRow glue{item("GLUE"), "Glue", Tracking::lot};
  office_does(Import{{glue}});
  const Sscc sscc = Sscc::parse(pallet).value();
  office_does(Import{{AsnRow{sscc, "ASN-1", Units{item("GLV-L"), units(6), lot, {}, {}}, {}}}});
  office_does(ReceiveUnit{sscc, place("DOCK-1")});
  office_does(MoveUnit{sscc, place("B-12")});
  office_does(Receive{Units{item("GLUE"), units(2), lot, {}, {}}, place("B-12"), {}, false});
  tap("count");
  scan("B-12");
  scan(pallet);
  scan("L7");
  REQUIRE_FALSE(refused());
  REQUIRE(shows("GLV-L · lot L7"));
  scan(pallet);
  scan("L7");
  REQUIRE(refusal().title == "Several items have it");
}

TEST(a_pallet_that_is_said_to_be_empty_is_asked_about_by_what_the_books_have_on_it) {
  pallet_comes(pallet, 6, "A-01");
  tap("count");
  scan("A-01");
  scan(pallet);
  tap("bare");
  tap("done");
  REQUIRE(shows(std::string("Nobody counted Bearing 6205-2RS on pallet ") + pallet + " here. Is it gone?"));
  tap("yes");
  REQUIRE(on(pallet) == 0);
}

TEST(a_pallet_that_the_books_have_elsewhere_is_brought_here_after_a_yes) {
  pallet_comes(pallet, 6, "A-01");
  tap("count");
  scan("B-12");
  scan(pallet);
  REQUIRE(shows(std::string("Pallet ") + pallet + " stands at A-01 by the books. Is it here at B-12?"));
  tap("yes");
  REQUIRE(views->unit(Sscc::parse(pallet).value()).value()->stands_at == "B-12");
  REQUIRE(shows("Count what is on the pallet at"));
  tap("done");
  REQUIRE(shows("as it came"));
}

TEST(a_pallet_that_was_never_received_is_refused_and_the_count_stays) {
  tap("count");
  scan("B-12");
  scan(other_bearing);
  scan(other_pallet);
  REQUIRE(refused());
  tap("confirm");
  REQUIRE(shows("Bearing 6205-2RS | BRG-6205\n1 ea | 1"));
}

TEST(a_half_counted_pallet_is_gone_on_with_after_a_restart) {
  pallet_comes(pallet, 6, "B-12");
  tap("count");
  scan("B-12");
  scan(pallet);
  scan(other_bearing);
  start();
  tap("begun:count:B-12");
  REQUIRE(shows("Count what is on the pallet at"));
  scan(other_bearing);
  tap("number");
  type("5");
  scan("B-12");
  scan(other_bearing);
  tap("number");
  type("10");
  scan("B-12");
  REQUIRE(on(pallet) == 5);
  REQUIRE(at("B-12", "BRG-6205") == 15);
  REQUIRE(views->jobs()->empty());
}

TEST(a_place_with_nothing_but_pallets_that_are_as_they_came_needs_no_booking) {
  pallet_comes(pallet, 6, "A-01");
  tap("count");
  scan("A-01");
  scan(pallet);
  scan("A-01");
  scan("A-01");
  REQUIRE(shows("A-01 is as in the books"));
  REQUIRE(on(pallet) == 6);
  REQUIRE(views->jobs()->empty());
}

TEST(what_was_counted_on_a_pallet_is_booked_there_wherever_somebody_has_put_it_meanwhile) {
  pallet_comes(pallet, 6, "B-12");
  tap("count");
  scan("B-12");
  scan(pallet);
  scan(other_bearing);
  tap("number");
  type("4");
  scan(pallet);
  office_does(MoveUnit{Sscc::parse(pallet).value(), place("A-01")});
  scan(other_bearing);
  tap("number");
  type("10");
  tap("done");
  tap(std::string("elsewhere:") + pallet + ":A-01");
  REQUIRE(toast() == "B-12 is counted: 2 fewer than the books had");
  REQUIRE(on(pallet) == 4);
  REQUIRE(at("A-01", "BRG-6205") == 4);
  REQUIRE(at("B-12", "BRG-6205") == 10);
}

TEST(what_was_counted_on_a_carton_that_is_shipped_meanwhile_is_left_out_after_a_yes) {
  const Units two{item("BRG-6205"), units(2), {}, {}, {}};
  const OrderNumber sent = OrderNumber::parse("SO-140").value();
  office_does(Pick{OrderLine{sent, 1}, two, place("B-12"), place("X-02")});
  office_does(PackCarton{sent, place("X-02"), Sscc::parse(carton).value(), place("X-02"), two});
  office_does(Receive{Units{item("BRG-6204"), units(3), {}, {}, {}}, place("X-02"), {}, false});
  tap("count");
  scan("X-02");
  for (const char* code : {carton, other_bearing, other_bearing, carton, bearing, bearing, bearing}) scan(code);
  office_does(Ship{sent});
  tap("done");
  REQUIRE(shows(std::string("Pallet ") + carton + " was shipped while you counted. Leave out what was counted on it?"));
  tap("no");
  REQUIRE(shows("Counted, not booked yet"));
  tap("done");
  tap("yes");
  REQUIRE(toast() == "X-02 is counted: 3 there, 3 more than the books had");
  REQUIRE(at("X-02", "BRG-6205") == 0);
  REQUIRE(at("X-02", "BRG-6204") == 3);
}

TEST(a_pallet_that_was_moved_while_it_was_counted_is_asked_about) {
  pallet_comes(pallet, 6, "B-12");
  const auto count_both = [&] {
    tap("count");
    scan("B-12");
    for (const char* code : {pallet, pallet}) scan(code);
    scan(other_bearing);
    tap("number");
    type("10");
    office_does(MoveUnit{Sscc::parse(pallet).value(), place("A-01")});
    tap("done");
  };
  count_both();
  REQUIRE(shows(std::string("Pallet ") + pallet + " stands at A-01 by the books. Is it here at B-12?"));
  tap("no");
  REQUIRE(shows("Counted, not booked yet"));
  tap("done");
  tap("here");
  REQUIRE(views->unit(Sscc::parse(pallet).value()).value()->stands_at == "B-12");
  tap("done");
  REQUIRE(toast() == "B-12 is counted");
  tap("back");
  count_both();
  tap(std::string("elsewhere:") + pallet + ":A-01");
  REQUIRE(toast() == "B-12 is counted");
  REQUIRE(views->unit(Sscc::parse(pallet).value()).value()->stands_at == "A-01");
  REQUIRE(on(pallet) == 6);
}
