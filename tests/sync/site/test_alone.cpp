// One terminal, its hub, and nobody else: what the terminal has decided stands, so the hub has nothing to tell it.
#include <algorithm>
#include <iterator>
#include <set>

#include "storage/codec/codec.h"
#include "storage/schema/open_reader.h"
#include "sync/session.h"
#include "tests/support/seeds.h"
#include "tests/support/site/local_hub.h"
#include "tests/support/warehouse/random_day.h"

using namespace dockhand;
using namespace dockhand::test;

namespace {

struct Fixture {
  void setUp() {}
  void tearDown() {}
};

// A day of one terminal, which syncs now and then.
class DayAlone {
 public:
  explicit DayAlone(std::uint64_t seed) : dice_(seed), day_(dice_) {
    hub_.open_warehouse();
    hub_.accepted(RandomDay::announced());
    for (int line = 1; line <= RandomDay::lines; ++line) hub_.give(day_.demand(line));
    sync();
  }

  void live(int commands) {
    for (int i = 0; i < commands; ++i) {
      clock_.advance(std::chrono::seconds(1 + dice_() % 60));
      const auto id = CommandId::parse("c" + std::to_string(i)).value();
      const auto outcome =
          a_.ledger->execute({id, OperatorName::parse("anna").value(), clock_.now(), day_.next(last_)}).value();
      if (std::holds_alternative<Accepted>(outcome)) last_ = id;
      if (dice_() % 4 == 0) sync();
    }
    sync();
    sync();
  }

  // "c17 lost SO-3/1 2": what the hub has told of its own, and the terminal has not.
  std::vector<std::string> told_by_hub_alone() {
    std::vector<std::string> alone;
    const auto here = told("a.db"), there = told("hub.db");
    std::set_difference(there.begin(), there.end(), here.begin(), here.end(), std::back_inserter(alone));
    return alone;
  }

 private:
  void sync() {
    LocalConnector link(*hub_.ledger, [] { return Fault::none; });
    REQUIRE(sync_once(on_this_thread(*a_.ledger), link, clock_).status.ok());
  }
  std::set<std::string> told(const char* file) {
    std::set<std::string> all;
    const auto db = open_reader(folder_ / file).value();
    for (auto rows = db->query("SELECT id, outcome FROM event WHERE id LIKE 'c%' AND action <> 'import'");
         rows.next();) {
      const auto outcome = parse_outcome(rows.text(1)).value();
      for (const Notice& one : std::get<Accepted>(outcome).notices) {
        // Others may have labelled what lies there for a line that is cancelled, or was served elsewhere.
        if (one.kind == NoticeKind::outranked && !one.detail.empty()) continue;
        all.insert(rows.text(0) + " " + name_of(one.kind) + " " + (one.line ? one.line->text() : "") + " " +
                   one.quantity.text());
      }
    }
    return all;
  }

  std::mt19937_64 dice_;
  RandomDay day_;
  TemporaryFolder folder_;
  ManualClock clock_{Instant::parse("2026-11-22T08:00:00Z").value()};
  Floor hub_{folder_ / "hub.db", LedgerRole::hub, clock_, "hub"};
  Floor a_{folder_ / "a.db", LedgerRole::terminal, clock_, "a"};
  std::optional<CommandId> last_{};
};

}  // namespace

TEST(a_hub_has_nothing_to_tell_to_a_terminal_that_works_alone) {
  for (const unsigned seed : seeds(20)) {
    DayAlone day(seed);
    day.live(60);
    INFO("seed " << seed);
    const auto alone = day.told_by_hub_alone();
    for (const std::string& one : alone) UNSCOPED_INFO(one);
    CHECK(alone.empty());
  }
}
