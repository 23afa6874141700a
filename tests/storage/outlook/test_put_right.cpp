// What was told by mistake, to the wrong customer, or is not to be told any more, is put right.
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
    floor.accepted(Import{{SiteRow{"tell_customers", true}, CustomerRow{"BETA", "Beta Ltd"}}});
  }
  void tearDown() {}

  TemporaryFolder folder;
  ManualClock clock{Instant::parse("2026-11-20T08:00:00Z").value()};  // a Friday
  Floor floor{folder / "dock.db", LedgerRole::hub, clock, "hub"};
  std::unique_ptr<Views> views = Views::open(folder / "dock.db", clock).value();

  void is_due(const std::string& due) {
    floor.accepted(Import{{PurchaseLineRow{purchase("PO-7/1"), "SKF", item("BRG"), units(20), day(due), {}}}});
  }
  void undo_last() { floor.accepted(Undo{CommandId::parse(floor.last_id()).value()}); }
  void tells(bool customers) { floor.accepted(Import{{SiteRow{"tell_customers", customers}}}); }
  OrderLineRow demand_of(const std::string& customer, std::int64_t count) const {
    OrderLineRow row = floor.demand("SO-1/1", count);
    row.customer = customer;
    return row;
  }
  std::string ship(std::int64_t count) {
    floor.accepted(Pick{order("SO-1/1"), {item("BRG"), units(count), {}, {}, {}}, place("DOCK-1"), place("X-01")});
    floor.accepted(Ship{order("SO-1/1").document, {}, "DHL", "1"});
    return floor.last_id();
  }
  void comes_back(std::int64_t count, bool wanted_again) {
    CustomerReturn back{{item("BRG"), units(count), {}, {}, {}}, place("Q-01"), order("SO-1/1"), wanted_again};
    back.reason = "broken";
    floor.accepted(back);
  }
  std::vector<Letter> post(const std::string& channel = "file", std::int64_t hold_ms = 0) {
    clock.advance(std::chrono::minutes(1));
    return floor.ledger->letters_due({{channel}, clock.now(), hold_ms}).value();
  }
  // What goes out now.
  std::vector<LetterLine> told(std::int64_t hold_ms = 0) {
    std::vector<LetterLine> lines;
    for (const Letter& letter : post("file", hold_ms)) {
      lines.insert(lines.end(), letter.lines.begin(), letter.lines.end());
      REQUIRE(floor.ledger->letter_tried({letter.id, "file", LetterState::sent}).ok());
    }
    return lines;
  }
  LetterLine letter(MessageKind kind) {
    const auto lines = told();
    REQUIRE(lines.size() == 1);
    INFO(name_of(lines[0].kind) << " " << lines[0].units.text() << " " << lines[0].law);
    REQUIRE(lines[0].kind == kind);
    return lines[0];
  }
  void night() {
    clock.advance(std::chrono::hours(24));
    REQUIRE(floor.ledger->begin_day().ok());
  }
};

}  // namespace

TEST(a_day_that_a_file_named_by_mistake_is_taken_back_with_the_file) {
  floor.demand_is({floor.demand("SO-1/1", 4)});
  const LetterLine first = letter(MessageKind::accepted);
  is_due("2027-11-22");
  const LetterLine wrong = letter(MessageKind::moved);
  REQUIRE(wrong.day > first.day);
  night();
  undo_last();
  const LetterLine right = letter(MessageKind::moved);
  REQUIRE(right.was == wrong.day);
  REQUIRE(right.day < wrong.day);
}

TEST(a_day_that_was_mistyped_is_put_right_by_the_file_that_says_it_anew_on_the_same_day) {
  floor.demand_is({floor.demand("SO-1/1", 4)});
  const LetterLine first = letter(MessageKind::accepted);
  is_due("2026-12-22");
  const LetterLine wrong = letter(MessageKind::moved);
  is_due("2026-11-22");
  const LetterLine right = letter(MessageKind::moved);
  REQUIRE(right.was == wrong.day);
  REQUIRE(right.day == first.day);
}

