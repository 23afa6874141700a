// Units that leave a reservation: which line is told, of how many, and what became of it.
#include <algorithm>

#include "storage/words/wording.h"
#include "tests/support/warehouse/facts_fixture.h"

using namespace dockhand;
using namespace dockhand::test;

namespace {

struct Fixture : FactsFixture {
  // SO-1/1 has four bearings at DOCK-1 and SO-2/1 two.
  void setUp() {
    FactsFixture::setUp();
    floor.demand_is({floor.demand("SO-1/1", 4, 1), floor.demand("SO-2/1", 2, 5)});
    floor.give("r1", receipt(bearings(6)));
  }
  // "SO-1/1 2" for each line that was told, in order.
  static std::string told(const Accepted& done) {
    std::string text;
    for (const Notice& one : done.notices) {
      if (one.kind == NoticeKind::lost) text += one.line->text() + " " + one.quantity.text() + ";";
    }
    return text;
  }
  static std::string words(const Accepted& done) {
    for (const Notice& one : done.notices) {
      if (one.kind == NoticeKind::lost) return sentence(one);
    }
    return "nobody is told";
  }
  std::string told_by(Action action) { return told(floor.accepted(std::move(action))); }
  std::size_t open_losses() {
    const auto all = views->notices().value();
    return static_cast<std::size_t>(
        std::count_if(all.begin(), all.end(), [](const auto& one) { return one.notice.kind == NoticeKind::lost; }));
  }
  Move aside(std::int64_t count) const { return Move{bearings(count), place("DOCK-1"), place("Q-01"), "wet"}; }
};

}  // namespace

TEST(a_move_to_quarantine_tells_the_lines_that_lose_units_the_lowest_rank_first) {
  const Accepted moved = floor.accepted(aside(3));
  REQUIRE(told(moved) == "SO-1/1 1;SO-2/1 2;");
  REQUIRE(words(moved) == "SO-1/1 lost 1 BRG at DOCK-1 and waits again. 3 of BRG moved from DOCK-1 to Q-01: wet");
  require_sound();
}

TEST(who_is_served_from_elsewhere_at_once_has_lost_nothing) {
  floor.accepted(receipt(bearings(3), "A-01"));
  REQUIRE(told_by(aside(3)).empty());
  REQUIRE(state("SO-1/1") == "0 4 0 0");
  REQUIRE(state("SO-2/1") == "0 2 0 0");
}

TEST(why_tells_the_loser_as_well) {
  floor.accepted(aside(2));
  const Why why = views->why(order("SO-2/1")).value().value();
  REQUIRE(why.decisions.back().explanation.rule == Rule::taken_away);
  REQUIRE(sentence(why.decisions.back().explanation) == "Was reserved for it, and is not any more. Lost 2.");
}

TEST(counts_and_adjustments_downwards_tell_the_loser) {
  REQUIRE(told_by(Count{bearings(5), place("DOCK-1"), ""}) == "SO-2/1 1;");
  REQUIRE(told_by(Adjust{Change::minus, bearings(2), place("DOCK-1"), "crushed"}) == "SO-1/1 1;SO-2/1 1;");
  require_sound();
}

TEST(units_that_go_back_to_the_supplier_tell_the_loser) {
  REQUIRE(told_by(SupplierReturn{bearings(1), place("DOCK-1"), {}, "wrong type"}) == "SO-2/1 1;");
}

TEST(a_pick_that_takes_what_another_line_has_reserved_tells_that_line) {
  floor.demand_is({floor.demand("SO-3/1", 1, 9)});
  const Accepted picked = floor.accepted(Pick{order("SO-3/1"), bearings(1), place("DOCK-1"), place("X-01")});
  REQUIRE(words(picked) ==
          "SO-2/1 lost 1 BRG at DOCK-1 and waits again. 1 of BRG picked at DOCK-1 for SO-3/1 into X-01");
  require_sound();
}

