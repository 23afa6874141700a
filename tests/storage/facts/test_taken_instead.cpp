// A customer takes another item, and somebody takes that back.
#include <algorithm>
#include <set>

#include "storage/ledger/ledger.h"
#include "storage/upkeep/audit.h"
#include "storage/views/views.h"
#include "tests/support/warehouse/warehouse.h"

using namespace dockhand;
using namespace dockhand::test;

namespace {

struct Fixture {
  void setUp() {
    floor.open_warehouse();
    floor.accepted(Import{{SiteRow{"tell_customers", true}}});
    floor.accepted(Receive{Units{item("GLV"), units(5), lot("L1"), {}, {}}, place("DOCK-1"), {}, false});
    floor.accepted(floor.receipt(2));
    floor.demand_is({floor.demand("SO-1/1", 6)});
  }
  void tearDown() {
    for (const AuditCheck& check : audit(folder / "dock.db").value()) {
      INFO(check.name << ": " << check.detail);
      REQUIRE(check.passed);
    }
  }

  TemporaryFolder folder;
  ManualClock clock{Instant::parse("2026-11-20T08:00:00Z").value()};
  Floor floor{folder / "dock.db", LedgerRole::hub, clock, "hub"};
  std::unique_ptr<Views> views = Views::open(folder / "dock.db", clock).value();
  CommandId taken = CommandId::parse("hub-0").value();

  void takes(std::int64_t count) {
    floor.accepted(TakeOther{order("SO-1/1"), order("SO-1/2"), item("GLV"), units(count), "on the telephone"});
    taken = CommandId::parse(floor.last_id()).value();
  }
  std::vector<OrderLineView> lines() { return views->order_lines(order("SO-1/1").document).value(); }
  // Nothing of SO-3/1 is here, and its customer has read so. He takes the other item for all of it.
  void takes_all() {
    floor.demand_is({floor.demand("SO-3/1", 4)});
    REQUIRE(told().size() == 1);
    floor.accepted(TakeOther{order("SO-3/1"), order("SO-3/2"), item("GLV"), units(4), "on the telephone"});
    taken = CommandId::parse(floor.last_id()).value();
  }
  // What is told now of SO-3.
  std::vector<LetterLine> told() {
    clock.advance(std::chrono::minutes(11));
    std::vector<LetterLine> all;
    for (const Letter& letter : floor.ledger->letters_due({{"file"}, clock.now(), 0}).value()) {
      REQUIRE(floor.ledger->letter_tried({letter.id, "file", LetterState::sent}).ok());
      for (const LetterLine& line : letter.lines) {
        if (line.line->document == order("SO-3/1").document) all.push_back(line);
      }
    }
    return all;
  }
  // He takes the other item, and somebody takes that back before a letter is made.
  void slips() {
    clock.advance(std::chrono::minutes(1));
    floor.accepted(Undo{taken});
    REQUIRE(views->order_lines(order("SO-3/1").document).value().size() == 1);
    clock.advance(std::chrono::minutes(11));
    const std::int64_t ten_minutes = 600'000;
    for (const Letter& letter : floor.ledger->letters_due({{"file"}, clock.now(), ten_minutes}).value()) {
      for (const LetterLine& line : letter.lines) REQUIRE(line.line != order("SO-3/1"));
    }
  }
  std::string refused_undo() { return floor.refused(Undo{taken}).message; }
};

}  // namespace

TEST(an_undo_puts_back_the_line_what_it_waits_for_and_what_the_other_line_had) {
  const OrderLineView before = lines().at(0);
  takes(4);
  floor.demand_is({[&] {
    OrderLineRow gloves = floor.demand("SO-2/1", 3, 9);
    gloves.item = item("GLV");
    return gloves;
  }()});
  REQUIRE(lines()[1].reserved == units(4));
  REQUIRE(views->why(order("SO-2/1")).value()->line.reserved == units(1));
  floor.accepted(Undo{taken});
  REQUIRE(lines().size() == 1);
  REQUIRE(lines()[0].ordered == before.ordered);
  REQUIRE(lines()[0].waiting == units(4));
  REQUIRE(lines()[0].reserved == units(2));
  REQUIRE(views->why(order("SO-2/1")).value()->line.reserved == units(3));
  REQUIRE(floor.refused(Undo{taken}).message.find("undone before") != std::string::npos);
}

