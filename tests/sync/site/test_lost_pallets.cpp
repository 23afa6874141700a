// Pallets and cartons that nobody finds, and that are found again; and what a carton leaves behind that it was short
// of.
#include <algorithm>

#include "tests/support/site/pallets_at_docks.h"

using namespace dockhand;
using namespace dockhand::test;

namespace {
struct Fixture : PalletFixture {};
}  // namespace

TEST(a_pallet_that_is_gone_is_nowhere_with_all_that_was_on_it_until_it_is_found) {
  receive_for_orders();
  floor.give("gone", LoseUnit{sscc(pallet), "not at DOCK-1"});
  REQUIRE(unit(pallet).stands_at == "@lost");
  REQUIRE(unit(pallet).contents.empty());
  REQUIRE(state("SO-1/1") == "5 0 0 0");
  REQUIRE(stock("DOCK-1") == 0);
  REQUIRE(floor.refused(LoseUnit{sscc(pallet), ""}).message == "pallet " + pallet + " was said to be gone");
  const std::string not_here = floor.refused(Move{bearings(1), place("DOCK-1"), place(pallet)}).message;
  REQUIRE(not_here == "pallet " + pallet + " is not here: it was said to be gone");
  REQUIRE(floor.refused(ReceiveUnit{sscc(pallet), place("DOCK-1")}).message.find("said to be gone") !=
          std::string::npos);
  require_sound();
  const Accepted found = floor.accepted(MoveUnit{sscc(pallet), place("A-01"), "found"});
  REQUIRE(found.notices.size() == 2);  // bearings and gloves
  REQUIRE(found.notices.front().kind == NoticeKind::count_place);
  REQUIRE(found.notices.front().place == place(pallet));
  REQUIRE(unit(pallet).stands_at == "A-01");
  floor.accepted(Count{bearings(11), place(pallet), "count"});
  REQUIRE(state("SO-1/1") == "0 5 0 0");
  REQUIRE(views->notices().value().size() == 1);
  require_sound();
}

TEST(the_undo_of_a_pallet_that_was_said_to_be_gone_brings_it_back_with_what_was_on_it) {
  receive_for_orders();
  floor.give("gone", LoseUnit{sscc(pallet), ""});
  floor.accepted(Undo{CommandId::parse("gone").value()});
  REQUIRE(unit(pallet).stands_at == "DOCK-1");
  REQUIRE(state("SO-1/1") == "0 5 0 0");
  require_sound();
  floor.give("again", LoseUnit{sscc(pallet), ""});
  floor.accepted(MoveUnit{sscc(pallet), place("A-01"), "found"});
  REQUIRE(floor.refused(Undo{CommandId::parse("again").value()}).message == "pallet " + pallet + " was moved since");
}

TEST(a_carton_that_was_said_to_be_gone_is_its_orders_again_when_that_is_undone) {
  pack_order();
  floor.give("gone", LoseUnit{sscc(carton), ""});
  REQUIRE(state("SO-1/1") == "0 3 2 0");
  floor.accepted(Undo{CommandId::parse("gone").value()});
  REQUIRE(state("SO-1/1") == "0 0 5 0");
  require_sound();
}

TEST(a_pallet_that_one_dock_misses_and_another_uses_is_here_and_is_to_be_counted) {
  TwoDocks docks(folder, clock);
  docks.one.accepted(ReceiveUnit{sscc(pallet), place("DOCK-1")});
  docks.sync(docks.one);
  docks.sync(docks.two);
  docks.two.accepted(LoseUnit{sscc(pallet), "not there"});
  docks.one.accepted(Move{bearings(1), place(pallet), place("A-01")});
  docks.sync(docks.two);
  docks.sync(docks.one);
  docks.sync(docks.two);
  for (const char* file : {"hub.db", "one.db", "two.db"}) {
    INFO(file);
    const auto now = Views::open(folder / file).value();
    REQUIRE(now->unit(sscc(pallet)).value()->stands_at == "DOCK-1");
    const auto told = now->notices().value();
    REQUIRE(std::any_of(told.begin(), told.end(), [](const NoticeView& one) {
      return one.notice.kind == NoticeKind::count_place && one.notice.place == place(pallet);
    }));
    require_sound(file);
  }
}

TEST(a_pallet_that_is_missed_here_while_another_dock_unloads_it_is_no_fault_of_the_books) {
  TwoDocks docks(folder, clock);
  docks.one.accepted(ReceiveUnit{sscc(pallet), place("DOCK-1")});
  docks.sync(docks.one);
  docks.sync(docks.two);
  docks.one.accepted(Move{bearings(5), place(pallet), place("A-01")});
  docks.sync(docks.one);
  docks.two.accepted(LoseUnit{sscc(pallet), "not there"});  // of 12 bearings, of which the hub has moved 5
  docks.pull(docks.two);
  require_sound("two.db");
  docks.sync(docks.two);
  docks.sync(docks.one);
  for (const char* file : {"hub.db", "one.db", "two.db"}) require_sound(file);
}

TEST(a_carton_leaves_with_its_order_and_what_it_was_short_of_is_to_be_counted_where_it_stood) {
  pack_order();
  floor.accepted(Move{Units{item("GLV"), units(1), lot("L1"), {}, {}}, place(carton), place("A-01")});
  REQUIRE(views->notices().value().front().notice.place == place(carton));
  floor.give("sent", Ship{number("SO-1"), sscc(carton)});
  REQUIRE(unit(carton).stands_at == "@customer");
  const auto told = views->notices().value();
  REQUIRE(told.size() == 1);
  REQUIRE(told.front().notice.kind == NoticeKind::count_place);
  REQUIRE(told.front().notice.place == place("X-01"));
  require_sound();
  floor.accepted(Undo{CommandId::parse("sent").value()});
  REQUIRE(unit(carton).stands_at == "X-01");
  require_sound();
  floor.accepted(Ship{number("SO-1"), sscc(carton)});
  floor.accepted(Count{Units{item("GLV"), units(0), lot("L1"), {}, {}}, place("X-01"), "count"});
  REQUIRE(views->notices().value().empty());
  require_sound();
}
