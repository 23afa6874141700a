// What the files of Views share: the connection, and rows of the tables as rows of the model.
#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include "storage/books/hold.h"
#include "storage/engine/engine.h"
#include "storage/schema/open_reader.h"
#include "storage/views/views.h"

namespace dockhand {

struct Views::State {
  std::filesystem::path file;
  std::unique_ptr<Engine> db;
  const Clock* clock = nullptr;

  // Runs one view's queries against one moment of the database.
  template <class Query>
  auto read(Query query) -> Result<decltype(query(*db))> {
    // The writer may have put a fresh file in the place of a damaged one (storage/upkeep/salvage.h).
    if (db->replaced()) {
      auto again = open_reader(file);
      if (!again) return again.error();
      db = std::move(again).value();
    }
    const Transaction snapshot(*db);
    auto found = query(*db);
    if (db->failed()) return db->failure();
    return found;
  }
};

// The cells of the current row, typed. What does not parse was not written by us: the view then fails as corrupt.
class Cells {
 public:
  Cells(Engine& db, const Rows& rows) : db_(db), rows_(rows) {}

  std::int64_t integer(int column) const { return rows_.integer(column); }
  std::string text(int column) const { return rows_.text(column); }
  int number(int column) const { return static_cast<int>(rows_.integer(column)); }
  // Sums over many rows are cut at the largest quantity there is.
  Quantity quantity(int column) const {
    return Quantity::exactly(std::clamp<std::int64_t>(rows_.integer(column), 0, Quantity::max));
  }
  Date date(int column) const { return Date::from_days(static_cast<std::int32_t>(rows_.integer(column))); }
  Instant instant(int column) const { return Instant{rows_.integer(column)}; }
  template <class Code>
  Code code(int column) const {
    auto parsed = Code::parse(rows_.text(column));
    if (!parsed)
      db_.fail({ErrorKind::corrupt, "", "the database holds a malformed name: " + parsed.error().sentence()});
    return parsed ? *parsed : stand_in<Code>();
  }
  template <class Number>
  LineRef<Number> line(int column) const {
    return {code<Number>(column), static_cast<std::int32_t>(rows_.integer(column + 1))};
  }
  LocationKind location_kind(int column) const {
    auto kind = parse_location_kind(rows_.text(column));
    return kind ? *kind : LocationKind::storage;
  }
  Policies policies(int column) const {
    auto policies = parse_policies(rows_.text(column));
    if (!policies) {
      db_.fail({ErrorKind::corrupt, "", "the database holds malformed policies: " + policies.error().sentence()});
    }
    return policies ? *policies : Policies{};
  }
  Tracking tracking(int column) const {
    auto tracking = parse_tracking(rows_.text(column));
    return tracking ? *tracking : Tracking::none;
  }

 private:
  Engine& db_;
  // Never shown: the view has failed.
  template <class Code>
  static Code stand_in() {
    if constexpr (std::is_same_v<Code, Sscc>)
      return Sscc::parse("000000000000000000").value();
    else
      return Code::parse("?").value();
  }

  const Rows& rows_;
};

// All rows of a query, each made by `make(cells)`.
template <class Make>
auto all_of(Engine& db, Rows rows, Make make) {
  std::vector<decltype(make(std::declval<Cells>()))> all;
  while (rows.next()) all.push_back(make(Cells(db, rows)));
  return all;
}

inline std::int64_t sql_limit(std::size_t limit) {
  return static_cast<std::int64_t>(std::min<std::size_t>(limit, INT32_MAX));
}

// Fragments of SELECT that fit the functions below them; as macros, so that the queries are literals
// (storage/engine/engine.h).
#define DOCKHAND_ORDER_LINE                                                                                     \
  "SELECT o.order_no, o.line, coalesce(c.name, o.customer), o.item, coalesce(i.name, o.item),"                  \
  " o.ordered - o.cancelled, o.waiting, o.reserved, o.picked, o.shipped, o.priority, o.promised, o.ordered_at," \
  " o.order_class, o.policies, coalesce(c.policies, ''), coalesce(i.policies, '')"                              \
  " FROM order_line o LEFT JOIN customer c ON c.customer = o.customer LEFT JOIN item i ON i.item = o.item"
OrderLineView order_line_of(const Cells& cells);

#define DOCKHAND_RANK_ORDER " ORDER BY o.order_class, o.priority, o.promised, o.ordered_at, o.order_no, o.line"

std::vector<Pack> packs_of(Engine& db, const ItemCode& item);  // smallest first
std::vector<PurchaseLineView> open_lines_of(Engine& db, const ItemCode& item);
std::vector<OrderLineView> waiting_lines_of(Engine& db, const ItemCode& item);
std::vector<StockRow> stock_of(Engine& db, const ItemCode& item);

}  // namespace dockhand
