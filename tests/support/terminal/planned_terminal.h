// A terminal with the demand of forty weeks of a bearing, and the plan that proposes it.
#pragma once

#include <stdexcept>

#include "storage/nightly/plan_thread.h"
#include "tests/support/terminal/terminal_fixture.h"

namespace dockhand::test {

struct PlannedTerminal : Terminal {
  void setUp() {
    Terminal::setUp();
    Import past;
    for (int week = 1; week <= 40; ++week) {
      past.rows.emplace_back(
          PastDemandRow{item("BRG-6205"), Date::from_days(date("2026-11-22").days() - 7 * week), units(20 + week % 3)});
    }
    past.rows.emplace_back(
        SourceRow{item("BRG-6205"), "Nordlager", Price::parse("2.5").value(), units(1), {}, {}, 1, {}});
    office_does(past);
    const auto on_ledger = [&](const std::function<void(Ledger&)>& work) {
      const bool taken = ledger->run([&](Ledger& books) { work(books); });
      ledger->drain();
      return taken;
    };
    REQUIRE(plan_for(file(), date("2026-11-22"), clock.now(), on_ledger).ok());
    settle();
  }
  ProposalRow proposal() const {
    const auto all = PlanningViews::open(file()).value()->proposals().value();
    for (const ProposalRow& one : all) {
      if (one.item == item("BRG-6205")) return one;
    }
    throw std::runtime_error("nothing is proposed");
  }
};

}  // namespace dockhand::test
