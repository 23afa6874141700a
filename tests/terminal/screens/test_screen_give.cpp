// A code that nothing is known by is given to an item at the dock; and how an empty database says how to begin.
#include <fstream>
#include <map>
#include <set>

#include "terminal/people/door.h"
#include "tests/support/terminal/terminal_fixture.h"

using namespace dockhand;
using namespace dockhand::test;

namespace {

constexpr const char* unknown_code = "4000417025005";

struct Fixture : Terminal {
  std::unique_ptr<Door> door;

  void tearDown() {
    app.reset();
    door.reset();
    Terminal::tearDown();
  }
  // Scans the unknown code and chooses the item and the number in one pack.
  void give(std::string_view pack) {
    scan(unknown_code);
    tap("give");
    scan(bearing);
    type(pack);
  }
  std::string item_of(const std::string& code) {
    Scan scanned;
    scanned.symbol.text = code;
    const auto found = views->identify(scanned).value();
    const auto* item = std::get_if<FoundItem>(&found);
    return item == nullptr ? "" : item->item.text() + " " + item->pack.units.text();
  }
  // Books of which nobody has said anything.
  void begin_empty() {
    app.reset();
    ledger.reset();
    views.reset();
    std::filesystem::remove_all(folder);
    std::filesystem::create_directories(folder);
    ledger = std::make_unique<LedgerThread>(Ledger::open(file(), LedgerRole::terminal, clock).value());
    views = Views::open(file(), clock).value();
    start();
    settle();
  }
  // Ada is a supervisor, Bo is not and works here.
  void people_sign_on() {
    std::ofstream(folder / "users.csv")
        << "user,name,badge,role\nada,Ada L.,BADGE-1,supervisor\nbo,Bo K.,BADGE-2,operator\n";
    app.reset();
    door = Door::open(folder / "users.csv", std::chrono::minutes(5)).value();
    REQUIRE(door->pins.set("ada", "111111").ok());
    REQUIRE(door->pins.set("bo", "222222").ok());
    app = std::make_unique<App>(
        *ledger, *views, clock,
        AppSettings{.dock = place("DOCK-1"), .operator_name = person("Nobody"), .door = door.get()}, [] {});
    settle();
    scan("BADGE-2");
    type("222222");
  }
};

}  // namespace

TEST(an_unknown_code_is_given_to_an_item_and_means_it_from_then_on) {
  scan(unknown_code);
  REQUIRE(refused());
  REQUIRE(shows("Not known. Nothing was booked. Give it to an item?"));
  tap("give");
  REQUIRE(shows("Which item has this code?"));
  scan(bearing);
  type("6");
  REQUIRE(shows("is 6 of Bearing 6204-2RS, sealed, BRG-6204?"));
  REQUIRE(item_of("04000417025005").empty());
  tap("give");
  REQUIRE(shows("Known now: 6 of Bearing 6204-2RS, sealed"));
  REQUIRE(item_of("04000417025005") == "BRG-6204 6");
  tap("back");
  scan("PO-7");
  scan(unknown_code);
  REQUIRE(received("PO-7") == 6);
}

TEST(a_code_can_be_given_before_a_purchase_was_chosen) {
  tap("purchases");
  give("12");
  tap("give");
  REQUIRE(item_of("04000417025005") == "BRG-6204 12");
}

TEST(what_was_given_by_mistake_is_undone_on_the_spot) {
  give("6");
  tap("give");
  tap("undo");
  REQUIRE(item_of("04000417025005").empty());
}

TEST(nothing_is_given_without_a_number_or_a_yes) {
  give("0");
  REQUIRE(shows("Nothing was booked"));
  tap("confirm");
  tap("number");
  type("1");
  tap("no");
  REQUIRE(item_of("04000417025005").empty());
}

TEST(a_zero_does_not_drop_the_item_that_was_chosen) {
  give("0");
  REQUIRE(refusal().title == "At least one");
  tap("confirm");
  tap("number");
  type("6");
  REQUIRE(shows("is 6 of Bearing 6204-2RS, sealed"));
}

TEST(where_people_sign_on_only_a_supervisor_gives_a_code) {
  people_sign_on();
  give("6");
  tap("give");
  REQUIRE(shows("A supervisor is needed"));
  REQUIRE(item_of("04000417025005").empty());
  scan("BADGE-1");
  type("111111");
  REQUIRE(item_of("04000417025005") == "BRG-6204 6");
  REQUIRE(views->events(1).value().front().by.text() == "Bo K.");
}

TEST(a_code_is_not_offered_in_the_middle_of_something_else) {
  scan("SO-118");
  scan(unknown_code);
  REQUIRE(refused());
  REQUIRE_FALSE(shows("Give it to an item?"));
}

TEST(at_the_dock_it_is_said_that_a_serial_comes_after_its_item_before_its_code_is_given_away) {
  scan("PO-7");
  scan("SN-0001");
  REQUIRE(shows("A lot or a serial is scanned after its item. Give it to an item?"));
  tap("no");
  tap("back");
  scan("SN-0001");
  REQUIRE(shows("Not known. Nothing was booked. Give it to an item?"));
}

TEST(an_empty_database_says_how_to_begin_and_answers_every_scan_with_it) {
  begin_empty();
  REQUIRE(shows("Load your items:"));
  scan(bearing);
  REQUIRE_FALSE(refused());
  REQUIRE(app->frame().toast);
  REQUIRE(app->frame().toast->text.starts_with("Load your items:"));
  REQUIRE(app->take_sound() == Sound::attention);
}

