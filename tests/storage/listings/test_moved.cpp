#include "storage/listings/moved.h"
#include "tests/support/statement_trace.h"
#include "tests/support/warehouse/office_floor.h"

using namespace dockhand;
using namespace dockhand::test;

namespace {

struct Traced {
  StatementTrace trace;  // before the books are opened
};

struct Fixture : Traced, OfficeFloor {};

}  // namespace

TEST(what_was_received_and_shipped_is_told_from_an_event_on) {
  const auto first = floor.accepted(floor.receipt(5));
  const auto received = moved_after(file, Moved::received, 0).value();
  REQUIRE(received.size() == 1);
  REQUIRE(received[0].seq == first.seq);
  REQUIRE(received[0].item == "BRG");
  REQUIRE(received[0].units == 5);
  REQUIRE(moved_after(file, Moved::received, first.seq)->empty());
  REQUIRE(moved_after(file, Moved::shipped, 0)->empty());
  floor.accepted(Undo{first.id});
  REQUIRE(moved_after(file, Moved::received, first.seq)->at(0).units == -5);
  floor.accepted(Adjust{Change::plus, Units{item("BRG"), units(2), {}, {}, {}}, place("DOCK-1"), "found"});
  REQUIRE(moved_after(file, Moved::counted, 0)->at(0).units == 2);
}

TEST(what_a_picker_did_not_find_is_told_with_its_line_place_and_reason) {
  floor.demand_is({floor.demand("SO-1/1", 4)});
  floor.accepted(floor.receipt(5));
  const auto pick = floor.accepted(ShortPick{
      OrderLine::parse("SO-1/1").value(), Units{item("BRG"), units(3), {}, {}, {}}, place("DOCK-1"), "broken pallet"});
  const auto missing = moved_after(file, Moved::short_picked, 0).value();
  REQUIRE(missing.size() == 1);
  REQUIRE(missing[0].seq == pick.seq);
  REQUIRE(missing[0].document == "SO-1");
  REQUIRE(missing[0].line == 1);
  REQUIRE(missing[0].place == "DOCK-1");
  REQUIRE(missing[0].units == 3);
  REQUIRE(missing[0].reason == "broken pallet");
  REQUIRE(moved_after(file, Moved::short_picked, pick.seq)->empty());
  floor.accepted(Undo{pick.id});
  const auto undone = moved_after(file, Moved::short_picked, pick.seq).value();
  REQUIRE(undone.size() == 1);
  REQUIRE(undone[0].units == -3);
  REQUIRE(undone[0].document == "SO-1");
  REQUIRE(moved_after(file, Moved::short_picked, 0)->size() == 2);
  floor.accepted(Adjust{Change::plus, Units{item("BRG"), units(2), {}, {}, {}}, place("DOCK-1"), "found"});
  REQUIRE(moved_after(file, Moved::counted, 0)->back().reason == "found");
}

TEST(an_export_reads_only_what_has_come_since_the_last_one) {
  floor.demand_is({floor.demand("SO-1/1", 90)});
  floor.accepted(floor.receipt(90));
  const auto pick = floor.accepted(ShortPick{OrderLine::parse("SO-1/1").value(),
                                             Units{item("BRG"), units(1), {}, {}, {}}, place("DOCK-1"), "broken"});
  for (int i = 0; i < 50; ++i)
    floor.accepted(Adjust{Change::plus, Units{item("BRG"), units(1), {}, {}, {}}, place("DOCK-1"), "found"});
  const auto undo = floor.accepted(Undo{pick.id});
  for (const Moved what : {Moved::short_picked, Moved::counted, Moved::received}) {
    StatementTrace::forget();
    const auto moved = moved_after(file, what, undo.seq - 1).value();
    CHECK(moved.size() == (what == Moved::short_picked ? 1U : 0U));
    CHECK(StatementTrace::rows_scanned_by("posting") == 0);
  }
}

TEST(stock_that_a_file_of_the_office_has_brought_is_not_told_to_it_as_counted) {
  const auto opening = floor.accepted(Import{{OpeningRow{place("DOCK-1"), Units{item("BRG"), units(20), {}, {}, {}}}}});
  floor.accepted(Undo{opening.id});
  REQUIRE(moved_after(file, Moved::counted, 0)->empty());
  floor.accepted(Adjust{Change::plus, Units{item("BRG"), units(2), {}, {}, {}}, place("DOCK-1"), "found"});
  REQUIRE(moved_after(file, Moved::counted, 0)->size() == 1);
}

TEST(units_that_came_are_told_with_the_date_of_their_lot) {
  floor.accepted(Import{{ItemRow{item("MILK"), "Milk", Tracking::lot, true}}});
  floor.accepted(Receive{Units{item("MILK"), units(5), lot("L1"), {}, day("2027-03-01")}, place("DOCK-1"), {}});
  REQUIRE(moved_after(file, Moved::received, 0)->at(0).expiry == day("2027-03-01"));
}
