// What customers are told, as the ledger decides it with every event, and letters made of it.
#include "storage/ledger/ledger.h"
#include "storage/upkeep/audit.h"
#include "storage/views/views.h"
#include "storage/words/wording.h"
#include "tests/support/warehouse/warehouse.h"

using namespace dockhand;
using namespace dockhand::test;

namespace {

struct Fixture {
  void setUp() {
    floor.open_warehouse();
    site_says("tell_customers", true);
  }
  void tearDown() {}

  TemporaryFolder folder;
  ManualClock clock{Instant::parse("2026-11-20T08:00:00Z").value()};  // a Friday
  Floor floor{folder / "dock.db", LedgerRole::hub, clock, "hub"};
  std::unique_ptr<Views> views = Views::open(folder / "dock.db", clock).value();

  void site_says(const std::string& setting, bool on) {
    Import import;
    import.rows = {SiteRow { setting, on }};
    floor.accepted(import);
  }
  void purchase_is(const std::string& line, std::int64_t count, const std::string& due) {
    Import import;
    import.rows = {PurchaseLineRow { purchase(line), "SKF", item("BRG"), units(count), day(due), {}, {} }};
    floor.accepted(import);
  }
  void days_pass(int days) {
    for (int i = 0; i < days; ++i) {
      clock.advance(std::chrono::hours(24));
      REQUIRE(floor.ledger->begin_day().ok());
    }
  }
  void item_ends(bool ended) {
    ItemRow row{item("BRG"), "Bearing", Tracking::none};
    row.ended = ended;
    Import import;
    import.rows = {row};
    floor.accepted(import);
  }
  std::vector<Letter> post(std::chrono::milliseconds hold = std::chrono::milliseconds(0)) {
    return floor.ledger->letters_due({{"file"}, clock.now(), hold.count()}).value();
  }
  void sent(const Letter& letter) {
    REQUIRE(floor.ledger->letter_tried({letter.id, letter.channel, LetterState::sent}).ok());
  }
  // Kinds of what goes out now, and goes.
  std::vector<MessageKind> told() {
    std::vector<MessageKind> kinds;
    for (const Letter& letter : post()) {
      for (const LetterLine& line : letter.lines) kinds.push_back(line.kind);
      sent(letter);
    }
    return kinds;
  }
  void ship(std::int64_t count) {
    floor.accepted(Pick{order("SO-1/1"), Units{item("BRG"), units(count), {}, {}, {}}, place("DOCK-1"), place("X-01")});
    floor.accepted(Ship{order("SO-1/1").document, {}, "DHL", "00340434161094027318"});
  }
};

using Kinds = std::vector<MessageKind>;

}  // namespace

TEST(who_waits_is_told_the_day_that_is_kept_nine_times_in_ten) {
  floor.demand_is({floor.demand("SO-1/1", 10)});
  const auto letters = post();
  REQUIRE(letters.size() == 1);
  REQUIRE(letters[0].customer == "ACME");
  REQUIRE(letters[0].lines.size() == 1);
  const LetterLine& line = letters[0].lines[0];
  REQUIRE(line.kind == MessageKind::accepted);
  REQUIRE(line.units == units(10));
  REQUIRE(line.day == views->why(order("SO-1/1")).value()->line.promise->p90);
}

TEST(nobody_is_told_anything_where_the_site_has_not_said_so) {
  site_says("tell_customers", false);
  floor.demand_is({floor.demand("SO-1/1", 10)});
  days_pass(2);
  REQUIRE(told().empty());
}

TEST(a_line_that_has_its_units_before_a_letter_was_made_has_waited_for_nobody) {
  floor.demand_is({floor.demand("SO-1/1", 10)});
  REQUIRE(post(std::chrono::minutes(10)).empty());
  floor.accepted(floor.receipt(10));
  clock.advance(std::chrono::minutes(11));
  REQUIRE(told().empty());
  ship(10);
  REQUIRE(told().empty());
}