TEST(a_line_that_was_never_to_be_has_waited_for_no_cause) {
  takes(4);
  floor.accepted(Move{Units{item("GLV"), units(5), lot("L1"), {}, {}}, place("DOCK-1"), place("Q-01"), "torn"});
  REQUIRE(lines()[1].waiting == units(4));
  floor.accepted(Undo{taken});
  for (const CauseView& one : views->causes().value()) REQUIRE(one.line == order("SO-1/1"));
}

TEST(what_was_taken_back_is_taken_once_more_under_the_same_number) {
  takes(4);
  floor.accepted(Undo{taken});
  takes(3);
  REQUIRE(lines().size() == 2);
  REQUIRE(lines()[0].waiting == units(1));
  REQUIRE(lines()[1].reserved == units(3));
  floor.accepted(Undo{taken});
  REQUIRE(lines()[0].waiting == units(4));
}

TEST(an_undo_says_what_was_built_on_the_lines_and_changes_nothing) {
  takes(4);
  floor.accepted(
      Pick{order("SO-1/2"), Units{item("GLV"), units(1), lot("L1"), {}, {}}, place("DOCK-1"), place("X-01")});
  const auto picked = CommandId::parse(floor.last_id()).value();
  REQUIRE(refused_undo().find("SO-1/2 was picked") != std::string::npos);
  floor.accepted(Undo{picked});
  floor.demand_is({floor.demand("SO-1/1", 9)});
  REQUIRE(refused_undo().find("SO-1/1 was changed since") != std::string::npos);
  REQUIRE(lines().size() == 2);
}

TEST(what_a_customer_has_answered_stays_and_the_sentence_says_how_he_has_it_again) {
  floor.accepted(CustomerAnswer{order("SO-1/1"), CustomerSays::cancel});
  const Error no = floor.refused(Undo{CommandId::parse(floor.last_id()).value()});
  REQUIRE(
      no.message ==
      "what a customer has said is not undone: where he wants it again, send another quantity of his line, or a new "
      "line");
  floor.demand_is({floor.demand("SO-1/1", 7)});
  REQUIRE(lines()[0].waiting == units(5));
}

TEST(a_customer_hears_of_neither_line_when_what_he_took_is_taken_back_at_once) {
  REQUIRE(floor.ledger->letters_due({{"file"}, clock.now(), 0}).value().size() == 1);
  takes(4);
  floor.accepted(Undo{taken});
  const auto letters = floor.ledger->letters_due({{"file"}, clock.now(), 0}).value();
  for (const Letter& letter : letters) {
    for (const LetterLine& line : letter.lines) REQUIRE(line.line == order("SO-1/1"));
  }
}

TEST(what_went_to_somebody_else_since_it_was_offered_is_not_taken_any_more) {
  OrderLineRow gloves = floor.demand("SO-2/1", 3, 1);
  gloves.item = item("GLV");
  floor.demand_is({gloves});
  const Error gone =
      floor.refused(TakeOther{order("SO-1/1"), order("SO-1/2"), item("GLV"), units(4), "answered by link"});
  REQUIRE(gone.place == "other");
  REQUIRE(gone.message.find("only 2 of GLV is free any more, and 4 would be taken") != std::string::npos);
  REQUIRE(lines().size() == 1);
  REQUIRE(lines()[0].waiting == units(4));
  takes(2);
  REQUIRE(lines()[0].waiting == units(2));
}

TEST(who_took_the_other_item_for_all_of_it_reads_that_he_waits_again_when_that_is_undone) {
  takes_all();
  REQUIRE(told().empty());
  floor.accepted(Undo{taken});
  const auto again = told();
  REQUIRE(again.size() == 1);
  REQUIRE(again[0].line == order("SO-3/1"));
  REQUIRE(again[0].units == units(4));
  REQUIRE(again[0].law == "note_back");
  REQUIRE(told().empty());
}

TEST(he_reads_of_both_lines_where_the_other_item_was_short_in_between) {
  takes_all();
  floor.accepted(Move{Units{item("GLV"), units(5), lot("L1"), {}, {}}, place("DOCK-1"), place("Q-01"), "torn"});
  REQUIRE(told().size() == 1);
  floor.accepted(Undo{taken});
  const auto again = told();
  REQUIRE(again.size() == 2);
  REQUIRE(again[0].line == order("SO-3/1"));
  REQUIRE(again[0].kind != MessageKind::cancelled);
  REQUIRE(again[1].line == order("SO-3/2"));
  REQUIRE(again[1].kind == MessageKind::cancelled);
}

TEST(an_exchange_that_is_undone_while_its_letter_would_wait_is_told_to_nobody) {
  takes_all();
  slips();
}