TEST(a_short_pick_tells_the_line_that_was_short) {
  REQUIRE(told_by(ShortPick{order("SO-1/1"), bearings(1), place("DOCK-1"), "empty"}) == "SO-1/1 1;");
}

TEST(an_undone_receipt_tells_who_had_its_units_and_what_was_undone) {
  const Accepted undone = floor.accepted(Undo{CommandId::parse("r1").value()});
  REQUIRE(told(undone) == "SO-1/1 4;SO-2/1 2;");
  REQUIRE(words(undone) ==
          "SO-1/1 lost 4 BRG at DOCK-1 and waits again. Undone: 6 of BRG received at DOCK-1 without a purchase order");
}

TEST(a_loss_is_settled_when_the_line_has_its_units_again) {
  floor.accepted(aside(3));
  REQUIRE(open_losses() == 2);
  floor.accepted(receipt(bearings(1)));
  REQUIRE(open_losses() == 1);
  floor.accepted(receipt(bearings(2)));
  REQUIRE(open_losses() == 0);
}

TEST(a_recalled_lot_tells_who_had_it_reserved_and_why) {
  floor.demand_is({demand("SO-4/1", 5, "GLV")});
  floor.accepted(receipt(gloves(5)));
  const Accepted recalled = floor.accepted(SetStatus{item("GLV"), lot("L1"), LotStatus::recalled, "powder"});
  REQUIRE(words(recalled) == "SO-4/1 lost 5 GLV at DOCK-1 and waits again. Lot L1 of GLV is recalled (powder)");
}

TEST(a_lot_that_has_expired_is_named_whatever_fact_noticed_it) {
  floor.demand_is({demand("SO-4/1", 5, "MLK")});
  floor.accepted(receipt(Units{item("MLK"), units(5), lot("M1"), {}, day("2026-11-23")}));
  clock.advance(std::chrono::hours(48));
  floor.accepted(
      Adjust{Change::plus, Units{item("MLK"), units(1), lot("M2"), {}, day("2027-01-01")}, place("A-01"), "found"});
  REQUIRE(state("SO-4/1") == "4 1 0 0");
  const auto open = views->notices().value();
  REQUIRE(std::any_of(open.begin(), open.end(), [](const NoticeView& one) {
    return sentence(one.notice).find("Lot M1 of MLK has expired on 2026-11-23") != std::string::npos;
  }));
}

TEST(a_place_that_becomes_a_quarantine_gives_up_what_is_reserved_there) {
  REQUIRE(told_by(Import{{LocationRow{place("DOCK-1"), LocationKind::quarantine, 0}}}) == "SO-1/1 4;SO-2/1 2;");
  REQUIRE(state("SO-1/1") == "4 0 0 0");
  require_sound();
}

TEST(nobody_is_told_what_the_line_or_its_office_did) {
  REQUIRE(told_by(Release{order("SO-1/1"), units(1), {}}).empty());
  REQUIRE(told_by(Import{{floor.demand("SO-1/1", 2, 1)}}).empty());
  REQUIRE(told_by(Pick{order("SO-1/1"), bearings(2), place("DOCK-1"), place("X-01")}).empty());
  REQUIRE(told_by(CancelOrder{OrderNumber::parse("SO-2").value(), ""}).empty());
  REQUIRE(told_by(Ship{OrderNumber::parse("SO-1").value()}).empty());
  require_sound();
}

TEST(a_handling_unit_that_is_set_aside_tells_who_had_reserved_of_it) {
  floor.demand_is({demand("SO-4/1", 5, "GLV")});
  floor.accepted(Import{{AsnRow{sscc("340123450000000017"), "ASN-1", gloves(5), {}}}});
  floor.accepted(ReceiveUnit{sscc("340123450000000017"), place("DOCK-1")});
  REQUIRE(state("SO-4/1") == "0 5 0 0");
  const Accepted moved = floor.accepted(MoveUnit{sscc("340123450000000017"), place("Q-01"), "fell over"});
  REQUIRE(told(moved) == "SO-4/1 5;");
  require_sound();
}
