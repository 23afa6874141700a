// Another hub, with nothing but what the office knows: what terminals have booked comes again, in any order.
#include "tests/support/site/set_back_site.h"

using namespace dockhand;
using namespace dockhand::test;

namespace {

struct Fixture : SetBackSite {
  static constexpr const char* pallet = "340123450000000017";
  void announce_pallet() {
    Import notice;
    notice.rows = {AsnRow{sscc(pallet), "ASN-1", Units{item("BRG"), units(6), {}, {}, {}}, {}}};
    office->accepted(notice);
  }
};

}  // namespace

TEST(rows_that_a_wiped_hub_lacks_leave_the_terminals_and_events_wait_for_the_office) {
  a->accepted(a->receipt(5));
  b->accepted(Receive{Units{item("GLV"), units(2), lot("L-1"), {}, {}}, place("DOCK-1"), {}, false});
  sync_all();
  wipe_hub();
  sync_all();
  REQUIRE(on_hand("new.db") == 0);
  REQUIRE(count("a.db", "item") == 0);
  REQUIRE(count("a.db", "order_line") == 0);
  REQUIRE(count("new.db", "notice WHERE open=1") > 0);
  require_one_truth();
  office->open_warehouse();
  office->demand_is({office->demand("SO-1/1", 4)});
  REQUIRE(on_hand("new.db") == 5);
  REQUIRE(count("new.db", "notice WHERE open=1 AND kind='office'") == 0);
  sync_all();
  REQUIRE(on_hand("a.db") == 5);
  require_one_truth();
}

TEST(a_wiped_hub_tells_once_that_it_was_made_anew_and_sets_nothing_aside) {
  wipe_hub();
  const SyncReport first = sync(*a);
  REQUIRE(std::any_of(first.notices.begin(), first.notices.end(), [](const Notice& told) {
    return told.kind == NoticeKind::document && told.detail.starts_with("The hub was made anew") &&
           told.detail.find("set aside for a terminal is so no more") != std::string::npos;
  }));
  sync_all();
  reopen_hub_as("new.db");
  sync_all();
  REQUIRE(count("new.db", "notice WHERE open=1 AND kind='document'") == 1);
  REQUIRE(count("b.db", "notice WHERE open=1 AND kind='document'") == 1);
  require_one_truth();
}

TEST(a_hub_that_was_set_back_is_not_said_to_be_made_anew) {
  keep_hub();
  a->accepted(a->receipt(2));
  sync_all();
  set_hub_back();
  sync_all();
  REQUIRE(count("hub.db", "notice WHERE open=1 AND kind='document'") == 1);
  REQUIRE(count("hub.db", "notice WHERE detail LIKE '%made anew%'") == 0);
  require_one_truth();
}

TEST(the_scans_of_a_terminal_that_has_not_synced_yet_survive_a_wiped_hub) {
  wipe_hub();
  office->open_warehouse();
  office->demand_is({office->demand("SO-1/1", 4)});
  a->accepted(a->receipt(5));
  a->accepted(Receive{Units{item("GLV"), units(2), lot("L-7"), {}, {}}, place("DOCK-1"), {}, false});
  sync_all();
  REQUIRE(on_hand("new.db") == 5);
  REQUIRE(count("a.db", "lot WHERE lot='L-7'") == 1);
  require_one_truth();
}

TEST(a_pallet_that_a_wiped_hub_does_not_know_leaves_the_terminals) {
  announce_pallet();
  office->accepted(ReceiveUnit{sscc(pallet), place("DOCK-1"), true});
  sync_all();
  REQUIRE(count("a.db", "location WHERE location='340123450000000017'") == 1);
  wipe_hub();
  office->open_warehouse();
  sync_all();
  REQUIRE(count("a.db", "location WHERE location='340123450000000017'") == 0);
  require_one_truth();
}

