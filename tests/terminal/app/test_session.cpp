#include "terminal/kit/session.h"
#include "tests/support/unity.h"

using namespace dockhand;

namespace {

struct Fixture {
  Session session;
  void setUp() {}
  void tearDown() {}

  static Action receipt(std::int64_t quantity) {
    return Receive{Units{ItemCode::parse("BRG-6204").value(), Quantity::exactly(quantity), {}, {}, {}},
                   LocationCode::parse("DOCK-1").value(), PurchaseLine::parse("PO-7/1").value()};
  }
  static CommandId id(const std::string& text) { return CommandId::parse(text).value(); }
  void book(const std::string& command, const std::string& key, std::int64_t quantity) {
    session.booked(key, receipt(quantity), Accepted{.id = id(command), .quantity = Quantity::exactly(quantity)});
  }
  std::string undo(const std::string& command, const std::string& target) {
    return session.undone(Undo{id(target)}, Accepted{.id = id(command)});
  }
};

// The ids of a booking, as the terminal makes them.
constexpr auto first = "0123456789abcdef0123456789abcdef";
constexpr auto second = "0123456789abcdef0123456789abcdef.2";
constexpr auto undo_of_both = "ffffffffffffffffffffffffffffffff";
constexpr auto undo_of_both_2 = "ffffffffffffffffffffffffffffffff.2";

}  // namespace

TEST(an_answer_that_comes_twice_counts_once) {
  book("c1", "PO-7/1", 5);
  book("c1", "PO-7/1", 5);
  REQUIRE(session.total("PO-7/1") == Quantity::exactly(5));
}

TEST(what_was_undone_is_gone) {
  book("c1", "PO-7/1", 5);
  book("c2", "PO-7/2", 3);
  REQUIRE(undo("u1", "c1") == "Undone: 5 of BRG-6204 received at DOCK-1 for PO-7/1");
  REQUIRE(session.total() == Quantity::exactly(3));
  REQUIRE(session.undo_last() == std::vector<Action>{Undo{id("c2")}});
}

TEST(units_are_taken_back_newest_first_and_the_rest_is_booked_again) {
  book("c1", "PO-7/1", 5);
  book("c2", "PO-7/2", 9);
  book("c3", "PO-7/1", 4);
  const auto back = session.take_back("PO-7/1", Quantity::exactly(6));
  REQUIRE(back);
  REQUIRE(back->undos == std::vector<Action>{Undo{id("c3")}, Undo{id("c1")}});
  REQUIRE(back->again == Quantity::exactly(3));
}

TEST(more_than_was_booked_here_cannot_be_taken_back) {
  book("c1", "PO-7/1", 5);
  REQUIRE_FALSE(session.take_back("PO-7/1", Quantity::exactly(6)));
}

TEST(several_receipts_are_told_as_one) {
  const auto claim = [](std::int64_t granted) {
    return Explanation{
        .rank = {false, OrderClass::redistribute, 1, Date::from_days(0), {}, OrderLine::parse("SO-118/1").value()},
        .customer = "Acme",
        .waiting = Quantity::exactly(4),
        .granted = Quantity::exactly(granted)};
  };
  session.booked("PO-7/1", receipt(3),
                 Accepted{.id = id("c1"), .quantity = Quantity::exactly(3), .claims = {claim(3)}});
  session.booked(
      "PO-7/1", receipt(2),
      Accepted{.id = id("c2"), .quantity = Quantity::exactly(2), .claims = {claim(1)}, .free = Quantity::exactly(1)});
  const auto sum = session.together("PO-7/1");
  REQUIRE(sum->claims.size() == 1);
  REQUIRE(sum->claims.front().granted == Quantity::exactly(4));
  REQUIRE(sum->claims.front().waiting == Quantity::exactly(4));
  REQUIRE(sum->free == Quantity::exactly(1));
}

TEST(what_one_yes_has_booked_is_taken_back_whole) {
  book("c1", "PO-7/1", 5);
  book(first, "PO-7/1", 3);
  book(second, "PO-7/2", 4);
  REQUIRE(session.undo_last() == std::vector<Action>{Undo{id(second)}, Undo{id(first)}});
  undo(undo_of_both, second);
  REQUIRE(undo(undo_of_both_2, first) ==
          "Undone, all 2: 3 of BRG-6204 received at DOCK-1 for PO-7/1; 4 of BRG-6204 received at DOCK-1 for PO-7/1");
  REQUIRE(session.undo_last() == std::vector<Action>{Undo{id("c1")}});
}

TEST(what_a_booking_had_taken_back_comes_again_and_the_next_undo_goes_further_back) {
  book("c1", "PO-7/1", 12);
  undo(first, "c1");
  book(second, "PO-7/1", 5);  // the line was set to 5
  REQUIRE(session.undo_last() == std::vector<Action>{Undo{id(second)}, receipt(12)});
  undo(undo_of_both, second);
  book(undo_of_both_2, "PO-7/1", 12);
  REQUIRE(session.is_put_back(id(undo_of_both_2)));
  REQUIRE(session.total("PO-7/1") == Quantity::exactly(12));
  REQUIRE(session.undo_last() == std::vector<Action>{Undo{id(undo_of_both_2)}});
}
