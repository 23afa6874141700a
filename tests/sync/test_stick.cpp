// A terminal and a hub that no network joins: files go there and back.
#include "storage/upkeep/audit.h"
#include "sync/stick.h"
#include "tests/support/site/hub_and_terminal.h"
#include "tests/support/site/local_hub.h"

using namespace dockhand;
using namespace dockhand::test;

namespace {

struct Fixture : HubAndTerminal {
  void setUp() {
    HubAndTerminal::setUp();
    exchange();
  }

  std::string outbox() { return outbox_of(on_this_thread(*terminal->ledger), clock).value(); }
  std::string answer(const std::string& to) { return answer_to(on_this_thread(*hub), to).value(); }
  SyncResult take(const std::string& text) { return take_answer(on_this_thread(*terminal->ledger), text, clock); }
  SyncResult exchange() { return take(answer(outbox())); }
  Enrolment enrolled(AccessRegister& terminals, const char* name) {
    auto key = SigningKey::make().value();
    const auto made = terminals.enrol(terminals.new_secret(name).value(), key.public_key()).value();
    return {"http://hub", "", made.id, name, {terminals.hub().value(), key}, terminals.hub_key()->public_key()};
  }
};

}  // namespace

TEST(what_waits_goes_by_file_and_the_hubs_rows_come_back) {
  for (std::size_t i = 0; i < 2 * Push::max_events + 50; ++i) terminal->accepted(terminal->receipt(1));
  const SyncResult result = exchange();
  REQUIRE(result.status.ok());
  REQUIRE(result.report.pushed == 2 * Push::max_events + 50);
  REQUIRE(terminal->ledger->pending().value() == 0);
  REQUIRE(agree());
}

TEST(an_outbox_that_is_taken_twice_counts_once) {
  terminal->accepted(terminal->receipt(5));
  const std::string file = outbox();
  answer(file);
  const std::string second = answer(file);
  REQUIRE(take(second).status.ok());
  REQUIRE(agree());
}

TEST(an_answer_that_comes_twice_or_late_changes_nothing) {
  terminal->accepted(terminal->receipt(5));
  const std::string first = answer(outbox());
  REQUIRE(take(first).status.ok());
  terminal->accepted(terminal->receipt(2));
  REQUIRE(exchange().status.ok());
  const auto before = table_hashes(folder / "a.db").value().size();
  REQUIRE(take(first).status.error().kind == ErrorKind::refused);
  REQUIRE(table_hashes(folder / "a.db").value().size() == before);
  REQUIRE(agree());
}

TEST(what_was_scanned_since_the_outbox_waits_for_the_next_one) {
  terminal->accepted(terminal->receipt(5));
  const std::string file = outbox();
  terminal->accepted(terminal->receipt(2));
  const SyncResult result = take(answer(file));
  REQUIRE(result.status.ok());
  REQUIRE(result.report.pushed == 1);
  REQUIRE(terminal->ledger->pending().value() == 1);
  REQUIRE(exchange().report.pushed == 1);
  REQUIRE(agree());
}

TEST(a_file_that_was_lost_is_written_again) {
  terminal->accepted(terminal->receipt(5));
  answer(outbox());
  REQUIRE(terminal->ledger->pending().value() == 1);
  REQUIRE(exchange().status.ok());
  REQUIRE(agree());
}

TEST(what_another_terminal_did_comes_with_the_answer) {
  Floor other{folder / "b.db", LedgerRole::terminal, clock, "b"};
  LocalConnector network(*hub, [] { return Fault::none; });
  REQUIRE(sync_once(on_this_thread(*other.ledger), network, clock).status.ok());
  other.accepted(other.receipt(4));
  REQUIRE(sync_once(on_this_thread(*other.ledger), network, clock).status.ok());
  terminal->accepted(terminal->receipt(4));
  const SyncResult result = exchange();
  REQUIRE(result.report.questioned.size() == 1);
  REQUIRE(result.report.notices.size() == 1);
  REQUIRE(agree());
}

TEST(the_files_are_opened_by_whom_they_are_for_and_as_they_were_written) {
  AccessRegister terminals(folder / "hub.db", clock);
  const Enrolment one = enrolled(terminals, "Dock 1");
  const std::string there = sealed_outbox(one, outbox());
  REQUIRE(opened_outbox(terminals, there).value() == outbox());
  const std::string back = sealed_answer(terminals, answer(outbox())).value();
  REQUIRE(opened_answer(one, back).ok());
  REQUIRE_FALSE(opened_outbox(terminals, back).ok());
  REQUIRE_FALSE(opened_answer(one, there).ok());
  std::string changed = there;
  changed[changed.size() - 10] ^= 1;
  REQUIRE(opened_outbox(terminals, changed).error().kind == ErrorKind::bad_input);
  REQUIRE_FALSE(opened_outbox(terminals, "").ok());
}

