// That a day which a customer was told is over at the midnight of the house, and not at that of UTC.
#include <algorithm>
#include <cstdlib>

#include "storage/ledger/ledger.h"
#include "storage/model/house_day.h"
#include "storage/views/views.h"
#include "tests/support/warehouse/warehouse.h"

using namespace dockhand;
using namespace dockhand::test;

namespace {

struct Fixture {
  void setUp() {
    ::setenv("TZ", "PST8PDT,M3.2.0,M11.1.0", 1);  // Los Angeles
    use_days_of(DaysOf::machine);
    floor.open_warehouse();
    Import site;
    site.rows = {SiteRow{"tell_customers", true}, SiteRow{"law_us", true}};
    floor.accepted(site);
  }
  void tearDown() { use_days_of(DaysOf::utc); }

  TemporaryFolder folder;
  ManualClock clock{Instant::parse("2026-11-20T17:00:00Z").value()};  // 9:00 on a Friday
  Floor floor{folder / "dock.db", LedgerRole::hub, clock, "hub"};
  std::unique_ptr<Views> views = Views::open(folder / "dock.db", clock).value();

  void a_line_waits_and_its_units_come() {
    OrderLineRow line = floor.demand("SO-1/1", 10);
    line.promised = told;
    floor.demand_is({line});
    (void)post();
    floor.accepted(floor.receipt(20));
    (void)post();
  }
  void it_is(const std::string& moment) {
    const Instant to = Instant::parse(moment).value();
    while (clock.now() < to) {
      clock.advance(std::min(std::chrono::milliseconds(std::chrono::hours(24)),
                             std::chrono::milliseconds(to.ms - clock.now().ms)));
      REQUIRE(floor.ledger->begin_day().ok());
    }
  }
  std::vector<LetterLine> post() {
    std::vector<LetterLine> lines;
    for (const Letter& letter : floor.ledger->letters_due({{"file"}, clock.now(), 0}).value()) {
      lines.insert(lines.end(), letter.lines.begin(), letter.lines.end());
      REQUIRE(floor.ledger->letter_tried({letter.id, "file", LetterState::sent}).ok());
    }
    return lines;
  }
  bool office_hears_that_it_lies_here() {
    const auto notices = views->notices().value();
    return std::any_of(notices.begin(), notices.end(), [](const NoticeView& one) {
      return one.notice.detail.find("have not left") != std::string::npos &&
             one.notice.detail.find("are here") != std::string::npos;
    });
  }

  const Date told = day("2026-12-01");
};

}  // namespace

TEST(on_the_evening_of_the_told_day_nobody_reads_that_it_is_broken_and_the_goods_may_leave) {
  a_line_waits_and_its_units_come();
  it_is("2026-12-02T00:30:00Z");  // 16:30 on 1 December
  REQUIRE(post().empty());
  REQUIRE_FALSE(office_hears_that_it_lies_here());
  floor.accepted(Pick{order("SO-1/1"), Units{item("BRG"), units(10), {}, {}, {}}, place("DOCK-1"), place("X-01")});
  floor.accepted(Ship{order("SO-1/1").document, {}, "DHL", "1"});
  const auto left = post();
  REQUIRE(left.size() == 1);
  REQUIRE(left[0].kind == MessageKind::shipped);
}

TEST(after_midnight_of_the_house_the_told_day_is_over) {
  a_line_waits_and_its_units_come();
  it_is("2026-12-02T08:30:00Z");  // half past midnight on 2 December
  REQUIRE(office_hears_that_it_lies_here());
}
