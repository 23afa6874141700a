// Barcodes given at the dock, and imports that are taken back: rows as they were, on every database.
#include <fstream>

#include "storage/codec/codec.h"
#include "storage/import/import.h"
#include "tests/support/warehouse/facts_fixture.h"

using namespace dockhand;
using namespace dockhand::test;

namespace {

struct Fixture : FactsFixture {
  static GiveBarcode give(const char* code, const char* of, std::int64_t pack = 1, bool confirmed = false) {
    return GiveBarcode{{code, item(of), pack == 1 ? "ea" : "cs", units(pack)}, confirmed};
  }
  // Returns the item of a code, with its pack: "BRG 12". It is empty when the code is not known.
  std::string meaning(const std::string& code) {
    const auto known = floor.ledger->barcode(code).value();
    return known ? known->item.text() + " " + known->units.text() : std::string();
  }
  Refused refused(const Action& action) {
    const Outcome outcome = floor.give(action);
    REQUIRE(std::holds_alternative<Refused>(outcome));
    return std::get<Refused>(outcome);
  }
  Import one(ImportRow row) { return Import{{std::move(row)}}; }
  ImportReport book(const std::string& text, const ImportChoices& choices = {}) {
    std::ofstream(folder / "file.csv", std::ios::binary) << text;
    return import_file(*floor.ledger, folder / "file.csv", OperatorName::parse("office").value(), clock.now(), choices)
        .value();
  }
  Result<Outcome> take_back() {
    return take_back_import(*floor.ledger, {OperatorName::parse("office").value()}, clock.now(), {});
  }
  std::size_t items() { return views->items().value().size(); }
};

}  // namespace

TEST(an_import_whose_id_is_as_long_as_an_id_may_be_is_taken_back) {
  const CommandId id = CommandId::parse("import-" + std::string(55, 'x') + "-1").value();
  const OperatorName by = OperatorName::parse("office").value();
  const std::size_t before = items();
  const auto booked =
      floor.ledger->execute(Command{id, by, clock.now(), Import{{ItemRow{item("NEW-1"), "Something new"}}}});
  REQUIRE(std::holds_alternative<Accepted>(booked.value()));
  REQUIRE(items() == before + 1);
  REQUIRE(std::holds_alternative<Accepted>(take_back().value()));
  REQUIRE(items() == before);
}

TEST(a_long_import_says_how_far_it_is_taken_back) {
  std::string text = "item,name\n";
  for (int i = 0; i < 1001; ++i) text += "IT-" + std::to_string(i) + ",One of many\n";
  const std::size_t before = items();
  REQUIRE(book(text).errors.empty());
  std::vector<std::size_t> told;
  const auto taken = take_back_import(*floor.ledger, {OperatorName::parse("office").value()}, clock.now(), {},
                                      [&](const char*, std::size_t rows) { told.push_back(rows); });
  REQUIRE(std::holds_alternative<Accepted>(taken.value()));
  REQUIRE(told == std::vector<std::size_t>{500, 1000});
  REQUIRE(items() == before);
}

TEST(an_unknown_barcode_is_given_to_an_item_and_taken_back) {
  floor.give("g1", give("X-77", "BRG", 12));
  REQUIRE(meaning("X-77") == "BRG 12");
  undo("g1");
  REQUIRE(meaning("X-77").empty());
  floor.give("g2", give("X-77", "GLV"));
  REQUIRE(meaning("X-77") == "GLV 1");
  require_sound();
}

TEST(a_barcode_of_another_item_is_given_only_after_a_yes_and_its_undo_gives_it_back) {
  floor.accepted(give("X-77", "BRG"));
  const Refused asked = refused(give("X-77", "GLV"));
  REQUIRE(asked.confirmable);
  REQUIRE(asked.error.place == "barcode");
  REQUIRE(meaning("X-77") == "BRG 1");
  floor.give("g2", give("X-77", "GLV", 1, true));
  REQUIRE(meaning("X-77") == "GLV 1");
  undo("g2");
  REQUIRE(meaning("X-77") == "BRG 1");
}

