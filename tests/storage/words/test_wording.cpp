#include "storage/model/place_words.h"
#include "storage/words/plan_why.h"
#include "storage/words/plan_words.h"
#include "storage/words/summary.h"
#include "storage/words/wording.h"
#include "tests/support/unity.h"

using namespace dockhand;

namespace {

struct Fixture {
  void setUp() {}
  void tearDown() {}

  static Quantity units(std::int64_t n) { return Quantity::exactly(n); }
  static OrderLine line(const char* text) { return OrderLine::parse(text).value(); }

  static Explanation claim(const char* for_line, std::int64_t waiting, std::int64_t granted,
                           Rule rule = Rule::in_rank) {
    const Rank rank{false,
                    OrderClass::redistribute,
                    1,
                    Date::parse("2026-11-20").value(),
                    Instant::parse("2026-11-02T08:00:00Z").value(),
                    line(for_line)};
    return {rank, "Acme", rule, 1, units(waiting), units(granted), std::nullopt};
  }
  static Accepted accepted(std::int64_t quantity, std::vector<Explanation> claims, std::int64_t free) {
    return {CommandId::parse("r1").value(), 1, false, units(quantity), std::move(claims), units(free), {}};
  }
  static Notice notice(NoticeKind kind) {
    Notice notice;
    notice.kind = kind;
    notice.item = ItemCode::parse("BRG-6204").value();
    notice.line = line("SO-17/1");
    notice.place = LocationCode::parse("X-02").value();
    notice.quantity = units(2);
    return notice;
  }
};

}  // namespace

TEST(a_claim_in_rank_says_rank_and_result_and_who_came_next) {
  auto explanation = claim("SO-118/1", 4, 4);
  explanation.next = line("SO-131/1");
  REQUIRE(sentence(explanation) ==
          "Rank 1: priority 1, promised 2026-11-20, ordered 2026-11-02. Got 4 of 4 waiting. Next: SO-131/1.");
}

TEST(a_line_that_got_nothing_is_told_why) {
  REQUIRE(sentence(claim("SO-1/1", 6, 0)).find("Got none of 6: others came first.") != std::string::npos);
  REQUIRE(sentence(claim("SO-1/1", 6, 0, Rule::waits_for_whole)).find("only sent whole") != std::string::npos);
}

TEST(every_rule_has_its_own_words) {
  REQUIRE(sentence(claim("SO-1/1", 6, 6, Rule::hard_peg)).find("Bought for this order. Got 6 of 6") == 0);
  REQUIRE(sentence(claim("SO-1/1", 6, 2, Rule::kept_for_whole)) ==
          "Bought for this order. Got 2 of 6 waiting, kept for it: it is only sent whole, and picked when the rest is "
          "here.");
  REQUIRE(sentence(claim("SO-1/1", 6, 6, Rule::as_decided)).find("kept") != std::string::npos);
  REQUIRE(sentence(claim("SO-1/1", 6, 6, Rule::by_hand)).find("by hand") != std::string::npos);
}

TEST(a_headline_shows_who_gets_what_and_what_stays) {
  REQUIRE(headline(accepted(12, {claim("SO-118/1", 4, 4), claim("SO-131/2", 3, 3)}, 5)) ==
          "7 of 12 -> SO-118 (4), SO-131 (3); 5 -> stock");
  REQUIRE(headline(accepted(12, {}, 12)) == "12 -> stock");
  REQUIRE(headline(accepted(12, {}, 12), "A-03") == "12 -> A-03");
  REQUIRE(headline(accepted(4, {claim("SO-1/1", 9, 4)}, 0)) == "4 of 4 -> SO-1 (4)");
  REQUIRE(headline(accepted(4, {}, 0)) == "4 done");
}

TEST(the_parts_of_a_headline_sum_to_its_whole_also_when_units_of_elsewhere_were_given) {
  REQUIRE(headline(accepted(40, {claim("SO-1/1", 35, 35)}, 15)) ==
          "35 of 50 (10 from stock) -> SO-1 (35); 15 -> stock");
  REQUIRE(headline(accepted(40, {claim("SO-1/1", 35, 35)}, 5)) == "35 of 40 -> SO-1 (35); 5 -> stock");
}

TEST(what_came_is_told_from_what_was_given_with_it_from_elsewhere) {
  REQUIRE(headline(accepted(1, {claim("SO-138/1", 2, 2)}, 0)) == "2 of 2 (1 from stock) -> SO-138 (2)");
  REQUIRE(headline(accepted(0, {claim("SO-138/1", 2, 2)}, 0)) == "2 -> SO-138 (2)");
}

TEST(a_headline_names_an_order_once_and_leaves_out_those_that_got_nothing) {
  REQUIRE(headline(accepted(9, {claim("SO-1/1", 4, 4), claim("SO-2/1", 9, 0), claim("SO-1/2", 3, 3)}, 2)) ==
          "7 of 9 -> SO-1 (7); 2 -> stock");
}

