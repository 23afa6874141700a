#include "storage/views/views.h"
#include "tests/support/warehouse/warehouse.h"

using namespace dockhand;
using namespace dockhand::test;

namespace {

struct Fixture {
  void setUp() {
    floor.open_warehouse();
    Import import;
    import.rows = {BarcodeRow{"05901234123457", item("BRG"), "ea", units(1)},
                   BarcodeRow{"15901234123454", item("BRG"), "cs", units(12)},
                   BarcodeRow{"OLD-CODE", item("BRG"), "ea", units(1)}, LocationRow {
                     place("X-02"),
                     LocationKind::lane,
                     91
                   }};
    floor.accepted(import);
    views = Views::open(file).value();
  }
  void tearDown() {}

  TemporaryFolder folder;
  std::filesystem::path file = folder / "dock.db";
  ManualClock clock{Instant::parse("2026-11-22T08:00:00Z").value()};
  Floor floor{file, LedgerRole::terminal, clock, "t"};
  std::unique_ptr<Views> views;

  static Scan plain(const std::string& text) {
    Scan scan;
    scan.symbol.text = text;
    return scan;
  }
  static Scan gtin(const std::string& digits) {
    Scan scan = plain(digits);
    scan.kind = ScanKind::gtin;
    scan.gtin = Gtin::parse(digits).value();
    return scan;
  }
  template <class What>
  What found(const Scan& scan) {
    const auto result = views->identify(scan).value();
    REQUIRE(std::holds_alternative<What>(result));
    return std::get<What>(result);
  }
  void receive(std::int64_t count, const char* purchase_line = nullptr) {
    Receive receipt = floor.receipt(count);
    if (purchase_line != nullptr) receipt.purchase = purchase(purchase_line);
    floor.accepted(receipt);
  }
  Pick pick(const char* line, std::int64_t count, const char* to = "X-01") const {
    return Pick{order(line), Units{item("BRG"), units(count), {}, {}, {}}, place("DOCK-1"), place(to)};
  }
};

}  // namespace

TEST(a_barcode_is_an_item_with_the_pack_that_was_scanned) {
  REQUIRE(found<FoundItem>(gtin("5901234123457")).pack.units == units(1));
  const auto box = found<FoundItem>(gtin("15901234123454"));
  REQUIRE(box.item == item("BRG"));
  REQUIRE(box.pack == Pack{"15901234123454", "cs", units(12)});
  REQUIRE(found<FoundItem>(plain("5901234123457")).item == item("BRG"));
  REQUIRE(found<FoundItem>(plain("OLD-CODE")).item == item("BRG"));
}

TEST(a_code_of_twelve_digits_is_found_without_its_first_zero) {
  floor.accepted(Import{{BarcodeRow{Gtin::parse("070177137069")->text(), item("BRG"), "ea", units(1)}}});
  REQUIRE(found<FoundItem>(plain("70177137069")).item == item("BRG"));
  found<FoundNothing>(plain("70177137068"));  // its check digit is another one
  found<FoundNothing>(plain("7017713706"));
}

TEST(a_typed_code_is_found_whatever_it_names_and_in_small_letters_too) {
  floor.demand_is({floor.demand("SO-1/1", 4)});
  REQUIRE(found<FoundItem>(plain("BRG")).pack.units == units(1));
  REQUIRE(found<FoundLocation>(plain("a-01")).kind == LocationKind::storage);
  REQUIRE(found<FoundOrder>(plain("so-1")).order.text() == "SO-1");
  REQUIRE(found<FoundPurchase>(plain("PO-7")).purchase.text() == "PO-7");
}

TEST(a_notice_is_found_by_its_number_and_says_what_it_announces) {
  floor.accepted(Import{{AsnRow{sscc("340123450000000017"), "ASN-1", Units{item("BRG"), units(6), {}, {}, {}}, {}},
                         AsnRow{sscc("340123450000000024"), "ASN-1", Units{item("BRG"), units(6), {}, {}, {}}, {}}}});
  REQUIRE(found<FoundAsn>(plain("asn-1")).asn == "ASN-1");
  REQUIRE(views->announced_by("ASN-1").value() ==
          std::vector<Sscc>{sscc("340123450000000017"), sscc("340123450000000024")});
  REQUIRE(views->announced_by("ASN-2").value().empty());
}

