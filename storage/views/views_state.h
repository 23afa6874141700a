// What the files of Views share: the connection, and rows of the tables as rows of the model.
#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include "storage/books/hold.h"
#include "storage/books/item_state.h"
#include "storage/engine/cells.h"
#include "storage/engine/engine.h"
#include "storage/engine/row_reader.h"
#include "storage/outlook/alternatives.h"
#include "storage/outlook/cause_rows.h"
#include "storage/outlook/promises.h"
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

inline std::int64_t sql_limit(std::size_t limit) {
  return static_cast<std::int64_t>(std::min<std::size_t>(limit, INT32_MAX));
}

// These are fragments of SELECT that fit the functions below them. They are macros, so that the queries are literals
// (storage/engine/engine.h).
#define DOCKHAND_ORDER_LINE                                                                    \
  "SELECT o.order_no, o.line, coalesce(c.name, o.customer), o.item, coalesce(i.name, o.item)," \
  " o.ordered - o.cancelled, o.waiting, o.reserved, o.picked, o.shipped,"                      \
  " o.order_class, o.priority, o.promised, o.ordered_at,"                                      \
  " o.policies, coalesce(c.policies, ''), coalesce(i.policies, '')"                            \
  " FROM order_line o LEFT JOIN customer c ON c.customer = o.customer LEFT JOIN item i ON i.item = o.item"
OrderLineView order_line_of(const Cells& cells);

// Whose goods or an order are that are set aside ("purchase", "unit" or "order"), and what is to come for a line; which
// claims of an order are unsure. They are in views_orders.cpp.
std::optional<LeaseHolder> holder_of(Engine& db, const char* kind, const std::string& document);
std::optional<LeasedComing> leased_coming(Engine& db, const OrderLineView& line);
UnsureClaims unsure_claims(Engine& db, const OrderNumber& order);
// Who has picked of an order last. It is in views_pick.cpp. Empty: nothing of it is picked now.
std::optional<LastPick> last_pick_of(Engine& db, const OrderNumber& order);

std::vector<Pack> packs_of(Engine& db, const ItemCode& item);  // sorted by size, smallest first
std::vector<PurchaseLineView> open_lines_of(Engine& db, const ItemCode& item);
std::vector<OrderLineView> waiting_lines_of(Engine& db, const ItemCode& item);
std::vector<StockRow> stock_of(Engine& db, const ItemCode& item, Date today);
// Adds when a line that waits leaves, and what can be said about its item.
void look_ahead(Engine& db, OrderLineView& line, Date today);

}  // namespace dockhand
