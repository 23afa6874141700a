// Documents about what customers may have instead, wish for, and are offered for waiting.
#include "storage/engine/cells.h"
#include "storage/schema/documents.h"
#include "storage/schema/tables.h"

namespace dockhand {

std::int64_t put(Engine& db, const AlternativeRow& row, std::int64_t changed) {
  static const std::string upsert = document_upsert(synced_table("alternative"));
  return db.run_text(upsert, {row.item.text(), row.other.text(), row.units.units(), std::int64_t{row.better}, changed});
}

std::int64_t put(Engine& db, const WishRow& row, std::int64_t changed) {
  static const std::string upsert = document_upsert(synced_table("wish"));
  const Value until = row.until ? Value(std::int64_t{row.until->days()}) : Value();
  return db.run_text(upsert, {row.item.text(), row.customer, row.quantity.units(), until, changed});
}

std::int64_t put(Engine& db, const GoodwillRow& row, std::int64_t changed) {
  static const std::string upsert = document_upsert(synced_table("goodwill"));
  return db.run_text(upsert, {std::int64_t{row.from_days.count}, row.text, row.code, row.cost.parts(), changed});
}

std::int64_t put(Engine& db, const PromotionRow& row, std::int64_t changed) {
  static const std::string upsert = document_upsert(synced_table("promotion"));
  return db.run_text(upsert, {row.item_text(), std::int64_t{row.from.days()}, std::int64_t{row.until.days()},
                              std::int64_t{row.lift}, changed});
}

std::vector<AlternativeRow> alternative_documents(Engine& db, std::int64_t limit) {
  return all_of(
      db.query("SELECT item, other, units, better FROM alternative WHERE units > 0"
               " ORDER BY item, better DESC, other LIMIT $1",
               limit),
      [](const Cells& cells) {
        return AlternativeRow{cells.code<ItemCode>(0), cells.code<ItemCode>(1), cells.quantity(2), cells.flag(3)};
      });
}

std::vector<WishRow> wish_documents(Engine& db, std::int64_t limit) {
  return all_of(db.query("SELECT item, customer, quantity, until FROM wish WHERE quantity > 0"
                         " ORDER BY item, customer LIMIT $1",
                         limit),
                [](const Cells& cells) {
                  return WishRow{cells.code<ItemCode>(0), cells.text(1), cells.quantity(2), cells.maybe_date(3)};
                });
}

std::vector<GoodwillRow> goodwill_documents(Engine& db, std::int64_t limit) {
  return all_of(
      db.query("SELECT days, words, code, cost FROM goodwill WHERE words <> '' ORDER BY days LIMIT $1", limit),
      [](const Cells& cells) {
        return GoodwillRow{cells.days(0), cells.text(1), cells.text(2), cells.price(3)};
      });
}

std::vector<PromotionRow> promotion_documents(Engine& db, std::int64_t limit) {
  return all_of(
      db.query("SELECT item, starts, ends, lift FROM promotion WHERE lift > 0 ORDER BY item, starts LIMIT $1", limit),
      [](const Cells& cells) {
        const auto item = cells.text(0).empty() ? std::nullopt : std::optional(cells.code<ItemCode>(0));
        return PromotionRow{item, cells.date(1), cells.date(2), cells.number(3)};
      });
}

}  // namespace dockhand
