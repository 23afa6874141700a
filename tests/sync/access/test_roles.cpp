// A person's commands need the person's role at the hub too: a terminal can be fooled.
#include <fstream>

#include "storage/model/private_file.h"
#include "sync/access/kept_file.h"
#include "sync/hub/roles.h"
#include "sync/hub/shared_users.h"
#include "sync/session.h"
#include "tests/support/site/hub_and_terminal.h"
#include "tests/support/site/local_hub.h"

using namespace dockhand;
using namespace dockhand::test;

namespace {

struct Fixture : HubAndTerminal {
  void setUp() {
    HubAndTerminal::setUp();
    REQUIRE(sync().status.ok());
  }

  void people(const std::string& rows) {
    std::ofstream(folder / "users.csv") << "user,name,badge,role\n" << rows;
    const People read = People::read(folder / "users.csv").value();
    KeptFile names(folder / "hub.db.names");
    hub->judge_by(judge_of(read, learn_names(names, read).value()));
  }
  SyncResult sync() {
    LocalConnector link(*hub, [] { return Fault::none; });
    return sync_once(on_this_thread(*terminal->ledger), link, clock);
  }
  void done(const char* id, const char* by, Action action) {
    const auto outcome = terminal->ledger->execute(
        {CommandId::parse(id).value(), OperatorName::parse(by).value(), clock.now(), std::move(action)});
    REQUIRE(outcome.ok());
    if (const auto* no = std::get_if<Refused>(&*outcome)) FAIL(no->error.sentence());
  }
  // Returns what the hub makes of an action that `by` has done at the terminal.
  SyncReport pushed(const char* id, const char* by, Action action) {
    done(id, by, std::move(action));
    return sync().report;
  }
};

constexpr const char* staff = "anna,Anna,B-1,operator\nbea,Bea,B-2,supervisor\n";

Action cancel() { return CancelOrder{OrderNumber::parse("SO-1").value(), "no longer wanted"}; }

}  // namespace

TEST(a_name_that_one_hub_has_learned_is_known_at_the_next_one_that_shares_the_place) {
  const auto list = [&](const char* name) {
    std::ofstream(folder / "users.csv") << "user,name,badge,role\nanna," << name << ",B-1,operator\n";
    return People::read(folder / "users.csv").value();
  };
  KeptFile at_first(folder / "shared"), at_second(folder / "shared");
  REQUIRE(learn_names(at_first, list("Anna")).ok());
  const FormerNames known = learn_names(at_second, list("Anna B.")).value();
  REQUIRE(known.at("Anna") == "anna");
  REQUIRE(known.at("Anna B.") == "anna");
  REQUIRE(learn_names(at_first, list("Anna B.")).value() == known);
}

TEST(an_order_that_nobody_may_have_cancelled_stays_and_the_office_is_told) {
  people(staff);
  const SyncReport report = pushed("c1", "boss", cancel());
  REQUIRE(report.questioned == std::vector<std::string>{"c1"});
  REQUIRE(report.notices.size() == 1);
  REQUIRE(report.notices.front().kind == NoticeKind::office);
  REQUIRE(agree());
}

TEST(a_file_that_nobody_may_have_sent_is_told_by_the_rows_that_it_names) {
  people(staff);
  Import file;
  for (const char* line : {"SO-8/1", "SO-8/2", "SO-9/1"}) file.rows.emplace_back(terminal->demand(line, 2));
  const SyncReport many = pushed("f1", "anna", file);
  REQUIRE(many.notices.front().detail.starts_with("3 rows from the office: order line SO-8/1 to order line SO-9/1: "));
  file.rows = {BarcodeRow{"04006381333931", ItemCode::parse("BRG").value(), "ea", Quantity::exactly(1)}};
  const SyncReport one = pushed("f2", "anna", file);
  REQUIRE(one.notices.front().detail.starts_with("1 row from the office: barcode 04006381333931: "));
}

TEST(a_terminal_may_stop_again_what_its_hub_had_stopped_and_let_nothing_go) {
  people(staff);
  const SetStatus stop{ItemCode::parse("GLV").value(), Lot::parse("L-1").value(), LotStatus::recalled, "maker"};
  SetStatus release = stop;
  release.status = LotStatus::available;
  REQUIRE(pushed("l1", "dockhand", stop).questioned.empty());
  REQUIRE(pushed("l2", "anna", stop).questioned == std::vector<std::string>{"l2"});
  REQUIRE(pushed("l3", "dockhand", release).questioned == std::vector<std::string>{"l3"});
  REQUIRE(agree());
}

