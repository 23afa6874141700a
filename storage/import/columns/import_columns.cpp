#include "storage/import/columns/import_columns.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <string_view>

#include "storage/codec/fields.h"
#include "storage/import/cells/place_words.h"
#include "storage/import/cells/unit_words.h"
#include "storage/import/columns/customer_columns.h"
#include "storage/import/columns/import_fields.h"
#include "storage/model/rows/site_settings.h"

namespace dockhand {
namespace {

Error bad_row(const std::string& message) { return Error{ErrorKind::bad_input, "", message}; }

template <int Min, int Max>
Result<std::int32_t> parse_number(std::string_view text) {
  std::int32_t number = 0;
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (failure == std::errc{} && end == text.data() + text.size() && number >= Min && number <= Max) return number;
  return bad_row("'" + printable(text, 24) + "' is not a number from " + std::to_string(Min) + " to " +
                 std::to_string(Max));
}

}  // namespace

namespace {

Result<ImportRow> read_item(Fields& fields) {
  auto item = fields.get("item", ItemCode::parse);
#define COLUMN(member, columns, json, csv, parse, otherwise) \
  auto member = fields.take<decltype(ItemRow::member)>(csv, parse, otherwise);
#include "storage/model/rows/item.def"
#undef COLUMN
  if (fields.error()) return *fields.error();
  ItemRow row{*item, {}};
#define COLUMN(member, ...) row.member = *std::move(member);
#include "storage/model/rows/item.def"
#undef COLUMN
  return ImportRow(std::move(row));
}

Result<std::string> parse_written_level(std::string_view text) { return parse_level(written_level(text)); }

// Of one base unit when nothing else is said, save that the number of a case or pallet says itself that it is more.
Result<ImportRow> read_barcode(Fields& fields) {
  fields.take_own_label("barcode", "item");
  auto code = fields.get("barcode", parse_barcode);
  auto item = fields.get("item", ItemCode::parse);
  const bool is_case = code && code->size() == 14 && is_digits(*code) && code->front() != '0';
  const auto level = fields.get_or("level", parse_written_level, std::string());
  auto units = fields.maybe("units", parse_some);
  if (!units && !fields.error()) {
    if (is_case || (!level.empty() && level != "ea")) fields.fail("units", "is empty: how many base units are in one?");
    units = Quantity::exactly(1);
    if (!fields.error()) fields.note("barcodes without units are of one base unit each");
  }
  if (level.empty() && units && units->units() > 1)
    fields.fail("level", "is empty: what is the pack called, cs or plt?");
  if (fields.error()) return *fields.error();
  return ImportRow(BarcodeRow{*code, *item, level.empty() ? "ea" : level, *units});
}

Result<ImportRow> read_location(Fields& fields) {
  auto location = fields.get("location", LocationCode::parse);
  auto kind = fields.get("kind", parse_kind_of_place);
  const std::int32_t walk = fields.get_or("walk", parse_number<0, 1'000'000'000>, 0);
  auto zone = fields.get_or("zone", parse_zone, std::string());
  const Quantity litres = fields.get_or("litres", Quantity::parse, Quantity());
  if (fields.error()) return *fields.error();
  return ImportRow(LocationRow{*location, *kind, walk, std::move(zone), litres});
}

Result<ImportRow> read_customer(Fields& fields) {
  auto customer = fields.get("customer", parse_customer);
  auto name = fields.get("name", parse_title);
  const auto order_class = fields.maybe("class", parse_order_class);
  const Policies policies = fields.policies();
  if (fields.error()) return *fields.error();
  return ImportRow(CustomerRow{*customer, *name, policies, order_class});
}

Result<std::string> parse_setting_in_any_letters(std::string_view text) {
  return parse_setting(small_letters(std::string(text)));
}

Result<ImportRow> read_site(Fields& fields) {
  const auto setting = fields.get("setting", parse_setting_in_any_letters);
  const auto text = fields.get("value", parse_reason);
  if (fields.error()) return *fields.error();
  const auto value = parse_site_value(site_setting(*setting), *text);
  if (!value) {
    fields.fail("value", value.error().message);
    return *fields.error();
  }
  return ImportRow(SiteRow{*setting, *value});
}

// An order time that is not known is said to be the promised day: the books take the day on which they hear of it, if
// that is sooner (storage/facts/facts_lines.h).
Result<ImportRow> read_order(Fields& fields) {
  fields.fall_back("ordered_at", "promised");
  auto order = fields.get("order", OrderNumber::parse);
  auto line = fields.get("line", parse_line_number);
#define COLUMN(member, columns, json, csv, parse, otherwise) \
  auto member = fields.take<decltype(OrderLineRow::member)>(csv, parse, otherwise);
#include "storage/model/rows/order_line.def"
#undef COLUMN
  if (ordered && cancelled && *cancelled > *ordered) fields.fail("cancelled", "is more than the quantity");
  if (fields.error()) return *fields.error();
  return ImportRow(OrderLineRow{
      {*order, *line},
#define COLUMN(member, ...) *std::move(member),
#include "storage/model/rows/order_line.def"
#undef COLUMN
  });
}

Result<ImportRow> read_purchase(Fields& fields) {
  auto purchase = fields.get("purchase", PurchaseNumber::parse);
  auto line = fields.get("line", parse_line_number);
#define COLUMN(member, columns, json, csv, parse, otherwise) \
  auto member = fields.take<decltype(PurchaseLineRow::member)>(csv, parse, otherwise);
#include "storage/model/rows/purchase_line.def"
#undef COLUMN
  if (fields.error()) return *fields.error();
  return ImportRow(PurchaseLineRow{
      {*purchase, *line},
#define COLUMN(member, ...) *std::move(member),
#include "storage/model/rows/purchase_line.def"
#undef COLUMN
  });
}

Result<ImportRow> read_supplier(Fields& fields) {
  auto supplier = fields.get("supplier", parse_supplier);
#define COLUMN(member, columns, json, csv, parse, otherwise) \
  auto member = fields.take<decltype(SupplierRow::member)>(csv, parse, otherwise);
#include "storage/model/rows/supplier.def"
#undef COLUMN
  if (fields.error()) return *fields.error();
  return ImportRow(SupplierRow{
      *supplier,
#define COLUMN(member, ...) *std::move(member),
#include "storage/model/rows/supplier.def"
#undef COLUMN
  });
}

Result<ImportRow> read_source(Fields& fields) {
  auto item = fields.get("item", ItemCode::parse);
  auto supplier = fields.get("supplier", parse_supplier);
#define COLUMN(member, columns, json, csv, parse, otherwise) \
  auto member = fields.take<decltype(SourceRow::member)>(csv, parse, otherwise);
#include "storage/model/rows/source.def"
#undef COLUMN
  if (fields.error()) return *fields.error();
  return ImportRow(SourceRow{
      *item,
      *supplier,
#define COLUMN(member, ...) *std::move(member),
#include "storage/model/rows/source.def"
#undef COLUMN
  });
}

Result<ImportRow> read_history(Fields& fields) {
  auto item = fields.get("item", ItemCode::parse);
  auto day = fields.get("day", Date::parse);
  auto units = fields.get("units", Quantity::parse);
  if (fields.error()) return *fields.error();
  return ImportRow(PastDemandRow{*item, *day, *units});
}

Result<ImportRow> read_stock(Fields& fields) {
  auto place = fields.get("place", LocationCode::parse);
  auto item = fields.get("item", ItemCode::parse);
  auto quantity = fields.get("quantity", Quantity::parse);
  auto lot = fields.maybe("lot", Lot::parse);
  auto serial = fields.maybe("serial", Serial::parse);
  auto expiry = fields.maybe("expiry", Date::parse);
  if (fields.error()) return *fields.error();
  return ImportRow(OpeningRow{*place, Units{*item, *quantity, lot, serial, expiry}});
}

Result<ImportRow> read_face(Fields& fields) {
  auto item = fields.get("item", ItemCode::parse);
  auto location = fields.get("location", LocationCode::parse);
  auto min = fields.get("min", Quantity::parse);
  auto max = fields.get("max", Quantity::parse);
  if (min && max && *min > *max) fields.fail("min", "is more than the max");
  if (fields.error()) return *fields.error();
  return ImportRow(FaceRow{*item, *location, *min, *max});
}

// A purchase without a line number is its line of the item, which the books know.
Result<ImportRow> read_asn(Fields& fields) {
  auto asn = fields.get("asn", parse_asn);
  auto unit = fields.maybe("sscc", parse_unit_number);
  if (!unit) fields.fail("sscc", "is empty: what comes on no pallet or carton is received by its purchase alone");
  auto item = fields.get("item", ItemCode::parse);
  auto quantity = fields.get("quantity", Quantity::parse);
  auto lot = fields.maybe("lot", Lot::parse);
  auto expiry = fields.maybe("expiry", Date::parse);
  auto serial = fields.maybe("serial", Serial::parse);
  auto purchase = fields.maybe("purchase", PurchaseNumber::parse);
  const std::int32_t line = fields.get_or("line", parse_line_number, line_of_its_item);
  auto due = fields.maybe("due", Date::parse);
  if (fields.error()) return *fields.error();
  return ImportRow(AsnRow{*unit, *asn, Units{*item, *quantity, lot, serial, expiry},
                          purchase ? std::optional(PurchaseLine{*purchase, line}) : std::nullopt, due});
}

constexpr bool is_required(Required) { return true; }
template <class Otherwise>
constexpr bool is_required(const Otherwise&) {
  return false;
}

// The keys, then what has to be there, then what may be left out; last the policies, which have no column of their own
// in the list.
std::vector<Column> after_keys(std::vector<Column> keys, std::vector<Column> columns) {
  std::stable_partition(columns.begin(), columns.end(), [](const Column& column) { return column.required; });
  bool policies = false;
  for (const Column& column : columns) {
    if (*column.name == '\0')
      policies = true;
    else
      keys.push_back(column);
  }
  for (const PolicyInfo& policy : policy_list()) {
    if (policies) keys.push_back({policy.name, false});
  }
  return keys;
}

// How a column is written follows from what its cells become.
template <class T>
constexpr ColumnType type_of(Result<T> (*)(std::string_view)) {
  if constexpr (std::is_same_v<T, Date>) return ColumnType::date;
  if constexpr (std::is_same_v<T, Instant>) return ColumnType::moment;
  if constexpr (std::is_same_v<T, Price>) return ColumnType::price;
  if constexpr (is_number<T>) return ColumnType::number;
  if constexpr (is_code<T>) return ColumnType::code;
  return ColumnType::text;
}

#define COLUMN(member, columns, json, csv, parse, otherwise) {csv, is_required(otherwise), type_of(parse)},
const std::vector<Column> item_columns_in_csv{
#include "storage/model/rows/item.def"
};
const std::vector<Column> order_columns_in_csv{
#include "storage/model/rows/order_line.def"
};
const std::vector<Column> purchase_columns_in_csv{
#include "storage/model/rows/purchase_line.def"
};
const std::vector<Column> supplier_columns_in_csv{
#include "storage/model/rows/supplier.def"
};
const std::vector<Column> source_columns_in_csv{
#include "storage/model/rows/source.def"
};
#undef COLUMN

std::vector<Column> may_be_left_out(std::vector<Column> columns, std::string_view name) {
  for (Column& column : columns) column.required = column.required && column.name != name;
  return columns;
}

ImportKind asn_kind() {
  return {"asns",
          "sscc",
          {{"asn"},
           {"sscc", true, ColumnType::sscc},
           {"item", true, ColumnType::code},
           {"quantity", true, ColumnType::number},
           {"lot", false, ColumnType::code},
           {"expiry", false, ColumnType::date},
           {"serial", false, ColumnType::code},
           {"purchase", false, ColumnType::code},
           {"line", false, ColumnType::number},
           {"due", false, ColumnType::date}},
          read_asn};
}

ImportKind user_kind() {
  return {"users",
          "user",
          {{"user", true, ColumnType::code},
           {"name", false},
           {"badge", false, ColumnType::code},
           {"role"},
           {"language", false}},
          nullptr,
          "role"};
}

}  // namespace

const std::vector<ImportKind>& import_kinds() {
  static const std::vector<ImportKind> kinds{
      user_kind(),
      asn_kind(),
      {"barcodes",
       "barcode",
       {{"barcode", true, ColumnType::barcode},
        {"item", true, ColumnType::code},
        {"level", false},
        {"units", false, ColumnType::number}},
       read_barcode},
      {"stock",
       "place",
       {{"place", true, ColumnType::code},
        {"item", true, ColumnType::code},
        {"quantity", true, ColumnType::number},
        {"lot", false, ColumnType::code},
        {"serial", false, ColumnType::code},
        {"expiry", false, ColumnType::date}},
       read_stock},
      {"faces", "max",
       after_keys({{"item", true, ColumnType::code}, {"location", true, ColumnType::code}},
                  {{"min", true, ColumnType::number}, {"max", true, ColumnType::number}}),
       read_face, "location"},
      {"locations",
       "location",
       {{"location", true, ColumnType::code},
        {"kind"},
        {"walk", false, ColumnType::number},
        {"zone", false},
        {"litres", false, ColumnType::number}},
       read_location},
      {"orders", "order",
       after_keys({{"order", true, ColumnType::code}, {"line", true, ColumnType::number}},
                  may_be_left_out(order_columns_in_csv, "ordered_at")),
       read_order},
      {"purchases", "purchase",
       after_keys({{"purchase", true, ColumnType::code}, {"line", true, ColumnType::number}}, purchase_columns_in_csv),
       read_purchase},
      wish_kind(),
      alternative_kind(),
      goodwill_kind(),
      promotion_kind(),
      {"customers", "customer",
       after_keys({{"customer", true, ColumnType::code}, {"name"}}, {{"class", false}, {"", false}}), read_customer},
      {"history",
       "day",
       {{"item", true, ColumnType::code}, {"day", true, ColumnType::date}, {"units", true, ColumnType::number}},
       read_history,
       "item"},
      {"sources", "supplier", after_keys({{"item", true, ColumnType::code}, {"supplier"}}, source_columns_in_csv),
       read_source, "price", "name"},
      {"items", "item", after_keys({{"item", true, ColumnType::code}}, item_columns_in_csv), read_item},
      {"suppliers", "supplier", after_keys({{"supplier"}}, supplier_columns_in_csv), read_supplier, "", "price"},
      {"site", "setting", {{"setting"}, {"value"}}, read_site},
  };
  return kinds;
}

const ImportKind* kind_named(std::string_view name) {
  const auto& kinds = import_kinds();
  const auto kind = std::find_if(kinds.begin(), kinds.end(), [&](const ImportKind& one) { return name == one.name; });
  return kind == kinds.end() ? nullptr : &*kind;
}

std::string list_of(const std::vector<Column>& columns) {
  std::string list;
  for (const auto& column : columns) {
    list += (list.empty() ? "" : ",") + std::string(column.name) + (column.required ? "" : "?");
  }
  return list;
}

bool has_column(const ImportKind& kind, std::string_view name) {
  return std::any_of(kind.columns.begin(), kind.columns.end(), [&](const Column& one) { return name == one.name; });
}

}  // namespace dockhand
