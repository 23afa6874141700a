// A lot that was let go stays so, whoever was away meanwhile, and whatever became of the hub.
#include "tests/support/site/set_back_site.h"

using namespace dockhand;
using namespace dockhand::test;

namespace {

struct Fixture : SetBackSite {
  // Both terminals have seen the recall; the second one is away from then on.
  void setUp() {
    SetBackSite::setUp();
    office->accepted(status(LotStatus::recalled, "maker"));
    sync_all();
    office->accepted(status(LotStatus::available, "checked"));
  }
  static SetStatus status(LotStatus is, const char* why) { return {item("GLV"), lot("L-1"), is, why}; }
  void require_let_go() {
    for (const std::string& file : {hub_file, std::string("a.db"), std::string("b.db")}) {
      INFO(file);
      REQUIRE(count(file, "lot WHERE lot='L-1' AND status='available'") == 1);
    }
    REQUIRE(count("b.db", "event WHERE action='set_status'") == 0);
    require_one_truth();
  }
};

}  // namespace

TEST(a_terminal_that_was_away_since_before_the_backup_stops_nothing_that_it_knows_to_be_let_go) {
  keep_hub();
  office->accepted(office->receipt(2));
  sync(*a);
  set_hub_back();
  sync(*a);
  sync_all();
  require_let_go();
}

TEST(the_same_holds_for_a_hub_that_was_restored_from_its_backup) {
  REQUIRE(back_up("hub.db", "backup.db", disk).ok());
  office->ledger.reset();
  REQUIRE(Ledger::restore("backup.db", "restored.db", clock, disk).ok());
  office.emplace("restored.db", LedgerRole::hub, clock, "restored", disk);
  hub_file = "restored.db";
  sync_all();
  require_let_go();
}

TEST(one_that_has_seen_what_the_backup_does_not_know_still_stops_it_again) {
  keep_hub();
  office->accepted(status(LotStatus::quarantine, "again"));
  sync(*b);
  set_hub_back();
  sync(*b);
  REQUIRE(count("b.db", "lot WHERE lot='L-1' AND status='quarantine'") == 1);
  sync_all();
  REQUIRE(count("a.db", "lot WHERE lot='L-1' AND status='quarantine'") == 1);
  require_one_truth();
}
