// A row that does not say what we write is an error that names the damage; nothing is booked, and nothing aborts.
#include "storage/engine/engine.h"
#include "storage/views/views.h"
#include "tests/support/warehouse.h"

using namespace dockhand;
using namespace dockhand::test;

namespace {

struct Fixture {
  void setUp() {
    Floor floor(file, LedgerRole::terminal, clock, "t");
    floor.open_warehouse();
    floor.demand_is({floor.demand("SO-1/1", 4)});
    floor.accepted(floor.receipt(2));
  }
  void tearDown() {}

  TemporaryFolder folder;
  std::filesystem::path file = folder / "dock.db";
  ManualClock clock{Instant::parse("2026-11-22T08:00:00Z").value()};

  // Changes the books behind the ledger's back.
  void damage(const char* sql) {
    auto engine = Engine::open(file, Access::read_write).value();
    Transaction transaction(*engine);
    REQUIRE(engine->run_script(sql).ok());
    REQUIRE(transaction.commit().ok());
  }
  Result<Outcome> do_now(Action action) {
    auto ledger = Ledger::open(file, LedgerRole::terminal, clock).value();
    return ledger->execute(
        Command{CommandId::parse("new").value(), OperatorName::parse("anna").value(), clock.now(), std::move(action)});
  }
  static Action receipt() { return Receive{Units{item("BRG"), units(2), {}, {}, {}}, place("DOCK-1"), {}, false}; }
  void require_corrupt(const Action& action) {
    const auto outcome = do_now(action);
    REQUIRE_FALSE(outcome.ok());
    REQUIRE(outcome.error().kind == ErrorKind::corrupt);
  }
};

}  // namespace

TEST(a_receipt_of_an_item_with_an_unknown_tracking_is_an_error) {
  damage("UPDATE item SET tracking='by weight' WHERE item='BRG'");
  require_corrupt(receipt());
}

TEST(a_receipt_at_a_place_of_an_unknown_kind_is_an_error) {
  damage("UPDATE location SET kind='roof' WHERE location='DOCK-1'");
  require_corrupt(receipt());
}

TEST(a_receipt_for_a_line_with_malformed_policies_is_an_error) {
  damage("UPDATE order_line SET policies='partial=perhaps'");
  require_corrupt(receipt());
}

TEST(a_receipt_for_a_line_of_a_class_that_there_is_not_is_an_error) {
  damage("UPDATE order_line SET order_class=-7");
  require_corrupt(receipt());
}

TEST(a_line_whose_item_has_lost_its_name_is_an_error) {
  damage("UPDATE order_line SET item=''");
  require_corrupt(Release{order("SO-1/1"), units(1), {}});
}

TEST(a_balance_that_is_no_number_is_an_error) {
  damage("UPDATE balance SET quantity='many' WHERE place='DOCK-1'");
  require_corrupt(Release{order("SO-1/1"), units(1), {}});
}

TEST(numbers_that_no_person_has_written_abort_nothing) {
  damage("UPDATE order_line SET ordered=5000000000, waiting=4999999998");
  damage("UPDATE purchase_line SET expected=-9, received=-5");
  REQUIRE(do_now(receipt()).ok());
  REQUIRE(do_now(Receive{Units{item("BRG"), units(2), {}, {}, {}}, place("DOCK-1"), purchase("PO-7/1"), false}).ok());
}

TEST(a_version_that_is_no_number_is_an_error) {
  damage("UPDATE setting SET value='new' WHERE name='schema'");
  const auto ledger = Ledger::open(file, LedgerRole::terminal, clock);
  REQUIRE_FALSE(ledger.ok());
  REQUIRE(ledger.error().kind == ErrorKind::corrupt);
}

TEST(a_view_of_malformed_rows_is_an_error) {
  damage("UPDATE item SET tracking='by weight' WHERE item='BRG'");
  const auto found = Views::open(file, clock).value()->items();
  REQUIRE_FALSE(found.ok());
  REQUIRE(found.error().kind == ErrorKind::corrupt);
}