TEST(an_outbox_of_a_revoked_terminal_or_of_another_ones_events_is_refused) {
  AccessRegister terminals(folder / "hub.db", clock);
  const Enrolment one = enrolled(terminals, "Dock 1"), two = enrolled(terminals, "Dock 2");
  REQUIRE(opened_outbox(terminals, sealed_outbox(one, outbox())).ok());
  REQUIRE(opened_outbox(terminals, sealed_outbox(two, outbox())).error().kind == ErrorKind::refused);
  REQUIRE(terminals.revoke(one.terminal).ok());
  REQUIRE(opened_outbox(terminals, sealed_outbox(one, outbox())).error().kind == ErrorKind::refused);
}

TEST(a_file_that_was_cut_off_is_refused_wherever_it_ends) {
  AccessRegister terminals(folder / "hub.db", clock);
  const Enrolment one = enrolled(terminals, "Dock 1");
  terminal->accepted(terminal->receipt(5));
  const std::string there = sealed_outbox(one, outbox());
  const std::string back = sealed_answer(terminals, answer(outbox())).value();
  for (const std::size_t left : {std::size_t{1}, std::size_t{64}, there.size() / 2, there.size() - 1}) {
    INFO(left);
    REQUIRE_FALSE(opened_outbox(terminals, there.substr(0, left)).ok());
    REQUIRE_FALSE(opened_answer(one, back.substr(0, left)).ok());
  }
}

TEST(an_outbox_for_another_hub_and_an_answer_of_one_are_refused) {
  AccessRegister terminals(folder / "hub.db", clock), elsewhere(folder / "elsewhere.db", clock);
  const Enrolment one = enrolled(terminals, "Dock 1");
  enrolled(elsewhere, "Dock 1");
  REQUIRE(opened_outbox(elsewhere, sealed_outbox(one, outbox())).error().kind == ErrorKind::refused);
  REQUIRE(opened_answer(one, sealed_answer(elsewhere, answer(outbox())).value()).error().kind == ErrorKind::refused);
}

// As a program that is killed has done some of its steps, each of them whole, and no more.
TEST(a_program_that_is_killed_amid_an_exchange_begins_it_again_with_the_same_files) {
  for (std::size_t i = 0; i < 2 * Push::max_events + 50; ++i) terminal->accepted(terminal->receipt(1));
  const std::string file = outbox();
  const auto only = [](int steps, Ledger& ledger) {
    return [&ledger, left = std::make_shared<int>(steps)](const std::function<void(Ledger&)>& work) -> Status {
      if ((*left)-- <= 0) return Error{ErrorKind::io, "", "killed"};
      work(ledger);
      return Done{};
    };
  };
  for (int steps = 0; steps < 4; ++steps) {
    REQUIRE_FALSE(answer_to(only(steps, *hub), file).ok());
    hub.reset();
    hub = Ledger::open(folder / "hub.db", LedgerRole::hub, clock).value();
  }
  const std::string back = answer(file);
  SyncResult taken{{}, Error{ErrorKind::io, "", "not begun"}};
  int kills = 0;
  for (int steps = 0; !taken.status && steps < 40; ++steps) {
    terminal.reset();
    terminal.emplace(folder / "a.db", LedgerRole::terminal, clock, "a" + std::to_string(steps));
    taken = take_answer(only(steps, *terminal->ledger), back, clock);
    if (!taken.status) ++kills;
  }
  REQUIRE(kills > 5);
  REQUIRE(terminal->ledger->pending().value() == 0);
  REQUIRE(agree());
}

TEST(nonsense_in_an_outbox_or_an_answer_has_no_effect) {
  const std::string good = answer(outbox());
  for (const std::string& wrong : {std::string(), std::string("\n\n"), std::string("push {}\n"),
                                   good.substr(0, good.size() / 2), good + "rows {}\n"}) {
    INFO(wrong);
    REQUIRE_FALSE(take(wrong).status.ok());
    REQUIRE_FALSE(answer_to(on_this_thread(*hub), wrong).ok());
  }
  REQUIRE(exchange().status.ok());
}
