// What consumer law asks of a seller who is late, and what letters and the office hear of it.
#include "tests/support/warehouse/law_fixture.h"

using namespace dockhand;
using namespace dockhand::test;

namespace {

using planning::AgreedDay;
using planning::LegalNotice;
using planning::notice_for;
using planning::Regime;

struct Fixture : LawFixture {};

}  // namespace

TEST(the_agreed_day_is_the_last_one_and_thirty_days_where_none_was_agreed) {
  REQUIRE(last_day(agreed) == day("2026-12-01"));
  REQUIRE(last_day(AgreedDay{day("2026-11-01")}) == day("2026-12-01"));
  for (const Regime regime : {Regime::us, Regime::eu, Regime::uk}) {
    REQUIRE(notice_for(regime, agreed, day("2026-12-01"), day("2026-11-20")) == LegalNotice::none);
  }
}

TEST(in_the_us_silence_agrees_to_the_first_new_day_of_at_most_thirty_days_that_is_said_in_time) {
  const Date today = day("2026-11-20");
  REQUIRE(notice_for(Regime::us, agreed, day("2026-12-31"), today) == LegalNotice::silence);
  REQUIRE(notice_for(Regime::us, agreed, day("2027-01-01"), today) == LegalNotice::agree);
  REQUIRE(notice_for(Regime::us, agreed, {}, today) == LegalNotice::agree);
  REQUIRE(notice_for(Regime::us, agreed, day("2026-12-31"), day("2026-12-02")) == LegalNotice::agree);
  AgreedDay again = agreed;
  again.moved_before = true;
  REQUIRE(notice_for(Regime::us, again, day("2026-12-31"), today) == LegalNotice::agree);
}

TEST(in_the_eu_and_the_uk_a_further_day_may_be_set_and_the_contract_ended_where_the_day_was_essential) {
  AgreedDay essential = agreed;
  essential.essential = true;
  for (const Regime regime : {Regime::eu, Regime::uk}) {
    REQUIRE(notice_for(regime, agreed, day("2027-03-01"), day("2026-11-20")) == LegalNotice::further);
    REQUIRE(notice_for(regime, essential, day("2026-12-02"), day("2026-11-20")) == LegalNotice::end);
    REQUIRE(notice_for(regime, agreed, {}, day("2026-11-20")) == LegalNotice::further);
    REQUIRE(notice_for(regime, essential, {}, day("2026-11-20")) == LegalNotice::end);
  }
}

TEST(who_is_refused_may_end_the_contract_at_once) {
  AgreedDay refused = agreed;
  refused.refused = true;
  for (const Regime regime : {Regime::us, Regime::eu, Regime::uk}) {
    REQUIRE(notice_for(regime, refused, {}, day("2026-11-20")) == LegalNotice::end);
  }
}

TEST(a_letter_about_another_day_says_what_the_regimes_of_the_site_ask_for) {
  site_says({"tell_customers", "law_us", "law_eu", "law_uk"});
  line_waits_until("2026-12-04");
  REQUIRE(post().at(0).law.empty());
  due_is("2026-12-11");
  const auto moved = post();
  REQUIRE(moved.at(0).kind == MessageKind::moved);
  REQUIRE(moved[0].law == "us_silence further");
  due_is("2027-01-20");
  REQUIRE(post().at(0).law == "us_agree further");
}

TEST(the_first_letter_is_late_when_it_names_a_later_day_than_the_office_has_promised) {
  site_says({"tell_customers", "law_us", "law_eu"});
  due_is("2026-11-27");
  floor.demand_is({floor.demand("SO-1/1", 10)});  // promised for the 24th
  REQUIRE(post().at(0).law == "us_silence further");
  due_is("2026-12-04");
  REQUIRE(post().at(0).law == "us_agree further");  // it is late for the second time
  due_is("2027-02-01");
  floor.demand_is({floor.demand("SO-2/1", 10, 2)});
  REQUIRE(post().at(0).law == "us_agree further");
}

TEST(nothing_of_it_is_said_where_the_site_names_no_regime) {
  site_says({"tell_customers"});
  floor.demand_is({floor.demand("SO-1/1", 10)});
  post();
  due_is("2026-12-01");
  REQUIRE(post().at(0).law.empty());
  clock.advance(std::chrono::hours(24));
  REQUIRE(floor.ledger->begin_day().ok());
  REQUIRE(reminders() == 0);
}

