// Whoever was told before a hub was there does not read the same once more.
#include <algorithm>

#include "storage/views/views.h"
#include "tests/support/warehouse/warehouse.h"

using namespace dockhand;
using namespace dockhand::test;

namespace {

struct Fixture {
  void setUp() {
    alone.open_warehouse();
    alone.accepted(Import{{SiteRow{"tell_customers", true}}});
    alone.demand_is({alone.demand("SO-1/1", 4), alone.demand("SO-2/1", 3)});
    REQUIRE(post(*alone.ledger).size() == 2);
    clock.advance(std::chrono::hours(48));
  }
  void tearDown() {}

  TemporaryFolder folder;
  ManualClock clock{Instant::parse("2026-11-20T08:00:00Z").value()};  // a Friday
  Floor alone{folder / "a.db", LedgerRole::terminal, clock, "a"};
  std::unique_ptr<Floor> hub;
  std::unique_ptr<Views> views;

  // A hub whose database is new takes all that was booked by the terminal.
  void joins(const std::string& name = "hub.db") {
    hub = std::make_unique<Floor>(folder / name, LedgerRole::hub, clock, "hub");
    views = Views::open(folder / name, clock).value();
    sync();
  }
  void sync() {
    clock.advance(std::chrono::minutes(1));
    for (int rounds = 0; rounds < 3; ++rounds) {
      const Push push = alone.ledger->unacknowledged().value();
      if (!push.events.empty()) REQUIRE(alone.ledger->acknowledged(hub->ledger->accept(push).value()).ok());
      const PullRequest request = alone.ledger->next_pull(clock.now()).value();
      REQUIRE(alone.ledger->apply(hub->ledger->changes_since(request, 1000).value()).ok());
    }
  }
  std::vector<LetterLine> post(Ledger& ledger) {
    clock.advance(std::chrono::minutes(1));
    std::vector<LetterLine> lines;
    for (const Letter& letter : ledger.letters_due({{"file"}, clock.now(), 0}).value()) {
      lines.insert(lines.end(), letter.lines.begin(), letter.lines.end());
      REQUIRE(ledger.letter_tried({letter.id, "file", LetterState::sent}).ok());
    }
    return lines;
  }
  std::ptrdiff_t asked() {
    const auto notices = views->notices().value();
    return std::count_if(notices.begin(), notices.end(), [](const NoticeView& one) {
      return one.notice.detail.find("--retry untold") != std::string::npos;
    });
  }
};

}  // namespace

TEST(who_was_told_by_a_terminal_that_worked_alone_reads_nothing_twice_when_it_joins_a_hub) {
  joins();
  REQUIRE(views->order_lines(order("SO-1/1").document).value().size() == 1);
  REQUIRE(post(*hub->ledger).empty());
  REQUIRE(asked() == 1);
  clock.advance(std::chrono::hours(24));
  REQUIRE(hub->ledger->begin_day().ok());
  REQUIRE(post(*hub->ledger).empty());
}

TEST(what_changes_after_it_has_joined_is_told_by_the_hub) {
  joins();
  alone.accepted(alone.receipt(4));
  sync();
  const auto lines = post(*hub->ledger);
  REQUIRE(lines.size() == 1);
  REQUIRE(lines[0].line == order("SO-1/1"));
  REQUIRE(lines[0].kind == MessageKind::here);
}

TEST(an_order_that_comes_after_the_hub_is_told_as_ever) {
  joins();
  OrderLineRow row = hub->demand("SO-3/1", 2);
  row.ordered_at = clock.now();
  hub->accepted(Import{{row}});
  const auto lines = post(*hub->ledger);
  REQUIRE(lines.size() == 1);
  REQUIRE(lines[0].line == order("SO-3/1"));
  REQUIRE(lines[0].kind == MessageKind::accepted);
}

TEST(another_day_names_none_before_it_that_nobody_here_has_told) {
  joins();
  hub->accepted(Import{{PurchaseLineRow{purchase("PO-7/1"), "SKF", item("BRG"), units(20), day("2027-01-22"), {}}}});
  const auto lines = post(*hub->ledger);
  REQUIRE(lines.size() == 2);
  for (const LetterLine& one : lines) {
    REQUIRE(one.kind == MessageKind::accepted);
    REQUIRE_FALSE(one.was);
  }
}

TEST(who_was_not_told_before_is_told_as_the_office_says) {
  joins();
  REQUIRE(hub->ledger->retry_letters("untold").value() == 2);
  REQUIRE(post(*hub->ledger).size() == 2);
  REQUIRE(hub->ledger->retry_letters("untold").value() == 0);
}

TEST(orders_that_the_office_sends_again_to_a_hub_made_anew_are_no_news_to_their_customers) {
  joins();
  clock.advance(std::chrono::hours(24));
  joins("anew.db");
  hub->open_warehouse();
  hub->accepted(Import{{SiteRow{"tell_customers", true}}});
  OrderLineRow again = hub->demand("SO-9/1", 4);
  again.ordered_at = Instant::parse("2026-11-19T08:00:00Z").value();
  OrderLineRow first = hub->demand("SO-10/1", 4);
  first.ordered_at = clock.now();
  hub->accepted(Import{{again, first}});
  const auto lines = post(*hub->ledger);
  REQUIRE(lines.size() == 1);
  REQUIRE(lines[0].line == order("SO-10/1"));
}
