// Which day is agreed, and what follows where the customer has agreed to none.
#include "storage/words/wording.h"
#include "tests/support/warehouse/law_fixture.h"

using namespace dockhand;
using namespace dockhand::test;

namespace {

struct Fixture : LawFixture {};

}  // namespace

TEST(who_is_to_be_cancelled_as_he_has_not_agreed_hears_of_no_further_delay) {
  site_says({"tell_customers", "law_us"});
  floor.demand_is({floor.demand("SO-1/1", 10)});
  const Date first = *post().at(0).day;
  due_is("2027-03-01");
  REQUIRE(post().at(0).law == "us_agree");
  while (clock.now().date() <= first) clock.advance(std::chrono::hours(24));
  REQUIRE(floor.ledger->begin_day().ok());
  due_is("2027-05-03");
  REQUIRE(post().empty());
}

TEST(a_letter_that_reached_nobody_is_agreed_to_by_no_silence_and_its_day_was_never_told) {
  site_says({"tell_customers", "law_us"});
  line_waits_until("2026-12-04");
  const Date first = *post().at(0).day;
  due_is("2026-12-11");
  for (const Letter& letter : floor.ledger->letters_due({{"file"}, clock.now(), 0}).value()) {
    REQUIRE(letter.lines.at(0).law == "us_silence");
    REQUIRE(floor.ledger->letter_tried({letter.id, "file", LetterState::withheld}).ok());
  }
  due_is("2026-12-22");
  const auto moved = post();
  REQUIRE(moved.at(0).was == first);
  REQUIRE(moved[0].law == "us_silence");
}

TEST(who_agrees_to_a_later_day_has_agreed) {
  site_says({"tell_customers", "law_us"});
  floor.demand_is({floor.demand("SO-1/1", 10)});
  const Date first = *post().at(0).day;
  due_is("2027-03-01");
  REQUIRE(post().at(0).law == "us_agree");
  const auto knows = [&] { return sentence(views->why(order("SO-1/1")).value()->knows, clock.now().date()); };
  REQUIRE(knows().ends_with(", has to agree to that, and has not"));
  floor.accepted(CustomerAnswer{order("SO-1/1"), CustomerSays::wait});
  REQUIRE(knows().ends_with(", and has agreed"));
  while (clock.now().date() <= first) clock.advance(std::chrono::hours(24));
  REQUIRE(floor.ledger->begin_day().ok());
  REQUIRE(said("to be cancelled and paid back") == 0);
}

TEST(an_answer_is_to_the_letter_that_was_read_and_one_that_nobody_reads_is_made_once) {
  site_says({"tell_customers", "law_us"});
  floor.demand_is({floor.demand("SO-1/1", 10)});
  const Date first = *post().at(0).day;
  due_is("2027-03-01");
  REQUIRE(post().at(0).law == "us_agree");
  due_is("2027-04-01");
  const auto withhold = [&] {
    std::size_t letters = 0;
    for (const Letter& letter : floor.ledger->letters_due({{"file"}, clock.now(), 0}).value()) {
      REQUIRE(floor.ledger->letter_tried({letter.id, "file", LetterState::withheld}).ok());
      ++letters;
    }
    return letters;
  };
  REQUIRE(withhold() == 1);
  floor.accepted(CustomerAnswer{order("SO-1/1"), CustomerSays::wait});
  while (clock.now().date() <= first) clock.advance(std::chrono::hours(24));
  REQUIRE(floor.ledger->begin_day().ok());
  REQUIRE(said("to be cancelled and paid back") == 0);
}
