// What was asked for, week by week, as it is kept with the books: what counts, and that it outlives its lines.
#include <random>

#include "storage/codec/codec.h"
#include "storage/engine/engine.h"
#include "storage/views/planning_views.h"
#include "tests/support/warehouse/facts_fixture.h"

using namespace dockhand;
using namespace dockhand::test;

namespace {

std::string history_of(const std::filesystem::path& file) {
  auto db = Engine::open(file, Access::read_only).value();
  std::string all;
  for (auto rows = db->query("SELECT item, week, units, lines, largest FROM demand ORDER BY item, week");
       rows.next();) {
    all += rows.text(0) + " " + Date::from_days(static_cast<std::int32_t>(rows.integer(1))).text() + " " +
           rows.text(2) + " " + rows.text(3) + " " + rows.text(4) + "\n";
  }
  return all;
}

// Returns every command that the file has written down, as it was given.
std::vector<Command> commands_in(const std::filesystem::path& file) {
  auto db = Engine::open(file, Access::read_only).value();
  std::vector<Command> commands;
  for (auto rows = db->query("SELECT body FROM event ORDER BY seq"); rows.next();) {
    commands.push_back(decode_body(rows.text(0)).value().command);
  }
  return commands;
}

struct Fixture : FactsFixture {
  std::filesystem::path file() const { return folder / "dock.db"; }
  std::string history() const { return history_of(file()); }
  OrderLineRow asked(const std::string& line, std::int64_t count, const char* at, const char* promised) const {
    OrderLineRow row = demand(line, count, "BRG");
    row.ordered_at = Instant::parse(std::string(at) + "T12:00:00Z").value();
    row.promised = day(promised);
    return row;
  }
  // The office writes it later in this way: so many are not wanted any more.
  void cancelled(OrderLineRow row, std::int64_t count) {
    row.cancelled = units(count);
    floor.demand_is({row});
  }
};

}  // namespace

TEST(what_is_ordered_counts_in_its_week_though_nothing_is_there) {
  floor.demand_is({asked("SO-1/1", 4, "2026-11-09", "2026-11-20"), asked("SO-2/1", 9, "2026-11-15", "2026-11-20"),
                   asked("SO-3/1", 2, "2026-11-16", "2026-11-20")});
  REQUIRE(history() == "BRG 2026-11-09 13 2 9\nBRG 2026-11-16 2 1 2\n");
  require_sound();
}

TEST(what_is_cancelled_at_once_was_never_wanted_and_after_its_day_it_was) {
  const auto early = asked("SO-1/1", 4, "2026-11-21", "2026-11-25");
  const auto late = asked("SO-2/1", 6, "2026-11-09", "2026-11-20");
  floor.demand_is({early, late});
  cancelled(early, 3);
  cancelled(late, 6);
  REQUIRE(history() == "BRG 2026-11-09 6 1 6\nBRG 2026-11-16 1 1 1\n");
  cancelled(early, 4);
  REQUIRE(history() == "BRG 2026-11-09 6 1 6\n");
  require_sound();
}

TEST(who_waited_and_gave_up_before_the_day_had_asked_for_it) {
  const auto waited = asked("SO-1/1", 4, "2026-11-09", "2026-11-25");
  floor.demand_is({waited});
  cancelled(waited, 3);
  REQUIRE(history() == "BRG 2026-11-09 4 1 4\n");
  cancelled(waited, 4);
  REQUIRE(history() == "BRG 2026-11-09 4 1 4\n");
  cancelled(waited, 0);
  REQUIRE(history() == "BRG 2026-11-09 4 1 4\n");
  require_sound();
}

TEST(what_was_there_when_it_was_cancelled_before_its_day_was_never_wanted) {
  floor.accepted(floor.receipt(3));
  const auto served = asked("SO-1/1", 5, "2026-11-09", "2026-11-25");
  floor.demand_is({served});  // two of them wait
  cancelled(served, 5);
  REQUIRE(history() == "BRG 2026-11-09 2 1 2\n");
}

