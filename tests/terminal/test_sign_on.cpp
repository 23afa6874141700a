// Signing on, handing over, signing off, and what a supervisor allows on the spot.
#include <fstream>

#include "terminal/people/door.h"
#include "tests/support/terminal_fixture.h"

using namespace dockhand;
using namespace dockhand::test;

namespace {

struct Fixture : Terminal {
  std::unique_ptr<Door> door;

  void setUp() {
    Terminal::setUp();
    std::ofstream(folder / "users.csv") << "user,name,badge,role\n"
                                           "ada,Ada L.,BADGE-1,supervisor\n"
                                           "bo,Bo K.,BADGE-2,operator\n"
                                           "cy,Cy M.,BADGE-3,operator\n";
    open_door();
    REQUIRE(door->pins.set("ada", "111111").ok());
    REQUIRE(door->pins.set("bo", "222222").ok());
  }

  // Also what happens when the program was ended and started again.
  void open_door() {
    app.reset();
    door = Door::open(folder / "users.csv", std::chrono::minutes(5)).value();
    app = std::make_unique<App>(
        *ledger, *views, clock,
        AppSettings{
            .dock = place("DOCK-1"), .operator_name = person("Nobody"), .scanners = nullptr, .door = door.get()},
        [] {});
    settle();
  }
  void pin(std::string_view digits) {
    for (const char digit : digits) tap(std::string("key:") + digit);
    tap("confirm");
  }
  void sign_on(std::string_view badge, std::string_view digits) {
    scan(badge);
    pin(digits);
  }
  std::string who() const { return app->frame().status.place_and_person; }
  std::string last_by() const { return views->events(1).value().front().by.text(); }
  std::string last_allowed_by() const {
    const auto supervisor = views->deeds("").value().front().command.allowed_by;
    return supervisor ? supervisor->text() : "";
  }
};

}  // namespace

TEST(nothing_can_be_done_before_somebody_signs_on) {
  REQUIRE(shows("Who works here?"));
  scan("PO-7");
  scan(bearing);
  scan("GO-PURCHASES");
  REQUIRE(shows("Who works here?"));
  REQUIRE(received("PO-7") == 0);
  REQUIRE(app->take_sound() == Sound::refused);
}

TEST(badge_and_pin_let_a_person_in_whose_name_every_event_has) {
  sign_on("BADGE-2", "222222");
  REQUIRE(who() == "DOCK-1 · Bo K.");
  scan("PO-7");
  scan(bearing);
  REQUIRE(last_by() == "Bo K.");
}

TEST(a_person_without_a_badge_at_hand_is_chosen_by_touch_and_a_pin_by_cards) {
  tap("user:bo");
  for (int i = 0; i < 6; ++i) scan("DIGIT-2");
  scan("OK");
  REQUIRE(who() == "DOCK-1 · Bo K.");
}

TEST(a_wrong_pin_says_so_and_too_many_lock_the_badge_over_a_restart) {
  for (int i = 0; i < Pins::free_tries; ++i) sign_on("BADGE-2", "000000");
  REQUIRE(shows("locked until"));
  open_door();
  scan("BADGE-2");
  REQUIRE(shows("locked until"));
  clock.advance(std::chrono::minutes(2));
  sign_on("BADGE-2", "222222");
  REQUIRE(who() == "DOCK-1 · Bo K.");
}

TEST(a_pin_is_never_seen) {
  scan("BADGE-2");
  for (const char* key : {"key:1", "key:2", "key:3"}) tap(key);
  REQUIRE(std::get<KeypadPage>(app->frame().page).typed == "***");
  tap("confirm");
  REQUIRE(shows("A PIN has six digits."));
}

TEST(a_first_pin_is_chosen_with_a_supervisor_beside) {
  scan("BADGE-3");
  REQUIRE(shows("A supervisor is needed"));
  scan("BADGE-2");  // no supervisor
  REQUIRE(shows("is no supervisor"));
  sign_on("BADGE-1", "111111");
  pin("333333");
  pin("333334");
  REQUIRE(shows("not the same"));
  pin("333333");
  pin("333333");
  REQUIRE(who() == "DOCK-1 · Cy M.");
  open_door();
  sign_on("BADGE-3", "333333");
  REQUIRE(who() == "DOCK-1 · Cy M.");
}