TEST(a_supervisor_is_known_by_her_user_and_by_the_name_that_she_had_before) {
  people(staff);
  people("anna,Bea,B-1,operator\nbea,Bea Smith,B-2,supervisor\n");
  REQUIRE(pushed("c1", "Bea", cancel()).questioned.size() == 1);  // that is another person's now
  people("anna,Anna,B-1,operator\nbea,Bea Smith,B-2,supervisor\n");
  REQUIRE(hub->book_set_aside().value() == 0);  // it was taken by somebody else since
  people("bea,Bea,B-2,supervisor\n");
  people("bea,Bea Smith,B-2,supervisor\n");
  REQUIRE(hub->book_set_aside().value() == 1);
  REQUIRE(sync().status.ok());
  REQUIRE(agree());
}

TEST(a_command_that_is_signed_with_a_user_is_that_persons) {
  people(staff);
  REQUIRE(pushed("c1", "bea", cancel()).questioned.empty());
  REQUIRE(agree());
}

TEST(an_operator_cannot_cancel_and_a_supervisor_can) {
  people(staff);
  REQUIRE(pushed("c1", "Anna", cancel()).questioned.size() == 1);
  REQUIRE(pushed("c2", "Bea", cancel()).questioned.empty());
}

TEST(what_a_supervisor_has_allowed_an_operator_counts_as_a_supervisors_and_is_known_to_the_hub) {
  people(staff);
  Command command{CommandId::parse("c1").value(), OperatorName::parse("Anna").value(), clock.now(), cancel()};
  command.allowed_by = OperatorName::parse("Bea").value();
  REQUIRE(terminal->ledger->execute(command).ok());
  REQUIRE(sync().report.questioned.empty());
  command.id = CommandId::parse("c2").value();
  command.action = Import{{ItemRow{item("NEW"), "New"}}};
  command.allowed_by = OperatorName::parse("Zoe").value();
  REQUIRE(terminal->ledger->execute(command).ok());
  REQUIRE(sync().report.questioned.size() == 1);
}

TEST(without_a_file_of_users_everybody_may) { REQUIRE(pushed("c1", "boss", cancel()).questioned.empty()); }

TEST(what_hands_have_done_counts_whoever_did_it) {
  people(staff);
  terminal->accepted(terminal->receipt(5));
  REQUIRE(sync().report.questioned.empty());
}

TEST(hands_are_undone_by_whose_they_were_and_by_who_works_here) {
  people(staff);
  const Action receipt = terminal->receipt(5);
  for (const char* id : {"r1", "r2", "r3"}) REQUIRE(pushed(id, "Zoe", receipt).questioned.empty());
  REQUIRE(pushed("u1", "Zoe", Undo{CommandId::parse("r1").value()}).questioned.empty());
  REQUIRE(pushed("u2", "Anna", Undo{CommandId::parse("r2").value()}).questioned.empty());
  REQUIRE(pushed("u3", "boss", Undo{CommandId::parse("r3").value()}).questioned.size() == 1);
}

TEST(documents_of_the_office_are_a_supervisors_to_send_and_to_take_back) {
  people(staff);
  const Import rows{{ItemRow{item("NEW"), "New"}}};
  REQUIRE(pushed("i1", "boss", rows).questioned.size() == 1);
  REQUIRE(agree());
  REQUIRE(hub->book_set_aside().value() == 0);
  done("i2", "Bea", rows);
  REQUIRE(pushed("u1", "Anna", Undo{CommandId::parse("i2").value()}).questioned == std::vector<std::string>{"u1"});
}

TEST(what_is_ordered_of_suppliers_is_a_supervisors_word) {
  people(staff);
  std::vector<ProposalRow> proposed{{"BRG@2026-11-22", item("BRG")}};
  proposed.front().quantity = 40;
  REQUIRE(hub->keep_plan(proposed).ok());
  sync();
  REQUIRE(pushed("a1", "Anna", Approve{"BRG@2026-11-22", {}}).questioned == std::vector<std::string>{"a1"});
  REQUIRE(agree());
  REQUIRE(pushed("a2", "Bea", Approve{"BRG@2026-11-22", {}}).questioned.empty());
  REQUIRE(pushed("u2", "Anna", Undo{CommandId::parse("a2").value()}).questioned == std::vector<std::string>{"u2"});
  REQUIRE(agree());
}