TEST(a_barcode_is_not_taken_back_once_the_office_has_said_otherwise) {
  floor.give("g1", give("X-77", "BRG"));
  floor.accepted(one(BarcodeRow{"X-77", item("GLV"), "ea", units(1)}));
  REQUIRE(refused(Undo{CommandId::parse("g1").value()}).error.message.find("changed since") != std::string::npos);
  REQUIRE(meaning("X-77") == "GLV 1");
}

TEST(the_number_of_one_pallet_is_given_to_no_item) {
  REQUIRE(refused(give("340123450000000017", "BRG", 12)).error.message.find("of one pallet or carton") !=
          std::string::npos);
  REQUIRE(meaning("340123450000000017").empty());
  floor.accepted(give("340123450000000018", "BRG", 12));
}

TEST(a_notice_of_a_pallet_whose_number_is_a_barcode_here_is_asked_about) {
  const std::string number = "340123450000000017";
  floor.accepted(one(BarcodeRow{number, item("BRG"), "cs", units(12)}));
  const AsnRow notice{Sscc::parse(number).value(), "ASN-1", bearings(12)};
  const Refused asked = refused(one(notice));
  REQUIRE(asked.confirmable);
  REQUIRE(asked.error.message.starts_with("340123450000000017 is a barcode of BRG here"));
  floor.accepted(Import{{notice}, true});
  require_sound();
}

TEST(a_barcode_of_no_item_or_no_form_is_refused) {
  REQUIRE(refused(give("X-77", "NONE")).error.kind == ErrorKind::unknown);
  const auto by = OperatorName::parse("anna").value();
  REQUIRE_FALSE(
      parse_command(R"({"id":"a","do":"give_barcode","barcode":"5901234123450","item":"BRG"})", by, clock.now()).ok());
  const auto read = parse_command(R"({"id":"a","do":"give_barcode","barcode":"5901234123457","item":"BRG","units":12})",
                                  by, clock.now());
  REQUIRE(read.ok());
  REQUIRE(std::get<GiveBarcode>(read->action) == give("05901234123457", "BRG", 12));
  REQUIRE(parse_command(to_json(*read), by, clock.now()).value() == *read);
}

TEST(an_import_that_is_taken_back_leaves_rows_as_they_were) {
  const auto before = views->items().value();
  floor.give("i1", Import{{ItemRow{item("NEW"), "New", Tracking::none}, ItemRow{item("BRG"), "Renamed", Tracking::none},
                           ItemRow{item("MLK"), "Milk", Tracking::lot, {}, {}, {}, true}}});
  REQUIRE(items() == before.size() + 1);
  undo("i1");
  const auto after = views->items().value();
  REQUIRE(after.size() == before.size());
  for (std::size_t i = 0; i < before.size(); ++i) REQUIRE(after[i].name == before[i].name);
  require_sound();
}

TEST(an_order_that_is_taken_back_gives_its_units_to_the_others) {
  floor.accepted(floor.receipt(4));
  floor.give("i1", one(demand("SO-1/1", 3, "BRG", 1)));
  floor.accepted(one(demand("SO-2/1", 4, "BRG", 5)));
  REQUIRE(state("SO-2/1") == "3 1 0 0");
  undo("i1");
  REQUIRE(state("SO-1/1") == "not there");
  REQUIRE(state("SO-2/1") == "0 4 0 0");
  require_sound();
}

TEST(a_purchase_line_that_was_closed_is_closed_again) {
  floor.accepted(one(PurchaseLineRow{purchase("PO-9/1"), "Nord", item("BRG"), units(6), clock.now().date(), {}}));
  floor.accepted(ClosePurchase{purchase("PO-9/1"), "no more"});
  REQUIRE(purchase_line("PO-9/1").closed);
  floor.give("i1", one(PurchaseLineRow{purchase("PO-9/1"), "Nord", item("BRG"), units(8), clock.now().date(), {}}));
  REQUIRE_FALSE(purchase_line("PO-9/1").closed);
  undo("i1");
  REQUIRE(purchase_line("PO-9/1").closed);
  REQUIRE(purchase_line("PO-9/1").expected == units(0));
  require_sound();
}

