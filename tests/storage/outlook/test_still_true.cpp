// That no letter says what is not so any more when it is made, and that what follows is compared with what was read.
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
    office({SiteRow{"tell_customers", true}, ItemRow{item("NUT"), "Nut", Tracking::none}});
  }
  void tearDown() {}

  TemporaryFolder folder;
  ManualClock clock{Instant::parse("2026-11-20T08:00:00Z").value()};  // a Friday
  Floor floor{folder / "dock.db", LedgerRole::hub, clock, "hub"};
  std::unique_ptr<Views> views = Views::open(folder / "dock.db", clock).value();

  void office(std::vector<ImportRow> rows) {
    Import import;
    import.rows = std::move(rows);
    import.confirmed = true;
    floor.accepted(import);
  }
  void comes(const std::string& line, const std::string& of, const std::string& due) {
    office({PurchaseLineRow{purchase(line), "SKF", item(of), units(20), day(due), {}}});
  }
  void comes(const std::string& due) { comes("PO-7/1", "BRG", due); }
  void days_pass(int days) {
    for (int i = 0; i < days; ++i) {
      clock.advance(std::chrono::hours(24));
      REQUIRE(floor.ledger->begin_day().ok());
    }
  }
  std::vector<LetterLine> post() {
    std::vector<LetterLine> lines;
    for (const Letter& letter : floor.ledger->letters_due({{"file"}, clock.now(), 0}).value()) {
      lines.insert(lines.end(), letter.lines.begin(), letter.lines.end());
      REQUIRE(floor.ledger->letter_tried({letter.id, "file", LetterState::sent}).ok());
    }
    return lines;
  }
  std::vector<MessageKind> told() {
    std::vector<MessageKind> kinds;
    for (const LetterLine& line : post()) kinds.push_back(line.kind);
    return kinds;
  }
  void pick(std::int64_t count) {
    floor.accepted(Pick{order("SO-1/1"), Units{item("BRG"), units(count), {}, {}, {}}, place("DOCK-1"), place("X-01")});
  }
  std::string ship(const std::string& tracking) {
    floor.accepted(Ship{order("SO-1/1").document, {}, "DHL", tracking});
    return floor.last_id();
  }
  void undo(const std::string& id) { floor.accepted(Undo{CommandId::parse(id).value()}); }
  // An item that nothing brings, and nobody is named who would.
  void nut_is_ordered() {
    OrderLineRow row = floor.demand("SO-1/1", 4);
    row.item = item("NUT");
    floor.demand_is({row});
  }
  OrderLineRow whole(const std::string& line, const std::string& of) {
    OrderLineRow row = floor.demand(line, 5);
    row.item = item(of);
    row.policies.whole_order = true;
    return row;
  }
};

using Kinds = std::vector<MessageKind>;

}  // namespace

TEST(an_order_in_one_piece_is_told_the_day_of_its_last_line_and_nothing_is_here_before_all_of_it_is) {
  comes("PO-8/1", "NUT", "2027-01-11");
  floor.demand_is({whole("SO-1/1", "BRG"), whole("SO-1/2", "NUT")});
  const auto first = post();
  REQUIRE(first.size() == 2);
  for (const LetterLine& line : first) {
    REQUIRE(line.kind == MessageKind::accepted);
    REQUIRE(*line.day >= day("2027-01-11"));
  }
  floor.accepted(floor.receipt(5));
  REQUIRE(told().empty());
  days_pass(1);
  REQUIRE(told().empty());
  floor.accepted(floor.receipt(5, "NUT"));
  REQUIRE(told() == Kinds{MessageKind::here, MessageKind::here});
}

TEST(a_later_day_of_one_line_is_told_of_all_that_leave_with_it) {
  comes("PO-8/1", "NUT", "2027-01-11");
  floor.demand_is({whole("SO-1/1", "BRG"), whole("SO-1/2", "NUT")});
  REQUIRE(told().size() == 2);
  comes("PO-8/1", "NUT", "2027-03-01");
  REQUIRE(told() == Kinds{MessageKind::moved, MessageKind::moved});
}

