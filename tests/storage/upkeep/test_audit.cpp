#include <algorithm>
#include <fstream>

#include "storage/engine/engine.h"
#include "storage/schema/tables.h"
#include "storage/upkeep/audit.h"
#include "tests/support/warehouse/warehouse.h"

using namespace dockhand;
using namespace dockhand::test;

namespace {

struct Fixture {
  void setUp() {
    Floor floor(file, LedgerRole::terminal, clock, "t");
    floor.open_warehouse();
    floor.demand_is({floor.demand("SO-1/1", 4), floor.demand("SO-2/1", 30)});
    Receive receipt = floor.receipt(12);
    receipt.purchase = purchase("PO-7/1");
    floor.accepted(receipt);
    floor.accepted(Move{Units{item("BRG"), units(6), {}, {}, {}}, place("DOCK-1"), place("A-01")});
    floor.accepted(Pick{order("SO-1/1"), Units{item("BRG"), units(2), {}, {}, {}}, place("DOCK-1"), place("X-01")});
    floor.accepted(Ship{order("SO-1/1").document});
  }
  void tearDown() {}

  TemporaryFolder folder;
  std::filesystem::path file = folder / "dock.db";
  ManualClock clock{Instant::parse("2026-11-22T08:00:00Z").value()};

  // Changes the books behind the ledger's back.
  void tamper(const char* sql) {
    auto engine = Engine::open(file, Access::read_write).value();
    Transaction transaction(*engine);
    REQUIRE(engine->run_script(sql).ok());
    REQUIRE(transaction.commit().ok());
  }
  // The names of the checks that fail, each with its detail.
  std::vector<std::string> failures() {
    std::vector<std::string> names;
    for (const auto& check : audit(file).value()) {
      if (!check.passed) names.push_back(check.name + ": " + check.detail);
    }
    return names;
  }
  bool fails(const std::string& part) {
    const auto names = failures();
    return std::any_of(names.begin(), names.end(),
                       [&](const std::string& name) { return name.find(part) != std::string::npos; });
  }
};

}  // namespace

TEST(good_books_pass_every_check) {
  REQUIRE(failures().empty());
  REQUIRE(audit(file)->size() == 36);
}

TEST(a_posting_that_was_changed_is_found_twice) {
  tamper("UPDATE posting SET quantity = quantity + 1 WHERE rowid = 1");
  REQUIRE(fails("postings sum to zero: event 3 is off by 1 of BRG"));
  REQUIRE(fails("every balance is the sum of its postings"));
}

TEST(a_posting_without_its_event_is_found) {
  tamper("UPDATE posting SET event = 99 WHERE event = 3");
  REQUIRE(fails("every posting belongs to an event: event 99 is missing"));
}

TEST(a_balance_that_was_changed_is_found) {
  tamper("UPDATE balance SET quantity = quantity + 1 WHERE place = 'A-01'");
  REQUIRE(fails("every balance is the sum of its postings: BRG at A-01"));
}

TEST(quantities_of_an_order_line_that_were_changed_are_found) {
  tamper("UPDATE order_line SET reserved = reserved + 1 WHERE order_no = 'SO-1'");
  REQUIRE(fails("is what is there for them: SO-1/1 is off by 1 reserved"));
}

TEST(a_line_with_more_than_its_demand_is_found) {
  tamper("UPDATE order_line SET ordered = 3, waiting = 0 WHERE order_no = 'SO-1'");
  REQUIRE(fails("more than its demand: SO-1/1"));
}

TEST(a_wrong_number_of_waiting_units_is_found) {
  tamper("UPDATE order_line SET waiting = 1 WHERE order_no = 'SO-1'");
  REQUIRE(fails("what waits"));
}

TEST(a_class_that_nobody_gave_is_found) {
  tamper("UPDATE order_line SET order_class = 1");
  REQUIRE(fails("the class of an order line is its own or its customer's: SO-1/1 has class 1"));
}

TEST(a_negative_claim_is_found) {
  tamper("UPDATE balance SET quantity = -1 WHERE place = 'A-01' AND doc <> ''");
  REQUIRE(fails("no claim is without its units"));
}

