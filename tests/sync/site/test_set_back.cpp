// A hub that was set back, restored or wiped, and events that it cannot book or read: nothing of a terminal is lost,
// and at rest all show the same.
#include "tests/support/site/set_back_site.h"

using namespace dockhand;
using namespace dockhand::test;

namespace {

struct Fixture : SetBackSite {
  static Units drill(const char* serial) { return Units{item("DRL"), units(1), {}, Serial::parse(serial).value(), {}}; }
  static SupplierReturn drill_sent_back(const char* serial) {
    return SupplierReturn{drill(serial), place("DOCK-1"), {}, "bent"};
  }
  bool audit_fails(const std::string& file, const std::string& name) {
    const auto checks = audit(file, disk).value();
    return std::any_of(checks.begin(), checks.end(),
                       [&](const AuditCheck& check) { return !check.passed && check.name == name; });
  }
};

// A proxy that answers from its memory.
class Stale final : public Connector {
 public:
  explicit Stale(Changes told) : told_(std::move(told)) {}
  Result<PushReply> push(const Push&) override { return Error{ErrorKind::network, "", "is a proxy"}; }
  Result<Changes> pull(const PullRequest&) override { return told_; }
  void cancel() override {}

 private:
  Changes told_;
};

}  // namespace

TEST(an_answer_to_another_question_is_not_taken) {
  office->accepted(office->receipt(2));
  sync(*a);
  office->accepted(office->receipt(3));
  const PullRequest of_a = a->ledger->next_pull(clock.now()).value();
  Stale proxy(office->ledger->changes_since(of_a, 1000).value());
  const SyncResult fooled = sync_once(on_this_thread(*b->ledger), proxy, clock);
  REQUIRE(fooled.status.error().kind == ErrorKind::network);
  sync_all();
  require_one_truth();
}

TEST(a_terminal_that_was_set_back_to_before_its_first_pull_goes_on_at_once) {
  std::optional<Floor> c;
  c.emplace("c.db", LedgerRole::terminal, clock, "c", disk);
  c->open_warehouse();
  c.reset();
  disk.copy("c.db", "early.db");
  c.emplace("c.db", LedgerRole::terminal, clock, "c1", disk);
  c->accepted(c->receipt(2));
  sync(*c);
  c.reset();
  disk.copy("early.db", "c.db");
  c.emplace("c.db", LedgerRole::terminal, clock, "c2", disk);
  sync(*c);
  sync_all();
  require_one_truth();
}

TEST(a_hub_that_was_set_back_gets_again_what_it_had_acknowledged) {
  a->accepted(a->receipt(5));
  sync_all();
  keep_hub();
  a->accepted(a->receipt(7));
  b->accepted(b->receipt(2));
  sync_all();
  set_hub_back();
  REQUIRE_FALSE(told_of_a_copy(sync(*a)));
  sync_all();
  REQUIRE(on_hand("hub.db") == 14);
  require_one_truth();
}

TEST(a_hub_that_was_set_back_and_went_on_is_found_by_who_saw_more) {
  keep_hub();
  office->demand_is({office->demand("SO-3/1", 9)});
  b->accepted(b->receipt(2));
  sync_all();
  set_hub_back();
  for (int i = 0; i < 12; ++i) office->demand_is({office->demand("SO-" + std::to_string(40 + i) + "/1", 1)});
  a->accepted(a->receipt(1));
  sync(*a);
  sync_all();
  REQUIRE(on_hand("hub.db") == 3);
  REQUIRE(count("a.db", "order_line WHERE order_no='SO-3'") == 0);
  require_one_truth();
}

TEST(a_restored_hub_begins_a_new_generation_at_once) {
  a->accepted(a->receipt(5));
  sync_all();
  const auto before = office->ledger->changes_since({a->ledger->writer(), {}, clock.now()}, 10)->generation;
  REQUIRE(back_up("hub.db", "backup.db", disk).ok());
  a->accepted(a->receipt(7));
  sync_all();
  office->ledger.reset();
  REQUIRE(Ledger::restore("backup.db", "restored.db", clock, disk).ok());
  office.emplace("restored.db", LedgerRole::hub, clock, "restored", disk);
  hub_file = "restored.db";
  REQUIRE(office->ledger->changes_since({a->ledger->writer(), {}, clock.now()}, 10)->generation != before);
  sync_all();
  REQUIRE(on_hand("restored.db") == 12);
  require_one_truth();
}

