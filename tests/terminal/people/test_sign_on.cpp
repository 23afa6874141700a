// Signing on, handing over and signing off.
#include "tests/support/terminal/door_fixture.h"

using namespace dockhand;
using namespace dockhand::test;

namespace {
struct Fixture : SignedOnTerminal {};
}  // namespace

TEST(nothing_can_be_done_before_somebody_signs_on) {
  REQUIRE(shows("Who works here?"));
  scan("PO-7");
  scan(bearing);
  scan("GO-RECEIVE");
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

TEST(a_lock_that_has_ended_is_said_no_longer) {
  for (int i = 0; i < Pins::free_tries; ++i) sign_on("BADGE-2", "000000");
  REQUIRE(shows("Wrong too often: locked until"));
  clock.advance(std::chrono::seconds(61));
  app->tick();
  REQUIRE_FALSE(shows("locked until"));
  REQUIRE(shows("Not locked any more."));
  sign_on("BADGE-2", "000000");
  scan("BACK");
  scan("BADGE-2");
  REQUIRE(shows("is locked until"));
  clock.advance(std::chrono::minutes(3));
  app->tick();
  REQUIRE_FALSE(shows("locked until"));
}

TEST(a_pin_is_never_seen) {
  scan("BADGE-2");
  for (const char* key : {"key:1", "key:2", "key:3"}) tap(key);
  REQUIRE(std::get<KeypadPage>(app->frame().page).typed == "***");
  tap("confirm");
  REQUIRE(shows("A PIN has six digits."));
}

TEST(a_page_of_signing_on_is_secret_and_no_other_page) {
  REQUIRE(app->frame().secret);
  scan("BADGE-3");
  REQUIRE(shows("A supervisor is needed"));
  REQUIRE(app->frame().secret);
  tap("back");
  sign_on("BADGE-2", "222222");
  REQUIRE_FALSE(app->frame().secret);
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

TEST(who_takes_over_is_told_whose_work_goes_on) {
  sign_on("BADGE-2", "222222");
  scan("GO-COUNT");
  scan("B-12");
  scan(bearing);
  sign_on("BADGE-1", "111111");
  REQUIRE(toast() == "Ada L. works here now. Begun by Bo K.: 1 counted at B-12");
  tap("number");
  tap("key:7");
  sign_on("BADGE-2", "222222");
  REQUIRE(toast().empty());  // nothing lies over what is asked
  REQUIRE(
      shows("Begun by Ada L.: Counted at B-12 · Bearing 6204-2RS, sealed: 7 typed and not confirmed. Throw it away?"));
  scan("NO");
  REQUIRE(std::get<KeypadPage>(app->frame().page).typed == "7");
}

TEST(who_began_it_is_named_and_not_who_held_it_last) {
  sign_on("BADGE-2", "222222");
  scan("GO-COUNT");
  scan("B-12");
  scan(bearing);
  sign_on("BADGE-1", "111111");
  sign_on("BADGE-2", "222222");
  REQUIRE(toast() == "Bo K. works here now. You have begun: 1 counted at B-12");
  tap("undo");
  REQUIRE_FALSE(shows("Begun by"));
}

TEST(who_signs_on_first_after_a_restart_is_told_what_was_recovered) {
  sign_on("BADGE-2", "222222");
  scan("GO-COUNT");
  scan("B-12");
  scan(bearing);
  open_door();
  sign_on("BADGE-1", "111111");
  REQUIRE(toast() == "Ada L. works here now. Work recovered (Bo K.): 1 counted at B-12");
}

TEST(a_question_says_who_was_asked_when_somebody_else_takes_over) {
  sign_on("BADGE-1", "111111");
  scan("PO-7");
  for (int i = 0; i < 3; ++i) scan(bearing_case);
  sign_on("BADGE-2", "222222");
  REQUIRE(shows("Begun by Ada L.: PO-7/1 expects 24, 24 were received: 12 too many. Receive anyway?"));
  scan("NO");
  scan(bearing_case);
  REQUIRE(shows("PO-7/1 expects 24, 24 were received"));
  REQUIRE_FALSE(shows("Begun by"));
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

TEST(what_was_booked_before_somebody_has_signed_on_again_is_asked_about_first) {
  sign_on("BADGE-2", "222222");
  scan("PO-7");
  scan(bearing);
  clock.advance(std::chrono::minutes(5));
  app->tick();
  sign_on("BADGE-2", "222222");
  scan("UNDO");
  REQUIRE(shows("Undo this: 1 of BRG-6204 received at DOCK-1 for PO-7/1, 14:00?"));
  scan("NO");
  REQUIRE(received("PO-7") == 1);
}

TEST(a_question_whether_to_undo_is_not_answered_by_who_comes_next) {
  sign_on("BADGE-2", "222222");
  scan("PO-7");
  scan(bearing);
  scan("GO-HOME");
  scan("UNDO");
  REQUIRE(shows("Undo this: "));
  sign_on("BADGE-1", "111111");
  scan("YES");
  REQUIRE(toast() == "Nothing is asked. Nothing was booked.");
  REQUIRE(received("PO-7") == 1);
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

TEST(who_walks_away_while_a_pin_or_a_supervisor_is_asked_for_is_signed_off_too) {
  sign_on("BADGE-2", "222222");
  scan("BADGE-1");  // a hand-over that nobody ends
  clock.advance(std::chrono::minutes(5));
  settle();
  REQUIRE(shows("Who works here?"));
  tap("back");
  REQUIRE(shows("Who works here?"));
  sign_on("BADGE-2", "222222");
  scan("PO-7");
  scan(bearing);
  tap("number");
  type("30");
  tap("over");
  REQUIRE(shows("A supervisor is needed"));
  clock.advance(std::chrono::minutes(5));
  settle();
  REQUIRE(shows("What was begun is kept."));
  sign_on("BADGE-2", "222222");
  REQUIRE(shows("Receive anyway?"));
  REQUIRE(received("PO-7") == 1);
}

TEST(a_pin_that_was_allowed_is_not_chosen_by_whoever_comes_later) {
  scan("BADGE-3");
  sign_on("BADGE-1", "111111");
  REQUIRE(std::get<KeypadPage>(app->frame().page).title == "Choose a PIN of six digits");
  clock.advance(std::chrono::minutes(5));
  settle();
  REQUIRE(shows("Who works here?"));
  REQUIRE_FALSE(door->pins.has("cy"));
}

TEST(who_is_signed_off_is_not_on_the_screen_until_the_clock_shows_another_minute) {
  clock.advance(std::chrono::seconds(30));
  sign_on("BADGE-2", "222222");
  clock.advance(std::chrono::seconds(295));
  settle();
  REQUIRE(who() == "DOCK-1 · Bo K.");
  clock.advance(std::chrono::seconds(5));
  settle();
  REQUIRE(shows("Who works here?"));
}

TEST(somebody_signs_off_at_the_home_screen) {
  sign_on("BADGE-2", "222222");
  tap("sign_off");
  REQUIRE(shows("Who works here?"));
  REQUIRE(who() == "DOCK-1");
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