TEST(a_letter_is_the_same_until_it_is_sent_and_then_it_is_gone) {
  floor.demand_is({floor.demand("SO-1/1", 10)});
  const auto first = post();
  const auto again = post();
  REQUIRE(first.size() == 1);
  REQUIRE(again.size() == 1);
  REQUIRE(first[0].id == again[0].id);
  REQUIRE(first[0].lines == again[0].lines);
  sent(first[0]);
  REQUIRE(post().empty());
}

TEST(all_that_is_due_to_one_customer_is_one_letter) {
  floor.demand_is({floor.demand("SO-1/1", 10), floor.demand("SO-2/1", 5), floor.demand("SO-3/1", 2)});
  const auto letters = post();
  REQUIRE(letters.size() == 1);
  REQUIRE(letters[0].lines.size() == 3);
}

TEST(a_line_is_followed_from_its_wait_to_its_delivery) {
  floor.demand_is({floor.demand("SO-1/1", 10)});
  REQUIRE(told() == Kinds{MessageKind::accepted});
  floor.accepted(floor.receipt(10));
  REQUIRE(told() == Kinds{MessageKind::here});
  days_pass(5);
  ship(10);
  const auto left = post();
  REQUIRE(left.size() == 1);
  REQUIRE(left[0].lines[0].kind == MessageKind::shipped);
  REQUIRE(left[0].lines[0].units == units(10));
  REQUIRE(left[0].lines[0].carrier == "DHL");
  REQUIRE(left[0].lines[0].tracking == "00340434161094027318");
  sent(left[0]);
  days_pass(6);
  REQUIRE(told().empty());
  days_pass(2);
  REQUIRE(told() == Kinds{MessageKind::follow_up});
  days_pass(10);
  REQUIRE(told().empty());
  for (const AuditCheck& check : audit(folder / "dock.db").value()) {
    INFO(check.name << ": " << check.detail);
    REQUIRE(check.passed);
  }
}

TEST(why_says_what_the_customer_knows) {
  const auto knows = [&] { return sentence(views->why(order("SO-1/1")).value()->knows, clock.now().date()); };
  site_says("tell_customers", false);
  floor.demand_is({floor.demand("SO-1/1", 10)});
  REQUIRE(knows().empty());
  site_says("tell_customers", true);
  floor.demand_is({floor.demand("SO-1/1", 11)});
  REQUIRE(knows().starts_with("is told next that it leaves by 2026-"));
  const Letter letter = post().at(0);
  REQUIRE(knows().starts_with("a letter since 2026-11-20, not sent yet, says that it leaves by 2026-"));
  sent(letter);
  REQUIRE(knows().starts_with("told 2026-11-20 that it leaves by 2026-"));
  floor.accepted(floor.receipt(11));
  told();
  ship(11);
  REQUIRE(told() == Kinds{MessageKind::shipped});
  REQUIRE(knows() == "told 2026-11-20 that it has left");
}

TEST(a_suppliers_later_day_is_told_at_once_and_a_nights_second_thought_is_not) {
  floor.demand_is({floor.demand("SO-1/1", 10)});
  REQUIRE(told() == Kinds{MessageKind::accepted});
  days_pass(1);
  REQUIRE(told().empty());
  purchase_is("PO-7/1", 20, "2026-12-20");
  const auto letters = post();
  REQUIRE(letters.size() == 1);
  REQUIRE(letters[0].lines[0].kind == MessageKind::moved);
  REQUIRE(*letters[0].lines[0].day > day("2026-12-20"));
  REQUIRE(*letters[0].lines[0].was < day("2026-12-20"));
}

TEST(a_day_that_moved_before_the_first_letter_was_made_is_the_first_day) {
  floor.demand_is({floor.demand("SO-1/1", 10)});
  purchase_is("PO-7/1", 20, "2026-12-20");
  const auto letters = post();
  REQUIRE(letters.size() == 1);
  REQUIRE(letters[0].lines.size() == 1);
  REQUIRE(letters[0].lines[0].kind == MessageKind::accepted);
  REQUIRE(*letters[0].lines[0].day > day("2026-12-20"));
}

