// A terminal at which an order is picked into a tote: for what is packed, emptied and put back.
#pragma once

#include <cstdint>
#include <string_view>

#include "tests/support/terminal/terminal_fixture.h"

namespace dockhand::test {

struct PickedTote : Terminal {
  static constexpr auto carton = "340123450000000109";

  // SO-118 has 4 bearings in T-01.
  void setUp() {
    Terminal::setUp();
    office_does(Import{{LocationRow{place("T-01"), LocationKind::tote, 511}}});
    office_does(Receive{Units{item("BRG-6204"), units(10), {}, {}, {}}, place("A-01"), {}, false});
    office_does(Pick{OrderLine::parse("SO-118/1").value(), Units{item("BRG-6204"), units(4), {}, {}, {}}, place("A-01"),
                     place("T-01")});
  }
  std::int64_t at(std::string_view where) const { return picked_at("SO-118", where); }
  // Somebody else packs some of what is in the tote.
  void others_pack(std::int64_t quantity, std::string_view into = "340123450000000116") {
    office_does(PackCarton{OrderNumber::parse("SO-118").value(), place("T-01"), Sscc::parse(into).value(),
                           place("X-01"), Units{item("BRG-6204"), units(quantity), {}, {}, {}}});
  }
  void cancel() { office_does(CancelOrder{OrderNumber::parse("SO-118").value()}); }
};

}  // namespace dockhand::test