TEST(what_was_set_aside_is_booked_when_the_office_has_mended_what_was_missing) {
  Import import;
  import.rows = {ItemRow { item("NEW"), "New thing", Tracking::none }};
  const std::string body = encode_body(Command{CommandId::parse("n1").value(), OperatorName::parse("eve").value(),
                                               clock.now(), office->receipt(3, "NEW")},
                                       {});
  REQUIRE(push({{"n1", body}}).questioned == std::vector<std::string>{"n1"});
  REQUIRE(office->ledger->book_set_aside().value() == 0);
  office->accepted(import);
  auto db = open_reader("hub.db", disk).value();
  REQUIRE(count("hub.db", "balance WHERE item='NEW' AND place='DOCK-1' AND quantity=3") == 1);
  REQUIRE(count("hub.db", "notice WHERE open=1") == 0);
  require_sound("hub.db");
}

TEST(an_event_that_waits_says_what_is_in_its_way_now) {
  const Pick picked{order("SO-9/1"), Units{item("NEW"), units(2), {}, {}, {}}, place("DOCK-1"), place("X-01")};
  push({{"p9", body_of("p9", picked)}});
  REQUIRE(count("hub.db", "notice WHERE id='p9#1' AND open=1 AND detail LIKE '%NEW%is not known%'") == 1);
  Import import;
  import.rows = {ItemRow { item("NEW"), "New thing", Tracking::none }};
  office->accepted(import);
  REQUIRE(count("hub.db", "notice WHERE id='p9#1' AND open=1 AND detail LIKE '%SO-9%is not known%'") == 1);
  REQUIRE(count("hub.db", "notice WHERE id LIKE 'p9#%'") == 1);
  sync_all();
  require_one_truth();
  OrderLineRow wanted = office->demand("SO-9/1", 2);
  wanted.item = item("NEW");
  office->demand_is({wanted});
  REQUIRE(count("hub.db", "notice WHERE id='p9#1' AND open=1 AND kind='office'") == 0);
  REQUIRE(count("hub.db", "balance WHERE item='NEW' AND place='X-01' AND quantity=2") == 1);
  sync_all();
  require_one_truth();
}

TEST(an_event_that_cannot_be_read_is_set_aside_alone_and_its_queue_goes_on) {
  const PushReply reply =
      push({{"r1", body_of("r1", 1)}, {"odd", R"({"id":"odd","do":"teleport"})"}, {"r3", body_of("r3", 3)}});
  REQUIRE_FALSE(reply.refusal.has_value());
  REQUIRE(reply.applied == 3);
  REQUIRE(reply.questioned == std::vector<std::string>{"odd"});
  REQUIRE(on_hand("hub.db") == 4);
  REQUIRE(count("hub.db", "set_aside") == 1);
  REQUIRE(push({{"r1", body_of("r1", 1)}, {"odd", R"({"id":"odd","do":"teleport"})"}}).questioned.size() == 1);
  REQUIRE(office->ledger->book_set_aside().value() == 0);
  sync_all();
  require_one_truth();
}

TEST(an_event_that_was_set_aside_unread_is_booked_once_it_can_be_read) {
  push({{"odd", R"({"id":"odd","do":"teleport"})"}});
  office->ledger.reset();
  {
    auto engine = Engine::open("hub.db", Access::read_write, disk).value();
    engine->run("UPDATE set_aside SET body=$1", body_of("odd", 6));
    REQUIRE_FALSE(engine->failed());
  }
  reopen_hub();
  REQUIRE(office->ledger->book_set_aside().value() == 1);
  REQUIRE(on_hand("hub.db") == 6);
  REQUIRE(count("hub.db", "set_aside") == 0);
  REQUIRE(count("hub.db", "notice WHERE open=1") == 0);
  sync_all();
  require_one_truth();
}

TEST(a_copy_is_found_although_the_hub_has_booked_the_others_event_under_another_id) {
  office->give("x1", office->receipt(1));
  REQUIRE_FALSE(push({{"x1", body_of("x1", 2)}}).refusal.has_value());  // booked as something else
  REQUIRE(on_hand("hub.db") == 3);
  REQUIRE_FALSE(push({{"x1", body_of("x1", 2)}}).refusal.has_value());  // the same again
  REQUIRE(push({{"r1", body_of("r1", 5)}}).refusal.has_value());
  REQUIRE(on_hand("hub.db") == 3);
}

