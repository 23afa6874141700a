// What waiting costs: goodwill by days late, and purchases that are brought sooner for money.
#include "storage/codec/codec.h"
#include "storage/ledger/ledger.h"
#include "storage/upkeep/audit.h"
#include "storage/views/views.h"
#include "tests/support/warehouse/warehouse.h"

using namespace dockhand;
using namespace dockhand::test;

namespace {

Price price(const char* text) { return Price::parse(text).value(); }

struct Fixture {
  void setUp() {
    floor.open_warehouse();
    Import import;
    import.rows = {SiteRow{"tell_customers", true}, GoodwillRow{Days{2}, "free shipping", "", price("4.90")},
                   GoodwillRow {
                     Days{25},
                     "5 % off",
                     "SORRY5",
                     price("12")
                   }};
    floor.accepted(import);
    floor.demand_is({floor.demand("SO-1/1", 10)});
  }
  void tearDown() {}

  TemporaryFolder folder;
  ManualClock clock{Instant::parse("2026-11-20T08:00:00Z").value()};  // a Friday
  Floor floor{folder / "dock.db", LedgerRole::hub, clock, "hub"};
  std::unique_ptr<Views> views = Views::open(folder / "dock.db", clock).value();

  std::vector<LetterLine> post() {
    std::vector<LetterLine> lines;
    for (const Letter& letter : floor.ledger->letters_due({{"file"}, clock.now(), 0}).value()) {
      lines.insert(lines.end(), letter.lines.begin(), letter.lines.end());
      REQUIRE(floor.ledger->letter_tried({letter.id, "file", LetterState::sent}).ok());
    }
    return lines;
  }
  void due_is(const std::string& on) {
    Import import;
    import.rows = {PurchaseLineRow { purchase("PO-7/1"), "SKF", item("BRG"), units(20), day(on), {} }};
    floor.accepted(import);
  }
  std::vector<SpentView> spent() { return views->spent().value(); }
};

}  // namespace

TEST(who_is_told_a_later_day_is_told_what_he_has_for_it_and_its_cost_is_kept_with_the_cause) {
  REQUIRE(post().at(0).goodwill.empty());
  due_is("2026-12-01");
  const auto moved = post();
  REQUIRE(moved.at(0).kind == MessageKind::moved);
  REQUIRE(moved[0].goodwill == "free shipping");
  REQUIRE(spent().size() == 1);
  REQUIRE(spent()[0].kind == "goodwill");
  REQUIRE(spent()[0].document == "SO-1/1");
  REQUIRE(spent()[0].cost == price("4.90"));
  REQUIRE(spent()[0].cause);
}

TEST(a_file_that_comes_again_as_it_was_takes_no_expedite_back_and_one_with_another_day_does) {
  const auto due = [&] { return views->purchases().value().at(0).due; };
  floor.accepted(Expedite{purchase("PO-7/1"), price("45"), day("2026-11-21"), "by air"});
  due_is("2026-11-22");
  REQUIRE(due() == day("2026-11-21"));
  due_is("2026-11-27");
  REQUIRE(due() == day("2026-11-27"));
  due_is("2026-11-22");
  REQUIRE(due() == day("2026-11-22"));
}

TEST(a_day_that_was_paid_for_twice_stays_when_the_first_one_is_said_again) {
  const auto due = [&] { return views->purchases().value().at(0).due; };
  due_is("2026-11-30");
  floor.accepted(Expedite{purchase("PO-7/1"), price("45"), day("2026-11-26"), "by air"});
  floor.accepted(Expedite{purchase("PO-7/1"), price("20"), day("2026-11-24"), "by courier"});
  floor.accepted(Expedite{purchase("PO-7/1"), price("5"), {}, "customs"});
  due_is("2026-11-30");
  REQUIRE(due() == day("2026-11-24"));
}

TEST(one_step_is_given_once_and_what_both_letters_offer_is_kept) {
  post();
  due_is("2026-12-01");
  REQUIRE(post().at(0).goodwill == "free shipping");
  due_is("2026-12-05");
  const auto again = post();
  REQUIRE((again.empty() || again[0].goodwill.empty()));
  due_is("2027-01-20");
  const auto last = post();
  REQUIRE(last.at(0).goodwill == "5 % off");
  REQUIRE(last[0].goodwill_code == "SORRY5");
  const auto both = spent();
  REQUIRE(both.size() == 2);
  REQUIRE(std::min(both[0].cost.parts(), both[1].cost.parts()) == price("4.90").parts());
  REQUIRE(std::max(both[0].cost.parts(), both[1].cost.parts()) == price("12").parts());
}

TEST(who_has_a_higher_step_is_given_no_lower_one_when_the_units_leave_sooner) {
  post();
  due_is("2027-01-20");
  REQUIRE(post().at(0).goodwill == "5 % off");
  clock.advance(std::chrono::hours(24) * 14);
  floor.accepted(floor.receipt(20));
  floor.accepted(Pick{order("SO-1/1"), Units{item("BRG"), units(10), {}, {}, {}}, place("DOCK-1"), place("X-01")});
  floor.accepted(Ship{order("SO-1/1").document});
  const auto left = post();
  REQUIRE(left.back().kind == MessageKind::shipped);
  REQUIRE(left.back().goodwill.empty());
  REQUIRE(spent().size() == 1);
  REQUIRE(spent()[0].cost == price("12"));
}