TEST(what_is_not_known_is_nothing_however_odd_it_is) {
  found<FoundNothing>(plain("NO-SUCH"));
  found<FoundNothing>(plain(""));
  found<FoundNothing>(plain(std::string("\0'; DROP TABLE item; --", 23)));
  found<FoundNothing>(gtin("4006381333931"));
}

TEST(a_label_of_an_unknown_pallet_is_the_item_that_it_contains) {
  Scan label = gtin("5901234123457");
  label.kind = ScanKind::sscc;
  label.sscc = sscc("340123450000000017");
  REQUIRE(found<FoundItem>(label).item == item("BRG"));
}

TEST(packs_are_shown_from_the_largest_down) {
  const std::vector<Pack> packs{{"a", "ea", units(1)}, {"b", "cs", units(12)}, {"c", "plt", units(480)}};
  REQUIRE(in_packs(units(25), packs) == "2 cs + 1 ea");
  REQUIRE(in_packs(units(24), packs) == "2 cs");
  REQUIRE(in_packs(units(493), packs) == "1 plt + 1 cs + 1 ea");
  REQUIRE(in_packs(units(0), packs) == "0 ea");
  REQUIRE(in_packs(units(25), {}) == "25 ea");
  REQUIRE(in_packs(units(25), {{"m", "m", units(1)}}) == "25 m");
}

TEST(stock_shows_what_is_there_and_how_much_of_it_is_taken) {
  floor.demand_is({floor.demand("SO-1/1", 4)});
  receive(12);
  const auto stock = views->stock().value();
  REQUIRE(stock.size() == 1);
  REQUIRE(stock[0].place == place("DOCK-1"));
  REQUIRE(stock[0].on_hand == 12);
  REQUIRE(stock[0].reserved == 4);
  REQUIRE(stock[0].name == "Bearing 6204-2RS, sealed");
}

TEST(backorders_stand_in_rank_order_and_go_when_they_are_served) {
  floor.demand_is({floor.demand("SO-1/1", 4, 5), floor.demand("SO-2/1", 3, 1), floor.demand("SO-3/1", 2, 9)});
  auto waiting = views->backorders().value();
  REQUIRE(waiting.size() == 3);
  REQUIRE(waiting[0].line == order("SO-2/1"));
  REQUIRE(waiting[0].customer == "Acme Ltd");
  REQUIRE(waiting[2].line == order("SO-3/1"));
  receive(7);
  waiting = views->backorders().value();
  REQUIRE(waiting.size() == 1);
  REQUIRE(waiting[0].line == order("SO-3/1"));
  REQUIRE(waiting[0].waiting == units(2));
}

TEST(orders_sum_up_their_lines) {
  floor.demand_is({floor.demand("SO-1/1", 4, 5), floor.demand("SO-1/2", 6, 2), floor.demand("SO-2/1", 1, 1)});
  receive(5);
  const auto orders = views->orders().value();
  REQUIRE(orders.size() == 2);
  REQUIRE(orders[0].order.text() == "SO-2");
  REQUIRE(orders[1].lines == 2);
  REQUIRE(orders[1].priority == 2);
  REQUIRE(orders[1].ordered == units(10));
  REQUIRE(orders[1].reserved == units(4));
  REQUIRE(orders[1].waiting == units(6));
  REQUIRE(views->orders(1)->size() == 1);
  REQUIRE(views->order_lines(order("SO-1/1").document)->size() == 2);
}