TEST(nor_is_one_of_which_he_has_read_that_no_day_is_known_or_that_it_cannot_be_had) {
  floor.accepted(ClosePurchase{purchase("PO-7/1"), "no more"});
  takes_all();
  slips();
  ItemRow ended{item("BRG"), "Bearing", Tracking::none};
  ended.ended = true;
  floor.accepted(Import{{ended}});
  REQUIRE(told().size() == 1);
  floor.accepted(TakeOther{order("SO-3/1"), order("SO-3/2"), item("GLV"), units(4), "on the telephone"});
  taken = CommandId::parse(floor.last_id()).value();
  slips();
}

TEST(who_took_the_other_item_without_a_letter_reads_that_it_is_cancelled) {
  takes_all();
  const Units gloves{item("GLV"), units(5), lot("L1"), {}, {}};
  floor.accepted(Move{gloves, place("DOCK-1"), place("Q-01"), "wet"});
  floor.accepted(Move{gloves, place("Q-01"), place("DOCK-1"), "dry"});
  REQUIRE(told().empty());
  floor.accepted(CancelOrder{order("SO-3/1").document, "he rang"});
  const auto over = told();
  REQUIRE(over.size() == 1);
  REQUIRE(over[0].line == order("SO-3/2"));
  REQUIRE(over[0].kind == MessageKind::cancelled);
  REQUIRE(over[0].units == units(4));
  OrderLineRow again = floor.demand("SO-3/2", 4);
  again.item = item("GLV");
  floor.accepted(Import{{again}, true});
  const auto here = told();
  REQUIRE(here.size() == 1);
  REQUIRE(here[0].kind == MessageKind::here);
  REQUIRE(here[0].law == "note_again");
}

TEST(who_read_that_what_he_took_is_cancelled_reads_that_it_is_here_when_he_takes_it_again) {
  takes_all();
  const Units gloves{item("GLV"), units(5), lot("L1"), {}, {}};
  floor.accepted(Move{gloves, place("DOCK-1"), place("Q-01"), "wet"});
  const auto gone = told();
  REQUIRE(gone.size() == 1);
  REQUIRE(gone[0].law == "note_gone");
  floor.accepted(Undo{taken});
  REQUIRE(told().size() == 2);
  floor.accepted(Move{gloves, place("Q-01"), place("DOCK-1"), "dry"});
  floor.accepted(TakeOther{order("SO-3/1"), order("SO-3/2"), item("GLV"), units(4), "on the telephone"});
  const auto here = told();
  REQUIRE(here.size() == 1);
  REQUIRE(here[0].line == order("SO-3/2"));
  REQUIRE(here[0].kind == MessageKind::here);
  REQUIRE(here[0].law == "note_again");
}

TEST(a_customer_who_does_not_want_what_is_here_for_him_is_no_answer_without_effect) {
  takes(4);
  const Error no = floor.refused(CustomerAnswer{order("SO-1/2"), CustomerSays::cancel});
  REQUIRE(no.message.find("nothing of SO-1/2 waits any more, 4 of it are here") != std::string::npos);
  REQUIRE(lines()[1].reserved == units(4));
}

TEST(what_a_customer_took_after_a_letter_is_told_when_it_has_left) {
  takes_all();
  floor.accepted(
      Pick{order("SO-3/2"), Units{item("GLV"), units(4), lot("L1"), {}, {}}, place("DOCK-1"), place("X-01")});
  floor.accepted(Ship{order("SO-3/2").document, {}, "DHL", "777"});
  const auto shipped = told();
  REQUIRE(shipped.size() == 1);
  REQUIRE(shipped[0].kind == MessageKind::shipped);
  REQUIRE(shipped[0].line == order("SO-3/2"));
  REQUIRE(shipped[0].tracking == "777");
}

TEST(an_order_that_comes_again_as_it_was_leaves_what_its_customer_took_instead) {
  takes(3);
  floor.demand_is({floor.demand("SO-1/1", 6)});
  REQUIRE(lines().size() == 2);
  REQUIRE(lines()[0].ordered == units(3));
  REQUIRE(lines()[1].ordered == units(3));
  REQUIRE(views->notices().value().empty());
  floor.demand_is({floor.demand("SO-1/1", 8)});
  REQUIRE(lines()[0].ordered == units(5));
  floor.demand_is({floor.demand("SO-1/1", 6)});
  floor.accepted(Undo{taken});
  REQUIRE(lines().size() == 1);
  REQUIRE(lines()[0].ordered == units(6));
  floor.demand_is({floor.demand("SO-1/1", 7)});
  REQUIRE(lines()[0].ordered == units(7));
}