TEST(a_higher_step_that_is_offered_no_more_still_counts_as_given) {
  post();
  due_is("2027-01-20");
  REQUIRE(post().at(0).goodwill == "5 % off");
  floor.accepted(Import{{GoodwillRow{Days{25}, "10 % off", "SORRY10", price("24")}}});
  clock.advance(std::chrono::hours(24) * 14);
  floor.accepted(floor.receipt(20));
  floor.accepted(Pick{order("SO-1/1"), Units{item("BRG"), units(10), {}, {}, {}}, place("DOCK-1"), place("X-01")});
  floor.accepted(Ship{order("SO-1/1").document});
  REQUIRE(post().back().goodwill.empty());
  REQUIRE(spent().size() == 1);
}

TEST(what_no_letter_has_said_costs_nothing) {
  post();
  due_is("2026-12-01");
  floor.accepted(floor.receipt(20));
  REQUIRE(post().at(0).kind == MessageKind::here);
  REQUIRE(spent().empty());
}

TEST(units_that_leave_late_without_a_word_before_are_made_up_for_when_they_leave) {
  post();
  clock.advance(std::chrono::hours(24) * 40);
  floor.accepted(floor.receipt(20));
  floor.accepted(Pick{order("SO-1/1"), Units{item("BRG"), units(10), {}, {}, {}}, place("DOCK-1"), place("X-01")});
  floor.accepted(Ship{order("SO-1/1").document});
  const auto left = post();
  REQUIRE(left.back().kind == MessageKind::shipped);
  REQUIRE(left.back().goodwill == "5 % off");
}

TEST(who_reads_that_his_units_lie_here_after_the_told_day_has_something_for_it_from_the_house) {
  const Date told = *post().at(0).day;
  floor.accepted(floor.receipt(20));
  REQUIRE(post().at(0).kind == MessageKind::here);
  std::vector<LetterLine> late;
  while (clock.now().date().days() <= told.days() + 3) {
    clock.advance(std::chrono::hours(24));
    REQUIRE(floor.ledger->begin_day().ok());
    for (LetterLine& line : post()) late.push_back(std::move(line));
  }
  REQUIRE(late.size() == 1);
  REQUIRE(late[0].kind == MessageKind::moved);
  REQUIRE(late[0].law == "note_late");
  REQUIRE(late[0].units == units(10));
  REQUIRE(late[0].was == told);
  REQUIRE(late[0].day > clock.now().date());
  REQUIRE(late[0].goodwill == "free shipping");
  REQUIRE(spent().at(0).cause == planning::Cause::at_the_dock);
  REQUIRE(spent()[0].supplier.empty());
  const auto office = [&] {
    const auto notices = views->notices().value();
    return std::count_if(notices.begin(), notices.end(), [](const NoticeView& one) {
      return one.notice.detail.find("have not left, and its customer was told") != std::string::npos;
    });
  };
  REQUIRE(office() == 1);
  floor.accepted(Pick{order("SO-1/1"), Units{item("BRG"), units(10), {}, {}, {}}, place("DOCK-1"), place("X-01")});
  floor.accepted(Ship{order("SO-1/1").document});
  clock.advance(std::chrono::hours(24));
  REQUIRE(floor.ledger->begin_day().ok());
  REQUIRE(office() == 0);
}

TEST(units_that_came_late_and_left_at_once_are_charged_to_what_they_waited_for) {
  post();
  clock.advance(std::chrono::hours(24) * 40);
  floor.accepted(floor.receipt(20));
  REQUIRE(post().back().kind == MessageKind::here);
  floor.accepted(Pick{order("SO-1/1"), Units{item("BRG"), units(10), {}, {}, {}}, place("DOCK-1"), place("X-01")});
  floor.accepted(Ship{order("SO-1/1").document});
  REQUIRE(spent().at(0).cause != planning::Cause::at_the_dock);
}

TEST(nobody_is_paid_for_a_later_day_or_for_one_that_is_over) {
  due_is("2026-12-20");
  REQUIRE(floor.refused(Expedite{purchase("PO-7/1"), price("45"), day("2026-12-21"), ""}).place == "due");
  REQUIRE(floor.refused(Expedite{purchase("PO-7/1"), price("45"), day("2026-12-20"), ""}).place == "due");
  REQUIRE(floor.refused(Expedite{purchase("PO-7/1"), price("0")}).place == "cost");
  REQUIRE(floor.refused(Expedite{purchase("PO-7/1"), price("45"), day("2026-11-19"), ""}).place == "due");
  REQUIRE(spent().empty());
}

TEST(a_purchase_that_is_overdue_is_brought_sooner_on_any_day) {
  due_is("2026-11-20");
  clock.advance(std::chrono::hours(48));
  const CommandId paid = floor.accepted(Expedite{purchase("PO-7/1"), price("45"), day("2026-11-25"), "by air"}).id;
  REQUIRE(spent().size() == 1);
  floor.accepted(Undo{paid});
}

