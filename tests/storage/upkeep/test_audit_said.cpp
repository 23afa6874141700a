// What was changed behind the ledger's back is found, though the sums still hold: what nobody has said is not so.
#include "storage/engine/engine.h"
#include "storage/upkeep/audit.h"
#include "tests/support/warehouse/warehouse.h"

using namespace dockhand;
using namespace dockhand::test;

namespace {

struct Fixture {
  void setUp() {
    Floor floor(file, LedgerRole::terminal, clock, "t");
    floor.open_warehouse();
    floor.accepted(Import{{BarcodeRow{"05901234123457", item("BRG"), "ea", units(1)}}});
    floor.demand_is({floor.demand("SO-1/1", 4), floor.demand("SO-2/1", 30)});
    floor.accepted(floor.receipt(12));
    floor.accepted(Receive{gloves("L1", "2027-01-31"), place("A-01"), {}});
    floor.accepted(ShortPick{order("SO-1/1"), Units{item("BRG"), units(2), {}, {}, {}}, place("DOCK-1"), "empty"});
  }
  void tearDown() {}

  TemporaryFolder folder;
  std::filesystem::path file = folder / "dock.db";
  ManualClock clock{Instant::parse("2026-11-22T08:00:00Z").value()};

  static Units gloves(const std::string& code, const std::string& expiry) {
    return Units{item("GLV"), units(10), lot(code), {}, day(expiry)};
  }
  void tamper(const char* sql) {
    auto engine = Engine::open(file, Access::read_write).value();
    Transaction transaction(*engine);
    REQUIRE(engine->run_script(sql).ok());
    REQUIRE(transaction.commit().ok());
  }
  // What the audit complains of, each as "check: detail\n".
  std::string complaints() {
    std::string all;
    for (const AuditCheck& check : audit(file).value()) {
      if (!check.passed) all += check.name + ": " + check.detail + "\n";
    }
    return all;
  }
};

const std::string not_said = "tracking, barcodes and dates of lots are what somebody has said: ";
const std::string on_offer = "a place that was found short is offered to nobody before it is counted: ";

}  // namespace

TEST(a_date_of_a_lot_that_nobody_has_said_is_found) {
  REQUIRE(complaints().empty());
  tamper("UPDATE lot SET expiry = 20000");
  REQUIRE(complaints() == not_said + "lot L1 of GLV expires on 2024-10-04\n");
}

TEST(a_barcode_that_was_moved_by_hand_is_found) {
  tamper("UPDATE barcode SET item = 'DRL'");
  REQUIRE(complaints() == not_said + "barcode 05901234123457 means 1 of DRL\n");
  tamper("UPDATE barcode SET item = 'BRG', units = 12");
  REQUIRE(complaints() == not_said + "barcode 05901234123457 means 12 of BRG\n");
}

TEST(a_tracking_that_nobody_has_said_is_found) {
  tamper("UPDATE item SET tracking = 'none' WHERE item = 'DRL'");
  REQUIRE(complaints() == not_said + "DRL is tracked by none\n");
}

TEST(a_place_that_is_on_offer_again_without_a_count_is_found) {
  tamper("UPDATE to_count SET open = 0");
  REQUIRE(complaints() == on_offer + "BRG at DOCK-1\n");
  tamper("DELETE FROM to_count");
  REQUIRE(complaints() == on_offer + "BRG at DOCK-1\n");
}

TEST(an_order_that_nobody_has_approved_so_is_found) {
  const std::string id = "BRG@2026-11-22";
  {
    Floor floor(file, LedgerRole::terminal, clock, "u");
    floor.accepted(Import{{SourceRow{item("BRG"), "Nord", Price::parse("2").value()}}});
    REQUIRE(floor.ledger->keep_plan(std::vector{ProposalRow{.id = id, .item = item("BRG"), .quantity = 40}}).ok());
    floor.accepted(Approve{id, units(30), "Nord"});
  }
  REQUIRE(complaints().empty());
  const std::string found = "what is to be ordered is what somebody has decided: " + id + " is ";
  for (const char* wrong : {"approved = 300", "chosen = 'Other'", "decided_by = ''"}) {
    tamper(("CREATE TABLE was AS SELECT * FROM proposal; UPDATE proposal SET " + std::string(wrong)).c_str());
    INFO(wrong);
    REQUIRE(complaints() == found + "approved\n");
    tamper("DELETE FROM proposal; INSERT INTO proposal SELECT * FROM was; DROP TABLE was");
  }
  tamper("UPDATE proposal SET state = 'placed'");
  REQUIRE(complaints() == found + "placed\n");
}

TEST(what_was_said_and_changed_and_taken_back_is_sound) {
  {
    Floor floor(file, LedgerRole::terminal, clock, "u");
    floor.accepted(CorrectExpiry{item("GLV"), lot("L1"), day("2027-03-31"), "misread"});
    floor.accepted(Import{{BarcodeRow{"05901234123457", item("DRL"), "ea", units(1)}}, true});
    const std::string moved = floor.last_id();
    floor.accepted(GiveBarcode{BarcodeRow{"04000417025005", item("BRG"), "cs", units(12)}});
    floor.accepted(CorrectExpiry{item("GLV"), lot("L1"), day("2027-01-31"), "it was right"});
    floor.accepted(Undo{CommandId::parse(moved).value()});
    floor.accepted(Count{Units{item("BRG"), units(10), {}, {}, {}}, place("DOCK-1"), "again", true});
  }
  REQUIRE(complaints().empty());
}