TEST(a_typing_error_that_was_put_right_is_never_sent) {
  floor.demand_is({floor.demand("SO-1/1", 10)});
  REQUIRE(told() == Kinds{MessageKind::accepted});
  comes("2027-02-04");
  comes("2026-11-22");
  REQUIRE(told().empty());
  days_pass(1);
  REQUIRE(told().empty());
}

TEST(another_day_is_compared_with_the_one_that_was_read) {
  floor.demand_is({floor.demand("SO-1/1", 10)});
  const Date read = *post().at(0).day;
  comes("2027-02-04");
  comes("2027-03-04");
  const auto moved = post();
  REQUIRE(moved.size() == 1);
  REQUIRE(*moved[0].day >= day("2027-03-04"));
  REQUIRE(*moved[0].was == read);
}

TEST(a_day_that_was_not_sent_yet_follows_sooner_days_too) {
  comes("2027-02-04");
  floor.demand_is({floor.demand("SO-1/1", 10)});
  comes("2026-12-01");
  const auto first = post();
  REQUIRE(first.size() == 1);
  REQUIRE(first[0].kind == MessageKind::accepted);
  REQUIRE(*first[0].day < day("2026-12-20"));
}

TEST(a_letter_speaks_of_the_order_as_it_is_when_it_is_made) {
  floor.demand_is({floor.demand("SO-1/1", 10)});
  office({floor.demand("SO-1/1", 3)});
  const auto fewer = post();
  REQUIRE(fewer.size() == 1);
  REQUIRE(fewer[0].units == units(3));
  OrderLineRow other = floor.demand("SO-2/1", 4);
  floor.demand_is({other});
  other.item = item("NUT");
  comes("PO-8/1", "NUT", "2026-12-10");
  office({other});
  const auto changed = post();
  REQUIRE(changed.size() == 1);
  REQUIRE(changed[0].item == item("NUT"));
}

TEST(an_order_that_is_changed_after_its_letter_is_told_anew) {
  floor.demand_is({floor.demand("SO-1/1", 10)});
  REQUIRE(told() == Kinds{MessageKind::accepted});
  office({floor.demand("SO-1/1", 3)});
  const auto changed = post();
  REQUIRE(changed.size() == 1);
  REQUIRE(changed[0].kind == MessageKind::accepted);
  REQUIRE(changed[0].units == units(3));
}

TEST(another_day_that_was_not_sent_yet_is_told_of_what_still_waits) {
  floor.demand_is({floor.demand("SO-1/1", 10)});
  REQUIRE(told() == Kinds{MessageKind::accepted});
  comes("2027-02-04");
  floor.accepted(floor.receipt(7));
  const auto moved = post();
  REQUIRE(moved.size() == 1);
  REQUIRE(moved[0].kind == MessageKind::moved);
  REQUIRE(moved[0].units == units(3));
}

TEST(a_shipment_that_is_undone_before_its_letter_has_not_left) {
  floor.demand_is({floor.demand("SO-1/1", 10)});
  REQUIRE(told() == Kinds{MessageKind::accepted});
  floor.accepted(floor.receipt(10));
  pick(10);
  undo(ship("WRONG"));
  REQUIRE(told() == Kinds{MessageKind::here});
}

TEST(a_shipment_that_is_undone_after_its_letter_is_here_again_and_leaves_with_its_new_number) {
  floor.demand_is({floor.demand("SO-1/1", 10)});
  REQUIRE(told() == Kinds{MessageKind::accepted});
  floor.accepted(floor.receipt(10));
  pick(10);
  const std::string wrong = ship("WRONG");
  REQUIRE(told() == Kinds{MessageKind::shipped});
  undo(wrong);
  REQUIRE(told() == Kinds{MessageKind::here});
  days_pass(8);
  REQUIRE(told().empty());
  ship("RIGHT");
  const auto left = post();
  REQUIRE(left.size() == 1);
  REQUIRE(left[0].kind == MessageKind::shipped);
  REQUIRE(left[0].tracking == "RIGHT");
  days_pass(8);
  REQUIRE(told() == Kinds{MessageKind::follow_up});
}

