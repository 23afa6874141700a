// A question that nobody has answered yet, as it is kept.
#include "terminal/app/asked_text.h"
#include "tests/support/unity.h"

using namespace dockhand;

namespace {

struct Fixture {
  void setUp() {}
  void tearDown() {}

  LocationCode dock = LocationCode::parse("DOCK-1").value();
  Receive receive{Units{ItemCode::parse("BRG-6204").value(), Quantity::exactly(12), {}, {}, {}}, dock,
                  PurchaseLine::parse("PO-7/1").value(), true};
  std::vector<Seen> seen{
      SeenPurchase{PurchaseLine::parse("PO-7/1").value(), Quantity::exactly(24), Quantity::exactly(24), false}};
};

}  // namespace

TEST(a_question_is_read_back_with_the_exact_commands_of_its_answers) {
  Job then;
  then.place = dock;
  then.onto = Sscc::parse("340123450000000017").value();
  Question asked{.words = "Receive anyway?",
                 .choices = {{.id = "over", .title = "Receive anyway", .then = Do{{receive}, seen, then}},
                             {.id = "open", .title = "Look", .then = Open{ScreenId::item, receive.units.item, true}},
                             {.id = "leave", .title = "Leave", .then = Leave{"Kept"}, .supervisor = true},
                             {.id = "throw", .title = "Forget it", .then = Discard{}, .icon = Icon::attention},
                             {.id = "other", .title = "Another", .detail = "of them"}},
                 .no = "Back",
                 .no_then = Leave{"Left"},
                 .typed = Quantity::exactly(36),
                 .list = true,
                 .supervisor = true};
  const auto read = parse_question(to_text(asked));
  REQUIRE(read.ok());
  REQUIRE(to_text(*read) == to_text(asked));
  const Do& books = std::get<Do>(read->choices[0].then);
  REQUIRE(books.actions == std::vector<Action>{receive});
  REQUIRE(books.seen == seen);
  REQUIRE(books.then == then);
  const Open& opens = std::get<Open>(read->choices[1].then);
  REQUIRE(opens.screen == ScreenId::item);
  REQUIRE(opens.target == Target(receive.units.item));
  REQUIRE(read->typed == Quantity::exactly(36));
  REQUIRE(std::get<Leave>(read->no_then).toast == "Left");
  REQUIRE(std::holds_alternative<std::monostate>(read->choices[4].then));
}

TEST(what_a_screen_is_opened_about_is_read_back_as_the_kind_that_it_is) {
  const Cluster cart{{{OrderNumber::parse("SO-1").value(), LocationCode::parse("T-01").value()}}, "fast"};
  const std::vector<Target> all{Target(),
                                Target(PurchaseNumber::parse("A-01").value()),
                                Target(OrderNumber::parse("A-01").value()),
                                Target(OrderLine::parse("SO-1/1").value()),
                                Target(ItemCode::parse("A-01").value()),
                                Target(LocationCode::parse("A-01").value()),
                                Target(Sscc::parse("340123450000000017").value()),
                                Target(cart),
                                Target(UnknownCode{"NEW-9"})};
  for (const Target& target : all) {
    const Question asked{.words = "?", .choices = {{.id = "a", .title = "A", .then = Open{ScreenId::move, target}}}};
    const auto read = parse_question(to_text(asked));
    REQUIRE(read.ok());
    REQUIRE(std::get<Open>(read->choices[0].then).target == target);
  }
}

TEST(a_question_of_another_version_is_an_error) {
  for (const char* text : {"", "{}x", R"({"words":"?","choices":[{"then":1}]})",
                           R"({"words":"?","no":"No","choices":[{"id":"a","icon":1,"open":{"screen":"nowhere"}}]})"}) {
    REQUIRE_FALSE(parse_question(text).ok());
  }
}
