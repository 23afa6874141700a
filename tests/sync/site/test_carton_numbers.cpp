// One number on two cartons: labels that were printed twice, or a carton that was brought to another dock.
#include "tests/support/site/pallets_at_docks.h"

using namespace dockhand;
using namespace dockhand::test;

namespace {

struct Fixture : PalletFixture {
  void setUp() {
    PalletFixture::setUp();
    docks.emplace(folder, clock);
    docks->hub.accepted(Import{{LocationRow{place("X-02"), LocationKind::lane, 92}}});
    docks->hub.demand_is({docks->hub.demand("SO-1/1", 4, 1), docks->hub.demand("SO-2/1", 3, 5)});
    docks->hub.accepted(ReceiveUnit{sscc(pallet), place("DOCK-1")});
    docks->sync(docks->one);
    docks->sync(docks->two);
  }
  // Picks some of a line and packs them under the number of `carton`.
  static void pack(Floor& dock, const char* line, std::int64_t count, const char* lane) {
    dock.accepted(Pick{order(line), bearings(count), place("DOCK-1"), place(lane)});
    dock.accepted(PackCarton{order(line).document, place(lane), sscc(carton), place(lane), bearings(count)});
  }
  void sync_both() {
    for (int round = 0; round < 2; ++round) {
      docks->sync(docks->one);
      docks->sync(docks->two);
    }
  }
  std::vector<Notice> told(const std::string& file) {
    std::vector<Notice> all;
    const auto seen = Views::open(folder / file).value();
    for (const NoticeView& one : seen->notices().value()) {
      if (one.notice.kind == NoticeKind::second_receipt) all.push_back(one.notice);
    }
    return all;
  }
  std::int64_t in_carton(const std::string& file) {
    const auto seen = Views::open(folder / file).value();
    std::int64_t sum = 0;
    const auto known = seen->unit(sscc(carton)).value();
    for (const auto& one : known->contents) sum += one.quantity.units();
    return sum;
  }

  std::optional<TwoDocks> docks;
};

}  // namespace

TEST(two_docks_that_packed_under_one_number_are_both_asked_to_look) {
  pack(docks->one, "SO-1/1", 4, "X-01");
  clock.advance(std::chrono::minutes(5));
  pack(docks->two, "SO-2/1", 3, "X-01");
  sync_both();
  for (const char* file : {"hub.db", "one.db", "two.db"}) {
    INFO(file);
    const auto all = told(file);
    REQUIRE(all.size() == 1);
    REQUIRE(all.front().line == order("SO-2/1"));
    REQUIRE(all.front().detail.starts_with(carton + " is a carton of SO-1: anna scanned it at X-01 on 2026-11-22 at "
                                                    "08:00, and anna has packed SO-2 under it at X-01. "));
    REQUIRE(in_carton(file) == 7);
    require_sound(file);
  }
}

TEST(two_docks_that_packed_one_order_in_two_lanes_are_asked_as_well_and_once) {
  pack(docks->one, "SO-1/1", 2, "X-01");
  clock.advance(std::chrono::minutes(5));
  pack(docks->two, "SO-1/1", 1, "X-02");
  pack(docks->two, "SO-1/1", 1, "X-02");
  sync_both();
  REQUIRE(told("one.db").size() == 1);
  REQUIRE(told("two.db").size() == 1);
}

TEST(who_goes_on_packing_a_carton_that_another_dock_has_opened_is_asked_nothing) {
  pack(docks->one, "SO-1/1", 2, "X-01");
  sync_both();
  pack(docks->two, "SO-1/1", 2, "X-01");
  sync_both();
  REQUIRE(told("hub.db").empty());
  REQUIRE(in_carton("two.db") == 4);
}

TEST(a_number_that_a_pallet_has_is_told_when_somebody_packs_under_it) {
  docks->one.accepted(Pick{order("SO-1/1"), bearings(4), place("DOCK-1"), place("X-01")});
  const Sscc number = sscc("340123450000000024");
  docks->two.accepted(ReceiveUnit{number, place("DOCK-2"), true});
  clock.advance(std::chrono::minutes(5));
  docks->one.accepted(PackCarton{order("SO-1/1").document, place("X-01"), number, place("X-01"), bearings(4)});
  docks->sync(docks->two);
  sync_both();
  REQUIRE(told("one.db").front().detail.starts_with("340123450000000024 is a pallet: anna scanned it at DOCK-2 on "));
}
