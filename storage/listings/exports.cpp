#include "storage/listings/exports.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <nlohmann/json.hpp>

#include "storage/listings/documents_out.h"
#include "storage/listings/moved.h"

namespace dockhand {
namespace {

constexpr std::size_t all_rows = 100'000'000;
constexpr std::size_t longest_in_file = 4000;  // bytes of a text: a file is read by programs, and cuts nothing short

RowJson row_of(const MovedUnits& moved, std::string_view table) {
  RowJson row{{"seq", moved.seq},
              {"at", moved.at.text()},
              {"by", moved.by},
              {"action", moved.action},
              {"document", moved.document},
              {"line", moved.line},
              {"item", moved.item},
              {"lot", moved.lot},
              {"serial", moved.serial},
              {"quantity", moved.units},
              {"allowed_by", moved.allowed_by},
              {"reason", moved.reason}};
  if (table == "shorts") row["place"] = moved.place;
  if (table == "shipments") {
    row["carton"] = moved.carton;
    row["carrier"] = moved.carrier;
    row["tracking"] = moved.tracking;
  }
  if (table == "receipts") row["expiry"] = moved.expiry ? moved.expiry->text() : "";
  return row;
}

Result<std::vector<RowJson>> listed(const std::filesystem::path& database, std::string_view name) {
  const auto& all = topics();
  const auto topic = std::find_if(all.begin(), all.end(), [&](const Topic& one) { return one.name == name; });
  return topic->rows(database, {all_rows, ""});
}

// Whoever takes the stock over elsewhere needs the dates of its lots.
Result<std::vector<RowJson>> dated_stock(const std::filesystem::path& database) {
  auto stock = listed(database, "stock");
  const auto lots = listed(database, "lots");
  if (!stock || !lots) return stock ? lots.error() : stock.error();
  std::map<std::string, RowJson> dates;
  const auto name_of_lot = [](const RowJson& row) { return row["item"].dump() + row["lot"].dump(); };
  for (const RowJson& lot : *lots) dates.emplace(name_of_lot(lot), lot["expiry"]);
  for (RowJson& row : *stock) {
    const auto date = dates.find(name_of_lot(row));
    row["expiry"] = date == dates.end() ? RowJson("") : date->second;
  }
  return stock;
}

std::string csv_cell(const std::string& text) {
  if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
  std::string quoted = "\"";
  for (const char c : text) quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
  return quoted + "\"";
}

}  // namespace

std::string cell_text(const RowJson& value, std::size_t most) {
  if (value.is_string()) return printable(value.get_ref<const std::string&>(), most);
  if (value.is_boolean()) return value.get<bool>() ? "yes" : "no";
  return value.is_null() ? "" : value.dump();
}

Result<std::vector<RowJson>> exported_rows(const std::filesystem::path& database, std::string_view table,
                                           std::int64_t since, std::int64_t until) {
  if (table == "stock") return dated_stock(database);
  if (table == "allocations") return listed(database, "claims");
  if (table == "orders") return orders_to_import(database);
  if (table == "purchases") return purchases_to_import(database);
  Moved what = Moved::counted;
  if (table == "receipts") what = Moved::received;
  if (table == "shipments") what = Moved::shipped;
  if (table == "shorts") what = Moved::short_picked;
  const auto moved = moved_after(database, what, since, until);
  if (!moved) return moved.error();
  std::vector<RowJson> rows;
  std::transform(moved->begin(), moved->end(), std::back_inserter(rows),
                 [&](const MovedUnits& one) { return row_of(one, table); });
  return rows;
}

std::string csv_of(const std::vector<RowJson>& rows) {
  if (rows.empty()) return "";
  std::string heading, text;
  for (const auto& [name, value] : rows[0].items()) heading += (heading.empty() ? "" : ",") + csv_cell(name);
  for (const auto& row : rows) {
    bool first = true;
    for (const auto& [name, value] : rows[0].items()) {
      text += (first ? "" : ",") + csv_cell(cell_text(row[name], longest_in_file));
      first = false;
    }
    text += "\n";
  }
  return heading + "\n" + text;
}

std::string csv_of_export(std::string_view table, const std::vector<RowJson>& rows) {
  if (!rows.empty()) return csv_of(rows);
  RowJson like = row_of(MovedUnits{}, table);
  if (table == "stock") {
    like = row_like_stock();
    like["expiry"] = "";
  }
  if (table == "allocations") like = row_like_claims();
  if (table == "orders") like = row_like_order();
  if (table == "purchases") like = row_like_purchase();
  const std::string text = csv_of({like});
  return text.substr(0, text.find('\n') + 1);
}

}  // namespace dockhand