TEST(two_parcels_of_a_line_between_two_letters_are_both_told) {
  floor.demand_is({floor.demand("SO-1/1", 10)});
  REQUIRE(told() == Kinds{MessageKind::accepted});
  floor.accepted(floor.receipt(4));
  pick(4);
  ship("T1");
  floor.accepted(floor.receipt(6));
  pick(6);
  ship("T2");
  const auto left = post();
  REQUIRE(left.size() == 2);
  REQUIRE(left[0].kind == MessageKind::shipped);
  REQUIRE(left[1].kind == MessageKind::shipped);
  REQUIRE(left[0].tracking != left[1].tracking);
}

TEST(only_what_is_here_is_said_to_be_here) {
  floor.demand_is({floor.demand("SO-1/1", 10)});
  REQUIRE(told() == Kinds{MessageKind::accepted});
  floor.accepted(floor.receipt(4));
  pick(4);
  ship("T1");
  REQUIRE(told() == Kinds{MessageKind::shipped});
  floor.accepted(floor.receipt(6));
  const auto here = post();
  REQUIRE(here.size() == 1);
  REQUIRE(here[0].kind == MessageKind::here);
  REQUIRE(here[0].units == units(6));
}

TEST(units_that_are_not_here_after_all_are_told_a_day_and_none_that_was_never_read) {
  floor.demand_is({floor.demand("SO-1/1", 10)});
  const Date read = *post().at(0).day;
  floor.accepted(floor.receipt(10));
  const std::string receipt = floor.last_id();
  REQUIRE(told() == Kinds{MessageKind::here});
  undo(receipt);
  const auto moved = post();
  REQUIRE(moved.size() == 1);
  REQUIRE(moved[0].kind == MessageKind::moved);
  REQUIRE(*moved[0].day == read);
  REQUIRE_FALSE(moved[0].was);
}

TEST(no_day_is_told_where_nothing_comes_and_nobody_is_named_who_brings_it) {
  nut_is_ordered();
  const auto first = post();
  REQUIRE(first.size() == 1);
  REQUIRE(first[0].kind == MessageKind::no_day);
  REQUIRE_FALSE(first[0].day);
  days_pass(20);
  REQUIRE(told().empty());
  office({SourceRow{item("NUT"), "SKF"}});
  days_pass(1);
  REQUIRE(told() == Kinds{MessageKind::accepted});
}

TEST(a_source_that_is_named_after_the_order_is_told_at_once_and_no_letter_says_that_no_day_is_known) {
  nut_is_ordered();
  office({SourceRow{item("NUT"), "SKF"}});
  clock.advance(std::chrono::minutes(11));
  REQUIRE(told() == Kinds{MessageKind::accepted});
}

TEST(the_day_that_a_source_or_a_purchase_gives_is_told_at_once_and_taken_back_with_it) {
  nut_is_ordered();
  REQUIRE(told() == Kinds{MessageKind::no_day});
  office({SourceRow{item("NUT"), "SKF"}});
  const std::string named = floor.last_id();
  REQUIRE(told() == Kinds{MessageKind::accepted});
  undo(named);
  REQUIRE(told() == Kinds{MessageKind::no_day});
  comes("PO-8/1", "NUT", "2026-12-11");
  const std::string bought = floor.last_id();
  REQUIRE(told() == Kinds{MessageKind::accepted});
  undo(bought);
  REQUIRE(told() == Kinds{MessageKind::no_day});
}