TEST(an_import_of_a_purchase_line_that_was_closed_since_stays) {
  floor.accepted(one(PurchaseLineRow{purchase("PO-9/1"), "Nord", item("BRG"), units(6), clock.now().date(), {}}));
  floor.give("i1", one(PurchaseLineRow{purchase("PO-9/1"), "Nord", item("BRG"), units(0), clock.now().date(), {}}));
  floor.accepted(ClosePurchase{purchase("PO-9/1"), "no more"});
  REQUIRE(refused(Undo{CommandId::parse("i1").value()}).error.message.find("closed since") != std::string::npos);
  REQUIRE(purchase_line("PO-9/1").closed);
}

TEST(an_import_that_something_was_built_on_stays) {
  floor.give("i1", one(ItemRow{item("NEW"), "New", Tracking::none}));
  floor.accepted(give("X-77", "NEW"));
  REQUIRE(refused(Undo{CommandId::parse("i1").value()}).error.message.find("is named by a barcode") !=
          std::string::npos);
  floor.give("i2", one(demand("SO-1/1", 3, "BRG")));
  floor.accepted(floor.receipt(3));
  pick("SO-1/1", bearings(3));
  refused(Undo{CommandId::parse("i2").value()});
  REQUIRE(state("SO-1/1") == "0 0 3 0");
  floor.give("i3", one(LocationRow{place("C-01"), LocationKind::storage}));
  floor.accepted(receipt(bearings(1), "C-01"));
  REQUIRE(refused(Undo{CommandId::parse("i3").value()}).error.message.find("holds units") != std::string::npos);
  require_sound();
}

TEST(pick_faces_are_taken_back_and_what_they_name_stays_while_they_do) {
  floor.give("i0", one(ItemRow{item("NEW"), "New", Tracking::none}));
  floor.give("i1", one(FaceRow{item("NEW"), place("A-01"), units(2), units(8)}));
  floor.give("i2", one(FaceRow{item("NEW"), place("A-01"), units(3), units(9)}));
  REQUIRE(refused(Undo{CommandId::parse("i0").value()}).error.message.find("is named by a pick face") !=
          std::string::npos);
  undo("i2");
  REQUIRE(views->faces().value() == std::vector{FaceRow{item("NEW"), place("A-01"), units(2), units(8)}});
  undo("i1");
  REQUIRE(views->faces().value().empty());
  undo("i0");
  require_sound();
}

TEST(a_trial_says_which_pick_faces_only_the_books_have) {
  floor.accepted(one(FaceRow{item("BRG"), place("A-01"), units(2), units(8)}));
  ImportChoices trial;
  trial.try_out = true;
  REQUIRE(book("item,location,min,max\nGLV,A-01,1,3\n", trial).changes->gone == 1);
}

TEST(opening_stock_that_is_taken_back_leaves_nothing_behind) {
  floor.give("i1", one(OpeningRow{place("A-01"), bearings(12)}));
  REQUIRE(stock("A-01") == 12);
  undo("i1");
  REQUIRE(stock("A-01") == 0);
  require_sound();
}

TEST(what_was_taken_back_can_be_sent_again) {
  const Import item_of_ours = one(ItemRow{item("NEW"), "New", Tracking::none});
  floor.give("i1", item_of_ours);
  undo("i1");
  floor.give("i2", item_of_ours);
  REQUIRE(views->item(item("NEW")).value());
  undo("i2");
  REQUIRE_FALSE(views->item(item("NEW")).value());
}

TEST(the_last_file_is_taken_back_as_a_whole_and_then_the_one_before) {
  const std::size_t before = items();
  std::string many = "item,name\n";
  for (int i = 0; i < 600; ++i) many += "N-" + std::to_string(i) + ",New\n";
  REQUIRE(book(many).errors.empty());
  REQUIRE(book("item,name\nN-7,Renamed\nM-1,More\n").errors.empty());
  REQUIRE(std::holds_alternative<Accepted>(take_back().value()));
  REQUIRE(items() == before + 600);
  REQUIRE(views->item(item("N-7")).value()->name == "New");
  REQUIRE(std::holds_alternative<Accepted>(take_back().value()));
  REQUIRE(items() == before);
  REQUIRE_FALSE(take_back().ok());
  REQUIRE_FALSE(book(many).repeated);
  REQUIRE(items() == before + 600);
  require_sound();
}

