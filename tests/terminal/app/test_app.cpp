#include <future>
#include <set>

#include "terminal/kit/screen.h"
#include "tests/support/terminal/terminal_fixture.h"

using namespace dockhand;

namespace {
struct Fixture : test::Terminal {};
}  // namespace

TEST(every_file_of_the_screens_has_its_line_in_the_list) {
  std::set<std::string> files;
  for (const auto& entry : std::filesystem::directory_iterator(DOCKHAND_SOURCE_DIR "/terminal/screens")) {
    if (entry.path().extension() == ".cpp") files.insert(entry.path().stem().string());
  }
  std::set<std::string> listed;
  for (std::size_t i = 0; i < screens().size(); ++i) listed.insert(name_of(static_cast<ScreenId>(i)));
  REQUIRE(files == listed);
}

TEST(home_lists_what_can_be_done_with_counts) {
  REQUIRE(shows("Scan anything"));
  REQUIRE(shows("Receive | Goods that arrive | 2"));
  REQUIRE(shows("Backorders | Who waits for stock | 3"));
}

TEST(what_is_scanned_on_home_opens_what_it_is) {
  scan("PO-7");
  REQUIRE(page().instruction.task == "PO-7");
  tap("back");
  scan("SO-118");
  REQUIRE(page().instruction.task == "SO-118");
  tap("back");
  scan("B-12");
  REQUIRE(page().instruction.location == "B-12");
  tap("back");
  scan(bearing);
  REQUIRE(page().instruction.code == "BRG-6204");
}

TEST(an_unknown_code_is_refused_with_what_was_scanned_and_what_was_expected) {
  scan("HELLO-1");
  REQUIRE(refused());
  REQUIRE(refusal().title == "Unknown code");
  REQUIRE(refusal().scanned_code == "HELLO-1");
  REQUIRE_FALSE(refusal().expected_name.empty());
  REQUIRE(shows("Nothing was booked."));
  REQUIRE(app->take_sound() == Sound::refused);
}

TEST(a_wrong_check_digit_is_refused_with_the_reason) {
  const Symbol symbol{.symbology = Symbology::ean13, .text = "5901234123450", .aim = "]E0"};
  app->scan(heard_as({symbol, {}}, site, clock.now().date()));
  settle();
  REQUIRE(refused());
  REQUIRE(shows("check digit"));
  REQUIRE(shows("Nothing was booked."));
}

TEST(a_hostile_code_is_shown_harmlessly) {
  scan("AB\x1b[2J");
  REQUIRE(refused());
  REQUIRE(all().find('\x1b') == std::string::npos);
}

TEST(scans_stay_blocked_while_a_refusal_is_up_and_are_answered_aloud) {
  scan("PO-7");
  scan("HELLO-1");
  app->take_sound();
  scan(other_bearing);  // nobody asks for it here
  REQUIRE(refused());
  REQUIRE(app->take_sound() == Sound::refused);
  REQUIRE(shows("1 scan since: not booked."));
  tap("no");
  REQUIRE_FALSE(refused());
  REQUIRE(received("PO-7") == 0);
  scan(bearing);
  REQUIRE(received("PO-7") == 1);
}

TEST(a_red_page_is_answered_by_the_scan_that_it_asks_for) {
  scan("PO-7");
  scan("HELLO-1");
  REQUIRE(shows("An item of PO-7"));
  scan(bearing);
  REQUIRE_FALSE(refused());
  REQUIRE(received("PO-7") == 1);
  scan(other_bearing);
  REQUIRE(shows("Not on PO-7"));
  scan(bearing);
  REQUIRE(received("PO-7") == 2);
  scan("GO-HOME");
  scan("GO-MOVE");
  scan("HELLO-2");
  REQUIRE(refused());
  scan("DOCK-1");  // the place that it is at
  REQUIRE(toast() == "The red page is closed. Scan again.");
  scan("DOCK-1");
  scan("HELLO-3");
  scan("B-12");  // not an item at the dock
  REQUIRE(refused());
  scan(bearing);
  REQUIRE_FALSE(refused());
}

TEST(a_red_page_is_closed_by_the_lot_that_a_label_waits_for_and_hides_no_booking) {
  scan("PO-8");
  scan(gloves);
  scan(bearing);
  REQUIRE(shows("Finish this label first"));
  scan(other_bearing);
  REQUIRE(refused());
  scan("LOT-7");
  REQUIRE_FALSE(refused());
  REQUIRE(received("PO-8") == 0);
  scan("LOT-7");
  REQUIRE(received("PO-8") == 1);
}

