#include "storage/listings/documents_out.h"

#include <algorithm>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <sstream>
#include <string>
#include <utility>

#include "storage/engine/row_reader.h"
#include "storage/schema/documents.h"
#include "storage/schema/open_reader.h"

namespace dockhand {
namespace {

const ItemCode unnamed_item = ItemCode::parse("?").value();

RowJson cell_of_member(const std::string& text) { return text; }
RowJson cell_of_member(bool flag) { return flag; }
RowJson cell_of_member(std::int32_t number) { return number; }
RowJson cell_of_member(Quantity quantity) { return quantity.units(); }
RowJson cell_of_member(Date date) { return date.text(); }
RowJson cell_of_member(Instant time) { return time.text(); }
RowJson cell_of_member(const std::optional<Date>& date) { return date ? date->text() : ""; }
RowJson cell_of_member(const std::optional<OrderLine>& line) { return line ? line->text() : ""; }
RowJson cell_of_member(const std::optional<OrderClass>& one) { return one ? name_of(*one) : ""; }
template <class Tag>
RowJson cell_of_member(const Code<Tag>& code) {
  return code.text();
}

template <class T>
void add_member(RowJson& row, const char* column, const T& member) {
  row[column] = cell_of_member(member);
}
// They have a column each.
void add_member(RowJson& row, const char* /*column*/, const Policies& policies) {
  for (const PolicyInfo& one : policy_list()) row[one.name] = "";
  std::istringstream words(text_of(policies));
  for (std::string word; words >> word;) {
    const std::size_t equals = std::min(word.find('='), word.size());
    if (equals < word.size()) row[word.substr(0, equals)] = word.substr(equals + 1);
  }
}

RowJson row_to_import(const OrderLineRow& order, std::int64_t done) {
  RowJson row{{"order", order.line.document.text()}, {"line", order.line.line}};
#define COLUMN(member, columns, json, csv, parse, otherwise) add_member(row, csv, order.member);
#include "storage/model/rows/order_line.def"
#undef COLUMN
  row["delivered"] = done;
  return row;
}

RowJson row_to_import(const PurchaseLineRow& purchase, std::int64_t done) {
  RowJson row{{"purchase", purchase.line.document.text()}, {"line", purchase.line.line}};
#define COLUMN(member, columns, json, csv, parse, otherwise) add_member(row, csv, purchase.member);
#include "storage/model/rows/purchase_line.def"
#undef COLUMN
  row["received"] = done;
  return row;
}

// A row that has its key alone.
OrderLineRow row_of(const OrderLine& line) { return {line, {}, unnamed_item, {}, {}, 5, Date::from_days(0), {}}; }
PurchaseLineRow row_of(const PurchaseLine& line) { return {line, {}, unnamed_item, {}, Date::from_days(0), {}}; }

// `lines` says the key of each line, and what of it is done.
template <class Number>
Result<std::vector<RowJson>> documents_to_import(const std::filesystem::path& database, const char* lines) {
  auto reader = open_reader(database);
  if (!reader) return reader.error();
  Engine& db = **reader;
  std::vector<std::pair<LineRef<Number>, std::int64_t>> all;
  for (auto rows = db.query(lines); rows.next();) {
    const Cells cells(rows);
    RowReader row(cells);
    const auto line = row.line<Number>();
    all.emplace_back(line, row.integer());
  }
  std::vector<RowJson> written;
  for (const auto& [line, done] : all) {
    const auto document = document_like(db, row_of(line));
    if (document) written.push_back(row_to_import(std::get<decltype(row_of(line))>(*document), done));
  }
  if (db.failed()) return db.failure();
  return written;
}

}  // namespace

Result<std::vector<RowJson>> orders_to_import(const std::filesystem::path& database) {
  return documents_to_import<OrderNumber>(
      database, "SELECT order_no, line, shipped + returned FROM order_line ORDER BY order_no, line");
}

Result<std::vector<RowJson>> purchases_to_import(const std::filesystem::path& database) {
  return documents_to_import<PurchaseNumber>(
      database, "SELECT purchase, line, max(received, 0) FROM purchase_line ORDER BY purchase, line");
}

RowJson row_like_order() { return row_to_import(row_of(OrderLine{OrderNumber::parse("?").value(), 1}), 0); }

RowJson row_like_purchase() { return row_to_import(row_of(PurchaseLine{PurchaseNumber::parse("?").value(), 1}), 0); }

}  // namespace dockhand
