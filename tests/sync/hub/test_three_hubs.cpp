// Three dockhand-hub processes for one site in a real PostgreSQL, and thirty terminals: everything is stopped at once
// and started again. What was acknowledged is there once.
//
// It is skipped where Debian's package postgresql is not installed.
#include <atomic>
#include <cstdio>
#include <functional>
#include <thread>

#include "storage/model/fresh_id.h"
#include "storage/views/views.h"
#include "sync/session.h"
#include "sync/store/postgres_store.h"
#include "tests/support/site/fleet_hub.h"
#include "tests/support/site/stored_site.h"

using namespace dockhand;
using namespace dockhand::test;
using namespace std::chrono_literals;

namespace {

constexpr std::size_t all_terminals = 30;

struct Fixture {
  void setUp() {}
  void tearDown() {}

  // False, and said so, where the package is not there.
  bool begin() {
    if (server() == nullptr) {
      std::puts("skipped: no PostgreSQL in /usr/lib/postgresql (Debian's package postgresql)");
      return false;
    }
    auto office = site.hub("a.db");
    site.furnish(office);
    for (std::size_t i = 0; i < all_terminals; ++i) {
      terminals.push_back(
          Ledger::open(site.folder / ("t" + std::to_string(i) + ".db"), LedgerRole::terminal, system_clock()).value());
    }
    start_hubs();
    go_on_until_all_is_sent();  // so that they know the items
    return true;
  }
  void start_hubs() {
    for (const char* file : {"a.db", "b.db", "c.db"})
      hubs.push_back(std::make_unique<FleetHub>(site.folder / file, "main"));
  }
  static void scan(Ledger& terminal) {
    const auto booked =
        terminal.execute({fresh_command_id(), OperatorName::parse("anna").value(), system_clock().now(),
                          Receive{Units{item("BRG"), units(1), {}, {}, {}}, place("DOCK-1"), {}, false}});
    if (!booked || !std::holds_alternative<Accepted>(*booked)) throw std::runtime_error("a scan was not booked");
  }
  // Each terminal asks one hub after another; only the owner takes its events.
  static bool sync(Ledger& terminal, const std::vector<std::string>& addresses, std::size_t first) {
    for (std::size_t i = 0; i < addresses.size(); ++i) {
      const auto link = make_connector({addresses[(first + i) % addresses.size()]}).value();
      const auto synced = sync_once(on_this_thread(terminal), *link, system_clock());
      if (synced.status && terminal.pending().value() == 0) return true;
    }
    return false;
  }
  std::vector<std::string> addresses() {
    std::vector<std::string> all;
    for (auto& hub : hubs) all.push_back(hub->address());
    return all;
  }
  // Ten threads work with three terminals each, until `ends` says so; what they have scanned in all.
  std::int64_t work(const std::function<bool()>& ends) {
    const auto known = addresses();
    std::atomic<std::int64_t> scans{0};
    std::vector<std::thread> people;
    for (std::size_t person = 0; person < 10; ++person) {
      people.emplace_back([&, person] {
        for (std::size_t round = 0; !ends(); ++round) {
          const std::size_t which = person * 3 + round % 3;
          for (int i = 0; i < 4; ++i, ++scans) scan(*terminals[which]);
          static_cast<void>(sync(*terminals[which], known, which));
        }
      });
    }
    for (std::thread& one : people) one.join();
    return scans;
  }
  void go_on_until_all_is_sent() {
    const auto started = std::chrono::steady_clock::now();
    while (!all_sent() && std::chrono::steady_clock::now() - started < 120s) std::this_thread::sleep_for(100ms);
    for (auto& terminal : terminals) REQUIRE(terminal->pending().value() == 0);
    REQUIRE(all_sent());
  }
  bool all_sent() {
    const auto known = addresses();
    bool all = true;
    for (std::size_t i = 0; i < terminals.size(); ++i) all = sync(*terminals[i], known, i) && all;
    return all;
  }

  StoredSite site{[] { return PostgresStore::at({server()->url(), "main"}).value(); }};
  std::vector<std::unique_ptr<Ledger>> terminals;
  std::vector<std::unique_ptr<FleetHub>> hubs;
};

}  // namespace

TEST(three_hubs_their_store_and_thirty_terminals_are_stopped_at_once_and_go_on) {
  if (!begin()) return;
  std::atomic<bool> over{false};
  std::thread stops([&] {
    std::this_thread::sleep_for(3s);
    server()->kill();
    for (auto& hub : hubs) hub->kill();
    over = true;
  });
  const std::int64_t scanned = work([&] { return over.load(); });
  stops.join();
  hubs.clear();
  server()->run();
  start_hubs();
  go_on_until_all_is_sent();
  hubs.clear();
  const auto last = site.hub("d.db");  // on a new machine: what PostgreSQL holds
  std::int64_t units = 0;
  for (const StockRow& row : Views::open(site.folder / "d.db").value()->stock().value()) units += row.on_hand;
  REQUIRE(units == scanned);
  REQUIRE(site.books_hold("d.db"));
}
