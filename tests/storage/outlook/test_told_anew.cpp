// Who was told something which is not so any more, or not so yet, is told so, and never as if it were the first letter.
#include <algorithm>

#include "storage/ledger/ledger.h"
#include "storage/views/views.h"
#include "tests/support/warehouse/warehouse.h"

using namespace dockhand;
using namespace dockhand::test;

namespace {

struct Fixture {
  void setUp() {
    floor.open_warehouse();
    floor.accepted(Import{{SiteRow{"tell_customers", true}}});
  }
  void tearDown() {}

  TemporaryFolder folder;
  ManualClock clock{Instant::parse("2026-11-20T08:00:00Z").value()};  // a Friday
  Floor floor{folder / "dock.db", LedgerRole::hub, clock, "hub"};
  std::unique_ptr<Views> views = Views::open(folder / "dock.db", clock).value();

  static Units bearings(std::int64_t count) { return {item("BRG"), units(count), {}, {}, {}}; }
  void comes(const std::string& line, std::int64_t count, const std::string& due) {
    floor.accepted(Import{{PurchaseLineRow{purchase(line), "SKF", item("BRG"), units(count), day(due), {}}}});
  }
  std::string ship(std::int64_t count) {
    floor.accepted(Pick{order("SO-1/1"), bearings(count), place("DOCK-1"), place("X-01")});
    floor.accepted(Ship{order("SO-1/1").document, {}, "DHL", "1"});
    return floor.last_id();
  }
  std::string ship_direct(std::int64_t count) {
    floor.accepted(ShipDirect{purchase("PO-9/1"), bearings(count), "DHL", "1"});
    return floor.last_id();
  }
  void undo(const std::string& id) {
    clock.advance(std::chrono::minutes(1));
    floor.accepted(Undo{CommandId::parse(id).value()});
  }
  void days_pass(int days) {
    for (int i = 0; i < days; ++i) {
      clock.advance(std::chrono::hours(24));
      REQUIRE(floor.ledger->begin_day().ok());
    }
  }
  // The only line of what goes out now; nothing is its absence.
  std::optional<LetterLine> told() {
    clock.advance(std::chrono::minutes(1));
    std::vector<LetterLine> lines;
    for (const Letter& letter : floor.ledger->letters_due({{"file"}, clock.now(), 0}).value()) {
      lines.insert(lines.end(), letter.lines.begin(), letter.lines.end());
      REQUIRE(floor.ledger->letter_tried({letter.id, "file", LetterState::sent}).ok());
    }
    REQUIRE(lines.size() <= 1);
    return lines.empty() ? std::nullopt : std::optional(lines.front());
  }
  LetterLine letter(MessageKind kind, std::int64_t count) {
    const auto one = told();
    REQUIRE(one);
    INFO(name_of(one->kind) << " " << one->units.text() << " " << one->law);
    REQUIRE(one->kind == kind);
    REQUIRE(one->units == units(count));
    return *one;
  }
};

}  // namespace

TEST(the_undo_of_a_part_that_was_sent_is_told_before_the_whole_is) {
  floor.demand_is({floor.demand("SO-1/1", 4)});
  letter(MessageKind::accepted, 4);
  floor.accepted(floor.receipt(4));
  letter(MessageKind::here, 4);
  const std::string part = ship(3);
  letter(MessageKind::shipped, 3);
  undo(part);
  REQUIRE(letter(MessageKind::here, 4).law == "note_stayed");
  ship(1);
  REQUIRE(letter(MessageKind::shipped, 4).law.empty());
}

TEST(the_undo_of_a_part_is_told_to_who_waits_for_the_rest) {
  floor.demand_is({floor.demand("SO-1/1", 4)});
  const LetterLine first = letter(MessageKind::accepted, 4);
  floor.accepted(floor.receipt(3));
  const std::string part = ship(3);
  letter(MessageKind::shipped, 3);
  undo(part);
  const LetterLine stayed = letter(MessageKind::accepted, 1);
  REQUIRE(stayed.law == "note_stayed");
  REQUIRE(stayed.day == first.day);
  days_pass(1);
  REQUIRE_FALSE(told());
}