TEST(what_cannot_be_had_is_told_and_that_it_can_again) {
  Import import;
  import.rows = {SourceRow { item("BRG"), "SKF" }};
  floor.accepted(import);
  floor.demand_is({floor.demand("SO-1/1", 30)});
  REQUIRE(told() == Kinds{MessageKind::accepted});
  item_ends(true);
  REQUIRE(told() == Kinds{MessageKind::cannot});
  days_pass(3);
  REQUIRE(told().empty());
  item_ends(false);
  REQUIRE(told() == Kinds{MessageKind::accepted});
}

TEST(good_news_that_is_none_any_more_is_not_sent) {
  floor.demand_is({floor.demand("SO-1/1", 10)});
  REQUIRE(told() == Kinds{MessageKind::accepted});
  floor.accepted(floor.receipt(10));
  const std::string receipt = floor.last_id();
  floor.accepted(Undo{CommandId::parse(receipt).value()});
  REQUIRE(told().empty());
}

TEST(units_that_are_taken_away_again_are_another_day) {
  floor.demand_is({floor.demand("SO-1/1", 10)});
  REQUIRE(told() == Kinds{MessageKind::accepted});
  floor.accepted(floor.receipt(10));
  const std::string receipt = floor.last_id();
  REQUIRE(told() == Kinds{MessageKind::here});
  floor.accepted(Undo{CommandId::parse(receipt).value()});
  REQUIRE(told() == Kinds{MessageKind::moved});
}

TEST(a_shipment_that_was_told_and_is_undone_is_taken_back) {
  floor.demand_is({floor.demand("SO-1/1", 10)});
  told();
  floor.accepted(floor.receipt(10));
  told();
  ship(10);
  const std::string shipment = floor.last_id();
  REQUIRE(told() == Kinds{MessageKind::shipped});
  floor.accepted(Undo{CommandId::parse(shipment).value()});
  const auto here = post();
  REQUIRE(here.size() == 1);
  REQUIRE(here[0].lines[0].kind == MessageKind::here);
  REQUIRE(here[0].lines[0].law == "note_stayed");
}

TEST(a_line_that_is_cancelled_is_told_so_and_nothing_more) {
  floor.demand_is({floor.demand("SO-1/1", 10)});
  REQUIRE(told() == Kinds{MessageKind::accepted});
  floor.accepted(CancelOrder{order("SO-1/1").document, "changed his mind"});
  REQUIRE(told() == Kinds{MessageKind::cancelled});
  days_pass(3);
  REQUIRE(told().empty());
}

TEST(what_is_refused_or_given_up_is_told_to_the_office_once_and_can_be_tried_again) {
  floor.demand_is({floor.demand("SO-1/1", 10)});
  const Letter letter = post().at(0);
  REQUIRE(floor.ledger->letter_tried({letter.id, "file", LetterState::refused, {}, "550 no such user"}).ok());
  REQUIRE(floor.ledger->letter_tried({letter.id, "file", LetterState::refused, {}, "550 no such user"}).ok());
  const auto notices = views->notices().value();
  REQUIRE(notices.size() == 1);
  REQUIRE(notices[0].notice.kind == NoticeKind::office);
  REQUIRE(notices[0].notice.detail.find("550 no such user") != std::string::npos);
  REQUIRE(post().empty());
  REQUIRE(floor.ledger->retry_letters(letter.id).value() == 1);
  REQUIRE(post().at(0).id == letter.id);
}