TEST(a_purchase_line_that_was_changed_is_found) {
  tamper("UPDATE purchase_line SET received = 11");
  REQUIRE(fails("what came from their supplier: PO-7/1 is off by -1"));
}

TEST(an_event_that_was_changed_breaks_the_chain) {
  tamper("UPDATE event SET body = replace(body, '\"quantity\":12', '\"quantity\":13') WHERE seq = 3");
  REQUIRE(fails("event 3 of writer"));
}

TEST(an_event_that_was_taken_out_is_found) {
  tamper("DELETE FROM event WHERE seq = 4");
  REQUIRE(fails("events are numbered without gaps"));
  REQUIRE(fails("event 5 of writer"));
}

TEST(a_last_event_that_was_taken_out_is_found) {
  tamper("DELETE FROM event WHERE seq = 6");
  REQUIRE(fails("is not its last event"));
}

TEST(a_row_that_does_not_say_what_its_event_says_is_found) {
  tamper("UPDATE event SET operator = 'berta' WHERE seq = 3");
  REQUIRE(fails("does not say what its body says"));
}

TEST(units_at_a_place_that_is_not_known_are_found) {
  tamper("DELETE FROM location WHERE location = 'A-01'");
  REQUIRE(fails("units are only where a place is known: BRG at A-01"));
}

TEST(an_undo_that_is_not_there_is_found) {
  tamper("UPDATE event SET undone_by = 'nobody' WHERE seq = 3");
  REQUIRE(fails("what is marked as undone has its undo"));
}

TEST(an_undo_of_another_event_is_found) {
  {
    Floor floor(file, LedgerRole::terminal, clock, "u");
    floor.accepted(floor.receipt(1));
    floor.accepted(Undo{CommandId::parse("u-1").value()});
  }
  REQUIRE(!fails("what is marked as undone has its undo"));
  tamper("UPDATE event SET undone_by = (SELECT id FROM event WHERE action = 'undo') WHERE seq = 3");
  REQUIRE(fails("what is marked as undone has its undo"));
}

TEST(a_hub_that_is_ahead_is_found) {
  tamper("INSERT INTO setting(name, value) VALUES('acknowledged', '77') ON CONFLICT(name) DO UPDATE SET value = '77'");
  REQUIRE(fails("the hub is not ahead of this database: acknowledged is 77"));
}

TEST(a_record_that_cannot_be_read_is_found) {
  tamper("UPDATE event SET outcome = '{}' WHERE seq = 3");
  REQUIRE(fails("the outcome of event t-3"));
}

TEST(an_explanation_that_cannot_be_read_is_found) {
  tamper("UPDATE explanation SET detail = 'x'");
  REQUIRE(fails("can be read: an explanation"));
}

TEST(a_serial_that_is_two_units_is_found) {
  tamper(
      "INSERT INTO balance(place, item, lot, serial, doc, line, quantity) VALUES('A-01', 'DRL', '', 'S1', '', 0, 1),"
      " ('A-02', 'DRL', '', 'S1', '', 0, 1)");
  REQUIRE(fails("a serial is one unit at one place: serial S1 of DRL"));
}

TEST(a_serial_of_seven_units_is_found) {
  tamper(
      "INSERT INTO balance(place, item, lot, serial, doc, line, quantity) VALUES('A-01', 'DRL', '', 'S1', '', 0, 7)");
  REQUIRE(fails("a serial is one unit at one place"));
}

TEST(units_without_a_lot_that_nobody_was_told_of_are_found) {
  tamper("INSERT INTO balance(place, item, lot, serial, doc, line, quantity) VALUES('A-01', 'GLV', '', '', '', 0, 3)");
  REQUIRE(fails("have their lot or serial, or somebody was told: GLV at A-01"));
}

TEST(a_claim_where_there_are_no_units_is_found) {
  tamper(
      "INSERT INTO balance(place, item, lot, serial, doc, line, quantity) VALUES('A-01', 'BRG', '', '', '', 0, -9)"
      " ON CONFLICT DO UPDATE SET quantity = -9");
  REQUIRE(fails("no more is reserved at a place than is there: BRG at A-01"));
}