TEST(the_undo_of_what_a_supplier_has_sent_is_told_for_a_part_and_for_the_whole) {
  floor.demand_is({floor.demand("SO-1/1", 4)});
  PurchaseLineRow direct{purchase("PO-9/1"), "SKF", item("BRG"), units(4), day("2026-11-25"), order("SO-1/1")};
  direct.drop_ship = true;
  floor.accepted(Import{{direct}});
  letter(MessageKind::accepted, 4);
  for (const std::int64_t count : {std::int64_t{3}, std::int64_t{4}}) {
    const std::string sent = ship_direct(count);
    letter(MessageKind::shipped, count);
    undo(sent);
    REQUIRE(letter(MessageKind::accepted, 4).law == "note_stayed");
  }
  ship_direct(4);
  REQUIRE(letter(MessageKind::shipped, 4).law.empty());
}

TEST(what_was_sent_anew_before_a_letter_took_it_back_takes_it_back_itself) {
  floor.demand_is({floor.demand("SO-1/1", 4)});
  letter(MessageKind::accepted, 4);
  floor.accepted(floor.receipt(4));
  letter(MessageKind::here, 4);
  const std::string part = ship(3);
  letter(MessageKind::shipped, 3);
  undo(part);
  ship(1);
  REQUIRE(letter(MessageKind::shipped, 4).law == "note_stayed");
}

TEST(a_letter_names_the_day_of_the_moment_at_which_it_is_made) {
  floor.accepted(Import{{SourceRow{item("BRG"), "SKF", {}, units(1), {}, Days{14}, 1, {}}}});
  comes("PO-7/1", 20, "2026-11-24");
  floor.demand_is({floor.demand("SO-1/1", 15)});
  const Date before = views->why(order("SO-1/1")).value()->line.promise->p90;
  floor.accepted(Receive{bearings(12), place("DOCK-1"), purchase("PO-7/1")});
  floor.accepted(Receive{bearings(8), place("Q-01"), purchase("PO-7/1"), false, "crushed"});
  const Date now = views->why(order("SO-1/1")).value()->line.promise->p90;
  REQUIRE(before < now);
  REQUIRE(letter(MessageKind::accepted, 3).day == now);
}

TEST(who_reads_that_some_units_wait_reads_by_night_that_more_do_though_the_day_is_the_same) {
  floor.accepted(floor.receipt(8));
  floor.demand_is({floor.demand("SO-1/1", 10)});
  const Date day = *letter(MessageKind::accepted, 2).day;
  floor.accepted(Count{bearings(0), place("DOCK-1"), "not there"});
  days_pass(1);
  const LetterLine more = letter(MessageKind::accepted, 10);
  REQUIRE(more.day == day);
  REQUIRE(more.law == "note_more");
  days_pass(1);
  REQUIRE_FALSE(told());
}

TEST(who_read_that_his_units_are_here_and_loses_them_by_his_class_reads_that_he_gets_none) {
  OrderLineRow row = floor.demand("SO-1/1", 4);
  floor.demand_is({row});
  letter(MessageKind::accepted, 4);
  floor.accepted(floor.receipt(4));
  letter(MessageKind::here, 4);
  row.order_class = OrderClass::lose;
  floor.demand_is({row, floor.demand("SO-2/1", 4, 1)});
  REQUIRE(letter(MessageKind::cannot, 4).law == "note_gone");
}