TEST(an_order_that_is_cancelled_whole_counts_by_the_same_rule) {
  floor.demand_is({asked("SO-1/1", 4, "2026-11-21", "2026-11-25"), asked("SO-2/1", 6, "2026-11-09", "2026-11-20")});
  floor.accepted(CancelOrder{OrderNumber::parse("SO-1").value()});
  floor.accepted(CancelOrder{OrderNumber::parse("SO-2").value()});
  REQUIRE(history() == "BRG 2026-11-09 6 1 6\n");
}

TEST(a_line_that_changes_moves_with_its_item_and_its_day) {
  auto line = asked("SO-1/1", 4, "2026-11-09", "2026-11-25");
  floor.demand_is({line, asked("SO-2/1", 3, "2026-11-09", "2026-11-25")});
  line.ordered_at = Instant::parse("2026-11-02T00:00:00Z").value();
  line.ordered = units(5);
  floor.demand_is({line});
  REQUIRE(history() == "BRG 2026-11-02 5 1 5\nBRG 2026-11-09 3 1 3\n");
  line.item = item("GLV");
  floor.demand_is({line});
  REQUIRE(history() == "BRG 2026-11-09 3 1 3\nGLV 2026-11-02 5 1 5\n");
}

TEST(the_largest_of_a_week_is_that_of_the_lines_which_are_left) {
  floor.demand_is({asked("SO-1/1", 4, "2026-11-09", "2026-11-20"), asked("SO-2/1", 9, "2026-11-10", "2026-11-20"),
                   asked("SO-3/1", 9, "2026-11-11", "2026-11-20"), asked("SO-4/1", 2, "2026-11-12", "2026-11-20")});
  REQUIRE(history() == "BRG 2026-11-09 24 4 9\n");
  floor.demand_is({asked("SO-2/1", 9, "2026-11-18", "2026-11-20")});
  REQUIRE(history() == "BRG 2026-11-09 15 3 9\nBRG 2026-11-16 9 1 9\n");
  floor.demand_is({asked("SO-3/1", 9, "2026-11-18", "2026-11-20")});
  REQUIRE(history() == "BRG 2026-11-09 6 2 4\nBRG 2026-11-16 18 2 9\n");
  floor.demand_is({asked("SO-4/1", 2, "2026-11-18", "2026-11-20")});
  REQUIRE(history() == "BRG 2026-11-09 4 1 4\nBRG 2026-11-16 20 3 9\n");
}

TEST(a_one_off_does_not_count_and_what_comes_back_takes_nothing_away) {
  auto once = asked("SO-8/1", 500, "2026-11-09", "2026-11-25");
  once.one_off = true;
  ship_four();
  floor.demand_is({once, asked("SO-2/1", 3, "2026-11-09", "2026-11-25")});
  const std::string before = history();
  REQUIRE(before.find("BRG 2026-11-09 3 1 3\n") != std::string::npos);
  floor.accepted(CustomerReturn{bearings(4), place("DOCK-1"), order("SO-1/1")});
  REQUIRE(history() == before);
}

TEST(an_import_that_is_taken_back_takes_what_it_asked_for_with_it) {
  floor.demand_is({asked("SO-1/1", 4, "2026-11-09", "2026-11-25")});
  const std::string before = history();
  floor.demand_is({asked("SO-1/1", 400, "2026-11-09", "2026-11-25"), asked("SO-9/1", 70, "2026-11-16", "2026-11-25")});
  REQUIRE(history() == "BRG 2026-11-09 400 1 400\nBRG 2026-11-16 70 1 70\n");
  floor.accepted(Undo{CommandId::parse(floor.last_id()).value()});
  REQUIRE(history() == before);
  require_sound();
}

TEST(a_line_counts_again_what_it_counted_for_and_not_what_its_row_would_count_for_today) {
  const auto early = asked("SO-1/1", 4, "2026-11-21", "2026-11-25");
  floor.demand_is({early});
  cancelled(early, 4);
  REQUIRE(history().empty());
  floor.demand_is({asked("SO-1/1", 4, "2026-11-21", "2026-11-20")});
  REQUIRE(history() == "BRG 2026-11-16 4 1 4\n");
  floor.accepted(Undo{CommandId::parse(floor.last_id()).value()});
  REQUIRE(history().empty());
}

