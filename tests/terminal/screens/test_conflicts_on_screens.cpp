// The conflicts of two terminals, as people see them: what the notice says, what can be done about it on the spot, and
// what the screen Sync advises. The table stands in sync/README.md; of a copied database tells
// tests/terminal/screens/test_copies_on_screens.cpp.
#include "tests/support/terminal/two_devices.h"

using namespace dockhand;

namespace {

struct Fixture : test::TwoDevices {
  static Units bearings(std::int64_t count) {
    return Units{test::Terminal::item("BRG-6204"), test::Terminal::units(count), {}, {}, {}};
  }
  static LocationCode dock() { return test::Terminal::place("DOCK-1"); }
  static Receive of_purchase(std::int64_t count) {
    return Receive{bearings(count), dock(), PurchaseLine::parse("PO-7/1").value(), false};
  }
  static Pick pick(std::int64_t count) {
    return Pick{OrderLine::parse("SO-118/1").value(), bearings(count), dock(), test::Terminal::place("X-01")};
  }
  // The notice's words stand on both screens, and on Sync below its advice.
  void reads(test::Device& device, const std::string& title, const std::string& words, const std::string& advice) {
    device.open("notices");
    INFO(device.all());
    REQUIRE(device.shows(title + " | " + words));
    device.open("sync");
    INFO(device.all());
    REQUIRE(device.shows(advice + " | " + words));
  }
  // A task leads to the screen where it is done.
  void leads(test::Device& device, const std::string& title, const std::string& button, const std::string& screen) {
    device.open("notices");
    for (const Row& row : device.page().rows) {
      if (row.title == title) return leads_from(device, row.id, button, screen);
    }
    FAIL("no such notice");
  }

 private:
  void leads_from(test::Device& device, const std::string& row, const std::string& button, const std::string& screen) {
    device.tap(row);
    device.tap(button);
    INFO(device.all());
    REQUIRE(device.page().instruction.task == screen);
  }
};

}  // namespace

TEST(who_gave_units_to_an_order_that_another_dock_had_served_first_relabels_them) {
  here.does(of_purchase(4));
  there.does(of_purchase(4));
  sync_both();
  reads(there, "Relabel", "4 of SO-118/1 went to another dock: relabel for SO-131/1 (3)",
        "Take the old label off and put the new one on.");
}

TEST(who_picked_for_an_order_that_another_had_picked_is_asked_to_bring_back) {
  here.does(of_purchase(12));
  sync_both();
  here.does(pick(4));
  there.does(pick(4));
  sync_both();
  reads(there, "Bring back", "SO-118/1 needs no more: bring back 4 BRG-6204 from X-01",
        "Bring the units back to a shelf.");
  leads(there, "Bring back", "bring_back", "Move");
}

TEST(who_picked_more_than_there_was_is_asked_to_count) {
  here.does(of_purchase(4));
  sync_both();
  here.does(pick(4));
  there.does(Move{bearings(4), dock(), test::Terminal::place("A-01")});
  sync_both();
  there.open("notices");
  INFO(there.all());
  REQUIRE(there.shows("Count | Count BRG-6204 at DOCK-1: the books are 4 off"));
  leads(there, "Count", "count", "Count");
}

TEST(who_received_a_pallet_that_another_dock_had_received_is_told_where_and_when) {
  const Sscc pallet = Sscc::parse("340123450000000017").value();
  office(Import{{AsnRow{pallet, "ASN-1", bearings(6), PurchaseLine::parse("PO-7/1").value()}}});
  sync_both();
  here.does(ReceiveUnit{pallet, dock()});
  there.does(ReceiveUnit{pallet, dock()});
  sync_both();
  reads(there, "Received twice",
        "A pallet was received twice at DOCK-1. 340123450000000017 was received at DOCK-1 on 2026-11-22 at 14:00 by "
        "anna",
        "Look whether a second pallet is there, and tell the office.");
  REQUIRE(there.received("PO-7") == 6);
}

TEST(what_was_scanned_while_the_office_changed_the_catalogue_counts_as_it_was_seen) {
  office(Import{{BarcodeRow{Gtin::parse(test::Terminal::bearing_case)->text(), test::Terminal::item("BRG-6204"), "cs",
                            test::Terminal::units(10)}}});
  here.scan("PO-7");
  here.scan(test::Terminal::bearing_case);
  sync_both();
  REQUIRE(here.received("PO-7") == 12);
  REQUIRE(there.received("PO-7") == 12);
  here.scan(test::Terminal::bearing_case);
  REQUIRE(here.received("PO-7") == 22);
}

TEST(a_code_that_nobody_knows_is_red_and_can_be_given_to_an_item) {
  here.scan("PO-7");
  here.scan("4006381333948");
  REQUIRE(here.refused());
  REQUIRE(here.shows("4006381333948"));
  REQUIRE(here.refusal().other.label == "Give it");
  REQUIRE(here.received("PO-7") == 0);
}

TEST(a_terminal_with_a_wrong_clock_is_named_until_it_is_right) {
  there.clock.advance(std::chrono::hours(3));
  sync_both();
  for (test::Device* device : {&here, &there}) {
    device->open("notices");
    INFO(device->all());
    REQUIRE(device->shows("Set the clock | A clock is wrong. The clock of"));
    REQUIRE(device->shows("3 h"));
    REQUIRE(device->shows("of the hub's: set it"));
  }
}

TEST(what_the_hub_cannot_book_waits_for_the_office_alone) {
  hub->judge_by([](const Command& given, const Command*) -> Status {
    if (!std::holds_alternative<Import>(given.action)) return Done{};
    return Error{ErrorKind::refused, "office", "is no supervisor"};
  });
  there.does(Import{{ItemRow{test::Terminal::item("NEW"), "New", Tracking::none}}});
  there.does(Receive{Units{test::Terminal::item("NEW"), test::Terminal::units(1), {}, {}, {}}, dock(), {}, false});
  there.does(of_purchase(4));
  sync_both();
  there.open("notices");
  INFO(there.all());
  REQUIRE(there.shows("Ask the office | The office is needed"));
  there.open("sync");
  REQUIRE(there.shows("Tell the office: it decides. Nothing has to be scanned again. | The office is needed"));
  REQUIRE(here.received("PO-7") == 4);
}