TEST(an_undo_that_came_before_what_it_takes_back_takes_it_back_when_that_comes) {
  push({{"u1", body_of("u1", Undo{CommandId::parse("r1").value()})}});
  REQUIRE(count("hub.db", "notice WHERE open=1 AND kind='office'") == 1);
  a->give("r1", a->receipt(2));
  sync(*a);
  REQUIRE(on_hand("hub.db") == 0);
  REQUIRE(count("hub.db", "notice WHERE open=1 AND kind='office'") == 0);
  sync_all();
  require_one_truth();
}

TEST(an_undo_that_came_before_what_the_office_did_takes_it_back_when_that_comes) {
  push({{"u1", body_of("u1", Undo{CommandId::parse("o1").value()})}});
  office->give("o1", office->receipt(2));
  REQUIRE(on_hand("hub.db") == 0);
  sync_all();
  require_one_truth();
}

TEST(a_line_that_was_served_twice_by_one_event_is_told_what_it_lost_of_both) {
  office->accepted(office->receipt(1));
  const Command receipt{CommandId::parse("r1").value(), OperatorName::parse("eve").value(), clock.now(),
                        office->receipt(4)};
  const AskedClaims asked{{order("SO-1/1"), units(3)}, {order("SO-1/1"), units(1)}};
  push({{"r1", encode_body(receipt, {asked, {}})}});
  REQUIRE(count("hub.db", "order_line WHERE order_no='SO-1' AND reserved=4") == 1);
  REQUIRE(count("hub.db", "notice WHERE id='r1#1' AND kind='claim_moved' AND open=1") == 1);
}

TEST(a_serial_that_left_before_it_came_is_told_and_comes_out_even) {
  push({{"s1", body_of("s1", drill_sent_back("S-5"))}});
  sync_all();
  require_one_truth();
  REQUIRE(count("hub.db", "notice WHERE kind='count_place' AND open=1") == 1);
  a->accepted(Receive{drill("S-5"), place("DOCK-1"), {}, false});
  sync_all();
  require_one_truth();
  REQUIRE(count("hub.db", "balance WHERE serial='S-5' AND quantity <> 0") == 0);
}

TEST(a_serial_that_is_missing_and_nobody_was_told_of_is_found) {
  push({{"s1", body_of("s1", drill_sent_back("S-5"))}, {"s2", body_of("s2", drill_sent_back("S-6"))}});
  require_sound("hub.db");
  office->ledger.reset();
  {
    auto engine = Engine::open("hub.db", Access::read_write, disk).value();
    engine->run("DELETE FROM notice WHERE id='s2#1'");
    REQUIRE_FALSE(engine->failed());
  }
  REQUIRE(audit_fails("hub.db", "a serial is one unit at one place"));
}

TEST(an_envelope_with_the_id_of_another_event_is_no_damage) {
  a->accepted(a->receipt(5));
  sync_all();
  const std::string taken = a->last_id();
  REQUIRE_FALSE(push({{"free", body_of(taken, 2)}, {taken, body_of("mine", 1)}}).refusal.has_value());
  REQUIRE(on_hand("hub.db") == 8);
  REQUIRE_FALSE(disk.exists("hub.db.damaged-1"));
  sync_all();
  require_one_truth();
}

TEST(a_life_ends_where_the_next_one_begins) {
  std::string lives = with_new_life("", "one", 0);
  REQUIRE(still_holds(lives, {"g", 100, "one"}, 100));
  REQUIRE_FALSE(still_holds(lives, {"g", 101, "one"}, 100));
  lives = with_new_life(lives, "two", 100);
  REQUIRE(still_holds(lives, {"g", 100, "one"}, 500));
  REQUIRE_FALSE(still_holds(lives, {"g", 101, "one"}, 500));
  REQUIRE(still_holds(lives, {"g", 500, "two"}, 500));
  REQUIRE_FALSE(still_holds(lives, {"g", 1, "three"}, 500));
  REQUIRE_FALSE(still_holds(lives, {"g", 501, ""}, 500));
  for (int i = 0; i < 100; ++i) lives = with_new_life(lives, "x" + std::to_string(i), 500);
  REQUIRE(newest_life(lives) == "x99");
  REQUIRE_FALSE(still_holds(lives, {"g", 1, "one"}, 500));
}