TEST(a_later_day_that_the_office_writes_is_told_without_an_excuse_and_holds) {
  OrderLineRow row = floor.demand("SO-1/1", 10);
  floor.demand_is({row});
  const Date first = *letter(MessageKind::accepted, 10).day;
  row.promised = Date::from_days(first.days() + 17);
  floor.demand_is({row});
  const LetterLine put_off = letter(MessageKind::accepted, 10);
  REQUIRE(put_off.day == row.promised);
  REQUIRE(put_off.law == "note_changed");
  days_pass(3);
  REQUIRE_FALSE(told());
}

TEST(the_office_is_asked_to_cancel_what_cannot_be_had_for_as_long_as_it_cannot) {
  const auto asked = [&] {
    const auto notices = views->notices().value();
    return std::count_if(notices.begin(), notices.end(), [](const NoticeView& one) {
      return one.notice.detail.find("has not: cancel them") != std::string::npos;
    });
  };
  ItemRow row{item("BRG"), "Bearing", Tracking::none};
  row.ended = true;
  floor.accepted(Import{{row}});
  floor.demand_is({floor.demand("SO-1/1", 30)});
  letter(MessageKind::cannot, 30);
  days_pass(9);
  REQUIRE(asked() == 1);
  row.ended = false;
  floor.accepted(Import{{row}});
  comes("PO-8/1", 40, "2026-12-10");
  days_pass(1);
  REQUIRE(asked() == 0);
}

TEST(who_was_not_delayed_is_not_asked_whether_all_was_well) {
  floor.demand_is({floor.demand("SO-1/1", 4)});
  letter(MessageKind::accepted, 4);
  floor.accepted(floor.receipt(4));
  letter(MessageKind::here, 4);
  ship(4);
  letter(MessageKind::shipped, 4);
  days_pass(9);
  REQUIRE_FALSE(told());
}

TEST(another_quantity_is_no_first_letter_and_says_which_day_it_was) {
  comes("PO-7/1", 5, "2026-11-25");
  comes("PO-7/2", 5, "2027-01-15");
  floor.demand_is({floor.demand("SO-1/1", 10)});
  const LetterLine first = letter(MessageKind::accepted, 10);
  clock.advance(std::chrono::minutes(1));
  floor.demand_is({floor.demand("SO-1/1", 4)});
  const LetterLine sooner = letter(MessageKind::moved, 4);
  REQUIRE(sooner.was == first.day);
  REQUIRE(sooner.day < first.day);
  REQUIRE(sooner.law == "note_changed");
  floor.demand_is({floor.demand("SO-1/1", 3)});
  const LetterLine same = letter(MessageKind::accepted, 3);
  REQUIRE(same.day == sooner.day);
  REQUIRE(same.law == "note_changed");
}

TEST(who_takes_another_item_for_a_part_and_gives_it_back_reads_that_his_order_has_changed) {
  floor.accepted(Receive{Units{item("GLV"), units(5), lot("L1"), {}, {}}, place("DOCK-1"), {}, false});
  floor.demand_is({floor.demand("SO-1/1", 4)});
  const LetterLine first = letter(MessageKind::accepted, 4);
  floor.accepted(TakeOther{order("SO-1/1"), order("SO-1/2"), item("GLV"), units(3), "on the telephone"});
  const std::string taken = floor.last_id();
  const LetterLine rest = letter(MessageKind::accepted, 1);
  REQUIRE(rest.day == first.day);
  REQUIRE(rest.law == "note_changed");
  undo(taken);
  const LetterLine whole = letter(MessageKind::accepted, 4);
  REQUIRE(whole.day == first.day);
  REQUIRE(whole.law == "note_changed");
}

TEST(nothing_is_said_of_a_line_that_is_gone_before_a_letter_named_it) {
  const OrderLineRow row = floor.demand("SO-1/1", 4);
  floor.demand_is({row});
  undo(floor.last_id());
  REQUIRE(views->messages(10).value().at(0).state == "withdrawn");
  REQUIRE_FALSE(told());
  floor.demand_is({row});
  REQUIRE(letter(MessageKind::accepted, 4).law.empty());
}