TEST(what_was_set_aside_is_booked_once_the_person_has_the_role) {
  people(staff);
  REQUIRE(pushed("c1", "Anna", cancel()).questioned.size() == 1);
  REQUIRE(hub->book_set_aside().value() == 0);
  people("anna,Anna,B-1,supervisor\n");
  REQUIRE(hub->book_set_aside().value() == 1);
}

TEST(the_books_hold_after_a_command_that_was_not_allowed) {
  people(staff);
  pushed("c1", "boss", cancel());
  for (const AuditCheck& check : audit(folder / "hub.db").value()) {
    INFO(check.name + ": " + check.detail);
    REQUIRE(check.passed);
  }
}

TEST(a_notice_closed_by_a_command_that_the_hub_refuses_is_open_again) {
  people(staff);
  pushed("c1", "boss", cancel());
  hub->judge_by([](const Command&, const Command*) -> Status {
    return Error{ErrorKind::refused, "all", "is refused"};
  });
  done("c2", "anna", Settle{"c1#1"});
  REQUIRE(sync().status.ok());
  REQUIRE(agree());
}

TEST(a_row_that_was_removed_and_written_again_reaches_a_terminal_that_hears_of_both) {
  people(staff);
  pushed("c1", "boss", SetStatus{item("GLV"), lot("L-9"), LotStatus::recalled, ""});
  pushed("c2", "anna", Receive{Units{item("GLV"), units(4), lot("L-9"), {}, {}}, place("DOCK-1"), {}, false});
  REQUIRE(agree());
  terminal.emplace(folder / "b.db", LedgerRole::terminal, clock, "b");
  REQUIRE(sync().status.ok());
  REQUIRE(agree("b.db"));
}

TEST(what_the_hub_refuses_leaves_no_row_on_the_terminal) {
  hub->judge_by([](const Command&, const Command*) -> Status {
    return Error{ErrorKind::refused, "all", "is refused"};
  });
  const Units gloves{item("GLV"), units(4), lot("L-9"), {}, day("2027-01-31")};
  done("c1", "anna", Receive{gloves, place("DOCK-1"), {}, false});
  done("c2", "anna", ReceiveUnit{sscc("340123450000000017"), place("DOCK-1"), true});
  done("c3", "anna", Receive{Units{item("BRG"), units(5), {}, {}, {}}, place("A-01"), {}, false});
  done("c4", "anna", Release{order("SO-1/1"), units(1), {}});
  done("c5", "anna", ShortPick{order("SO-1/1"), Units{item("BRG"), units(1), {}, {}, {}}, place("A-01"), "not there"});
  done("c6", "anna", GiveBarcode{BarcodeRow{"4006381333931", item("BRG"), "each", units(1)}});
  REQUIRE(sync().status.ok());
  REQUIRE(agree());
}

TEST(hubs_of_one_site_have_the_same_people_whichever_was_told_of_them) {
  KeptFile shared(folder / "shared");
  const auto a = folder / "a.csv", b = folder / "b.csv";
  const auto share = [&](const std::filesystem::path& users) {
    return share_users(shared, users, users.string() + ".marker").value();
  };
  const auto write = [](const std::filesystem::path& file, const std::string& text) { std::ofstream(file) << text; };
  const auto read = [](const std::filesystem::path& file) { return read_private_file(file, 100).value(); };
  REQUIRE(share(b) == UsersShared::same);  // nobody has any
  write(a, "anna");
  REQUIRE(share(a) == UsersShared::given);
  REQUIRE(share(b) == UsersShared::taken);
  REQUIRE(read(b) == "anna");
  REQUIRE(share(b) == UsersShared::same);
  write(b, "anna,ben");
  REQUIRE(share(b) == UsersShared::given);
  REQUIRE(share(a) == UsersShared::taken);
  REQUIRE(read(a) == "anna,ben");
  REQUIRE_FALSE(std::filesystem::exists(a.string() + ".before"));
  // A machine that comes new has an older list of its own.
  const auto c = folder / "c.csv";
  write(c, "old");
  REQUIRE(share(c) == UsersShared::taken);
  REQUIRE(read(c) == "anna,ben");
  REQUIRE(read(c.string() + ".before") == "old");
}