TEST(the_office_is_reminded_once_of_a_line_that_has_to_leave_within_a_week) {
  site_says({"law_eu"});
  OrderLineRow late = floor.demand("SO-2/1", 4);
  late.promised = day("2026-12-20");
  floor.demand_is({floor.demand("SO-1/1", 30), late});  // promised for the 24th
  for (int night = 1; night <= 2; ++night) {
    clock.advance(std::chrono::hours(24));
    REQUIRE(floor.ledger->begin_day().ok());
    REQUIRE(reminders() == 1);
  }
}

TEST(units_that_are_reserved_have_to_leave_as_well) {
  site_says({"tell_customers", "law_eu"});
  floor.demand_is({floor.demand("SO-1/1", 10)});  // promised for the 24th
  floor.accepted(floor.receipt(10));
  clock.advance(std::chrono::hours(24));
  REQUIRE(floor.ledger->begin_day().ok());
  REQUIRE(reminders() == 1);
}

TEST(a_day_to_which_the_customer_has_to_agree_is_none_until_he_has) {
  site_says({"tell_customers", "law_us"});
  floor.demand_is({floor.demand("SO-1/1", 10)});
  const Date first = *post().at(0).day;
  due_is("2027-03-01");
  REQUIRE(post().at(0).law == "us_agree");
  while (clock.now().date() <= first) clock.advance(std::chrono::hours(24));
  REQUIRE(floor.ledger->begin_day().ok());
  REQUIRE(said("to be cancelled and paid back") == 1);
  floor.accepted(CustomerAnswer{order("SO-1/1"), CustomerSays::wait});
  REQUIRE(said("to be cancelled and paid back") == 0);
  clock.advance(std::chrono::hours(24));
  REQUIRE(floor.ledger->begin_day().ok());
  REQUIRE(said("to be cancelled and paid back") == 0);
}

TEST(units_are_not_told_to_be_here_after_a_letter_that_they_are_cancelled_unless_their_customer_agrees) {
  site_says({"tell_customers", "law_us"});
  floor.demand_is({floor.demand("SO-1/1", 10)});
  const Date first = *post().at(0).day;
  due_is("2027-03-01");
  REQUIRE(post().at(0).law == "us_agree");
  while (clock.now().date() <= first) clock.advance(std::chrono::hours(24));
  floor.accepted(floor.receipt(10));
  REQUIRE(floor.ledger->begin_day().ok());
  REQUIRE(post().empty());
  REQUIRE(said("to be cancelled and paid back") == 1);
  floor.accepted(CustomerAnswer{order("SO-1/1"), CustomerSays::wait});
  const auto here = post();
  REQUIRE(here.size() == 1);
  REQUIRE(here[0].kind == MessageKind::here);
}

TEST(what_is_to_be_cancelled_does_not_leave_before_its_customer_agrees_or_the_office_closes_the_notice) {
  site_says({"tell_customers", "law_us"});
  floor.demand_is({floor.demand("SO-1/1", 10), floor.demand("SO-11/1", 2)});
  const Date first = *post().at(0).day;
  due_is("2027-03-01");
  REQUIRE(post().at(0).law == "us_agree");
  while (clock.now().date() <= first) clock.advance(std::chrono::hours(24));
  floor.accepted(floor.receipt(12));
  REQUIRE(floor.ledger->begin_day().ok());
  for (const char* line : {"SO-1/1", "SO-11/1"}) {
    const Units picked{item("BRG"), units(1), {}, {}, {}};
    floor.accepted(Pick{order(line), picked, place("DOCK-1"), place("X-01")});
    const Error no = floor.refused(Ship{order(line).document});
    REQUIRE(no.message.find(std::string(line) + " is to be cancelled") == 0);
  }
  floor.accepted(CustomerAnswer{order("SO-11/1"), CustomerSays::wait});
  floor.accepted(Ship{order("SO-11/1").document});
  REQUIRE(floor.refused(Ship{order("SO-1/1").document}).place == "order");
  for (const NoticeView& one : views->notices().value()) floor.accepted(Settle{one.id});
  floor.accepted(Ship{order("SO-1/1").document});
}

