// A new terminal takes all that a hub has piece by piece: scans go on meanwhile, and what broke off goes on.
#include "sync/session.h"
#include "tests/support/site/hub_and_terminal.h"
#include "tests/support/site/local_hub.h"

using namespace dockhand;
using namespace dockhand::test;

namespace {

struct Fixture : HubAndTerminal {
  void setUp() {
    Floor office{folder / "hub.db", LedgerRole::hub, clock, "office"};
    office.open_warehouse();
    for (int part = 0; part < 6; ++part) {
      std::vector<OrderLineRow> rows;
      for (int i = 0; i < 400; ++i) {
        rows.push_back(office.demand("SO-" + std::to_string(part * 400 + i) + "/1", 1 + i % 3));
      }
      office.demand_is(std::move(rows));
    }
    for (int i = 0; i < 30; ++i) office.accepted(office.receipt(5));
    office.ledger.reset();
    open_both();
  }

  LocalConnector link(std::function<Fault()> fault = [] { return Fault::none; }) { return {*hub, fault, 500}; }
  // What a session does on the ledger, until so many pieces of work are done.
  WithLedger only(int steps) {
    return [this, left = std::make_shared<int>(steps)](const std::function<void(Ledger&)>& work) -> Status {
      if ((*left)-- <= 0) return Error{ErrorKind::io, "", "killed"};
      work(*terminal->ledger);
      return Done{};
    };
  }
};

}  // namespace

TEST(scans_that_come_between_two_pieces_are_booked_and_planned_when_all_is_here) {
  terminal->open_warehouse();
  auto connector = link();
  int scans = 0;
  const WithLedger ledger = [&](const std::function<void(Ledger&)>& work) -> Status {
    work(*terminal->ledger);
    if (terminal->ledger->pull_position().value().cursor == 0 || scans == 20) return Done{};
    terminal->accepted(terminal->receipt(1));
    ++scans;
    return Done{};
  };
  REQUIRE(sync_once(ledger, connector, clock).status.ok());
  REQUIRE(scans == 20);
  auto rest = link();
  REQUIRE(sync_once(on_this_thread(*terminal->ledger), rest, clock).status.ok());
  REQUIRE(terminal->ledger->pending().value() == 0);
  REQUIRE(agree());
}

TEST(a_first_pull_that_broke_off_goes_on_where_it_was) {
  int asked = 0;
  auto broken = link([&] { return ++asked > 3 ? Fault::unreachable : Fault::none; });
  SyncSession session(on_this_thread(*terminal->ledger), broken, clock, 1);
  REQUIRE_FALSE(session.run_until_rest().ok());
  const PullPosition reached = terminal->ledger->pull_position().value();
  REQUIRE(reached.cursor > 0);
  const std::int64_t before = session.take_report().pulled;
  REQUIRE(before > 500);
  asked = -1000;
  clock.advance(std::chrono::minutes(10));
  REQUIRE(session.run_until_rest().ok());
  REQUIRE(agree());
  const Changes all = hub->changes_since({terminal->ledger->writer(), {}, clock.now()}, 1'000'000).value();
  std::int64_t rows = 0;
  for (const TableRows& table : all.tables) rows += static_cast<std::int64_t>(table.rows.size());
  REQUIRE(before + session.take_report().pulled < rows + 500);
}

TEST(a_terminal_that_is_killed_amid_its_first_pull_goes_on_after_its_start) {
  int kills = 0;
  for (int steps = 3;; steps += 2) {
    auto connector = link();
    const auto synced = sync_once(only(steps), connector, clock);
    if (synced.status) break;
    REQUIRE(++kills < 50);
    open_terminal();
    terminal->give(terminal->receipt(1));
  }
  REQUIRE(kills > 1);
  auto connector = link();
  REQUIRE(sync_once(on_this_thread(*terminal->ledger), connector, clock).status.ok());
  REQUIRE(terminal->ledger->pending().value() == 0);
  REQUIRE(agree());
}