TEST(a_restored_hub_still_finds_a_terminal_that_was_set_back) {
  a->ledger.reset();
  disk.copy("a.db", "a-kept.db");
  a.emplace("a.db", LedgerRole::terminal, clock, "a2", disk);
  a->accepted(a->receipt(5));
  sync_all();
  REQUIRE(back_up("hub.db", "backup.db", disk).ok());
  office->ledger.reset();
  REQUIRE(Ledger::restore("backup.db", "new.db", clock, disk).ok());
  office.emplace("new.db", LedgerRole::hub, clock, "restored", disk);
  hub_file = "new.db";
  a->ledger.reset();
  disk.copy("a-kept.db", "a.db");
  a.emplace("a.db", LedgerRole::terminal, clock, "a3", disk);
  a->accepted(a->receipt(7));
  REQUIRE(told_of_a_copy(sync(*a)));
  sync_all();
  REQUIRE(on_hand("new.db") == 5 + 7);
  require_one_truth();
}

TEST(what_a_copy_had_sent_to_a_hub_that_was_set_back_is_sent_again) {
  sync_all();
  a->ledger.reset();
  b->ledger.reset();
  disk.copy("a.db", "b.db");
  a.emplace("a.db", LedgerRole::terminal, clock, "a2", disk);
  b.emplace("b.db", LedgerRole::terminal, clock, "b2", disk);
  keep_hub();
  b->accepted(b->receipt(2));
  sync(*b);
  set_hub_back();
  a->accepted(a->receipt(1));
  sync(*a);
  sync_all();
  REQUIRE(on_hand("hub.db") == 3);
  require_one_truth();
}

TEST(a_hub_whose_file_was_put_back_tells_since_when_the_work_of_the_office_may_be_missing) {
  keep_hub();
  clock.advance(std::chrono::minutes(30));
  office->accepted(office->receipt(2));
  sync_all();
  set_hub_back();
  sync_all();
  require_one_truth();
  REQUIRE(count("hub.db",
                "notice WHERE open=1 AND kind='document' AND detail LIKE '%was set back to 2026-11-22%'"
                " AND detail LIKE '%send it again%'") == 1);
}

TEST(a_restored_hub_tells_what_the_office_has_to_send_again) {
  REQUIRE(back_up("hub.db", "backup.db", disk).ok());
  clock.advance(std::chrono::minutes(30));
  office->demand_is({office->demand("SO-50/1", 3)});
  sync_all();
  office->ledger.reset();
  REQUIRE(Ledger::restore("backup.db", "restored.db", clock, disk).ok());
  office.emplace("restored.db", LedgerRole::hub, clock, "restored", disk);
  hub_file = "restored.db";
  sync_all();
  require_one_truth();
  REQUIRE(count("a.db", "order_line WHERE order_no='SO-50'") == 0);
  REQUIRE(count("b.db",
                "notice WHERE open=1 AND kind='document' AND detail LIKE '%cancellations, recalls, stock%'"
                " AND detail LIKE '%from then until 2026-11-22T08:30%'") == 1);
}

TEST(a_lot_that_was_recalled_after_the_backup_stays_stopped_everywhere) {
  const Units three{item("GLV"), units(3), lot("L-1"), {}, {}};
  OrderLineRow gloves = office->demand("SO-8/1", 3);
  gloves.item = item("GLV");
  office->demand_is({gloves});
  office->accepted(Receive{three, place("DOCK-1"), {}, false});
  sync_all();
  keep_hub();
  office->accepted(SetStatus{item("GLV"), lot("L-1"), LotStatus::recalled, "maker"});
  sync_all();
  set_hub_back();
  sync(*a);
  REQUIRE(count("a.db", "lot WHERE lot='L-1' AND status='recalled'") == 1);
  sync_all();
  for (const char* file : {"hub.db", "a.db", "b.db"}) {
    REQUIRE(count(file, "lot WHERE lot='L-1' AND status='recalled' AND reason LIKE 'maker; %set back'") == 1);
    REQUIRE(count(file, "order_line WHERE order_no='SO-8' AND reserved=0") == 1);
  }
  require_one_truth();
  office->accepted(SetStatus{item("GLV"), lot("L-1"), LotStatus::available, "checked"});
  sync_all();
  REQUIRE(count("b.db", "lot WHERE lot='L-1' AND status='available'") == 1);
  require_one_truth();
}