TEST(what_a_night_decides_anew_waits_no_longer_than_what_it_replaces) {
  const std::int64_t ten_minutes = 600'000;
  floor.demand_is({floor.demand("SO-1/1", 4)});
  REQUIRE(told(ten_minutes).empty());
  clock.advance(std::chrono::hours(96));  // the purchase is overdue by now: each night finds another day
  REQUIRE(floor.ledger->begin_day().ok());
  REQUIRE(told(ten_minutes).size() == 1);
}

TEST(nobody_is_asked_about_what_has_come_back) {
  floor.demand_is({floor.demand("SO-1/1", 4)});
  letter(MessageKind::accepted);
  for (int i = 0; i < 14; ++i) night();
  floor.accepted(floor.receipt(4));
  ship(4);
  for (const LetterLine& line : told()) REQUIRE(line.kind != MessageKind::follow_up);
  comes_back(4, false);
  for (int i = 0; i < 10; ++i) night();
  REQUIRE(told().empty());
}

TEST(who_is_sent_others_for_what_came_back_reads_when_they_leave) {
  floor.demand_is({floor.demand("SO-1/1", 4)});
  const LetterLine first = letter(MessageKind::accepted);
  floor.accepted(floor.receipt(4));
  ship(4);
  letter(MessageKind::shipped);
  comes_back(4, true);
  const LetterLine again = letter(MessageKind::accepted);
  REQUIRE(again.day == first.day);
  REQUIRE(again.law == "note_changed");
  night();
  REQUIRE(told().empty());
}

TEST(who_had_read_that_they_were_here_and_sends_some_back_is_not_told_that_they_are_not_here_any_more) {
  floor.demand_is({floor.demand("SO-1/1", 4)});
  letter(MessageKind::accepted);
  floor.accepted(floor.receipt(4));
  letter(MessageKind::here);
  ship(4);
  letter(MessageKind::shipped);
  comes_back(2, true);
  const LetterLine again = letter(MessageKind::accepted);
  REQUIRE(again.units == units(2));
  REQUIRE(again.law == "note_changed");
  REQUIRE(again.goodwill.empty());
}

TEST(who_waits_for_what_nothing_brings_any_more_reads_so_the_next_night) {
  floor.demand_is({floor.demand("SO-1/1", 20)});
  const LetterLine first = letter(MessageKind::accepted);
  floor.accepted(Receive{{item("BRG"), units(17), {}, {}, {}}, place("DOCK-1"), purchase("PO-7/1"), false});
  Receive damaged{{item("BRG"), units(3), {}, {}, {}}, place("Q-01"), purchase("PO-7/1"), false};
  damaged.reason = "crushed";
  floor.accepted(damaged);
  REQUIRE(told().empty());  // hands may yet find that some of them are good
  night();
  const LetterLine last = letter(MessageKind::no_day);
  REQUIRE(last.units == units(3));
  REQUIRE(last.was == first.day);
}

TEST(what_was_not_sent_when_the_site_stopped_telling_is_never_sent) {
  floor.demand_is({floor.demand("SO-1/1", 4)});
  tells(false);
  REQUIRE(views->messages(10).value().at(0).state == "withdrawn");  // at once, whoever posts
  REQUIRE(told().empty());
  tells(true);
  night();
  REQUIRE(letter(MessageKind::accepted).law.empty());
}

TEST(a_line_of_another_customer_is_cancelled_for_the_one_and_a_first_letter_for_the_other) {
  floor.demand_is({demand_of("ACME", 4)});
  letter(MessageKind::accepted);
  const std::string letter_id = views->messages(1).value().at(0).letter;
  floor.demand_is({demand_of("BETA", 4)});
  REQUIRE_FALSE(days_told(folder / "dock.db", order("SO-1/1"), letter_id).ok());
  std::map<std::string, LetterLine> by_customer;
  for (const Letter& one : post()) {
    REQUIRE(one.lines.size() == 1);
    by_customer.emplace(one.customer, one.lines[0]);
    REQUIRE(floor.ledger->letter_tried({one.id, "file", LetterState::sent}).ok());
  }
  REQUIRE(by_customer.size() == 2);
  REQUIRE(by_customer.at("ACME").kind == MessageKind::cancelled);
  REQUIRE(by_customer.at("ACME").units == units(4));
  REQUIRE(by_customer.at("BETA").kind == MessageKind::accepted);
  REQUIRE(by_customer.at("BETA").law.empty());
  night();
  REQUIRE(told().empty());
}

