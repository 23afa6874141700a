// Orders whose agreed day is over before their customer has had a letter: they need his word, as nothing was said in
// time.
#include "storage/ledger/ledger.h"
#include "storage/planning/promises/law.h"
#include "storage/views/views.h"
#include "tests/support/warehouse/warehouse.h"

using namespace dockhand;
using namespace dockhand::test;

namespace {

struct Fixture {
  void setUp() {
    floor.open_warehouse();
    floor.accepted(Import{{SiteRow{"tell_customers", true}, SiteRow{"law_us", true}}});
    OrderLineRow old = floor.demand("SO-1/1", 4);
    old.ordered_at = Instant::parse("2026-09-01T08:00:00Z").value();
    old.promised = day("2026-10-01");
    floor.demand_is({old});
    clock.advance(std::chrono::minutes(11));
  }
  void tearDown() {}

  TemporaryFolder folder;
  ManualClock clock{Instant::parse("2026-11-20T08:00:00Z").value()};  // a Friday
  Floor floor{folder / "dock.db", LedgerRole::hub, clock, "hub"};
  std::unique_ptr<Views> views = Views::open(folder / "dock.db", clock).value();

  std::vector<LetterLine> post() {
    std::vector<LetterLine> lines;
    for (const Letter& letter : floor.ledger->letters_due({{"file"}, clock.now(), 0}).value()) {
      lines.insert(lines.end(), letter.lines.begin(), letter.lines.end());
      REQUIRE(floor.ledger->letter_tried({letter.id, "file", LetterState::sent}).ok());
    }
    return lines;
  }
  std::size_t said_to_be_cancelled() {
    std::size_t count = 0;
    for (const NoticeView& one : views->notices().value()) {
      count += one.notice.detail.find("by law it is to be cancelled") != std::string::npos ? 1U : 0U;
    }
    return count;
  }
  void day_passes() {
    clock.advance(std::chrono::hours(24));
    REQUIRE(floor.ledger->begin_day().ok());
  }
  void comes_and_is_picked() {
    floor.accepted(floor.receipt(4));
    const Units four{item("BRG"), units(4), {}, {}, {}};
    floor.accepted(Pick{order("SO-1/1"), four, place("DOCK-1"), place("X-01")});
  }
};

}  // namespace

TEST(a_first_letter_after_the_agreed_day_asks_for_the_customers_word_however_soon_the_new_day_is) {
  const auto first = post();
  REQUIRE(first.size() == 1);
  REQUIRE(first[0].kind == MessageKind::accepted);
  REQUIRE(first[0].law == "us_agree");
  REQUIRE(*first[0].day < day("2026-12-20"));
}

TEST(without_his_word_nothing_of_an_old_order_leaves_and_the_office_hears_once_that_it_is_to_be_cancelled) {
  post();
  day_passes();
  day_passes();
  REQUIRE(said_to_be_cancelled() == 1);
  comes_and_is_picked();
  REQUIRE(post().empty());  // it was said to be cancelled unless he agrees
  REQUIRE(floor.refused(Ship{order("SO-1/1").document}).message.find("agreed to no later day") != std::string::npos);
}

TEST(with_his_word_an_old_order_waits_for_the_new_day_and_leaves) {
  post();
  day_passes();
  floor.accepted(CustomerAnswer{order("SO-1/1"), CustomerSays::wait, "on the telephone"});
  REQUIRE(said_to_be_cancelled() == 0);
  comes_and_is_picked();
  clock.advance(std::chrono::minutes(11));
  const auto here = post();
  REQUIRE(here.size() == 1);
  REQUIRE(here[0].kind == MessageKind::here);
  floor.accepted(Ship{order("SO-1/1").document});
}
