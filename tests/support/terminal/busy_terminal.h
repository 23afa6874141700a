// A terminal beside which goods come and go while somebody works.
//
// Decides: which places it has beside those of the terminal's own, and how a count is begun there. Leaves to others:
// the terminal (tests/support/terminal/terminal_fixture.h).
#pragma once

#include "tests/support/terminal/terminal_fixture.h"

namespace dockhand::test {

struct BusyTerminal : Terminal {
  void setUp() {
    Terminal::setUp();
    office_does(Import{{LocationRow{place("A-02"), LocationKind::storage, 120},
                        LocationRow{place("Q-01"), LocationKind::quarantine, 900}}});
  }
  void receive(std::string_view what, std::int64_t quantity, std::string_view at, std::optional<Lot> lot = {}) {
    office_does(Receive{Units{item(what), units(quantity), std::move(lot), {}, {}}, place(at), {}, false});
  }
  static Lot lot(std::string_view text) { return Lot::parse(text).value(); }
  std::int64_t at(std::string_view where) const { return stock(where); }
  std::size_t events() const { return views->events(1000)->size(); }
  void begin_count() {
    receive("BRG-6205", 10, "B-12");
    tap("count");
    scan("B-12");
    for (int i = 0; i < 3; ++i) scan(other_bearing);
  }
};

}  // namespace dockhand::test
