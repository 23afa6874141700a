#include "storage/schema/documents.h"

#include <algorithm>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "storage/engine/cells.h"
#include "storage/engine/row_reader.h"
#include "storage/schema/row_cells.h"
#include "storage/schema/row_keys.h"
#include "storage/schema/sql.h"
#include "storage/schema/tables.h"

namespace dockhand {
namespace {

// Reads the next cells as a member of type T.
template <class T>
T next(RowReader& row) {
  if constexpr (std::is_same_v<T, std::string>)
    return row.text();
  else if constexpr (std::is_same_v<T, std::int32_t>)
    return row.number();
  else if constexpr (std::is_same_v<T, Quantity>)
    return row.quantity();
  else if constexpr (std::is_same_v<T, Date>)
    return row.date();
  else if constexpr (std::is_same_v<T, Instant>)
    return row.instant();
  else if constexpr (std::is_same_v<T, Price>)
    return row.price();
  else if constexpr (std::is_same_v<T, std::optional<Days>>)
    return row.maybe_days();
  else if constexpr (std::is_same_v<T, std::optional<Date>>)
    return row.maybe_date();
  else if constexpr (std::is_same_v<T, Policies>)
    return row.policies();
  else if constexpr (std::is_same_v<T, std::optional<OrderClass>>)
    return row.maybe_order_class();
  else if constexpr (std::is_same_v<T, std::optional<Quantity>>)
    return row.maybe_quantity();
  else if constexpr (std::is_same_v<T, bool>)
    return row.flag();
  else if constexpr (std::is_same_v<T, Tracking>)
    return row.tracking();
  else if constexpr (std::is_same_v<T, std::optional<OrderLine>>)
    return row.maybe_line<OrderNumber>();
  else
    return row.code<T>();
}

}  // namespace

// INSERT INTO item(item,name,...,changed) VALUES($1,$2,...) ON CONFLICT(item) DO UPDATE SET name=excluded.name,...
// WHERE item.name IS DISTINCT FROM excluded.name OR ...
std::string document_upsert(const SyncedTable& table) {
  const std::string name(table.name);
  std::string updates;
  std::string differs;
  for (const std::string& column : names_in(table.columns)) {
    updates += column + "=excluded." + column + ",";
    differs += (differs.empty() ? "" : " OR ") + name + "." + column + " IS DISTINCT FROM excluded." + column;
  }
  const std::string columns = std::string(table.keys) + "," + std::string(table.columns) + ",changed";
  std::string values;
  for (std::size_t i = 1; i <= names_in(columns).size(); ++i) values += (i == 1 ? "$" : ",$") + std::to_string(i);
  return "INSERT INTO " + name + "(" + columns + ") VALUES(" + values + ") ON CONFLICT(" + std::string(table.keys) +
         ") DO UPDATE SET " + updates + "changed=excluded.changed WHERE " + differs;
}

namespace {

// Each of these reads the row from the cells of its table's columns, in their order; its key is known.
struct ReadLike {
  RowReader& row;