TEST(a_pallet_that_a_wiped_hub_does_not_know_stays_while_what_was_taken_from_it_is_not_sent) {
  announce_pallet();
  office->accepted(ReceiveUnit{sscc(pallet), place("DOCK-1"), true});
  sync_all();
  a->accepted(Move{Units{item("BRG"), units(2), {}, {}, {}}, place(pallet), place("A-01")});
  sync_all();
  wipe_hub();
  office->open_warehouse();
  office->demand_is({office->demand("SO-1/1", 4), office->demand("SO-2/1", 30)});
  const PullRequest asked = a->ledger->next_pull(clock.now()).value();
  REQUIRE(a->ledger->apply(office->ledger->changes_since(asked, 1000).value()).ok());
  require_sound("a.db");
  sync_all();
  REQUIRE(count("a.db", "location WHERE location='340123450000000017'") == 0);
  require_one_truth();
}

TEST(what_the_hub_told_of_an_event_that_another_copy_had_sent_stays) {
  a->accepted(Receive{Units{item("BRG"), units(3), {}, {}, {}}, place("Q-01"), {}, false, "wet"});
  a->ledger.reset();
  b->ledger.reset();
  disk.copy("a.db", "b.db");
  a.emplace("a.db", LedgerRole::terminal, clock, "a2", disk);
  b.emplace("b.db", LedgerRole::terminal, clock, "b2", disk);
  a->accepted(a->receipt(1));
  b->accepted(b->receipt(2));
  sync_all();
  wipe_hub();
  office->open_warehouse();
  sync_all();
  REQUIRE(count("b.db", "notice WHERE kind='quarantined'") == 1);
  require_one_truth();
}

TEST(between_the_pull_from_a_hub_that_lacks_its_documents_and_the_push_the_books_of_a_terminal_hold) {
  a->accepted(a->receipt(4));
  a->accepted(Pick{order("SO-1/1"), Units{item("BRG"), units(3), {}, {}, {}}, place("DOCK-1"), place("X-01")});
  sync_all();
  wipe_hub();
  const auto pulled = office->ledger->changes_since(a->ledger->next_pull(clock.now()).value(), 1000);
  REQUIRE(a->ledger->apply(pulled.value()).ok());
  require_sound("a.db");
  sync_all();
  require_one_truth();
}

TEST(what_was_done_on_a_pallet_is_booked_when_its_receipt_reaches_a_wiped_hub_later) {
  announce_pallet();
  a->accepted(ReceiveUnit{sscc(pallet), place("DOCK-1"), true});
  sync_all();
  const Units one{item("BRG"), units(1), {}, {}, {}};
  b->accepted(ShortPick{order("SO-1/1"), one, place(pallet), "not there"});
  b->accepted(Move{one, place(pallet), place("A-01")});
  wipe_hub();
  office->open_warehouse();
  office->demand_is({office->demand("SO-1/1", 4), office->demand("SO-2/1", 30)});
  announce_pallet();
  sync(*b);
  REQUIRE(on_hand("new.db") == 0);
  require_sound("new.db");
  sync_all();
  REQUIRE(on_hand("new.db") == 5);  // one is being looked for
  REQUIRE(count("new.db", "to_count WHERE place='340123450000000017' AND open=1") == 1);
  REQUIRE(count("new.db", "notice WHERE open=1 AND kind='office'") == 0);
  require_one_truth();
}

TEST(a_lot_that_was_recalled_at_the_hub_before_it_was_wiped_is_stopped_once_its_item_is_known) {
  office->accepted(SetStatus{item("GLV"), lot("L-1"), LotStatus::recalled, "maker"});
  sync_all();
  wipe_hub();
  sync_all();
  require_one_truth();
  office->open_warehouse();
  sync_all();
  for (const char* file : {"new.db", "a.db", "b.db"}) {
    REQUIRE(count(file, "lot WHERE lot='L-1' AND status='recalled'") == 1);
  }
  REQUIRE(count("new.db", "notice WHERE open=1 AND kind='office'") == 0);
  require_one_truth();
}
