// One line that waits, a site whose regimes can be named, and what its customer and the office hear.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "storage/ledger/ledger.h"
#include "storage/planning/promises/law.h"
#include "storage/views/views.h"
#include "tests/support/warehouse/warehouse.h"

namespace dockhand::test {

struct LawFixture {
  void setUp() { floor.open_warehouse(); }
  void tearDown() {}

  TemporaryFolder folder;
  ManualClock clock{Instant::parse("2026-11-20T08:00:00Z").value()};  // a Friday
  Floor floor{folder / "dock.db", LedgerRole::hub, clock, "hub"};
  std::unique_ptr<Views> views = Views::open(folder / "dock.db", clock).value();
  const planning::AgreedDay agreed{day("2026-11-01"), day("2026-12-01")};

  void site_says(std::vector<std::string> settings) {
    Import import;
    for (const std::string& setting : settings) import.rows.emplace_back(SiteRow{setting, true});
    floor.accepted(import);
  }
  // `promised`: the office's own day, which no letter comes after.
  void line_waits_until(const std::string& promised) {
    OrderLineRow line = floor.demand("SO-1/1", 10);
    line.promised = day(promised);
    floor.demand_is({line});
  }
  void due_is(const std::string& on) {
    Import import;
    import.rows = {PurchaseLineRow { purchase("PO-7/1"), "SKF", item("BRG"), units(20), day(on), {} }};
    floor.accepted(import);
  }
  std::vector<LetterLine> post() {
    std::vector<LetterLine> lines;
    for (const Letter& letter : floor.ledger->letters_due({{"file"}, clock.now(), 0}).value()) {
      lines.insert(lines.end(), letter.lines.begin(), letter.lines.end());
      REQUIRE(floor.ledger->letter_tried({letter.id, "file", LetterState::sent}).ok());
    }
    return lines;
  }
  // Notices that say so.
  std::size_t said(const std::string& words) {
    std::size_t count = 0;
    for (const NoticeView& one : views->notices().value()) {
      count += one.notice.detail.find(words) != std::string::npos ? 1U : 0U;
    }
    return count;
  }
  std::size_t reminders() { return said("not advice"); }
};

}  // namespace dockhand::test