TEST(a_part_that_is_reserved_for_a_line_that_is_served_whole_is_found) {
  tamper("UPDATE order_line SET policies = 'partial=no' WHERE order_no = 'SO-2'");
  REQUIRE(fails("what its policies ask for: SO-2/1 is only served whole"));
  tamper("UPDATE order_line SET policies = 'multiple=7' WHERE order_no = 'SO-2'");
  REQUIRE(fails("what its policies ask for: SO-2/1 takes packs of 7"));
}

TEST(a_reserved_lot_that_has_expired_is_found) {
  tamper(
      "INSERT INTO balance(place, item, lot, serial, doc, line, quantity) VALUES('A-01', 'GLV', 'L1', '', 'SO-2', 1, "
      "1);"
      "INSERT INTO lot(item, lot, expiry) VALUES('GLV', 'L1', 20000)");
  REQUIRE(fails("recalled, set aside or expired"));
  tamper("UPDATE lot SET expiry = 20785; UPDATE order_line SET policies = 'shelf_days=30' WHERE order_no = 'SO-2'");
  REQUIRE(fails("what its policies ask for: SO-2/1 has a lot reserved that is too old"));
}

TEST(a_page_of_the_file_that_was_overwritten_is_found) {
  std::int64_t page = 0, size = 0;
  {
    auto engine = Engine::open(file, Access::read_only).value();
    const Transaction moment(*engine);
    auto root = engine->query("SELECT rootpage FROM sqlite_schema WHERE name = 'location_changed'");
    REQUIRE(root.next());
    page = root.integer(0);
    auto bytes = engine->query("SELECT page_size FROM pragma_page_size");
    REQUIRE(bytes.next());
    size = bytes.integer(0);
  }
  std::fstream bytes(file, std::ios::in | std::ios::out | std::ios::binary);
  bytes.seekp((page - 1) * size).put('\x7f');
  bytes.close();
  REQUIRE(fails("the database file is intact"));
}

TEST(a_negative_count_of_an_order_line_is_found) {
  tamper("UPDATE order_line SET picked = -1 WHERE order_no = 'SO-2'");
  REQUIRE(fails("more than its demand: SO-2/1 has"));
}

TEST(a_claim_of_an_order_that_is_not_known_is_found) {
  tamper(
      "INSERT INTO balance(place, item, lot, serial, doc, line, quantity) VALUES('A-01', 'BRG', '', '', 'SO-99', 1, "
      "1)");
  REQUIRE(fails("is what is there for them: SO-99/1 is off by -1 reserved"));
}

TEST(a_return_that_the_books_do_not_remember_is_found) {
  tamper("UPDATE order_line SET returned = 1, ordered = ordered + 1 WHERE order_no = 'SO-2'");
  REQUIRE(fails("had returned is what the books remember: SO-2/1 is off by 1"));
}

TEST(a_reserved_lot_that_is_recalled_or_set_aside_is_found) {
  tamper(
      "INSERT INTO balance(place, item, lot, serial, doc, line, quantity) VALUES('A-01', 'GLV', 'L1', '', 'SO-2', 1, "
      "1);"
      "INSERT INTO lot(item, lot, status) VALUES('GLV', 'L1', 'recalled')");
  REQUIRE(fails("recalled, set aside or expired: GLV at A-01, lot L1, SO-2/1"));
  tamper("UPDATE lot SET status = 'quarantine'");
  REQUIRE(fails("recalled, set aside or expired: GLV at A-01, lot L1, SO-2/1"));
  tamper("UPDATE lot SET status = 'available'");
  REQUIRE(!fails("recalled, set aside or expired"));
}

TEST(several_lots_that_are_reserved_for_a_line_of_one_lot_are_found) {
  tamper(
      "INSERT INTO balance(place, item, lot, serial, doc, line, quantity) VALUES('A-01', 'GLV', 'L1', '', 'SO-2', 1, "
      "1), ('A-01', 'GLV', 'L2', '', 'SO-2', 1, 1)");
  REQUIRE(!fails("what its policies ask for"));
  tamper("UPDATE order_line SET policies = 'one_lot=yes' WHERE order_no = 'SO-2'");
  REQUIRE(fails("what its policies ask for: SO-2/1 takes all from one lot and has several"));
}