TEST(purchases_show_what_is_still_to_come) {
  receive(12, "PO-7/1");
  const auto lines = views->purchase_lines(purchase("PO-7/1").document).value();
  REQUIRE(lines.size() == 1);
  REQUIRE(lines[0].received == units(12));
  REQUIRE(lines[0].open == units(8));
  REQUIRE(lines[0].packs.size() == 3);
  REQUIRE(views->purchases().value().at(0).open == units(8));
  receive(8, "PO-7/1");
  REQUIRE(views->open_purchase_lines(item("BRG"))->empty());
  REQUIRE(views->purchases().value().at(0).open.none());
}

TEST(an_item_shows_its_packs_stock_demand_and_supply) {
  floor.demand_is({floor.demand("SO-1/1", 4)});
  const auto view = views->item(item("BRG")).value();
  REQUIRE(view.has_value());
  REQUIRE(view->packs.size() == 3);
  REQUIRE(view->waiting.size() == 1);
  REQUIRE(view->expected.size() == 1);
  REQUIRE(view->stock.empty());
  REQUIRE_FALSE(views->item(item("NO-SUCH"))->has_value());
}

TEST(a_pick_list_goes_along_the_walk_and_stays_with_its_lane) {
  floor.demand_is({floor.demand("SO-1/1", 6)});
  receive(6);
  floor.accepted(Move{Units{item("BRG"), units(2), {}, {}, {}}, place("DOCK-1"), place("A-01")});
  auto list = views->pick_list(order("SO-1/1").document).value();
  REQUIRE(list->stops.size() == 2);
  REQUIRE(list->stops[0].from == place("DOCK-1"));
  REQUIRE(list->to_pick == units(6));
  floor.accepted(pick("SO-1/1", 1, "X-02"));
  list = views->pick_list(order("SO-1/1").document).value();
  REQUIRE(list->lane == place("X-02"));
  REQUIRE(list->picked == units(1));
  REQUIRE(list->to_pick == units(5));
  REQUIRE_FALSE(views->pick_list(order("SO-9/1").document)->has_value());
}

TEST(pickable_orders_come_by_rank_and_once_each) {
  floor.demand_is({floor.demand("SO-1/1", 1, 5), floor.demand("SO-2/1", 1, 1), floor.demand("SO-1/2", 1, 5)});
  REQUIRE(views->pickable()->empty());
  receive(3);
  const auto orders = views->pickable().value();
  REQUIRE(orders.size() == 2);
  REQUIRE(orders[0].order.text() == "SO-2");
  REQUIRE(orders[1].reserved == units(2));
}

TEST(claims_say_which_units_belong_to_whom) {
  floor.demand_is({floor.demand("SO-1/1", 4)});
  receive(12);
  floor.accepted(pick("SO-1/1", 1));
  const auto claims = views->claims().value();
  REQUIRE(claims.size() == 2);
  REQUIRE_FALSE(claims[0].picked);
  REQUIRE(claims[0].quantity == units(3));
  REQUIRE(claims[1].picked);
  REQUIRE(claims[1].place == place("X-01"));
}

TEST(events_are_told_newest_first_and_wait_for_the_hub) {
  receive(12, "PO-7/1");
  const auto events = views->events(2).value();
  REQUIRE(events.size() == 2);
  REQUIRE(events[0].summary == "12 of BRG received at DOCK-1 for PO-7/1");
  REQUIRE(events[0].pending);
  REQUIRE(events[1].summary == "4 rows from the office");
  REQUIRE(views->sync()->pending == 3);
}

TEST(notices_that_are_open_are_listed) {
  Receive receipt = floor.receipt(25);
  receipt.purchase = purchase("PO-7/1");
  receipt.confirmed = true;
  floor.accepted(receipt);
  const auto notices = views->notices().value();
  REQUIRE(notices.size() == 1);
  REQUIRE(notices[0].notice.kind == NoticeKind::over_received);
  REQUIRE(views->sync()->notices == 1);
}

