#include "storage/outlook/alternatives.h"

#include "storage/books/item_state.h"
#include "storage/engine/row_reader.h"
#include "storage/outlook/told.h"
#include "storage/schema/sql.h"

namespace dockhand {

std::optional<OtherItem> other_for(Engine& db, const ItemCode& item, Quantity units, Date today) {
  if (units.none()) return std::nullopt;
  for (auto rows = db.query("SELECT a.other, coalesce(i.name, a.other), a.units, a.better FROM alternative a"
                            " LEFT JOIN item i ON i.item = a.other WHERE a.item=$1 AND a.units > 0"
                            " ORDER BY a.better DESC, a.other",
                            item.text());
       rows.next();) {
    const Cells cells(rows);
    RowReader row(cells);
    OtherItem other{row.code<ItemCode>(), row.text(), Quantity::nearest(row.integer() * units.units()), row.flag()};
    if (standing_of(db, other.item, today).free >= other.units.units()) return other;
  }
  return std::nullopt;
}

std::int64_t free_for_wishes(Engine& db, const ItemCode& item, Date today) {
  auto waiting =
      db.query("SELECT coalesce(sum(waiting), 0) FROM order_line WHERE item=$1 AND waiting > 0", item.text());
  const std::int64_t owed = waiting.next() ? waiting.integer(0) : 0;
  return standing_of(db, item, today).free - owed;
}

void wish_again(Engine& db, const ItemCode& item, const std::string& customer) {
  db.run("DELETE FROM wish_told WHERE item=$1 AND customer=$2", item.text(), customer);
}

namespace {

// A wish that is to be told now, with what is free.
struct ToldWish {
  std::string customer;
  Quantity free;
};

// From then on they count as told.
std::vector<ToldWish> take_wishes(Engine& db, const ItemCode& item, Date today) {
  const auto wishes = all_of(
      db.query("SELECT w.customer, w.quantity FROM wish w WHERE w.item=$1 AND w.quantity > 0"
               " AND coalesce(w.until, " DOCKHAND_NEVER ") >= $2 AND NOT EXISTS"
               " (SELECT 1 FROM wish_told t WHERE t.item = w.item AND t.customer = w.customer) ORDER BY w.customer",
               item.text(), today.days()),
      [](const Cells& cells) { return std::pair(cells.text(0), cells.integer(1)); });
  if (wishes.empty()) return {};
  const std::int64_t free = free_for_wishes(db, item, today);
  std::vector<ToldWish> told;
  for (const auto& [customer, quantity] : wishes) {
    if (quantity > free) continue;
    db.run(
        "INSERT INTO wish_told(item, customer, told_on) VALUES($1,$2,$3) ON CONFLICT(item, customer) DO UPDATE SET"
        " told_on=excluded.told_on",
        item.text(), customer, today.days());
    told.push_back({customer, Quantity::nearest(free)});
  }
  return told;
}

// Counts what was told of the item before, so that a wish which is told again the same day is another message.
std::int64_t next_revision(Engine& db, const ItemCode& item, const std::string& customer) {
  auto rows =
      db.query("SELECT coalesce(max(revision), 0) + 1 FROM message WHERE customer=$1 AND item=$2 AND kind='restock'",
               customer, item.text());
  return rows.next() ? rows.integer(0) : 1;
}

}  // namespace

void tell_wishes(Engine& db, const ItemCode& item, const AsOf& as_of) {
  for (const ToldWish& wish : take_wishes(db, item, as_of.today)) {
    db.run("UPDATE message SET state='withdrawn' WHERE customer=$1 AND item=$2 AND kind='restock' AND state='open'",
           wish.customer, item.text());
    NewMessage message{MessageKind::restock, std::nullopt, wish.customer, item, wish.free.units()};
    message.revision = next_revision(db, item, wish.customer);
    message.at = message.due = as_of.now;
    put_message(db, message);
  }
}

}  // namespace dockhand
