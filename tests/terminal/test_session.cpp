#include "terminal/kit/session.h"
#include "tests/support/unity.h"

using namespace dockhand;

namespace {

struct Fixture {
  Session session;
  void setUp() {}
  void tearDown() {}

  static CommandId id(const std::string& text) { return CommandId::parse(text).value(); }
  void book(const std::string& command, const std::string& key, std::int64_t quantity) {
    session.booked(key, Accepted{.id = id(command), .quantity = Quantity::exactly(quantity)});
  }
};

}  // namespace

TEST(an_answer_that_comes_twice_counts_once) {
  book("c1", "PO-7/1", 5);
  book("c1", "PO-7/1", 5);
  REQUIRE(session.total("PO-7/1") == Quantity::exactly(5));
}

TEST(what_was_undone_is_gone) {
  book("c1", "PO-7/1", 5);
  book("c2", "PO-7/2", 3);
  session.undone(id("c1"));
  REQUIRE(session.total() == Quantity::exactly(3));
  REQUIRE(std::get<Undo>(*session.undo_last()).target == id("c2"));
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
  session.booked("PO-7/1", Accepted{.id = id("c1"), .quantity = Quantity::exactly(3), .claims = {claim(3)}});
  session.booked(
      "PO-7/1",
      Accepted{.id = id("c2"), .quantity = Quantity::exactly(2), .claims = {claim(1)}, .free = Quantity::exactly(1)});
  const auto sum = session.together("PO-7/1");
  REQUIRE(sum->claims.size() == 1);
  REQUIRE(sum->claims.front().granted == Quantity::exactly(4));
  REQUIRE(sum->claims.front().waiting == Quantity::exactly(4));
  REQUIRE(sum->free == Quantity::exactly(1));
}