TEST(a_letter_waits_for_its_next_try_and_later_ones_of_the_customer_behind_it) {
  floor.demand_is({floor.demand("SO-1/1", 10)});
  const Letter letter = post().at(0);
  const Instant later{clock.now().ms + 60'000};
  REQUIRE(floor.ledger->letter_tried({letter.id, "file", LetterState::queued, later, "busy"}).ok());
  clock.advance(std::chrono::seconds(1));
  floor.demand_is({floor.demand("SO-2/1", 3)});
  REQUIRE(post().empty());
  clock.advance(std::chrono::seconds(60));
  REQUIRE(post().size() == 1);
  REQUIRE(post()[0].id == letter.id);
  REQUIRE(post()[0].tries == 1);
  sent(post()[0]);
  REQUIRE(post().size() == 1);
}

TEST(a_letter_does_not_wait_for_a_day_that_a_clock_named_which_was_ahead) {
  floor.demand_is({floor.demand("SO-1/1", 10)});
  const Letter letter = post().at(0);
  const Instant in_a_year{clock.now().ms + std::int64_t{365} * 86'400'000};
  REQUIRE(floor.ledger->letter_tried({letter.id, "file", LetterState::queued, in_a_year, "busy"}).ok());
  REQUIRE(post().size() == 1);
  sent(letter);
  REQUIRE(post().empty());
}

TEST(contacts_stay_here_and_a_customer_can_be_forgotten) {
  REQUIRE(floor.ledger->keep_contacts({{"ACME", "Ann", "ann@example.com", "de", true}}).ok());
  REQUIRE_FALSE(floor.ledger->keep_contacts({{"ACME", "Ann", "ann@exam\nple.com", "de", true}}).ok());
  floor.demand_is({floor.demand("SO-1/1", 10)});
  REQUIRE(post().at(0).contact == Contact{"ACME", "Ann", "ann@example.com", "de", true});
  const auto changes =
      floor.ledger->changes_since({WriterId::parse("other").value(), {}, clock.now()}, 100'000).value();
  for (const auto& table : changes.tables) {
    REQUIRE(table.table != "contact");
    REQUIRE(table.table != "message");
  }
  REQUIRE(floor.ledger->forget("ACME").value().rows == 3);
  REQUIRE(post().empty());
  REQUIRE(views->messages().value().empty());
}

TEST(a_letter_names_what_is_here_instead_and_is_silent_when_too_few_are) {
  Import import;
  import.rows = {AlternativeRow{item("BRG"), item("DRL"), units(2), true}, AlternativeRow { item("BRG"), item("GLV") }};
  floor.accepted(import);
  floor.accepted(Receive{Units{item("GLV"), units(5), lot("L1"), {}, {}}, place("DOCK-1"), {}, false});
  floor.demand_is({floor.demand("SO-1/1", 6)});
  REQUIRE(post().at(0).lines[0].other.empty());
  sent(post().at(0));
  floor.demand_is({floor.demand("SO-2/1", 5)});
  const auto letters = post();
  REQUIRE(letters.at(0).lines[0].other == "GLV");
  REQUIRE(letters.at(0).lines[0].other_name == "Nitrile gloves");
  REQUIRE(views->why(order("SO-2/1")).value()->line.instead->item == item("GLV"));
}

TEST(who_takes_another_item_waits_no_more_and_has_it) {
  floor.accepted(Receive{Units{item("GLV"), units(5), lot("L1"), {}, {}}, place("DOCK-1"), {}, false});
  floor.accepted(floor.receipt(2));
  floor.demand_is({floor.demand("SO-1/1", 6)});
  REQUIRE(told() == Kinds{MessageKind::accepted});
  const TakeOther take{order("SO-1/1"), order("SO-1/2"), item("GLV"), units(4), "on the telephone"};
  REQUIRE(floor.refused(TakeOther{order("SO-1/1"), order("SO-2/2"), item("GLV"), units(4)}).place == "as");
  REQUIRE(floor.refused(TakeOther{order("SO-1/1"), order("SO-1/1"), item("GLV"), units(4)}).place == "as");
  REQUIRE(floor.refused(TakeOther{order("SO-1/1"), order("SO-1/2"), item("BRG"), units(4)}).place == "other");
  floor.accepted(take);
  const auto lines = views->order_lines(order("SO-1/1").document).value();
  REQUIRE(lines.size() == 2);
  REQUIRE(lines[0].waiting.none());
  REQUIRE(lines[0].reserved == units(2));
  REQUIRE(lines[1].reserved == units(4));
  const auto again = TakeOther{order("SO-1/1"), order("SO-1/3"), item("GLV"), units(1)};
  REQUIRE(floor.refused(again).place == "line");
  for (const AuditCheck& check : audit(folder / "dock.db").value()) {
    INFO(check.name << ": " << check.detail);
    REQUIRE(check.passed);
  }
}

TEST(who_takes_another_item_for_a_part_lets_the_rest_wait) {
  floor.accepted(Import{{AlternativeRow{item("BRG"), item("GLV"), units(2), false}}});
  floor.accepted(Receive{Units{item("GLV"), units(8), lot("L1"), {}, {}}, place("DOCK-1"), {}, false});
  floor.demand_is({floor.demand("SO-1/1", 10)});
  const auto taken = [](std::int64_t count) {
    return TakeOther{order("SO-1/1"), order("SO-1/2"), item("GLV"), units(count), "on the telephone"};
  };
  REQUIRE(floor.refused(taken(7)).message.find("2 of GLV stand for one of BRG") != std::string::npos);
  REQUIRE(floor.refused(taken(22)).message.find("take at most 20") != std::string::npos);
  floor.accepted(taken(8));
  const auto lines = views->order_lines(order("SO-1/1").document).value();
  REQUIRE(lines[0].waiting == units(6));
  REQUIRE(lines[1].reserved == units(8));
}

TEST(a_customer_who_waits_says_so_and_one_who_does_not_gives_up_what_waits) {
  floor.accepted(floor.receipt(2));
  floor.demand_is({floor.demand("SO-1/1", 6)});
  floor.accepted(CustomerAnswer{order("SO-1/1"), CustomerSays::wait});
  REQUIRE(views->why(order("SO-1/1")).value()->line.waiting == units(4));
  floor.accepted(CustomerAnswer{order("SO-1/1"), CustomerSays::cancel, "found some elsewhere"});
  REQUIRE(views->why(order("SO-1/1")).value()->line.waiting.none());
  REQUIRE(views->why(order("SO-1/1")).value()->line.reserved == units(2));
  REQUIRE(floor.refused(CustomerAnswer{order("SO-9/1"), CustomerSays::wait}).place == "line");
}

TEST(a_wish_of_an_unknown_customer_or_for_a_day_that_is_over_is_refused_by_its_row) {
  const Error nobody = floor.refused(Import{{WishRow{item("BRG"), "NOBODY", units(1), {}}}});
  REQUIRE(nobody.place == "row 1");
  REQUIRE(nobody.message.find("'NOBODY' is not known") != std::string::npos);
  const WishRow good{item("DRL"), "ACME", units(1), {}}, over{item("BRG"), "ACME", units(1), day("2026-11-19")};
  const Error past = floor.refused(Import{{good, over}});
  REQUIRE(past.place == "row 2");
  REQUIRE(past.message.find("over on 2026-11-19") != std::string::npos);
}

TEST(a_wish_is_told_once_when_more_is_free_than_others_wait_for) {
  floor.accepted(Import{{WishRow{item("BRG"), "ACME", units(3), {}}}});
  floor.accepted(Import{{CustomerRow{"BOLT", "Bolt"}, WishRow{item("BRG"), "BOLT", units(1), day("2026-12-31")}}});
  floor.accepted(Import{{WishRow{item("BRG"), "BOLT", units(1), day("2026-11-19")}}});  // ends it
  floor.demand_is({floor.demand("SO-1/1", 10)});
  REQUIRE(told() == Kinds{MessageKind::accepted});
  floor.accepted(floor.receipt(12));
  REQUIRE(told() == Kinds{MessageKind::here});
  floor.accepted(floor.receipt(1));
  const auto letters = post();
  REQUIRE(letters.size() == 1);
  REQUIRE(letters[0].customer == "ACME");
  REQUIRE(letters[0].lines[0].kind == MessageKind::restock);
  REQUIRE(letters[0].lines[0].units == units(3));
  REQUIRE_FALSE(letters[0].lines[0].line);
  sent(letters[0]);
  floor.accepted(floor.receipt(5));
  REQUIRE(told().empty());
  floor.accepted(Import{{WishRow{item("BRG"), "ACME", units(3), {}}}});
  REQUIRE(told().empty());
  days_pass(1);
  floor.accepted(Import{{WishRow{item("BRG"), "ACME", units(4), {}}}});
  REQUIRE(told() == Kinds{MessageKind::restock});
}