  ImportRow operator()(const ItemRow& like) {
    ItemRow item{like.item, {}};
#define COLUMN(member, ...) item.member = next<decltype(ItemRow::member)>(row);
#include "storage/model/rows/item.def"
#undef COLUMN
    return item;
  }
  ImportRow operator()(const BarcodeRow& like) {
    const auto item = row.code<ItemCode>();
    std::string level = row.text();
    return BarcodeRow{like.code, item, std::move(level), row.quantity()};
  }
  ImportRow operator()(const LocationRow& like) {
    const auto kind = row.location_kind();
    const auto walk = row.number();
    std::string zone = row.text();
    return LocationRow{like.location, kind, walk, std::move(zone), row.quantity()};
  }
  ImportRow operator()(const CustomerRow& like) {
    std::string name = row.text();
    const auto policies = row.policies();
    return CustomerRow{like.customer, std::move(name), policies, row.maybe_order_class()};
  }
  ImportRow operator()(const OrderLineRow& like) {
    return OrderLineRow{
        like.line,
#define COLUMN(member, ...) next<decltype(OrderLineRow::member)>(row),
#include "storage/model/rows/order_line.def"
#undef COLUMN
    };
  }
  ImportRow operator()(const PurchaseLineRow& like) {
    return PurchaseLineRow{
        like.line,
#define COLUMN(member, ...) next<decltype(PurchaseLineRow::member)>(row),
#include "storage/model/rows/purchase_line.def"
#undef COLUMN
    };
  }
  ImportRow operator()(const AsnRow& like) {
    AsnRow unit = like;
    unit.asn = row.text();
    unit.units.quantity = row.quantity();
    unit.units.expiry = row.maybe_date();
    unit.due = row.maybe_date();
    return unit;
  }
  ImportRow operator()(const SiteRow& like) { return SiteRow{like.setting, row.number()}; }
  ImportRow operator()(const SupplierRow& like) {
    return SupplierRow{
        like.supplier,
#define COLUMN(member, ...) next<decltype(SupplierRow::member)>(row),
#include "storage/model/rows/supplier.def"
#undef COLUMN
    };
  }
  ImportRow operator()(const SourceRow& like) {
    return SourceRow{
        like.item,
        like.supplier,
#define COLUMN(member, ...) next<decltype(SourceRow::member)>(row),
#include "storage/model/rows/source.def"
#undef COLUMN
    };
  }
  ImportRow operator()(const PastDemandRow& like) { return PastDemandRow{like.item, like.day, row.quantity()}; }
  ImportRow operator()(const FaceRow& like) {
    const auto min = row.quantity();
    return FaceRow{like.item, like.location, min, row.quantity()};
  }
  ImportRow operator()(const AlternativeRow& like) {
    const auto units = row.quantity();
    return AlternativeRow{like.item, like.other, units, row.flag()};
  }
  ImportRow operator()(const WishRow& like) {
    const auto quantity = row.quantity();
    return WishRow{like.item, like.customer, quantity, row.maybe_date()};
  }
  ImportRow operator()(const GoodwillRow& like) {
    std::string text = row.text(), code = row.text();
    return GoodwillRow{like.from_days, std::move(text), std::move(code), row.price()};
  }
  ImportRow operator()(const PromotionRow& like) {
    const auto until = row.date();
    return PromotionRow{like.item, like.from, until, row.number()};
  }
  ImportRow operator()(const OpeningRow& like) { return like; }
};

std::string text_of_query(std::string_view name) {
  const SyncedTable& table = synced_table(name);
  std::string sql = "SELECT " + std::string(table.columns) + " FROM " + std::string(table.name) + " WHERE ";
  const auto keys = names_in(table.keys);
  for (std::size_t i = 0; i < keys.size(); ++i) sql += (i == 0 ? "" : " AND ") + keys[i] + "=$" + std::to_string(i + 1);
  return sql;
}

// Made once for each table: it is asked for with every row of a file.
const std::string& query_of(const RowKey& key) {
  thread_local std::map<std::string, std::string, std::less<>> known;
  const auto found = known.find(key.table);
  if (found != known.end()) return found->second;
  return known.emplace(key.table, text_of_query(key.table)).first->second;
}

}  // namespace

std::optional<ImportRow> document_like(Engine& db, const ImportRow& row) {
  if (std::holds_alternative<OpeningRow>(row)) return std::nullopt;
  const RowKey key = key_of(row);
  auto rows = db.query_text(query_of(key), key.cells);
  if (!rows.next()) return std::nullopt;
  const Cells cells(rows);
  RowReader there(cells);
  return std::visit(ReadLike{there}, row);
}

std::int64_t put(Engine& db, const ItemRow& item, std::int64_t changed) {
  static const std::string upsert = document_upsert(synced_table("item"));
  RowCells row;
  add_cell(row, item.item);
#define COLUMN(member, ...) add_cell(row, item.member);
#include "storage/model/rows/item.def"
#undef COLUMN
  row.emplace_back(changed);
  return db.run_text(upsert, row);
}

std::int64_t put(Engine& db, const OrderLineRow& order, std::int64_t changed) {
  static const std::string upsert = document_upsert({"order_line", "order_no,line", order_line_columns.substr(1)});
  RowCells row;
  add_cell(row, order.line);
#define COLUMN(member, ...) add_cell(row, order.member);
#include "storage/model/rows/order_line.def"
#undef COLUMN
  row.emplace_back(changed);
  return db.run_text(upsert, row);
}

namespace {

// Returns INSERT INTO order_line(order_no,line,customer,...,changed,demanded,waiting,order_class) VALUES($1,$2,...),
// where the class is the line's own, else its customer's, else the usual one.
std::string insert_of_new_line() {
  const std::string columns =
      "order_no,line," + std::string(order_line_columns.substr(1)) + ",changed,demanded,waiting";
  const auto names = names_in(columns);
  const auto place_of = [&](std::string_view name) {
    return "$" + std::to_string(std::find(names.begin(), names.end(), name) - names.begin() + 1);
  };
  std::string values;
  for (std::size_t i = 1; i <= names.size(); ++i) values += "$" + std::to_string(i) + ",";
  return "INSERT INTO order_line(" + columns + ",order_class) VALUES(" + values + "CASE WHEN " + place_of("own_class") +
         " > 0 THEN " + place_of("own_class") +
         " ELSE coalesce((SELECT nullif(c.order_class, 0) FROM customer c WHERE c.customer=" + place_of("customer") +
         "), " DOCKHAND_USUAL_CLASS ") END)";
}

}  // namespace

std::int64_t put_new(Engine& db, const OrderLineRow& order, std::int64_t changed, std::int64_t demanded) {
  static const std::string insert = insert_of_new_line();
  RowCells row;
  add_cell(row, order.line);
#define COLUMN(member, ...) add_cell(row, order.member);
#include "storage/model/rows/order_line.def"
#undef COLUMN
  row.emplace_back(changed);
  row.emplace_back(demanded);
  row.emplace_back(order.ordered.less(order.cancelled).units());
  return db.run_text(insert, row);
}

namespace {

RowCells row_of(const PurchaseLineRow& purchase, std::int64_t changed) {
  RowCells row;
  add_cell(row, purchase.line);
#define COLUMN(member, ...) add_cell(row, purchase.member);
#include "storage/model/rows/purchase_line.def"
#undef COLUMN
  row.emplace_back(changed);
  return row;
}

}  // namespace

std::int64_t put(Engine& db, const PurchaseLineRow& purchase, std::int64_t changed) {
  static const std::string upsert =
      document_upsert({"purchase_line", "purchase,line", purchase_line_columns.substr(1)});
  return db.run_text(upsert, row_of(purchase, changed));
}

std::int64_t put_new(Engine& db, const PurchaseLineRow& purchase, std::int64_t changed) {
  static const std::string insert = [] {
    const std::string columns = "purchase,line," + std::string(purchase_line_columns.substr(1)) + ",changed,first_due";
    std::string values;
    for (std::size_t i = 1; i <= names_in(columns).size(); ++i) values += (i == 1 ? "$" : ",$") + std::to_string(i);
    return "INSERT INTO purchase_line(" + columns + ") VALUES(" + values + ")";
  }();
  RowCells row = row_of(purchase, changed);
  add_cell(row, purchase.due);
  return db.run_text(insert, row);
}

std::int64_t put(Engine& db, const SupplierRow& supplier, std::int64_t changed) {
  static const std::string upsert = document_upsert(synced_table("supplier"));
  RowCells row;
  add_cell(row, supplier.supplier);
#define COLUMN(member, ...) add_cell(row, supplier.member);
#include "storage/model/rows/supplier.def"
#undef COLUMN
  row.emplace_back(changed);
  return db.run_text(upsert, row);
}

std::int64_t put(Engine& db, const SourceRow& source, std::int64_t changed) {
  static const std::string upsert = document_upsert(synced_table("source"));
  RowCells row;
  add_cell(row, source.item);
  add_cell(row, source.supplier);
#define COLUMN(member, ...) add_cell(row, source.member);
#include "storage/model/rows/source.def"
#undef COLUMN
  row.emplace_back(changed);
  return db.run_text(upsert, row);
}

std::int64_t put(Engine& db, const PastDemandRow& demand, std::int64_t changed) {
  static const std::string upsert = document_upsert(synced_table("past_demand"));
  return db.run_text(upsert, {demand.item.text(), std::int64_t{demand.day.days()}, demand.units.units(), changed});
}

std::int64_t put(Engine& db, const FaceRow& face, std::int64_t changed) {
  static const std::string upsert = document_upsert(synced_table("face"));
  return db.run_text(upsert, {face.item.text(), face.location.text(), face.min.units(), face.max.units(), changed});
}

std::vector<SupplierRow> supplier_documents(Engine& db, std::int64_t limit) {
  static const std::string query =
      "SELECT supplier" + std::string(supplier_columns) + " FROM supplier ORDER BY supplier LIMIT $1";
  return all_of(db.query_text(query, {limit}), [](const Cells& cells) {
    RowReader row(cells);
    std::string supplier = row.text();
    return SupplierRow{
        std::move(supplier),
#define COLUMN(member, ...) next<decltype(SupplierRow::member)>(row),
#include "storage/model/rows/supplier.def"
#undef COLUMN
    };
  });
}

namespace {

const std::string select_source = "SELECT item,supplier" + std::string(source_columns) + " FROM source";

SourceRow source_in(const Cells& cells) {
  RowReader row(cells);
  const auto item = row.code<ItemCode>();
  std::string supplier = row.text();
  return SourceRow{
      item,
      std::move(supplier),
#define COLUMN(member, ...) next<decltype(SourceRow::member)>(row),
#include "storage/model/rows/source.def"
#undef COLUMN
  };
}

}  // namespace

std::vector<SourceRow> source_documents(Engine& db, std::int64_t limit) {
  static const std::string query = select_source + " ORDER BY item, rank, supplier LIMIT $1";
  return all_of(db.query_text(query, {limit}), source_in);
}

std::vector<SourceRow> sources_of(Engine& db, const ItemCode& item) {
  static const std::string query = select_source + " WHERE item=$1 ORDER BY rank, supplier";
  return all_of(db.query_text(query, {Value(item.text())}), source_in);
}

std::vector<FaceRow> face_documents(Engine& db, std::int64_t limit) {
  return all_of(
      db.query("SELECT item, location, least, most FROM face WHERE most > 0 ORDER BY item, location LIMIT $1", limit),
      [](const Cells& cells) {
        RowReader row(cells);
        return FaceRow{row.code<ItemCode>(), row.code<LocationCode>(), row.quantity(), row.quantity()};
      });
}

std::vector<PastDemandRow> past_demand_documents(Engine& db, std::int64_t limit) {
  return all_of(db.query("SELECT item, day, units FROM past_demand WHERE units > 0 ORDER BY item, day LIMIT $1", limit),
                [](const Cells& cells) {
                  RowReader row(cells);
                  return PastDemandRow{row.code<ItemCode>(), row.date(), row.quantity()};
                });
}

std::optional<OrderLineRow> order_line_document(Engine& db, const OrderLine& line) {
  static const std::string query =
      "SELECT " + std::string(order_line_columns.substr(1)) + " FROM order_line WHERE order_no=$1 AND line=$2";
  auto rows = db.query_text(query, {line.document.text(), std::int64_t{line.line}});
  if (!rows.next()) return std::nullopt;
  const Cells cells(rows);
  RowReader row(cells);
  return OrderLineRow{
      line,
#define COLUMN(member, ...) next<decltype(OrderLineRow::member)>(row),
#include "storage/model/rows/order_line.def"
#undef COLUMN
  };
}

}  // namespace dockhand