TEST(two_pins_that_were_not_the_same_are_forgotten_with_the_next_try) {
  scan("BADGE-3");
  sign_on("BADGE-1", "111111");
  pin("333333");
  pin("333334");
  REQUIRE(shows("The two were not the same."));
  pin("333333");
  REQUIRE_FALSE(shows("The two were not the same."));
}

TEST(how_many_wrong_pins_are_left_is_said) {
  sign_on("BADGE-2", "000000");
  REQUIRE(shows("Wrong PIN. 4 tries left."));
  for (int i = 0; i < 3; ++i) pin("000000");
  REQUIRE(shows("Wrong PIN. 1 try left."));
}

TEST(a_forgotten_pin_is_chosen_anew_with_a_supervisor_beside_also_while_the_badge_is_locked) {
  for (int i = 0; i < Pins::free_tries; ++i) sign_on("BADGE-2", "000000");
  REQUIRE(shows("locked until"));
  tap("forgotten");
  REQUIRE(shows("Another PIN for Bo K."));
  scan("BADGE-3");
  REQUIRE(shows("Cy M. is no supervisor."));
  sign_on("BADGE-1", "111111");
  pin("555555");
  pin("555555");
  REQUIRE(who() == "DOCK-1 · Bo K.");
  open_door();
  sign_on("BADGE-2", "222222");
  REQUIRE(shows("Wrong PIN"));
  pin("555555");
  REQUIRE(who() == "DOCK-1 · Bo K.");
}

TEST(on_the_first_morning_whoever_comes_first_is_told_that_a_supervisor_signs_on_first) {
  std::filesystem::remove(folder / "pins.json");
  open_door();
  tap("user:bo");
  REQUIRE(shows("There is no PIN yet. Go back: a supervisor signs on here first."));
  tap("user:ada");
  REQUIRE(shows("Ada L. has no PIN yet. Go back: Ada L. signs on first."));
  REQUIRE(shows("[Back]"));
  tap("back");
  REQUIRE(shows("Who works here?"));
  tap("user:ada");
  REQUIRE(shows("Choose a PIN of six digits"));
}

TEST(the_help_lies_over_signing_on_too) {
  scan("HELP");
  REQUIRE(shows("Scan your badge, or tap your name"));
  scan("HELP");
  REQUIRE(shows("Who works here?"));
  scan("BADGE-2");
  tap("help");
  REQUIRE(shows("DIGIT-1"));
  tap("back");
  REQUIRE(shows("Bo K."));
  pin("222222");
  REQUIRE(who() == "DOCK-1 · Bo K.");
}

TEST(the_first_supervisor_of_a_terminal_chooses_a_pin_alone) {
  std::filesystem::remove(folder / "pins.json");
  open_door();
  sign_on("BADGE-1", "444444");
  pin("444444");
  REQUIRE(who() == "DOCK-1 · Ada L.");
}

TEST(a_job_is_handed_over_in_its_middle) {
  sign_on("BADGE-2", "222222");
  scan("GO-COUNT");
  scan("B-12");
  scan(bearing);
  scan("BADGE-1");
  REQUIRE(shows("Ada L."));
  pin("111111");
  REQUIRE(who() == "DOCK-1 · Ada L.");
  REQUIRE(page().rows.size() == 1);  // what Bo has counted
  tap("done");
  REQUIRE(last_by() == "Ada L.");
}