TEST(a_dock_and_a_lane_that_are_not_known_are_added_after_a_yes) {
  begin_empty();
  REQUIRE_FALSE(shows("Add DOCK-1"));
  office_does(Import{{ItemRow{ItemCode::parse("BRG-6204").value(), "Bearing"}}});
  start();
  REQUIRE(shows("Goods need a dock and orders a lane"));
  tap("add-places");
  REQUIRE(shows("Add DOCK-1 and LANE-1 to the places?"));
  REQUIRE_FALSE(shows("Go on"));
  REQUIRE(views->locations()->empty());
  tap("add-places");
  REQUIRE(toast() == "Known now: DOCK-1 and LANE-1");
  REQUIRE(views->locations()->size() == 2);
  start();
  REQUIRE_FALSE(shows("Add DOCK-1"));
  scan("4000417025005");
  REQUIRE(refused());
}

// People remember the numbers: what comes and goes stands above the others and is counted behind them.
TEST(rows_that_come_and_go_on_the_home_screen_take_no_number_of_another) {
  const auto numbers = [&] {
    std::map<std::string, int> all;
    for (const Row& row : page().rows) all.emplace(row.id, row.number);
    return all;
  };
  begin_empty();
  const auto empty = numbers();
  office_does(Import{{ItemRow{ItemCode::parse("BRG-6204").value(), "Bearing"}}});
  start();
  const auto without_places = numbers();
  tap("add-places");
  tap("add-places");
  start();
  const auto known = numbers();
  REQUIRE((empty.contains("files") && without_places.contains("files") && without_places.contains("add-places")));
  REQUIRE_FALSE(known.contains("files"));
  REQUIRE(known.at("purchases") == 1);
  for (const auto& [row, number] : known) {
    INFO(row);
    REQUIRE(empty.at(row) == number);
    REQUIRE(without_places.at(row) == number);
  }
  for (const auto& all : {empty, without_places, known}) {
    std::set<int> used;
    for (const auto& [row, number] : all) REQUIRE(used.insert(number).second);
    REQUIRE(*used.rbegin() == static_cast<int>(all.size()));
  }
}

TEST(a_house_without_a_lane_is_given_one_of_a_name_that_means_nothing) {
  begin_empty();
  office_does(Import{
      {ItemRow{ItemCode::parse("LANE-1").value(), "Bearing"}, LocationRow{place("DOCK-1"), LocationKind::dock}}});
  start();
  tap("add-places");
  REQUIRE(shows("Add LANE-2 to the places?"));
  tap("back");
  REQUIRE(views->locations()->size() == 1);
  REQUIRE(shows("Add LANE-2"));
}

TEST(an_item_that_was_chosen_is_gone_on_with_after_a_restart) {
  scan(unknown_code);
  tap("give");
  scan(bearing);
  tap("key:6");
  start();
  REQUIRE(shows("Go on: Give"));
  tap("begun:give:04000417025005");
  const auto* pad = std::get_if<KeypadPage>(&app->frame().page);
  REQUIRE(pad != nullptr);
  REQUIRE(pad->typed == "6");
  tap("confirm");
  start();  // while it is asked
  tap("begun:give:04000417025005");
  REQUIRE(shows("Bearing 6204-2RS, sealed"));
  tap("number");
  type("6");
  tap("give");
  REQUIRE(item_of("04000417025005") == "BRG-6204 6");
  REQUIRE(views->jobs()->empty());
}

TEST(an_item_is_not_chosen_any_more_once_its_number_is_left) {
  scan(unknown_code);
  tap("give");
  scan(bearing);
  tap("back");
  REQUIRE(shows("Which item has this code?"));
  REQUIRE(views->jobs()->empty());
}

TEST(a_code_that_has_a_meaning_gets_another_one_only_while_it_is_that) {
  const auto known = [this](std::string_view what, std::int64_t pack) {
    office_does(Import{{BarcodeRow{"04000417025005", item(what), "cs", units(pack)}}, true});
  };
  scan(unknown_code);
  tap("give");
  scan(bearing);
  known("BRG-6205", 3);
  type("6");
  tap("give");
  REQUIRE(shows("04000417025005 means 3 of BRG-6205 already"));
  known("BRG-6205", 4);
  REQUIRE(shows("04000417025005 means 4 of BRG-6205 now. Is it to mean 6 of BRG-6204 all the same?"));
  tap("give");
  REQUIRE(item_of("04000417025005") == "BRG-6204 6");
}

TEST(whether_a_code_is_given_is_answered_by_cards_too) {
  scan(unknown_code);
  scan("NO");
  REQUIRE_FALSE(refused());
  scan(unknown_code);
  scan("YES");
  REQUIRE(shows("Which item has this code?"));
}

TEST(a_card_with_a_number_says_which_cards_answer) {
  scan(unknown_code);
  scan("CHOICE-1");
  REQUIRE(shows("does nothing here. Scan YES or NO first. Nothing was booked."));
  REQUIRE(refused());
}

TEST(a_lot_or_a_serial_that_is_here_is_given_to_no_item) {
  office_does(Receive{Units{item("GLV-L"), units(5), Lot::parse("L1").value(), {}, {}}, place("A-01"), {}, false});
  scan("PO-7");
  scan("L1");  // the label of its item: one of the purchase has come
  REQUIRE_FALSE(refused());
  REQUIRE_FALSE(shows("Give it to an item?"));
  REQUIRE(received("PO-7") == 1);
  scan("GO-HOME");
  scan(bearing);
  scan("L1");
  REQUIRE(shows("GLV-L"));
}
