// What an older program has left without a word is told once, by a hub and its terminals together.
#include <algorithm>

#include "storage/codec/codec.h"
#include "storage/engine/engine.h"
#include "sync/session.h"
#include "tests/support/site/hub_and_terminal.h"
#include "tests/support/site/local_hub.h"
#include "tests/support/warehouse/older_program.h"

using namespace dockhand;
using namespace dockhand::test;

namespace {

Units bearings(std::int64_t count, const char* of_lot = nullptr) {
  return Units{item("BRG"), units(count), of_lot != nullptr ? std::optional(lot(of_lot)) : std::nullopt, {}, {}};
}

struct Fixture : HubAndTerminal {
  // Four lie in the lane for nobody, and five at A-01 have no lot.
  void setUp() {
    HubAndTerminal::setUp();
    synced();
    terminal->accepted(terminal->receipt(9));
    terminal->accepted(Pick{order("SO-1/1"), bearings(4), place("DOCK-1"), place("X-01")});
    terminal->accepted(Move{bearings(5), place("DOCK-1"), place("A-01")});
    synced();
  }
  void synced() {
    clock.advance(std::chrono::minutes(10));
    LocalConnector link(*hub, [] { return Fault::none; });
    REQUIRE(sync_once(on_this_thread(*terminal->ledger), link, clock).status.ok());
  }
  void office_has(Action action) {
    const auto outcome = hub->execute({CommandId::parse("desk-" + std::to_string(++given)).value(),
                                       OperatorName::parse("office").value(), clock.now(), std::move(action)});
    REQUIRE(outcome.ok());
    if (const auto* no = std::get_if<Refused>(&*outcome)) FAIL(no->error.sentence());
  }
  void both_become_newer() {
    hub.reset();
    terminal.reset();
    for (const char* file : {"hub.db", "a.db"}) as_an_older_program_left_it(folder / file);
    open_both();
  }
  // "bring_back X-01 4", of those that are open there.
  std::vector<std::string> told(const char* file) {
    auto db = Engine::open(folder / file, Access::read_only).value();
    std::vector<std::string> all;
    for (auto rows = db->query("SELECT kind, detail FROM notice WHERE open=1"); rows.next();) {
      const Notice notice = parse_notice(rows.text(1)).value();
      all.push_back(rows.text(0) + " " + notice.place->text() + " " + notice.quantity.text());
    }
    std::sort(all.begin(), all.end());
    return all;
  }

  int given = 0;
};

}  // namespace

TEST(what_an_older_program_left_is_told_once_by_a_hub_and_a_terminal_that_sync) {
  const std::vector<std::string> tasks{"bring_back X-01 4", "unnamed A-01 5", "unnamed X-01 4"};
  office_has(Import{{ItemRow{item("BRG"), "Bearing", Tracking::lot}}, true});
  office_has(CancelOrder{order("SO-1/1").document, {}});
  synced();
  both_become_newer();
  REQUIRE(told("hub.db") == tasks);
  REQUIRE(told("a.db") == tasks);
  synced();
  REQUIRE(told("hub.db") == tasks);
  REQUIRE(told("a.db") == tasks);
  REQUIRE(agree());
  REQUIRE(agree("hub.db"));
  terminal->accepted(Count{bearings(5, "N1"), place("A-01"), "count"});
  terminal->accepted(Count{bearings(4, "N2"), place("X-01"), "count"});
  terminal->accepted(Move{bearings(4, "N2"), place("X-01"), place("A-01")});
  REQUIRE(told("a.db").empty());
  synced();
  REQUIRE(told("hub.db").empty());
  REQUIRE(told("a.db").empty());
  REQUIRE(agree());
}

TEST(what_a_terminal_has_not_sent_when_it_becomes_newer_is_told_once_as_well) {
  office_has(Import{{ItemRow{item("BRG"), "Bearing", Tracking::lot}}, true});
  office_has(CancelOrder{order("SO-1/1").document, {}});
  synced();
  terminal->accepted(Count{bearings(3, "N2"), place("X-01"), "count"});
  both_become_newer();
  synced();
  REQUIRE(told("hub.db") == told("a.db"));
  REQUIRE(agree());
}