TEST(orders_of_which_nobody_says_when_they_were_ordered_are_taken_back_file_by_file) {
  const std::string begin = "order,line,customer,item,quantity,promised\n";
  REQUIRE(book(begin + "K1,1,ACME,BRG,2,2026-12-03\nK1,2,ACME,BRG,4,2026-12-03\n").errors.empty());
  clock.advance(std::chrono::hours(24));
  REQUIRE(book(begin + "K1,1,ACME,BRG,3,2026-12-03\nK2,1,ACME,BRG,1,2026-12-03\n").errors.empty());
  REQUIRE(state("K1/1") == "3 0 0 0");
  REQUIRE(std::holds_alternative<Accepted>(take_back().value()));
  REQUIRE(state("K1/1") == "2 0 0 0");
  REQUIRE(state("K2/1") == "not there");
  REQUIRE(std::holds_alternative<Accepted>(take_back().value()));
  REQUIRE(state("K1/1") == "not there");
  REQUIRE(state("K1/2") == "not there");
  require_sound();
}

TEST(a_file_of_which_one_row_was_built_on_stays_whole) {
  REQUIRE(book("item,name\nN-1,New\nN-2,New\n").errors.empty());
  floor.accepted(receipt(Units{item("N-1"), units(2), {}, {}, {}}));
  const std::size_t with_them = items();
  const auto outcome = take_back().value();
  REQUIRE(std::get<Refused>(outcome).error.message.find("N-1 is in stock") != std::string::npos);
  REQUIRE(items() == with_them);
}

TEST(a_trial_says_what_only_the_books_have) {
  ImportChoices trial;
  trial.try_out = true;
  floor.demand_is({floor.demand("SO-1/1", 4), floor.demand("SO-1/2", 1), floor.demand("SO-2/1", 1)});
  const auto orders = book("order,line,customer,item,quantity,promised\nSO-1,1,ACME,BRG,4,2026-11-24\n", trial);
  REQUIRE(orders.changes->gone == 1);
  const auto some = book("item,name\nBRG,\"Bearing 6204-2RS, sealed\"\nNEW,New\n", trial);
  REQUIRE(some.changes->gone == items() - 1);
  REQUIRE(some.changes->created == 1);
}

TEST(a_line_that_its_order_comes_again_without_stays_or_goes_as_the_site_says) {
  floor.demand_is({floor.demand("SO-1/1", 4), floor.demand("SO-1/2", 1)});
  const std::string without = "order,line,customer,item,quantity,promised\nSO-1,1,ACME,BRG,4,2026-11-24\n";
  book(without);
  REQUIRE(state("SO-1/2") == "1 0 0 0");
  REQUIRE(book("setting,value\ncancel_left_out,yes\n").errors.empty());
  book(without);
  REQUIRE(state("SO-1/2") == "0 0 0 0");
  REQUIRE(state("SO-1/1") == "4 0 0 0");
  require_sound();
}

TEST(an_order_whose_lines_are_scattered_over_a_large_file_lacks_none) {
  REQUIRE(book("setting,value\ncancel_left_out,yes\n").errors.empty());
  std::string file = "order,line,customer,item,quantity,promised\n";
  const auto line = [](const std::string& order, int number) {
    return order + "," + std::to_string(number) + ",ACME,BRG,1,2026-11-24\n";
  };
  for (int i = 1; i <= 450; ++i) file += line("SO-1", i > 200 ? i - 200 : 300 + i) + line("X-" + std::to_string(i), 1);
  for (int number = 1; number <= 2; ++number) {
    file += line("SO-9", number);
    REQUIRE(book(file).errors.empty());
  }
  REQUIRE(state("SO-9/1") == "1 0 0 0");
  REQUIRE(state("SO-9/2") == "1 0 0 0");
  REQUIRE(views->notices().value().empty());
}