TEST(a_purchase_that_is_brought_sooner_for_money_moves_the_day_and_keeps_the_sum) {
  due_is("2026-12-20");
  const Date before = views->why(order("SO-1/1")).value()->line.promise->p50;
  floor.accepted(Expedite{purchase("PO-7/1"), price("45"), day("2026-11-25"), "by air"});
  REQUIRE(views->why(order("SO-1/1")).value()->line.promise->p50 < before);
  REQUIRE(spent().size() == 1);
  REQUIRE(spent()[0].kind == "expedite");
  REQUIRE(spent()[0].document == "PO-7/1");
  REQUIRE(spent()[0].supplier == "SKF");
  REQUIRE(spent()[0].cost == price("45"));
  floor.accepted(Receive{Units{item("BRG"), units(20), {}, {}, {}}, place("DOCK-1"), purchase("PO-7/1"), false});
  REQUIRE(floor.refused(Expedite{purchase("PO-7/1"), price("45")}).place == "purchase");
  REQUIRE(floor.refused(Expedite{purchase("PO-6/1"), price("45")}).place == "purchase");
}

TEST(money_that_brings_a_purchase_sooner_is_undone_with_its_day_and_its_sum) {
  due_is("2026-12-20");
  const Date before = views->why(order("SO-1/1")).value()->line.promise->p50;
  const CommandId first = floor.accepted(Expedite{purchase("PO-7/1"), price("45"), day("2026-11-25"), "by air"}).id;
  const CommandId second = floor.accepted(Expedite{purchase("PO-7/1"), price("20"), day("2026-11-23"), ""}).id;
  REQUIRE(floor.refused(Undo{first}).place == "target");
  floor.accepted(Undo{second});
  REQUIRE(spent().size() == 1);
  floor.accepted(Undo{first});
  REQUIRE(spent().empty());
  REQUIRE(views->why(order("SO-1/1")).value()->line.promise->p50 == before);
  REQUIRE(views->purchase_lines(purchase("PO-7/1").document).value().at(0).due == day("2026-12-20"));
  for (const AuditCheck& check : audit(folder / "dock.db").value()) {
    INFO(check.name << ": " << check.detail);
    REQUIRE(check.passed);
  }
}

TEST(a_day_that_the_office_has_said_since_stays_when_the_money_is_taken_back) {
  due_is("2026-12-20");
  const CommandId paid = floor.accepted(Expedite{purchase("PO-7/1"), price("45"), day("2026-11-25"), "by air"}).id;
  due_is("2026-12-02");
  floor.accepted(Undo{paid});
  REQUIRE(spent().empty());
  REQUIRE(views->purchase_lines(purchase("PO-7/1").document).value().at(0).due == day("2026-12-02"));
}

TEST(what_is_paid_for_sooner_goods_is_kept_with_the_cause_of_those_who_wait_now) {
  floor.demand_is({floor.demand("SO-2/1", 40)});
  floor.accepted(floor.receipt(50));
  floor.demand_is({floor.demand("SO-3/1", 3)});
  clock.advance(std::chrono::hours(24) * 4);
  REQUIRE(floor.ledger->begin_day().ok());
  floor.accepted(Expedite{purchase("PO-7/1"), price("45"), day("2026-11-25")});
  REQUIRE(spent()[0].cause == planning::Cause::supplier_late);
}

TEST(goodwill_is_for_a_day_or_more_and_what_an_older_program_has_booked_is_read) {
  const Import none{{GoodwillRow{Days{0}, "sorry", "", price("1")}}};
  REQUIRE(floor.refused(none).message.find("days cannot be 0") != std::string::npos);
  const Command booked{CommandId::parse("old-1").value(), OperatorName::parse("office").value(), clock.now(), none};
  const auto read = decode_body(encode_body(booked, {}));
  REQUIRE(read.ok());
  REQUIRE(read->command.action == booked.action);
}

TEST(nothing_is_spent_on_who_was_offered_nothing) {
  post();
  due_is("2026-12-01");
  const auto letters = floor.ledger->letters_due({{"smtp"}, clock.now(), 0}).value();
  REQUIRE(letters.at(0).lines.at(0).goodwill == "free shipping");
  REQUIRE(floor.ledger->letter_tried({letters[0].id, "smtp", LetterState::withheld, {}, "no consent"}).ok());
  REQUIRE(spent().empty());
  // Whoever agrees later is offered what the next letter names.
  due_is("2027-01-20");
  REQUIRE(post().at(0).goodwill == "5 % off");
  REQUIRE(spent().size() == 1);
  REQUIRE(spent()[0].cost == price("12"));
}

TEST(an_order_is_offered_a_step_once_however_many_of_its_lines_wait) {
  floor.demand_is({floor.demand("SO-1/1", 10), floor.demand("SO-1/2", 4)});
  post();
  due_is("2026-12-01");
  const auto moved = post();
  REQUIRE(moved.size() == 2);
  REQUIRE((moved[0].goodwill.empty()) != (moved[1].goodwill.empty()));
  REQUIRE(spent().size() == 1);
}