TEST(the_day_of_a_purchase_that_is_closed_is_taken_back) {
  floor.demand_is({floor.demand("SO-1/1", 10)});
  REQUIRE(told() == Kinds{MessageKind::accepted});
  floor.accepted(ClosePurchase{purchase("PO-7/1"), "the supplier is bankrupt"});
  REQUIRE(told() == Kinds{MessageKind::no_day});
}

TEST(goods_that_all_went_to_quarantine_bring_no_day) {
  floor.demand_is({floor.demand("SO-1/1", 10)});
  REQUIRE(told() == Kinds{MessageKind::accepted});
  floor.accepted(Receive{Units{item("BRG"), units(20), {}, {}, {}}, place("Q-01"), purchase("PO-7/1"), false});
  days_pass(10);
  REQUIRE(told() == Kinds{MessageKind::no_day});
}

TEST(who_was_written_to_is_told_that_the_office_cancels_and_not_what_he_has_said_himself) {
  floor.demand_is({floor.demand("SO-1/1", 10), floor.demand("SO-2/1", 5), floor.demand("SO-3/1", 2)});
  REQUIRE(told().size() == 3);
  floor.accepted(CancelOrder{order("SO-1/1").document, "cannot be had"});
  const auto cancelled = post();
  REQUIRE(cancelled.size() == 1);
  REQUIRE(cancelled[0].kind == MessageKind::cancelled);
  REQUIRE(cancelled[0].units == units(10));
  floor.accepted(CustomerAnswer{order("SO-2/1"), CustomerSays::cancel, "found some elsewhere"});
  REQUIRE(told().empty());
  floor.accepted(floor.receipt(2));
  REQUIRE(told() == Kinds{MessageKind::here});
  floor.accepted(CancelOrder{order("SO-3/1").document, "damaged"});
  REQUIRE(told() == Kinds{MessageKind::cancelled});
  for (const AuditCheck& check : audit(folder / "dock.db").value()) {
    INFO(check.name << ": " << check.detail);
    REQUIRE(check.passed);
  }
}

TEST(who_waits_is_told_once_of_the_rest_when_the_office_wants_fewer_and_all_speaks_of_the_rest) {
  floor.demand_is({floor.demand("SO-1/1", 10)});
  REQUIRE(told() == Kinds{MessageKind::accepted});
  floor.demand_is({floor.demand("SO-1/1", 6)});
  const auto rest = post();
  REQUIRE(rest.size() == 1);
  REQUIRE(rest[0].kind == MessageKind::accepted);
  REQUIRE(rest[0].units == units(6));
  days_pass(1);
  REQUIRE(told().empty());
  const OrderLineView line = views->why(order("SO-1/1")).value()->line;
  REQUIRE(line.waiting == units(6));
  std::int64_t because = 0;
  for (const auto& share : line.causes) because += share.units;
  REQUIRE(because == 6);
}

TEST(a_wish_is_not_told_of_what_is_gone_again_and_is_told_when_it_is_here_once_more) {
  office({WishRow{item("BRG"), "ACME", units(3), {}}});
  const Units some{item("BRG"), units(3), {}, {}, {}};
  floor.accepted(floor.receipt(3));
  floor.accepted(Move{some, place("DOCK-1"), place("Q-01"), "torn"});
  REQUIRE(told().empty());
  floor.accepted(Move{some, place("Q-01"), place("A-01")});
  const auto here = post();
  REQUIRE(here.size() == 1);
  REQUIRE(here[0].kind == MessageKind::restock);
  REQUIRE(here[0].units == units(3));
}

TEST(a_wish_that_is_changed_is_told_again_on_the_same_day_and_once) {
  floor.accepted(floor.receipt(9));
  office({WishRow{item("BRG"), "ACME", units(3), {}}});
  REQUIRE(told().size() == 1);
  office({WishRow{item("BRG"), "ACME", units(4), {}}});
  office({WishRow{item("BRG"), "ACME", units(5), {}}});
  REQUIRE(told().size() == 1);
}