TEST(units_that_come_by_the_agreed_day_are_here_though_a_word_was_asked_for) {
  site_says({"tell_customers", "law_us"});
  floor.demand_is({floor.demand("SO-1/1", 10)});
  post();
  due_is("2027-03-01");
  REQUIRE(post().at(0).law == "us_agree");
  floor.accepted(floor.receipt(10));
  REQUIRE(post().at(0).kind == MessageKind::here);
}

TEST(the_office_hears_of_a_letter_that_the_law_asks_for_and_that_reaches_nobody) {
  site_says({"tell_customers", "law_us"});
  line_waits_until("2026-12-18");
  const auto withheld_by = [&](const std::string& channel) {
    for (const Letter& letter : floor.ledger->letters_due({{"smtp", "webhook"}, clock.now(), 0}).value()) {
      if (letter.channel != channel) continue;
      REQUIRE(floor.ledger->letter_tried({letter.id, channel, LetterState::withheld, {}, "no consent"}).ok());
    }
  };
  withheld_by("smtp");
  withheld_by("webhook");
  REQUIRE(said("reached nobody") == 0);  // the law asks for nothing in it
  due_is("2027-03-01");
  withheld_by("smtp");
  REQUIRE(said("reached nobody") == 0);
  withheld_by("webhook");
  REQUIRE(said("reached nobody") == 1);
}

TEST(a_letter_takes_back_what_an_earlier_one_has_refused) {
  site_says({"tell_customers", "law_eu"});
  ItemRow row{item("BRG"), "Bearing", Tracking::none};
  row.ended = true;
  floor.accepted(Import{{row}});
  floor.demand_is({floor.demand("SO-1/1", 30)});
  REQUIRE(post().at(0).kind == MessageKind::cannot);
  floor.accepted(floor.receipt(30));
  const auto here = post();
  REQUIRE(here.at(0).kind == MessageKind::here);
  REQUIRE(here[0].law == "note_again");
}

TEST(a_reminder_ends_when_a_later_day_is_agreed_and_stands_while_the_line_is_late) {
  site_says({"tell_customers", "law_eu"});
  floor.demand_is({floor.demand("SO-1/1", 10)});
  due_is("2026-11-20");
  const Date first = *post().at(0).day;
  while (reminders() == 0) {
    clock.advance(std::chrono::hours(24));
    REQUIRE(floor.ledger->begin_day().ok());
  }
  while (clock.now().date() <= first) clock.advance(std::chrono::hours(24));
  REQUIRE(floor.ledger->begin_day().ok());
  REQUIRE(reminders() == 1);
  due_is("2027-03-01");
  REQUIRE(post().at(0).law == "further");
  clock.advance(std::chrono::hours(24));
  REQUIRE(floor.ledger->begin_day().ok());
  REQUIRE(reminders() == 1);  // the seller's own word binds nobody
  floor.accepted(CustomerAnswer{order("SO-1/1"), CustomerSays::wait});
  clock.advance(std::chrono::hours(24));
  REQUIRE(floor.ledger->begin_day().ok());
  REQUIRE(reminders() == 0);
}

TEST(regimes_that_are_switched_on_one_after_another_remind_once_and_end_with_the_last_one) {
  floor.demand_is({floor.demand("SO-1/1", 30)});  // promised for the 24th
  const auto night = [&] {
    clock.advance(std::chrono::hours(24));
    REQUIRE(floor.ledger->begin_day().ok());
  };
  for (const char* regime : {"law_us", "law_eu", "law_uk"}) {
    site_says({regime});
    night();
    REQUIRE(reminders() == 1);
  }
  for (const char* regime : {"law_us", "law_eu", "law_uk"}) {
    REQUIRE(reminders() == 1);
    floor.accepted(Import{{SiteRow{regime, false}}});
    night();
  }
  REQUIRE(reminders() == 0);
}

TEST(a_reminder_ends_when_its_line_is_cancelled) {
  site_says({"law_eu"});
  floor.demand_is({floor.demand("SO-1/1", 30)});  // promised for the 24th
  clock.advance(std::chrono::hours(24));
  REQUIRE(floor.ledger->begin_day().ok());
  REQUIRE(reminders() == 1);
  floor.accepted(CancelOrder{OrderNumber::parse("SO-1").value()});
  clock.advance(std::chrono::hours(24));
  REQUIRE(floor.ledger->begin_day().ok());
  REQUIRE(reminders() == 0);
}