TEST(what_somebody_else_has_booked_here_is_taken_back_after_a_question_only) {
  sign_on("BADGE-2", "222222");
  scan("PO-7");
  scan(bearing);
  sign_on("BADGE-1", "111111");
  scan("UNDO");
  REQUIRE(shows("Bo K. has booked this. Undo it: 1 of BRG-6204 received at DOCK-1 for PO-7/1?"));
  scan("NO");
  REQUIRE(received("PO-7") == 1);
  scan(bearing);
  scan("UNDO");
  REQUIRE(received("PO-7") == 1);  // her own goes at once
  scan("UNDO");
  scan("YES");
  REQUIRE(received("PO-7") == 0);
}

TEST(what_a_supervisor_has_booked_here_is_taken_back_by_others_after_a_question_only) {
  sign_on("BADGE-1", "111111");
  scan("PO-7");
  scan(bearing);
  sign_on("BADGE-2", "222222");
  scan("UNDO");
  REQUIRE(shows("Ada L. has booked this. Undo it: 1 of BRG-6204 received at DOCK-1 for PO-7/1?"));
  scan("NO");
  REQUIRE(received("PO-7") == 1);
  scan("UNDO");
  scan("YES");
  REQUIRE(received("PO-7") == 0);
}

TEST(a_hand_over_that_is_not_finished_leaves_who_was_there) {
  sign_on("BADGE-2", "222222");
  scan("BADGE-1");
  tap("back");
  REQUIRE(who() == "DOCK-1 · Bo K.");
}

TEST(who_walks_away_is_signed_off_and_what_was_begun_is_kept) {
  sign_on("BADGE-2", "222222");
  scan("GO-COUNT");
  scan("B-12");
  scan(bearing);
  clock.advance(std::chrono::minutes(5));
  settle();
  REQUIRE(shows("Who works here?"));
  REQUIRE(shows("What was begun is kept."));
  sign_on("BADGE-2", "222222");
  REQUIRE(page().rows.size() == 1);
}

TEST(somebody_signs_off_at_the_home_screen) {
  sign_on("BADGE-2", "222222");
  tap("sign_off");
  REQUIRE(shows("Who works here?"));
  REQUIRE(who() == "DOCK-1");
}

TEST(too_many_arrived_needs_a_supervisors_badge_on_the_spot) {
  sign_on("BADGE-2", "222222");
  scan("PO-7");
  scan(bearing);
  tap("number");
  type("30");
  tap("over");
  REQUIRE(shows("A supervisor is needed"));
  REQUIRE(received("PO-7") == 1);
  sign_on("BADGE-1", "111111");
  REQUIRE(received("PO-7") == 30);
  REQUIRE(last_by() == "Bo K.");
  REQUIRE(last_allowed_by() == "Ada L.");
  REQUIRE(who() == "DOCK-1 · Bo K.");
  tap("undo");
  REQUIRE(received("PO-7") == 1);
  REQUIRE(last_by() == "Bo K.");
}

TEST(what_a_supervisor_has_allowed_is_the_work_of_who_did_it_also_after_a_restart) {
  sign_on("BADGE-2", "222222");
  scan("PO-7");
  scan(bearing);
  tap("number");
  type("30");
  tap("over");
  sign_on("BADGE-1", "111111");
  sign_on("BADGE-1", "111111");  // who allowed it has not done it
  scan("GO-TODAY");
  REQUIRE(shows("Nothing was booked here today."));
  scan("UNDO");
  REQUIRE(toast() == "Nothing to undo here");
  open_door();
  sign_on("BADGE-2", "222222");
  scan("GO-TODAY");
  REQUIRE(shows("Bo K., allowed by Ada L."));
  scan("GO-HOME");
  scan("UNDO");
  REQUIRE(shows("Undo this: "));
  scan("YES");
  REQUIRE(received("PO-7") == 1);
}

TEST(today_lists_what_who_works_here_has_done_and_nobody_else) {
  sign_on("BADGE-2", "222222");
  scan("PO-7");
  scan(bearing);
  scan("GO-TODAY");
  REQUIRE(page().rows.size() == 1);
  sign_on("BADGE-1", "111111");
  REQUIRE(shows("Nothing was booked here today."));
  sign_on("BADGE-2", "222222");
  REQUIRE(page().rows.size() == 1);
}