TEST(who_has_read_of_a_line_that_is_gone_reads_that_it_is_cancelled_and_that_it_is_there_again) {
  const OrderLineRow row = floor.demand("SO-1/1", 4);
  floor.demand_is({row});
  const std::string file = floor.last_id();
  letter(MessageKind::accepted, 4);
  undo(file);
  letter(MessageKind::cancelled, 4);
  days_pass(1);
  REQUIRE_FALSE(told());
  floor.demand_is({row});
  REQUIRE(letter(MessageKind::accepted, 4).law == "note_again");
}

TEST(who_has_cancelled_himself_does_not_hear_of_a_slip_of_the_office) {
  floor.demand_is({floor.demand("SO-1/1", 4)});
  letter(MessageKind::accepted, 4);
  floor.accepted(CustomerAnswer{order("SO-1/1"), CustomerSays::cancel});
  floor.demand_is({floor.demand("SO-1/1", 6)});
  undo(floor.last_id());
  REQUIRE_FALSE(told());
  floor.demand_is({floor.demand("SO-1/1", 6)});
  REQUIRE(letter(MessageKind::accepted, 6).law == "note_changed");
  undo(floor.last_id());
  letter(MessageKind::cancelled, 6);
}

TEST(nor_does_who_took_another_item_for_all_of_it) {
  floor.accepted(Receive{Units{item("GLV"), units(5), lot("L1"), {}, {}}, place("DOCK-1"), {}, false});
  floor.demand_is({floor.demand("SO-1/1", 4)});
  letter(MessageKind::accepted, 4);
  floor.accepted(TakeOther{order("SO-1/1"), order("SO-1/2"), item("GLV"), units(4), "on the telephone"});
  floor.demand_is({floor.demand("SO-1/1", 6)});
  undo(floor.last_id());
  REQUIRE_FALSE(told());
}

TEST(who_has_cancelled_what_waits_hears_when_the_office_cancels_what_is_here) {
  floor.accepted(floor.receipt(2));
  floor.demand_is({floor.demand("SO-1/1", 6)});
  letter(MessageKind::accepted, 4);
  floor.accepted(CustomerAnswer{order("SO-1/1"), CustomerSays::cancel});
  floor.accepted(CancelOrder{order("SO-1/1").document, "he rang"});
  letter(MessageKind::cancelled, 2);
}

TEST(only_that_the_first_line_waits_is_said_when_what_was_taken_and_torn_is_given_back) {
  floor.accepted(Receive{Units{item("GLV"), units(5), lot("L1"), {}, {}}, place("DOCK-1"), {}, false});
  floor.demand_is({floor.demand("SO-1/1", 4)});
  letter(MessageKind::accepted, 4);
  floor.accepted(TakeOther{order("SO-1/1"), order("SO-1/2"), item("GLV"), units(4), "on the telephone"});
  const std::string taken = floor.last_id();
  floor.accepted(Move{Units{item("GLV"), units(5), lot("L1"), {}, {}}, place("DOCK-1"), place("Q-01"), "torn"});
  undo(taken);
  for (const MessageView& one : views->messages(10).value()) {
    if (one.state == "open") REQUIRE(one.line == order("SO-1/1"));
  }
  REQUIRE(letter(MessageKind::accepted, 4).law == "note_back");
  REQUIRE_FALSE(told());
}

TEST(who_has_cancelled_reads_that_it_is_wanted_again_though_it_is_here_at_once) {
  floor.demand_is({floor.demand("SO-1/1", 4)});
  letter(MessageKind::accepted, 4);
  floor.accepted(CustomerAnswer{order("SO-1/1"), CustomerSays::cancel, "on the telephone"});
  REQUIRE_FALSE(told());
  floor.accepted(floor.receipt(9));
  REQUIRE_FALSE(told());
  floor.demand_is({floor.demand("SO-1/1", 6)});
  REQUIRE(letter(MessageKind::here, 6).law == "note_changed");
  days_pass(1);
  REQUIRE_FALSE(told());
}