TEST(a_change_of_tracking_is_not_taken_back_once_units_came_under_it) {
  REQUIRE(book("item,name,tracking\nPMP,Pump,serial\n").errors.empty());
  REQUIRE(book("item,name,tracking\nPMP,Pump,none\n").errors.empty());
  floor.give("r1", receipt(Units{item("PMP"), units(5), {}, {}, {}}));
  REQUIRE(std::get<Refused>(take_back().value()).error.message.find("PMP has moved since") != std::string::npos);
  undo("r1");
  REQUIRE(std::holds_alternative<Accepted>(take_back().value()));
  REQUIRE(views->item(item("PMP")).value()->tracking == Tracking::serial);
  require_sound();
}

TEST(a_file_that_met_what_a_customer_or_the_office_had_decided_before_is_taken_back) {
  const std::string begin = "order,line,customer,item,quantity,promised\n";
  const auto file = [&](const std::string& day) {
    return begin + "K1,1,ACME,BRG,2," + day + "\nK1,2,ACME,BRG,4," + day + "\nK2,1,ACME,BRG,3," + day + "\n";
  };
  REQUIRE(book(file("2026-12-03")).errors.empty());
  floor.accepted(CustomerAnswer{order("K1/2"), CustomerSays::cancel, "found another"});
  floor.accepted(CancelOrder{order("K2/1").document, "customer rang"});
  REQUIRE(book(file("2026-12-09")).errors.empty());
  REQUIRE(state("K1/2") == "0 0 0 0");
  REQUIRE(state("K2/1") == "0 0 0 0");
  REQUIRE(std::holds_alternative<Accepted>(take_back().value()));
  REQUIRE(std::get<OrderLineRow>(*floor.ledger->as_written(demand("K1/1", 1, "BRG")).value()).promised ==
          day("2026-12-03"));
  REQUIRE(book(file("2026-12-03") + "K3,1,ACME,BRG,1,2026-12-03\n").errors.empty());
  REQUIRE(state("K1/2") == "0 0 0 0");
  REQUIRE(state("K2/1") == "0 0 0 0");
  floor.accepted(CustomerAnswer{order("K3/1"), CustomerSays::cancel, "found another"});
  REQUIRE(std::get<Refused>(take_back().value()).error.message.find("K3/1 was changed since") != std::string::npos);
  require_sound();
}

TEST(what_a_file_wants_again_is_stopped_again_when_the_file_is_taken_back) {
  const std::string begin = "order,line,customer,item,quantity,promised\n";
  REQUIRE(book(begin + "K1,1,ACME,BRG,2,2026-12-03\n").errors.empty());
  REQUIRE(book(begin + "K2,1,ACME,BRG,2,2026-12-03\n").errors.empty());
  floor.accepted(CancelOrder{order("K1/1").document, "customer rang"});
  floor.accepted(CustomerAnswer{order("K2/1"), CustomerSays::cancel, "found another"});
  for (const char* one : {"K1", "K2"}) {
    INFO(one);
    const std::string line = std::string(one) + "/1", row = begin + one + ",1,ACME,BRG,";
    REQUIRE(book(row + "3,2026-12-03\n").errors.empty());
    REQUIRE(state(line) == "3 0 0 0");
    REQUIRE(std::holds_alternative<Accepted>(take_back().value()));
    book(row + "2,2026-12-03\n");
    REQUIRE(state(line) == "0 0 0 0");
  }
  require_sound();
}

TEST(what_was_picked_by_a_file_that_wanted_more_keeps_the_file) {
  floor.accepted(floor.receipt(4));
  floor.accepted(one(demand("SO-1/1", 2, "BRG")));
  floor.give("i1", one(demand("SO-1/1", 4, "BRG")));
  pick("SO-1/1", bearings(4));
  REQUIRE(refused(Undo{CommandId::parse("i1").value()}).error.message.find("SO-1/1 was picked") != std::string::npos);
}