TEST(what_a_supervisor_does_not_allow_is_not_booked) {
  sign_on("BADGE-2", "222222");
  scan("PO-7");
  scan(bearing);
  tap("number");
  type("30");
  tap("over");
  tap("back");
  REQUIRE(received("PO-7") == 1);
  REQUIRE(who() == "DOCK-1 · Bo K.");
}

TEST(a_supervisor_is_asked_by_nobody) {
  sign_on("BADGE-1", "111111");
  scan("PO-7");
  scan(bearing);
  tap("number");
  type("30");
  tap("over");
  REQUIRE(received("PO-7") == 30);
}

TEST(a_manual_claim_needs_a_supervisors_badge_on_the_spot) {
  office_does(Receive{Units{item("BRG-6204"), units(7), {}, {}, {}}, place("DOCK-1"), {}, false});
  office_does(Import{{order("SO-200", "BRG-6204", 2, 9)}});
  sign_on("BADGE-2", "222222");
  tap("backorders");
  tap("SO-200/1");
  tap("claim");
  type("2");
  tap("claim");
  REQUIRE(shows("A supervisor is needed"));
  REQUIRE(shows("Give 2 of Bearing 6204-2RS, sealed to SO-200/1 ahead of all others?"));
  REQUIRE(order_line("SO-200").reserved.none());
  sign_on("BADGE-1", "111111");
  REQUIRE(order_line("SO-200").reserved == units(2));
  REQUIRE(last_by() == "Bo K.");
  REQUIRE(last_allowed_by() == "Ada L.");
}

TEST(an_expiry_date_is_corrected_by_a_supervisor) {
  const Units dated{item("GLV-L"), units(2), Lot::parse("L2").value(), {}, date("2027-01-31")};
  office_does(Receive{dated, place("A-01"), {}, false});
  sign_on("BADGE-2", "222222");
  tap("lots");
  tap("lot:GLV-L|L2");
  tap("expiry");
  for (const char digit : std::string_view("270331")) tap(std::string("type:") + digit);
  tap("confirm");
  tap("correct");
  REQUIRE(shows("A supervisor is needed"));
  sign_on("BADGE-1", "111111");
  REQUIRE(views->lots().value().front().expiry == date("2027-03-31"));
}

TEST(what_was_begun_is_kept_by_anybody_and_thrown_away_by_a_supervisor) {
  sign_on("BADGE-2", "222222");
  scan("GO-COUNT");
  scan("B-12");
  scan(bearing);
  tap("back");
  tap("throw");
  REQUIRE(shows("A supervisor is needed"));
  tap("back");
  REQUIRE(page().rows.size() == 1);
  tap("back");
  tap("throw");
  sign_on("BADGE-1", "111111");
  REQUIRE(shows("Nothing was booked."));
  REQUIRE(page().rows.empty());
}

TEST(how_an_item_is_tracked_is_changed_by_a_supervisor_on_the_spot) {
  sign_on("BADGE-2", "222222");
  scan(other_bearing);
  tap("tracking");
  REQUIRE(shows("Its units are not told apart now. What is right?"));
  tap("lot");
  REQUIRE(shows("A supervisor is needed"));
  sign_on("BADGE-1", "111111");
  REQUIRE(views->item_document(item("BRG-6205")).value()->tracking == Tracking::lot);
  REQUIRE(last_by() == "Bo K.");
}

TEST(a_lone_supervisor_who_has_forgotten_the_pin_starts_anew_without_the_file_of_pins) {
  std::ofstream(folder / "users.csv") << "user,name,badge,role\nada,Ada L.,BADGE-1,supervisor\n";
  std::filesystem::remove(folder / "pins.json");
  open_door();
  scan("BADGE-1");
  REQUIRE(shows("Choose a PIN of six digits"));
  pin("123456");
  pin("123456");
  REQUIRE(who() == "DOCK-1 · Ada L.");
  open_door();
  sign_on("BADGE-1", "123456");
  REQUIRE(who() == "DOCK-1 · Ada L.");
}