TEST(a_headline_of_many_orders_stays_short) {
  std::vector<Explanation> claims;
  for (int i = 1; i <= 9; ++i) claims.push_back(claim(("SO-" + std::to_string(i) + "/1").c_str(), 1, 1));
  REQUIRE(headline(accepted(9, claims, 0)) == "9 of 9 -> SO-1 (1), SO-2 (1), SO-3 (1), SO-4 (1) and 5 more");
}

TEST(every_notice_says_what_to_do) {
  auto moved = notice(NoticeKind::claim_moved);
  REQUIRE(sentence(moved) == "2 of SO-17/1 went to another dock: these units are free now");
  moved.instead = {{line("SO-22/1"), units(2)}};
  REQUIRE(sentence(moved) == "2 of SO-17/1 went to another dock: relabel for SO-22/1 (2)");
  REQUIRE(sentence(notice(NoticeKind::bring_back)) == "SO-17/1 needs no more: bring back 2 BRG-6204 from X-02");
  REQUIRE(sentence(notice(NoticeKind::count_place)) == "Count BRG-6204 at X-02: the books are 2 off");
  REQUIRE(sentence(notice(NoticeKind::over_received)) == "2 BRG-6204 more than expected arrived at X-02");
  REQUIRE(sentence(Notice{}) == "The office is needed");
  Notice reminder;  // which no scan brought about
  reminder.line = line("SO-22/1");
  REQUIRE(sentence(reminder) == "The office is needed for SO-22/1");
}

TEST(a_detail_from_elsewhere_cannot_harm_the_screen) {
  Notice hostile;
  hostile.detail = "line\n\x1b[2J";
  REQUIRE(sentence(hostile) == "The office is needed. Line\\x0a\\x1b[2J");
}

TEST(a_line_that_lost_its_units_is_told_who_has_them) {
  auto lost = claim("SO-17/1", 4, 0, Rule::gave_way);
  REQUIRE(sentence(lost) ==
          "Only reserved, not picked: priority 1, promised 2026-11-20, ordered 2026-11-02. Lost 4. Now free stock.");
  lost.next = line("SO-22/1");
  lost.rank.order_class = OrderClass::fill;
  REQUIRE(sentence(lost).find("class fill, priority 1") != std::string::npos);
  REQUIRE(sentence(lost).find("Lost 4. Now with SO-22/1.") != std::string::npos);
  auto told = notice(NoticeKind::outranked);
  told.instead = {{line("SO-22/1"), units(2)}};
  REQUIRE(sentence(told) == "2 BRG-6204 at X-02 no longer for SO-17/1: relabel for SO-22/1 (2)");
}

TEST(every_policy_that_holds_a_line_back_is_said) {
  REQUIRE(sentence(claim("SO-1/1", 9, 3, Rule::fair_share)).find("Got 3 of 9 waiting: no order gets more") !=
          std::string::npos);
  REQUIRE(sentence(claim("SO-1/1", 9, 0, Rule::safety_stock)).find("safety stock") != std::string::npos);
  REQUIRE(sentence(claim("SO-1/1", 9, 0, Rule::waits_for_pack)).find("whole packs") != std::string::npos);
  REQUIRE(sentence(claim("SO-1/1", 9, 0, Rule::waits_for_lot)).find("no other lot fits") != std::string::npos);
  REQUIRE(sentence(claim("SO-1/1", 9, 9, Rule::by_class)).find("reserved for a lower class") != std::string::npos);
  REQUIRE(sentence(claim("SO-1/1", 9, 9, Rule::completes_order)).find("completes the order") != std::string::npos);
}

TEST(the_terms_of_a_line_are_said_in_words) {
  REQUIRE(sentence(Terms{}).empty());
  const auto said = parse_policies("partial=no whole_order=yes release_on=2026-12-01 multiple=12").value();
  REQUIRE(sentence(terms_of(said, {}, {})) ==
          "the line only whole; the order only whole, from 2026-12-01 on as it is; in packs of 12");
}

TEST(an_account_has_words_and_a_place_its_own_code) {
  for (const char* one : {account::supplier, account::customer, account::adjustment, account::suspense,
                          account::returned, account::lost}) {
    INFO(one);
    REQUIRE(place_in_words(one).find('@') == std::string::npos);
    REQUIRE(standing_in_words(one).find('@') == std::string::npos);
  }
  REQUIRE(place_in_words("A-01") == "A-01");
  REQUIRE(standing_in_words("A-01") == "stands at A-01");
  REQUIRE(standing_in_words("@lost") == "was said to be gone");
}