TEST(twenty_fast_scans_are_twenty_units) {
  scan("PO-7");
  for (int i = 0; i < 20; ++i) queue(bearing);
  settle();
  REQUIRE(received("PO-7") == 20);
  REQUIRE(count() == "20/24");
  REQUIRE(views->events(100)->size() == 21);  // with the import
}

TEST(accepted_is_neither_shown_nor_heard_before_the_commit) {
  scan("PO-7");
  std::promise<void> gate;
  auto opened = std::make_shared<std::shared_future<void>>(gate.get_future().share());
  REQUIRE(ledger->run([opened](Ledger&) { opened->wait(); }));
  queue(bearing);
  app->tick();
  REQUIRE_FALSE(app->idle());
  REQUIRE(app->take_sound() == Sound::none);
  REQUIRE_FALSE(app->frame().toast);
  gate.set_value();
  settle();
  REQUIRE(app->take_sound() == Sound::accepted);
  REQUIRE(app->frame().toast->kind == ToastKind::accepted);
}

TEST(a_long_toast_stands_until_it_can_be_read) {
  const std::string words = "Work recovered (Anna K.): 2 of Bearing 6204-2RS, sealed, in hand, from B-12-07-3-LEFT";
  app->warn(words);
  clock.advance(std::chrono::milliseconds(3500));
  app->tick();
  REQUIRE(toast() == words);
  clock.advance(std::chrono::milliseconds(1500));
  app->tick();
  REQUIRE_FALSE(app->frame().toast);
}

TEST(a_toast_that_was_seen_does_not_lie_over_what_is_typed) {
  scan("PO-7");
  scan(bearing);
  REQUIRE(app->frame().toast);
  tap("number");
  REQUIRE_FALSE(app->frame().toast);
  app->warn("This was not asked for");
  REQUIRE(app->frame().toast);
  tap("key:7");
  REQUIRE_FALSE(app->frame().toast);
}

TEST(the_green_frame_fades_and_the_toast_goes) {
  scan("PO-7");
  scan(bearing);
  REQUIRE(app->frame().flash > 0.9F);
  clock.advance(std::chrono::milliseconds(400));
  REQUIRE(app->tick());
  REQUIRE(app->frame().flash == 0);
  REQUIRE(app->frame().toast);
  clock.advance(std::chrono::milliseconds(1700));
  REQUIRE(app->tick());
  REQUIRE_FALSE(app->frame().toast);
  REQUIRE_FALSE(app->tick());
}

TEST(the_status_bar_tells_dock_person_time_and_that_the_hub_is_away) {
  REQUIRE(shows("DOCK-1 · Anna K."));
  REQUIRE(app->frame().status.time == "14:00");
  app->set_hub({.configured = true, .online = false, .offline_since = Instant::parse("2026-11-22T13:02:00Z").value()});
  REQUIRE(shows("Offline since 13:02 · 1 waiting"));
  app->set_hub({.configured = true, .online = true, .offline_since = {}});
  REQUIRE_FALSE(shows("Offline"));
  clock.advance(std::chrono::minutes(1));
  REQUIRE(app->tick());
  REQUIRE(app->frame().status.time == "14:01");
}

TEST(a_change_behind_the_terminal_is_shown) {
  tap("purchases");
  REQUIRE(shows("2 open purchases"));
  office_does(Import{{purchase("PO-9/1", "BRG-6205", 5)}});
  REQUIRE(shows("3 open purchases"));
}

TEST(cards_do_what_buttons_do) {
  scan("PO-7");
  scan(bearing);
  scan("UNDO");
  REQUIRE(received("PO-7") == 0);
  scan("HELLO-1");
  scan("NO");
  REQUIRE_FALSE(refused());
  scan("BACK");
  REQUIRE(shows("Scan anything"));
}

TEST(a_started_again_terminal_uses_no_id_twice) {
  scan("PO-7");
  scan(bearing);
  start();
  scan("PO-7");
  scan(bearing);
  REQUIRE(received("PO-7") == 2);
}

TEST(a_screen_that_is_open_already_is_gone_back_to) {
  scan("PO-7");
  scan("B-12");
  scan("PO-7");
  tap("back");
  REQUIRE(shows("Scan anything"));
}

TEST(a_tap_of_nothing_does_nothing) {
  tap("no such thing");
  tap("");
  REQUIRE(shows("Scan anything"));
}