TEST(an_order_that_comes_again_cancelled_asks_about_what_its_customer_took_instead) {
  takes(3);
  OrderLineRow gone = floor.demand("SO-1/1", 6);
  gone.cancelled = units(6);
  floor.demand_is({gone});
  REQUIRE(lines()[1].ordered == units(3));
  REQUIRE(views->notices().value().size() == 1);
}

TEST(an_exchange_that_the_office_has_cancelled_replaces_nothing_when_the_order_comes_again) {
  takes(3);
  floor.accepted(CancelOrder{order("SO-1/1").document, "he rang"});
  floor.demand_is({floor.demand("SO-1/1", 6)});
  REQUIRE(lines()[0].ordered.none());  // that its document only comes again wants nothing of it
  floor.demand_is({floor.demand("SO-1/1", 7)});
  REQUIRE(lines()[0].ordered == units(7));
}

TEST(what_a_customer_has_cancelled_stays_so_when_the_order_comes_again_until_another_number_is_asked_for) {
  floor.demand_is({floor.demand("SO-3/1", 4)});
  floor.accepted(CustomerAnswer{order("SO-3/1"), CustomerSays::cancel, "on the telephone"});
  const auto ordered = [&] { return views->order_lines(order("SO-3/1").document).value().at(0).ordered; };
  REQUIRE(ordered().none());
  const auto stays_cancelled = [&] {
    const auto notices = views->notices().value();
    return std::any_of(notices.begin(), notices.end(), [](const NoticeView& one) {
      return one.notice.detail.find("they stay cancelled") != std::string::npos;
    });
  };
  const std::size_t told = views->notices().value().size();
  floor.demand_is({floor.demand("SO-3/1", 4)});
  REQUIRE(ordered().none());
  REQUIRE(views->notices().value().size() == told + 1);
  floor.demand_is({floor.demand("SO-3/1", 4)});
  REQUIRE(ordered().none());
  REQUIRE(views->notices().value().size() == told + 1);  // nobody is told each night, and nobody has answered it yet
  REQUIRE(stays_cancelled());
  floor.demand_is({floor.demand("SO-3/1", 5)});
  REQUIRE(ordered() == units(5));
  REQUIRE_FALSE(stays_cancelled());
  floor.demand_is({floor.demand("SO-3/1", 4)});
  REQUIRE(ordered() == units(4));
}

TEST(an_order_that_is_cancelled_after_an_exchange_stays_cancelled_as_a_whole_and_the_office_hears_of_each_line) {
  floor.demand_is({floor.demand("SO-3/1", 4), floor.demand("SO-3/3", 2)});
  floor.accepted(TakeOther{order("SO-3/1"), order("SO-3/4"), item("GLV"), units(4), "on the telephone"});
  floor.accepted(CancelOrder{order("SO-3/1").document, "he rang"});
  const auto wanted = [&] {
    std::int64_t all = 0;
    for (const OrderLineView& line : views->order_lines(order("SO-3/1").document).value()) all += line.ordered.units();
    return all;
  };
  REQUIRE(wanted() == 0);
  const std::size_t told = views->notices().value().size();
  floor.demand_is({floor.demand("SO-3/1", 4), floor.demand("SO-3/3", 2)});
  REQUIRE(wanted() == 0);
  std::set<std::string> named;
  for (const NoticeView& one : views->notices().value()) {
    if (one.notice.line) named.insert(one.notice.line->text());
  }
  REQUIRE(views->notices().value().size() == told + 2);
  REQUIRE(named.contains("SO-3/1"));
  REQUIRE(named.contains("SO-3/3"));
  floor.demand_is({floor.demand("SO-3/1", 5), floor.demand("SO-3/3", 2)});
  REQUIRE(wanted() == 5);
}

TEST(what_a_customer_took_is_told_as_cancelled_also_when_a_later_line_asks_for_the_same_item) {
  OrderLineRow gloves = floor.demand("SO-3/5", 1);
  gloves.item = item("GLV");
  floor.demand_is({floor.demand("SO-3/1", 4), gloves});
  REQUIRE_FALSE(told().empty());
  floor.accepted(TakeOther{order("SO-3/1"), order("SO-3/2"), item("GLV"), units(4), "on the telephone"});
  told();
  floor.accepted(CancelOrder{order("SO-3/1").document, "he rang"});
  const auto lines = told();
  REQUIRE(lines.size() == 1);
  REQUIRE(lines[0].kind == MessageKind::cancelled);
  REQUIRE(lines[0].line == order("SO-3/2"));
  REQUIRE(lines[0].units == units(4));
}