TEST(a_serial_of_less_than_nothing_is_found) {
  tamper(
      "INSERT INTO balance(place, item, lot, serial, doc, line, quantity) VALUES('A-01', 'DRL', '', 'S1', '', 0, -1)");
  REQUIRE(fails("a serial is one unit at one place: serial S1 of DRL"));
}

TEST(a_serial_that_is_here_and_at_a_customer_is_found) {
  tamper(
      "INSERT INTO balance(place, item, lot, serial, doc, line, quantity) VALUES('A-01', 'DRL', '', 'S1', '', 0, 1),"
      " ('@customer', 'DRL', '', 'S1', 'SO-2', 1, 1)");
  REQUIRE(fails("a serial is one unit at one place: serial S1 of DRL"));
}

TEST(units_without_a_serial_that_nobody_was_told_of_are_found) {
  tamper("INSERT INTO balance(place, item, lot, serial, doc, line, quantity) VALUES('A-01', 'DRL', '', '', '', 0, 1)");
  REQUIRE(fails("have their lot or serial, or somebody was told: DRL at A-01"));
}

TEST(an_item_that_became_tracked_without_a_word_is_found) {
  tamper("UPDATE item SET tracking = 'lot' WHERE item = 'BRG'");
  REQUIRE(fails("have their lot or serial, or somebody was told: BRG at A-01"));
}

TEST(units_without_a_lot_are_told_at_each_place) {
  Floor(file, LedgerRole::terminal, clock, "t2")
      .accepted(Import{{ItemRow{item("BRG"), "Bearing", Tracking::lot}}, true});
  REQUIRE(failures().empty());
  tamper("UPDATE notice SET detail = replace(detail, 'A-01', 'A-02') WHERE kind = 'unnamed'");
  REQUIRE(fails("have their lot or serial, or somebody was told: BRG at A-01"));
}

TEST(units_among_picked_goods_that_nobody_was_told_of_are_found) {
  tamper("INSERT INTO balance(place, item, lot, serial, doc, line, quantity) VALUES('X-01', 'BRG', '', '', '', 0, 2)");
  REQUIRE(fails("is an order's, or is to be brought back: 2 of BRG at X-01"));
}

TEST(less_than_nothing_that_nobody_was_told_of_is_found) {
  tamper(
      "INSERT INTO balance(place, item, lot, serial, doc, line, quantity) VALUES('A-02', 'GLV', 'L1', '', '', 0, -2)");
  REQUIRE(fails("somebody was told to count: GLV at A-02 is -2"));
}

TEST(an_untracked_item_that_is_there_and_missing_at_one_place_is_found) {
  tamper(
      "INSERT INTO balance(place, item, lot, serial, doc, line, quantity) VALUES('A-01', 'BRG', 'L1', '', '', 0, -2)");
  REQUIRE(fails("is not missing where more of it is: BRG at A-01"));
}

TEST(what_is_reserved_in_quarantine_is_found) {
  tamper(
      "INSERT INTO balance(place, item, lot, serial, doc, line, quantity) VALUES('Q-01', 'BRG', '', '', 'SO-2', 1, 1)");
  REQUIRE(fails("nothing in quarantine is reserved: BRG at Q-01 for SO-2/1"));
}

TEST(a_return_that_is_remembered_for_nobody_is_found) {
  tamper(
      "INSERT INTO balance(place, item, lot, serial, doc, line, quantity) VALUES('@returned', 'BRG', '', '', '', 0, "
      "1)");
  REQUIRE(fails("is remembered for its lines, and nowhere else: BRG is off by 1"));
}

TEST(a_handling_unit_that_nobody_moved_there_is_found) {
  tamper("INSERT INTO location(location, kind, walk, stands_at) VALUES('340123450000000017', 'storage', 1, 'A-01')");
  REQUIRE(fails("stands where it was moved last, with what is on it: 340123450000000017 is said to be at A-01"));
}