TEST(a_reminder_that_was_over_is_given_again_when_the_line_waits_again_for_the_same_day) {
  site_says({"law_eu"});
  const auto night = [&] {
    clock.advance(std::chrono::hours(24));
    REQUIRE(floor.ledger->begin_day().ok());
  };
  OrderLineRow line = floor.demand("SO-1/1", 10);  // promised for the 24th
  floor.demand_is({line});
  night();
  REQUIRE(reminders() == 1);
  line.cancelled = units(10);
  floor.demand_is({line});
  night();
  REQUIRE(reminders() == 0);
  line.cancelled = units(0);
  floor.demand_is({line});
  night();
  REQUIRE(reminders() == 1);
}

TEST(a_reminder_that_the_office_has_closed_stays_closed_while_its_line_waits_for_the_same_day) {
  site_says({"law_eu"});
  floor.demand_is({floor.demand("SO-1/1", 10)});
  for (int day = 1; day <= 3; ++day) {
    clock.advance(std::chrono::hours(24));
    REQUIRE(floor.ledger->begin_day().ok());
    REQUIRE(reminders() == (day == 1 ? 1 : 0));
    for (const NoticeView& one : views->notices().value()) floor.accepted(Settle{one.id});
  }
}

TEST(a_letter_that_knows_no_day_refuses_nothing_and_one_that_nobody_brings_it_does) {
  site_says({"tell_customers", "law_eu"});
  floor.demand_is({floor.demand("SO-1/1", 10)});
  post();
  floor.accepted(ClosePurchase{purchase("PO-7/1")});
  const auto unknown = post();
  REQUIRE(unknown.at(0).kind == MessageKind::no_day);
  REQUIRE(unknown[0].law == "further");
  ItemRow row{item("BRG"), "Bearing", Tracking::none};
  row.ended = true;
  floor.accepted(Import{{row}});
  const auto refused = post();
  REQUIRE(refused.at(0).kind == MessageKind::cannot);
  REQUIRE(refused[0].law == "end");
}

TEST(the_office_is_asked_to_cancel_what_cannot_be_had_and_nobody_has_answered_for) {
  site_says({"tell_customers"});
  ItemRow row{item("BRG"), "Bearing", Tracking::none};
  row.ended = true;
  floor.accepted(Import{{row}});
  floor.demand_is({floor.demand("SO-1/1", 30)});
  REQUIRE(post().at(0).kind == MessageKind::cannot);
  for (int night = 1; night <= 9; ++night) {
    clock.advance(std::chrono::hours(24));
    REQUIRE(floor.ledger->begin_day().ok());
    REQUIRE(said("cannot be had") == (night < 7 ? 0 : 1));
  }
}

TEST(the_office_hears_of_a_customer_who_wants_no_more) {
  floor.demand_is({floor.demand("SO-1/1", 10)});
  floor.accepted(CustomerAnswer{order("SO-1/1"), CustomerSays::cancel, "found some elsewhere"});
  REQUIRE(said("found some elsewhere") == 1);
}

TEST(the_office_hears_of_a_customer_who_is_not_satisfied) {
  floor.demand_is({floor.demand("SO-1/1", 10)});
  floor.accepted(CustomerAnswer{order("SO-1/1"), CustomerSays::satisfied, "all well"});
  floor.accepted(CustomerAnswer{order("SO-1/1"), CustomerSays::dissatisfied, "a box is broken"});
  REQUIRE(said("all well") == 0);
  REQUIRE(said("a box is broken") == 1);
}

TEST(who_cancels_in_the_us_has_his_money_back_within_seven_working_days) {
  REQUIRE(planning::refund_by(planning::Regime::us, day("2026-11-20")) == day("2026-12-01"));
  REQUIRE_FALSE(planning::refund_by(planning::Regime::eu, day("2026-11-20")));
  site_says({"law_us", "law_uk"});
  floor.demand_is({floor.demand("SO-1/1", 10)});
  floor.accepted(CustomerAnswer{order("SO-1/1"), CustomerSays::cancel, ""});
  REQUIRE(said("in the US by 2026-12-01") == 1);
  REQUIRE(said("without undue delay") == 1);
}
