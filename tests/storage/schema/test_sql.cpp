// What SQL says of kinds of locations, of lots, of order classes and of ranks is what the model says.
#include <algorithm>
#include <random>

#include "storage/books/books.h"
#include "storage/engine/row_reader.h"
#include "storage/schema/sql.h"
#include "tests/support/seeds.h"
#include "tests/support/warehouse/warehouse.h"

using namespace dockhand;
using namespace dockhand::test;

namespace {

struct Fixture {
  void setUp() {}
  void tearDown() {}

  TemporaryFolder folder;

  // Returns the ranks as the engine sorts them.
  std::vector<Rank> sorted_by_the_engine(const std::vector<Rank>& ranks, const char* sql) {
    auto db = Engine::open(folder / "ranks.db", Access::read_write).value();
    REQUIRE(db->run_script("CREATE TABLE IF NOT EXISTS order_line(order_class INTEGER, priority INTEGER,"
                           " promised INTEGER, ordered_at INTEGER, order_no TEXT, line INTEGER)")
                .ok());
    db->run("DELETE FROM order_line");
    for (const Rank& rank : ranks) {
      db->run("INSERT INTO order_line VALUES ($1, $2, $3, $4, $5, $6)", static_cast<int>(rank.order_class),
              rank.priority, rank.promised.days(), rank.ordered_at.ms, rank.line.document.text(), rank.line.line);
    }
    return all_of(db->query(sql), [](const Cells& cells) {
      RowReader row(cells);
      const OrderLine line = row.line<OrderNumber>();
      return row.rank(line);
    });
  }
};

// There are few values, so that each column decides somewhere.
std::vector<Rank> random_ranks(unsigned seed) {
  std::minstd_rand random(seed);
  const auto below = [&](unsigned end) { return static_cast<std::int32_t>(random() % end); };
  std::vector<Rank> ranks;
  for (std::int32_t number = 1; number <= 200; ++number) {
    ranks.push_back(Rank{false, static_cast<OrderClass>(1 + below(5)), 1 + below(2), Date::from_days(20'000 + below(2)),
                         Instant{below(2)},
                         OrderLine{OrderNumber::parse("SO-" + std::to_string(below(12))).value(), number}});
  }
  return ranks;
}

bool names(const char* set, LocationKind kind) {
  return std::string(set).find("'" + std::string(name_of(kind)) + "'") != std::string::npos;
}

}  // namespace

TEST(kinds_that_hold_picked_units_are_the_same_in_sql) {
  for (int number = 0; number <= static_cast<int>(LocationKind::tote); ++number) {
    const auto kind = static_cast<LocationKind>(number);
    REQUIRE(names(DOCKHAND_PICKED_KINDS, kind) == LocationInfo{kind}.holds_picked());
    REQUIRE(names(DOCKHAND_STOCK_KINDS, kind) == LocationInfo{kind}.holds_stock());
  }
}

TEST(order_classes_are_the_same_in_sql) {
  for (int number = 1; number <= 5; ++number) {
    const auto one = static_cast<OrderClass>(number);
    REQUIRE((number <= std::stoi(DOCKHAND_USUAL_CLASS)) == may_get_more(one));
    REQUIRE((number >= std::stoi(DOCKHAND_USUAL_CLASS)) == may_lose(one));
  }
  REQUIRE(std::stoi(DOCKHAND_LOSE_CLASS) == static_cast<int>(OrderClass::lose));
}

TEST(units_may_leave_by_the_state_of_their_lot_and_until_its_last_day) {
  auto db = Engine::open(folder / "lots.db", Access::read_write).value();
  REQUIRE(db->run_script("CREATE TABLE b(lot TEXT); CREATE TABLE l(lot TEXT, status TEXT, expiry INTEGER);"
                         "INSERT INTO b VALUES (''), ('good'), ('dated'), ('old'), ('aside'), ('recalled');"
                         "INSERT INTO l VALUES ('good', 'available', NULL), ('dated', 'available', 20000),"
                         " ('old', 'available', 19999), ('aside', 'quarantine', NULL), ('recalled', 'recalled', 30000)")
              .ok());
  const auto leaving = all_of(db->query("SELECT b.lot FROM b LEFT JOIN l ON l.lot = b.lot"
                                        " WHERE " DOCKHAND_MAY_LEAVE_ON "$1 ORDER BY " DOCKHAND_LAST_DAY ", b.lot",
                                        std::int64_t{20000}),
                              [](const Cells& cells) { return cells.text(0); });
  REQUIRE(leaving == std::vector<std::string>{"dated", "", "good"});
  REQUIRE(std::stoi(DOCKHAND_NEVER) > never.days());
}

TEST(ranks_are_the_same_in_sql) {
  constexpr auto rising =
      "SELECT o.order_no, o.line, o.order_class, o.priority, o.promised, o.ordered_at FROM order_line o"
      " ORDER BY " DOCKHAND_RANK;
  constexpr auto falling =
      "SELECT o.order_no, o.line, o.order_class, o.priority, o.promised, o.ordered_at FROM order_line o"
      " ORDER BY " DOCKHAND_RANK_FALLING;
  for (const unsigned seed : seeds()) {
    std::vector<Rank> ranks = random_ranks(seed);
    const auto served = sorted_by_the_engine(ranks, rising);
    const auto losing = sorted_by_the_engine(ranks, falling);
    std::sort(ranks.begin(), ranks.end(), before);
    REQUIRE(served == ranks);
    REQUIRE(std::vector<Rank>(losing.rbegin(), losing.rend()) == ranks);
  }
}