TEST(a_handling_unit_of_another_kind_than_its_place_is_found) {
  tamper(
      "INSERT INTO location(location, kind, walk, stands_at) SELECT '340123450000000017', kind, walk, location"
      " FROM location WHERE location = 'A-01';"
      "INSERT INTO balance(place, item, lot, serial, doc, line, quantity)"
      " VALUES('A-01', '@unit', '', '340123450000000017', '', 0, 1)");
  REQUIRE(!fails("stands where it was moved last"));
  tamper("UPDATE location SET kind = 'dock' WHERE stands_at <> ''");
  REQUIRE(fails("stands where it was moved last"));
}

TEST(goods_on_a_pallet_that_was_said_to_be_gone_are_found) {
  tamper(
      "INSERT INTO location(location, kind, walk, zone, stands_at) VALUES('340123450000000017', 'quarantine', 0, '',"
      " '@lost'); INSERT INTO balance(place, item, lot, serial, doc, line, quantity)"
      " VALUES('340123450000000017', 'BRG', '', '', '', 0, 2)");
  REQUIRE(fails("nothing is on a pallet that was said to be gone: BRG at 340123450000000017"));
  REQUIRE(fails("stands where it was moved last"));
}

TEST(a_count_whose_place_is_not_beside_it_is_found) {
  tamper("UPDATE event SET counted = 'B-99' WHERE seq = 3");
  REQUIRE(fails("does not say what its body says"));
}

TEST(units_of_an_item_that_is_not_known_are_found) {
  tamper("DELETE FROM item WHERE item = 'BRG'");
  REQUIRE(fails("units are only where a place is known: BRG at"));
}

// The table itself forbids it; a file that was mended by hand may have lost that.
TEST(an_id_that_stands_there_twice_is_found) {
  tamper(
      "CREATE TABLE other AS SELECT * FROM event; INSERT INTO other SELECT seq + 100, id, writer, writer_seq + 100,"
      " action, operator, at, body, outcome, hash, undone_by, counted FROM event WHERE seq = 3;"
      "DROP TABLE event; ALTER TABLE other RENAME TO event");
  REQUIRE(fails("every command id stands there once: t-3 stands there twice"));
}

TEST(an_event_with_the_body_or_the_outcome_of_another_is_found) {
  tamper("UPDATE event SET outcome = (SELECT outcome FROM event WHERE seq = 4) WHERE seq = 3");
  REQUIRE(fails("has the outcome of another"));
  tamper("UPDATE event SET body = (SELECT body FROM event WHERE seq = 4) WHERE seq = 3");
  REQUIRE(fails("has the body of another"));
}

TEST(a_notice_that_cannot_be_read_is_found) {
  tamper("INSERT INTO notice(id, writer, at, detail, open, kind) VALUES('n', 'w', 0, 'x', 1, 'lost')");
  REQUIRE(fails("can be read: notice n"));
}

TEST(hub_rows_that_are_ahead_of_the_events_are_found) {
  for (const char* name : {"applied", "first_after"}) {
    tamper(("INSERT INTO setting(name, value) VALUES('" + std::string(name) +
            "', '77') ON CONFLICT(name) DO UPDATE SET value = '77'")
               .c_str());
    REQUIRE(fails("the hub is not ahead of this database: " + std::string(name) + " is 77"));
    tamper(("UPDATE setting SET value = '0' WHERE name = '" + std::string(name) + "'").c_str());
  }
}

TEST(table_hashes_tell_different_tables_apart_and_nothing_else) {
  const auto before = table_hashes(file).value();
  REQUIRE(before.size() == synced_tables.size());
  tamper("UPDATE item SET name = 'another' WHERE item = 'BRG'");
  tamper("INSERT INTO balance(place, item, lot, serial, doc, line, quantity) VALUES('A-02', 'BRG', '', '', '', 0, 0)");
  const auto after = table_hashes(file).value();
  for (std::size_t i = 0; i < before.size(); ++i) {
    INFO(before[i].table);
    REQUIRE((before[i].hash == after[i].hash) == (before[i].table != "item"));
  }
}