TEST(who_has_read_nothing_of_a_line_that_is_anothers_reads_nothing_of_it) {
  floor.demand_is({demand_of("ACME", 4)});
  floor.demand_is({demand_of("BETA", 4)});
  const auto letters = post();
  REQUIRE(letters.size() == 1);
  REQUIRE(letters[0].customer == "BETA");
  REQUIRE(letters[0].lines.size() == 1);
}

TEST(a_letter_of_a_channel_that_is_no_more_is_brought_up_after_three_days) {
  floor.demand_is({floor.demand("SO-1/1", 4)});
  REQUIRE(post("webhook").size() == 1);
  clock.advance(std::chrono::hours(71));
  REQUIRE(post("file").empty());
  clock.advance(std::chrono::hours(2));
  const auto left = post("file");
  REQUIRE(left.size() == 1);
  REQUIRE(left[0].channel == "webhook");
}

TEST(older_letters_of_the_sites_own_channels_hide_none_of_a_channel_that_is_no_more) {
  floor.demand_is({floor.demand("SO-1/1", 4)});
  REQUIRE(post("file").size() == 1);  // and the server is down
  OrderLineRow other = floor.demand("SO-2/1", 3);
  other.customer = "BETA";
  floor.demand_is({other});
  REQUIRE(post("webhook").size() == 1);
  clock.advance(std::chrono::hours(73));
  const auto left = floor.ledger->letters_due({{"file"}, clock.now(), 0, 1}).value();
  REQUIRE(std::any_of(left.begin(), left.end(), [](const Letter& one) { return one.channel == "webhook"; }));
}

TEST(of_all_letters_that_failed_those_go_out_again_that_still_hold) {
  floor.demand_is({floor.demand("SO-1/1", 4)});
  const Letter first = post().at(0);
  REQUIRE(floor.ledger->letter_tried({first.id, "file", LetterState::given_up, {}, "down"}).ok());
  is_due("2026-12-22");
  const Letter second = post().at(0);
  REQUIRE(floor.ledger->letter_tried({second.id, "file", LetterState::given_up, {}, "down"}).ok());
  REQUIRE(floor.ledger->retry_letters({}).value() == 1);
  REQUIRE(post().at(0).id == second.id);
  REQUIRE(floor.ledger->letter_tried({second.id, "file", LetterState::withheld}).ok());
  REQUIRE(floor.ledger->retry_letters({}).value() == 0);
  REQUIRE(floor.ledger->retry_letters(second.id).value() == 1);
}

TEST(who_never_waited_reads_that_it_has_left_where_the_site_says_so) {
  floor.accepted(floor.receipt(8));
  floor.demand_is({floor.demand("SO-1/1", 4)});
  ship(2);
  REQUIRE(told().empty());
  floor.accepted(Import{{SiteRow{"tell_shipped", true}}});
  ship(2);
  const LetterLine left = letter(MessageKind::shipped);
  REQUIRE(left.units == units(2));
  REQUIRE(left.carrier == "DHL");
  night();
  REQUIRE(told().empty());
}

TEST(who_has_read_that_it_left_is_told_its_number_and_not_that_it_had_stayed) {
  floor.demand_is({floor.demand("SO-1/1", 4)});
  letter(MessageKind::accepted);
  floor.accepted(floor.receipt(4));
  const std::string shipped = ship(4);
  letter(MessageKind::shipped);
  const auto again =
      floor.ledger->execute_all({{CommandId::parse("again-1").value(), OperatorName::parse("eva").value(), clock.now(),
                                  Undo{CommandId::parse(shipped).value()}},
                                 {CommandId::parse("again-2").value(), OperatorName::parse("eva").value(), clock.now(),
                                  Ship{order("SO-1/1").document, {}, "DHL", "JD014600003RU"}}});
  REQUIRE(again.ok());
  const LetterLine named = letter(MessageKind::shipped);
  REQUIRE(named.tracking == "JD014600003RU");
  REQUIRE(named.law.empty());
}