TEST(a_day_that_was_found_long_ago_and_is_over_is_said_to_be_over) {
  const auto day = [](const char* text) { return Date::parse(text).value(); };
  const Promise found{day("2026-12-03"), day("2026-12-07"), 620, true, Instant::parse("2026-12-01T08:00:00Z").value()};
  const auto said = [&](const char* today) {
    return sentence(std::optional(found), ItemState::backorder, day("2026-12-02"), day(today));
  };
  REQUIRE(said("2026-12-01") == "expected 2026-12-03 if ordered today, 9 in 10 by 2026-12-07, 62 % by 2026-12-02");
  REQUIRE(said("2026-12-05") ==
          "had been expected 2026-12-03 if ordered then, 9 in 10 by 2026-12-07, as of 2026-12-01");
  REQUIRE(said("2026-12-09") == "had been expected 2026-12-03 if ordered then, as of 2026-12-01");
}

TEST(what_was_told_of_a_line_that_its_customer_has_cancelled_since_says_so) {
  CustomerKnows knows{CustomerKnows::Told::here};
  knows.last = LetterLine{MessageKind::accepted, line("SO-1/1"), ItemCode::parse("BRG").value(), {}, units(4)};
  knows.last->day = Date::parse("2026-12-04").value();
  knows.at = Instant::parse("2026-11-20T08:00:00Z").value();
  knows.state = "sent";
  REQUIRE(sentence(knows, Date::parse("2026-11-21").value()) == "told 2026-11-20 that it leaves by 2026-12-04");
  knows.ended_since = true;
  REQUIRE(sentence(knows, Date::parse("2026-11-21").value()) ==
          "told 2026-11-20 that it leaves by 2026-12-04; not wanted any more since then");
}

TEST(what_is_taken_instead_is_one_plain_sentence) {
  REQUIRE(summary(TakeOther{line("S2/1"), line("S2/2"), ItemCode::parse("DRL").value(), units(4)}) ==
          "S2/1 takes 4 of DRL instead, as S2/2");
}

TEST(the_why_of_a_level_says_that_its_supplier_is_late) {
  REQUIRE(dockhand::sentence(LevelWhy{31, 22, 9, "Nordlager", 3, 12}) ==
          "31 = 22 expected in 9 days + 9 because demand is not sure and Nordlager was late 3 of 12 times");
  REQUIRE(dockhand::sentence(LevelWhy{8, 8, 43, "Nordlager", 6, 6}) ==
          "8 = 8 expected in 43 days, as Nordlager was late 6 of 6 times");
  REQUIRE(dockhand::sentence(LevelWhy{8, 8, 43, "Nordlager", 0, 6}) == "8 = 8 expected in 43 days");
  REQUIRE(dockhand::sentence(LevelWhy{500, 0, 0, "", 0, 0}) == "500 because somebody has said that 500 are kept");
  REQUIRE(dockhand::sentence(LevelWhy{}) == "0, as no more of it is bought");
  ProposalRow heard{"BRG@2026-11-30", ItemCode::parse("BRG").value()};
  heard.quantity = 280;
  REQUIRE(reason(heard) == "whoever ordered it had a plan that is not here");
  REQUIRE(quantity_why(heard, {}, {}).empty());
}

TEST(what_may_have_run_out_long_ago_does_not_run_out_today) {
  const Date today = Date::parse("2026-11-30").value();
  REQUIRE(lasts(Date::from_days(today.days() + 2), today) == "lasts 2 days, runs out on 2026-12-02");
  REQUIRE(lasts(today, today) == "lasts no longer than today");
  REQUIRE(lasts(Date::from_days(today.days() - 1), today) == "should have run out by 2026-11-29");
}

TEST(a_proposal_says_who_waits_and_what_no_order_reaches_in_time) {
  const Date today = Date::parse("2026-11-30").value();
  ProposalRow row{"BRG@2026-11-30", ItemCode::parse("BRG").value()};
  row.saves = 12'000;
  row.lines = 3'000;
  row.why.days = 21;
  row.runs_out = Date::parse("2026-12-14").value();
  REQUIRE(prevented(row, today) == "3 lines with 12 units would wait; nothing is there for them until more comes");
  row.free = 5;
  REQUIRE(prevented(row, today) == "3 lines with 12 units would wait, the first on 2026-12-14");
  row.runs_out = Date::parse("2026-12-13").value();
  REQUIRE(prevented(row, today) == "3 lines with 12 units would wait; it runs out on 2026-12-13, before more can come");
  row.coming = 5;
  REQUIRE(prevented(row, today) ==
          "3 lines with 12 units would wait; what is here runs out on 2026-12-13, and what is coming is not enough");
  row.free = -5;
  REQUIRE(prevented(row, today) == "3 lines with 12 units wait, or would wait");
  row.saves = 400;
  REQUIRE(prevented(row, today) == "hardly anybody would wait yet");
}