TEST(who_was_told_that_it_is_cancelled_reads_that_it_is_wanted_again_though_it_is_here_at_once) {
  floor.demand_is({floor.demand("SO-1/1", 4)});
  letter(MessageKind::accepted, 4);
  floor.accepted(CancelOrder{order("SO-1/1").document});
  letter(MessageKind::cancelled, 4);
  floor.accepted(floor.receipt(9));
  floor.accepted(Import{{floor.demand("SO-1/1", 4)}, true});
  REQUIRE(letter(MessageKind::here, 4).law == "note_again");
  days_pass(1);
  REQUIRE_FALSE(told());
}

TEST(a_letter_counts_no_unit_as_cancelled_that_has_left) {
  floor.demand_is({floor.demand("SO-1/1", 10)});
  letter(MessageKind::accepted, 10);
  floor.accepted(floor.receipt(4));
  ship(4);
  letter(MessageKind::shipped, 4);
  floor.demand_is({floor.demand("SO-1/1", 3)});  // the office hears that four were sent
  letter(MessageKind::cancelled, 6);
}

TEST(who_was_told_that_it_is_cancelled_reads_that_it_is_wanted_again_while_it_lies_picked) {
  floor.demand_is({floor.demand("SO-1/1", 5)});
  letter(MessageKind::accepted, 5);
  floor.accepted(floor.receipt(5));
  floor.accepted(Pick{order("SO-1/1"), bearings(5), place("DOCK-1"), place("X-01")});
  letter(MessageKind::here, 5);
  floor.accepted(CancelOrder{order("SO-1/1").document});
  letter(MessageKind::cancelled, 5);
  floor.demand_is({floor.demand("SO-1/1", 4)});
  REQUIRE(letter(MessageKind::here, 4).law == "note_again");
  days_pass(1);
  REQUIRE_FALSE(told());
}

TEST(the_undo_of_a_return_takes_back_the_day_that_was_told_for_it_and_what_was_offered) {
  floor.accepted(Import{{GoodwillRow{Days{1}, "5 percent", "W5", Price::parse("12").value()}}});
  floor.demand_is({floor.demand("SO-1/1", 5)});
  letter(MessageKind::accepted, 5);
  floor.accepted(floor.receipt(5));
  ship(5);
  letter(MessageKind::shipped, 5);
  CustomerReturn back{bearings(3), place("Q-01")};
  back.line = order("SO-1/1");
  back.wanted_again = true;
  floor.accepted(back);
  const std::string returned = floor.last_id();
  comes("PO-7/1", 20, "2027-02-01");
  const auto wait = told();
  REQUIRE(wait);
  REQUIRE(wait->kind != MessageKind::shipped);
  undo(returned);
  const LetterLine left = letter(MessageKind::shipped, 3);
  REQUIRE(left.law == "note_left");
  REQUIRE(left.carrier == "DHL");
  for (const SpentView& one : views->spent().value()) REQUIRE(one.cost.parts() == 0);
  days_pass(1);
  REQUIRE_FALSE(told());
}

TEST(what_is_picked_of_a_recalled_lot_is_not_told_to_leave_next) {
  OrderLineRow gloves = floor.demand("SO-1/1", 4);
  gloves.item = item("GLV");
  floor.demand_is({gloves});
  letter(MessageKind::no_day, 4);
  const Units four{item("GLV"), units(4), lot("L1"), {}, {}};
  floor.accepted(Receive{four, place("DOCK-1"), {}, false});
  floor.accepted(Pick{order("SO-1/1"), four, place("DOCK-1"), place("X-01")});
  floor.accepted(SetStatus{item("GLV"), lot("L1"), LotStatus::recalled, "the maker says so"});
  REQUIRE_FALSE(told());
  days_pass(30);
  REQUIRE_FALSE(told());
  REQUIRE(views->messages(10).value().size() > 0);
}