TEST(what_the_hub_takes_back_leaves_the_history_of_every_terminal) {
  Floor hub(folder / "hub.db", LedgerRole::hub, clock, "h");
  const auto sync = [&] {
    const PushReply reply = hub.ledger->accept(floor.ledger->unacknowledged().value()).value();
    REQUIRE_FALSE(reply.refusal);
    REQUIRE(floor.ledger->acknowledged(reply).ok());
    const auto changes =
        hub.ledger->changes_since({floor.ledger->writer(), floor.ledger->pull_position().value(), clock.now()}, 10'000);
    REQUIRE(floor.ledger->apply(changes.value()).ok());
  };
  floor.demand_is({asked("SO-1/1", 4, "2026-11-09", "2026-11-25")});
  sync();
  hub.demand_is({asked("SO-1/1", 9, "2026-11-09", "2026-11-25"), asked("SO-2/1", 7, "2026-11-16", "2026-11-25")});
  const CommandId given = CommandId::parse(hub.last_id()).value();
  sync();
  REQUIRE(history() == "BRG 2026-11-09 9 1 9\nBRG 2026-11-16 7 1 7\n");
  hub.accepted(Undo{given});
  sync();
  REQUIRE(history() == "BRG 2026-11-09 4 1 4\n");
  REQUIRE(history_of(folder / "hub.db") == history());
  require_sound();
}

TEST(history_is_read_with_what_was_asked_for_before_the_books_and_nothing_counts_twice) {
  floor.demand_is({asked("SO-1/1", 4, "2026-11-09", "2026-11-25"), asked("SO-2/1", 6, "2026-11-16", "2026-11-25")});
  Import past;
  past.rows = {
      PastDemandRow{item("BRG"), day("2026-11-03"), units(8)}, PastDemandRow{item("BRG"), day("2026-11-05"), units(2)},
      PastDemandRow{item("BRG"), day("2026-11-11"), units(9)}, PastDemandRow{item("BRG"), day("2026-11-17"), units(1)}};
  floor.accepted(past);
  const auto items = PlanningViews::open(file()).value()->demand().value();
  REQUIRE(items.front().item == item("BRG"));
  std::string weeks;
  for (const auto& line : items.front().lines) {
    weeks += line.day.text() + " " + std::to_string(line.units) + " " + std::to_string(line.lines) + "\n";
  }
  REQUIRE(weeks == "2026-11-02 10 2\n2026-11-09 9 1\n2026-11-16 6 1\n");
}

TEST(what_is_wished_for_counts_in_the_week_of_the_wish_until_it_is_ordered) {
  const auto weeks = [&] {
    std::string all;
    const auto items = PlanningViews::open(file()).value()->demand().value();
    for (const auto& line : items.front().lines) {
      all += line.day.text() + " " + std::to_string(line.units) + " " + std::to_string(line.lines) + "\n";
    }
    return all;
  };
  const auto wishes = [&](std::int64_t count, const char* id) {
    Import import;
    import.rows = {WishRow { item("BRG"), "ACME", units(count), day("2026-12-20") }};
    floor.give(id, import);
  };
  floor.demand_is({asked("SO-1/1", 4, "2026-11-09", "2026-11-25")});
  const std::string ordered = "2026-11-09 4 1\n";
  wishes(300, "wish");
  const std::string monday = planning::monday_of(clock.now().date()).text();
  REQUIRE(weeks() == ordered + monday + " 300 1\n");
  clock.advance(std::chrono::hours(24 * 14));
  wishes(40, "less");  // it was a slip; the wish is of its first week still
  REQUIRE(weeks() == ordered + monday + " 40 1\n");
  auto row = demand("SO-2/1", 15, "BRG");
  row.ordered_at = clock.now();
  floor.demand_is({row});
  const std::string later = planning::monday_of(clock.now().date()).text();
  REQUIRE(weeks() == ordered + monday + " 25 1\n" + later + " 15 1\n");
  wishes(0, "none");
  REQUIRE(weeks() == ordered + later + " 15 1\n");
}

TEST(the_history_outlives_the_lines_that_it_was_made_of) {
  floor.demand_is({asked("SO-1/1", 4, "2026-11-09", "2026-11-25")});
  const std::string before = history();
  REQUIRE(Engine::open(file(), Access::read_write).value()->run_script("DELETE FROM order_line;").ok());
  REQUIRE(history() == before);
  require_sound();
}

TEST(the_events_give_the_same_history_again_whatever_the_office_wrote) {
  std::mt19937 random(20261128);
  const auto some = [&](int least, int most) { return least + static_cast<int>(random() % (most - least + 1)); };
  for (int document = 0; document < 80; ++document) {
    if (document > 0 && some(0, 5) == 0) {
      floor.give(Undo{CommandId::parse("t-" + std::to_string(some(2, document))).value()});
      continue;
    }
    const std::string number = "SO-" + std::to_string(some(1, 9));
    if (some(0, 9) == 0) {
      floor.give(CancelOrder{OrderNumber::parse(number).value()});
      continue;
    }
    auto row = demand(number + "/" + std::to_string(some(1, 2)), some(1, 30), some(0, 1) == 0 ? "BRG" : "DRL");
    row.cancelled = units(some(0, 2) == 0 ? some(0, static_cast<int>(row.ordered.units())) : 0);
    row.ordered_at = Instant::parse("2026-11-0" + std::to_string(some(1, 9)) + "T10:00:00Z").value();
    row.promised = day("2026-11-2" + std::to_string(some(0, 9)));
    row.one_off = some(0, 9) == 0;
    Import import;
    import.rows = {row};
    floor.give(import);
  }
  REQUIRE_FALSE(history().empty());
  Floor again(folder / "again.db", LedgerRole::terminal, clock, "again");
  for (const Command& command : commands_in(file())) {
    if (!std::holds_alternative<BeginDay>(command.action)) REQUIRE(again.ledger->execute(command).ok());
  }
  REQUIRE(history_of(folder / "again.db") == history());
  require_sound();
}

TEST(an_order_of_no_known_day_counts_when_it_was_heard_of_and_never_in_the_future) {
  const auto unsaid = [&](const char* promised) {
    OrderLineRow row = asked("SO-1/1", 40, promised, promised);
    row.ordered_at = Instant{std::int64_t{row.promised.days()} * 86'400'000};  // as a file without that column says it
    return row;
  };
  floor.demand_is({unsaid("2027-01-22")});
  REQUIRE(history() == "BRG 2026-11-16 40 1 40\n");
  clock.advance(std::chrono::hours(24 * 30));
  floor.demand_is({unsaid("2027-01-29")});  // it comes again, and is promised later
  REQUIRE(history() == "BRG 2026-11-16 40 1 40\n");
  clock.advance(std::chrono::hours(24 * 90));
  floor.demand_is({unsaid("2027-01-29")});
  REQUIRE(history() == "BRG 2026-11-16 40 1 40\n");
  require_sound();
}

TEST(a_purchase_of_a_thousand_times_what_was_ever_asked_for_is_asked_about) {
  floor.demand_is({asked("SO-1/1", 40, "2026-11-09", "2026-11-25")});
  const auto bought = [](std::int64_t count) {
    return ImportRow(PurchaseLineRow{purchase("PO-77/1"), "SKF", item("BRG"), units(count), day("2026-12-01"), {}, {}});
  };
  floor.accepted(Import{{bought(40'000)}});
  const Error no = floor.refused(Import{{bought(1'000'000'000)}});
  REQUIRE(no.message.find("PO-77/1 says 1000000000 of BRG, where no week asked for more than 40") == 0);
  floor.accepted(Import{{bought(1'000'000'000)}, true});
  floor.accepted(Import{{bought(1'000'000'000)}});  // it is known by now
}