TEST(why_tells_the_decisions_of_a_line_and_who_is_ahead_of_it) {
  floor.demand_is({floor.demand("SO-1/1", 4, 1), floor.demand("SO-2/1", 6, 5)});
  receive(7);
  const auto why = views->why(order("SO-2/1")).value();
  REQUIRE(why->decisions.size() == 1);
  REQUIRE(why->decisions[0].explanation.granted == units(3));
  REQUIRE(why->decisions[0].seq == 4);
  REQUIRE(why->ahead.empty());
  floor.demand_is({floor.demand("SO-3/1", 2, 1)});
  REQUIRE(views->why(order("SO-2/1")).value()->ahead.at(0).line == order("SO-3/1"));
  REQUIRE(views->why(order("SO-2/1")).value()->expected.size() == 1);
  REQUIRE_FALSE(views->why(order("SO-9/1"))->has_value());
}

TEST(a_database_that_is_not_there_is_not_made) {
  const auto missing = Views::open(folder / "none.db");
  REQUIRE(missing.error().kind == ErrorKind::unknown);
  REQUIRE_FALSE(std::filesystem::exists(folder / "none.db"));
}

TEST(packs_of_several_items_are_summed_up_by_their_names) {
  const std::vector<Pack> by_twelve{{"1", "ea", units(1)}, {"2", "cs", units(12)}};
  const std::vector<Pack> by_ten{{"3", "cs", units(10)}, {"4", "plt", units(100)}};
  PackSum sum;
  sum.add(units(5), by_twelve);
  REQUIRE(sum.text().empty());
  sum.add(units(25), by_twelve);
  sum.add(units(110), by_ten);
  REQUIRE(sum.text() == "3 cs + 1 plt + 6 ea");
}

TEST(a_lot_is_read_by_its_item_and_its_name_and_those_that_share_one_are_told_apart) {
  floor.accepted(Import{{ItemRow{item("GLV"), "Gloves", Tracking::lot}, ItemRow{item("MSK"), "Masks", Tracking::lot}}});
  const auto l1 = Lot::parse("L1").value(), l2 = Lot::parse("L2").value();
  for (const char* name : {"GLV", "MSK"})
    floor.accepted(Receive{Units{item(name), units(3), l1, {}, {}}, place("A-01"), {}, false});
  floor.accepted(Receive{Units{item("GLV"), units(2), l2, {}, {}}, place("A-01"), {}, false});
  floor.accepted(SetStatus{item("MSK"), l1, LotStatus::recalled, "letter"});
  const auto gloves = views->lot(item("GLV"), "L1").value();
  const auto masks = views->lot(item("MSK"), "L1").value();
  REQUIRE((gloves && gloves->status == LotStatus::available && gloves->on_hand == 3));
  REQUIRE((masks && masks->status == LotStatus::recalled && masks->reason == "letter"));
  REQUIRE_FALSE(views->lot(item("MSK"), "L2").value());
  REQUIRE(views->lots_named("L1")->size() == 2);
  REQUIRE(views->lots_of(item("GLV"))->size() == 2);
  REQUIRE(views->blocked_lots().value() == 1);
}

TEST(a_notice_of_a_newer_program_is_shown_beside_the_others) {
  floor.accepted(Count{Units{item("BRG"), units(3), {}, {}, {}}, place("A-01"), ""});
  const auto before = views->notices().value().size();
  const auto db = Engine::open(folder / "dock.db", Access::read_write).value();
  Transaction transaction(*db);
  for (const auto& [id, detail] : {std::pair("n1#1", R"({"kind":"on_fire","detail":"Look at A-01","colour":"red"})"),
                                   std::pair("n2#1", R"({"kind":"count_place","of_tomorrow":1})")}) {
    db->run("INSERT INTO notice(id, writer, at, kind, detail, open, changed) VALUES($1,'w',0,'on_fire',$2,1,0)", id,
            detail);
  }
  REQUIRE(transaction.commit().ok());
  const auto all = views->notices().value();
  REQUIRE(all.size() == before + 2);
  std::string told;
  for (const NoticeView& one : all) told += one.notice.detail + "\n";
  REQUIRE(told.find("Look at A-01 (a newer program wrote this") != std::string::npos);
}
