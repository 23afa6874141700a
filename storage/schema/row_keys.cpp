#include "storage/schema/row_keys.h"

#include <algorithm>
#include <charconv>

#include "storage/schema/demand_history.h"
#include "storage/schema/tables.h"

namespace dockhand {
namespace {

template <class Code>
std::string text_or_none(const std::optional<Code>& code) {
  return code ? code->text() : std::string();
}

struct KeyOf {
  RowKey operator()(const ItemRow& row) const { return {"item", {row.item.text()}}; }
  RowKey operator()(const BarcodeRow& row) const { return {"barcode", {row.code}}; }
  RowKey operator()(const LocationRow& row) const { return {"location", {row.location.text()}}; }
  RowKey operator()(const CustomerRow& row) const { return {"customer", {row.customer}}; }
  RowKey operator()(const OrderLineRow& row) const {
    return {"order_line", {row.line.document.text(), std::int64_t{row.line.line}}};
  }
  RowKey operator()(const PurchaseLineRow& row) const {
    return {"purchase_line", {row.line.document.text(), std::int64_t{row.line.line}}};
  }
  RowKey operator()(const AsnRow& row) const {
    const auto& purchase = row.purchase;
    return {"asn_line",
            {row.unit.text(), row.units.item.text(), text_or_none(row.units.lot), text_or_none(row.units.serial),
             purchase ? purchase->document.text() : std::string(), std::int64_t{purchase ? purchase->line : 0}}};
  }
  RowKey operator()(const SiteRow& row) const { return {"site", {row.setting}}; }
  RowKey operator()(const SupplierRow& row) const { return {"supplier", {row.supplier}}; }
  RowKey operator()(const SourceRow& row) const { return {"source", {row.item.text(), row.supplier}}; }
  RowKey operator()(const PastDemandRow& row) const {
    return {"past_demand", {row.item.text(), std::int64_t{row.day.days()}}};
  }
  RowKey operator()(const FaceRow& row) const { return {"face", {row.item.text(), row.location.text()}}; }
  RowKey operator()(const AlternativeRow& row) const { return {"alternative", {row.item.text(), row.other.text()}}; }
  RowKey operator()(const WishRow& row) const { return {"wish", {row.item.text(), row.customer}}; }
  RowKey operator()(const GoodwillRow& row) const { return {"goodwill", {std::int64_t{row.from_days.count}}}; }
  RowKey operator()(const PromotionRow& row) const {
    return {"promotion", {row.item_text(), std::int64_t{row.from.days()}}};
  }
  RowKey operator()(const OpeningRow& row) const {
    return {"balance",
            {row.place.text(), row.units.item.text(), text_or_none(row.units.lot), text_or_none(row.units.serial)}};
  }
};

// Returns " FROM item WHERE item=$1", with as many columns as there are cells.
std::string from_where(const SyncedTable& table, std::size_t cells) {
  const auto columns = names_in(table.keys);
  std::string sql = " FROM " + std::string(table.name) + " WHERE ";
  for (std::size_t i = 0; i < cells; ++i) sql += (i == 0 ? "" : " AND ") + columns[i] + "=$" + std::to_string(i + 1);
  return sql;
}

const SyncedTable* table_named(std::string_view name) {
  const auto* found = std::find_if(synced_tables.begin(), synced_tables.end(),
                                   [&](const SyncedTable& one) { return one.name == name; });
  return found == synced_tables.end() ? nullptr : found;
}

// No two keys have the same text: every text stands behind its length.
std::string text_of(const std::vector<Value>& cells) {
  std::string text;
  for (const Value& cell : cells) {
    if (const auto* number = std::get_if<std::int64_t>(&cell)) text += "i" + std::to_string(*number) + ";";
    if (const auto* words = std::get_if<std::string>(&cell)) text += "s" + std::to_string(words->size()) + ":" + *words;
  }
  return text;
}

std::optional<std::vector<Value>> parse_cells(std::string_view text) {
  std::vector<Value> cells;
  while (!text.empty()) {
    const char kind = text.front();
    std::int64_t number = 0;
    const auto [end, failure] = std::from_chars(text.data() + 1, text.data() + text.size(), number);
    const auto behind = static_cast<std::size_t>(end - text.data());
    const bool ends = failure == std::errc{} && behind < text.size() && text[behind] == (kind == 'i' ? ';' : ':');
    if (!ends || (kind != 'i' && kind != 's')) return std::nullopt;
    text.remove_prefix(behind + 1);
    if (kind == 'i') {
      cells.emplace_back(number);
      continue;
    }
    if (number < 0 || static_cast<std::size_t>(number) > text.size()) return std::nullopt;
    cells.emplace_back(std::string(text.substr(0, static_cast<std::size_t>(number))));
    text.remove_prefix(static_cast<std::size_t>(number));
  }
  return cells;
}

// What was asked for by a line that is taken away was never asked for.
std::int64_t delete_row(Engine& db, const SyncedTable& table, const std::vector<Value>& cells) {
  if (table.name == "order_line") {
    const auto* order = std::get_if<std::string>(&cells[0]);
    const auto* line = std::get_if<std::int64_t>(&cells[1]);
    if (order != nullptr && line != nullptr) take_from_history(db, *order, static_cast<std::int32_t>(*line));
  }
  return db.run_text("DELETE" + from_where(table, cells.size()), cells);
}

}  // namespace

RowKey key_of(const ImportRow& row) { return std::visit(KeyOf{}, row); }

bool is_there(Engine& db, const RowKey& key) {
  const bool balance = key.table == "balance";
  return db
      .query_text(
          "SELECT 1" + from_where(*table_named(key.table), key.cells.size()) + (balance ? " AND quantity <> 0" : ""),
          key.cells)
      .next();
}

namespace {

void mark_removed(Engine& db, const RowKey& key, std::int64_t changed) {
  db.run(
      "INSERT INTO removed(name, key, open, changed) VALUES($1,$2,1,$3) ON CONFLICT(name, key) DO UPDATE SET"
      " open=1, changed=excluded.changed",
      std::string(key.table), text_of(key.cells), changed);
}

}  // namespace

std::int64_t remove_row(Engine& db, const RowKey& key, std::int64_t changed) {
  const std::int64_t gone = delete_row(db, *table_named(key.table), key.cells);
  if (gone > 0) mark_removed(db, key, changed);
  return gone;
}

void send_again(Engine& db, const RowKey& key, std::int64_t changed) {
  const SyncedTable& table = *table_named(key.table);
  const auto columns = names_in(table.keys);
  std::string sql = "UPDATE " + std::string(table.name) + " SET changed=$" + std::to_string(key.cells.size() + 1);
  for (std::size_t i = 0; i < key.cells.size(); ++i) {
    sql += (i == 0 ? " WHERE " : " AND ") + columns[i] + "=$" + std::to_string(i + 1);
  }
  std::vector<Value> values = key.cells;
  values.emplace_back(changed);
  const bool whole = key.cells.size() == columns.size();
  if (db.run_text(sql, values) == 0 && whole) mark_removed(db, key, changed);
}

bool any_removed(Engine& db) { return db.query("SELECT 1 FROM removed WHERE open = 1 LIMIT 1").next(); }

void is_back(Engine& db, const RowKey& key, std::int64_t changed) {
  db.run("UPDATE removed SET open=0, changed=$3 WHERE name=$1 AND key=$2 AND open = 1", std::string(key.table),
         text_of(key.cells), changed);
}

std::optional<RowKey> removed_by(std::string_view table, const std::vector<Value>& key) {
  constexpr std::size_t columns = 2;
  if (table != "removed" || key.size() != columns) return std::nullopt;
  const auto* name = std::get_if<std::string>(&key[0]);
  const auto* text = std::get_if<std::string>(&key[1]);
  if (name == nullptr || text == nullptr) return std::nullopt;
  const SyncedTable* named = table_named(*name);
  auto cells = parse_cells(*text);
  if (named == nullptr || !cells || cells->size() != names_in(named->keys).size()) return std::nullopt;
  return RowKey{named->name, *std::move(cells)};
}

bool remove_marked(Engine& db, const std::vector<Value>& mark) {
  constexpr std::size_t columns = 3;
  const bool shaped = mark.size() == columns && std::holds_alternative<std::string>(mark[0]) &&
                      std::holds_alternative<std::string>(mark[1]) && std::holds_alternative<std::int64_t>(mark[2]);
  if (!shaped) return false;
  if (std::get<std::int64_t>(mark[2]) == 0) return true;
  const auto row = removed_by("removed", {mark[0], mark[1]});
  if (!row) return false;
  delete_row(db, *table_named(row->table), row->cells);
  return true;
}

}  // namespace dockhand
