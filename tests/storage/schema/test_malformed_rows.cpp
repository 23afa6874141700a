// A row that does not say what we write is an error that names the damage; nothing is booked, and nothing aborts.
#include <algorithm>

#include "storage/engine/engine.h"
#include "storage/upkeep/audit.h"
#include "storage/views/views.h"
#include "tests/support/warehouse/warehouse.h"

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
  // The newest event of this kind.
  CommandId id_of(const char* action) {
    auto engine = Engine::open(file, Access::read_write).value();
    auto rows = engine->query("SELECT id FROM event WHERE action=$1 ORDER BY seq DESC LIMIT 1", action);
    REQUIRE(rows.next());
    return CommandId::parse(rows.text(0)).value();
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
    REQUIRE(outcome.error().place == file.string());
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

TEST(a_demand_beyond_all_quantities_is_an_error) {
  damage("UPDATE order_line SET ordered=5000000000, waiting=4999999998");
  require_corrupt(receipt());
}

TEST(a_quantity_below_zero_is_an_error) {
  damage("UPDATE purchase_line SET expected=-9");
  require_corrupt(Receive{Units{item("BRG"), units(2), {}, {}, {}}, place("DOCK-1"), purchase("PO-7/1"), false});
}

TEST(a_flag_that_is_neither_yes_nor_no_is_an_error) {
  damage("UPDATE item SET expiry=7 WHERE item='BRG'");
  require_corrupt(receipt());
}

TEST(a_number_that_does_not_fit_is_an_error) {
  damage("UPDATE order_line SET priority=4294967297");
  require_corrupt(receipt());
}

TEST(a_day_that_no_calendar_has_is_an_error) {
  damage("UPDATE order_line SET promised=99999999");
  require_corrupt(receipt());
}

TEST(a_fraction_where_a_whole_number_belongs_is_an_error) {
  damage("UPDATE order_line SET reserved=1.5");
  require_corrupt(receipt());
}

TEST(a_day_of_planning_that_is_no_number_is_an_error) {
  damage(
      "INSERT INTO site(setting, value) VALUES('planned_day', 'soon') ON CONFLICT(setting) DO UPDATE SET value='soon'");
  require_corrupt(receipt());
}

TEST(a_rule_of_the_site_that_is_no_number_is_an_error) {
  damage("INSERT INTO site(setting, value) VALUES('prefer_completed', 'perhaps')");
  require_corrupt(receipt());
}

TEST(what_a_screen_has_seen_is_not_compared_with_a_text) {
  damage("UPDATE purchase_line SET expected='some'");
  auto ledger = Ledger::open(file, LedgerRole::terminal, clock).value();
  Command command{CommandId::parse("new").value(), OperatorName::parse("anna").value(), clock.now(), receipt()};
  command.seen = {SeenPurchase{purchase("PO-7/1"), units(20), units(0)}};
  const auto outcome = ledger->execute(command);
  REQUIRE_FALSE(outcome.ok());
  REQUIRE(outcome.error().kind == ErrorKind::corrupt);
  REQUIRE(outcome.error().place == file.string());
}

TEST(a_version_that_is_no_number_is_an_error) {
  damage("UPDATE setting SET value='new' WHERE name='schema'");
  const auto ledger = Ledger::open(file, LedgerRole::terminal, clock);
  REQUIRE_FALSE(ledger.ok());
  REQUIRE(ledger.error().kind == ErrorKind::corrupt);
  REQUIRE(ledger.error().place == file.string());
}

TEST(a_view_of_malformed_rows_is_an_error) {
  damage("UPDATE item SET tracking='by weight' WHERE item='BRG'");
  const auto found = Views::open(file, clock).value()->items();
  REQUIRE_FALSE(found.ok());
  REQUIRE(found.error().kind == ErrorKind::corrupt);
  REQUIRE(found.error().place == file.string());
}

TEST(a_view_of_a_time_beyond_the_calendar_is_an_error) {
  damage("UPDATE event SET at=9000000000000000000");
  const auto found = Views::open(file, clock).value()->events(10);
  REQUIRE_FALSE(found.ok());
  REQUIRE(found.error().kind == ErrorKind::corrupt);
  REQUIRE(found.error().place == file.string());
}

TEST(an_undo_of_an_event_that_cannot_be_read_is_an_error) {
  const CommandId receipt = id_of("receive"), demand = id_of("import");
  damage("UPDATE event SET body='{' WHERE action IN ('receive', 'import')");
  require_corrupt(Undo{receipt});
  require_corrupt(Undo{demand});
}

TEST(an_undo_of_an_import_whose_body_says_another_kind_of_event_is_an_error) {
  const CommandId demand = id_of("import");
  damage("UPDATE event SET body=(SELECT r.body FROM event r WHERE r.action='receive') WHERE action='import'");
  require_corrupt(Undo{demand});
}

TEST(an_audit_of_an_event_without_its_time_is_an_error) {
  damage("UPDATE event SET at='noon' WHERE seq=2");
  const auto checks = audit(file);
  REQUIRE_FALSE(checks.ok());
  REQUIRE(checks.error().kind == ErrorKind::corrupt);
  REQUIRE(checks.error().place == file.string());
}

TEST(salvage_keeps_what_stands_before_an_event_without_its_number) {
  damage("UPDATE event SET writer_seq='first' WHERE seq=3");
  const auto salvaged = Ledger::salvage(file, clock);
  REQUIRE(salvaged.ok());
  REQUIRE_FALSE(salvaged->damage.empty());
  REQUIRE(do_now(receipt()).ok());
  const auto checks = audit(file);
  REQUIRE(checks.ok());
  REQUIRE(std::all_of(checks->begin(), checks->end(), [](const AuditCheck& check) { return check.passed; }));
}

TEST(a_row_of_the_hub_with_a_text_for_a_number_is_an_error) {
  auto ledger = Ledger::open(file, LedgerRole::terminal, clock).value();
  Changes changes;
  changes.generation = "hub";
  for (const auto& line : {Value("one"), Value(std::int64_t{5'000'000'000})}) {
    changes.tables = {TableRows{"balance", {{"DOCK-1", "BRG", "", "", "", line, std::int64_t{2}}}}};
    const auto applied = ledger->apply(changes);
    REQUIRE_FALSE(applied.ok());
    REQUIRE(applied.error().kind == ErrorKind::network);
  }
}

TEST(a_row_of_the_hub_with_an_order_number_that_is_none_is_an_error) {
  auto ledger = Ledger::open(file, LedgerRole::terminal, clock).value();
  Changes changes;
  changes.generation = "hub";
  const Value too_long(std::string(49, 'X'));
  changes.tables = {TableRows{"balance", {{"DOCK-1", "BRG", "", "", too_long, std::int64_t{1}, std::int64_t{2}}}}};
  const auto applied = ledger->apply(changes);
  REQUIRE_FALSE(applied.ok());
  REQUIRE(applied.error().kind == ErrorKind::network);
}
