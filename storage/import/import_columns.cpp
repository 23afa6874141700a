#include "storage/import/import_columns.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <string_view>

#include "storage/codec/fields.h"

namespace dockhand {
namespace {

Error bad(const std::string& message) { return Error{ErrorKind::bad_input, "", message}; }

template <int Min, int Max>
Result<std::int32_t> parse_number(std::string_view text) {
  std::int32_t number = 0;
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (failure == std::errc{} && end == text.data() + text.size() && number >= Min && number <= Max) return number;
  return bad("'" + printable(text, 24) + "' is not a number from " + std::to_string(Min) + " to " +
             std::to_string(Max));
}

}  // namespace

// The fields of one record by the names of their columns. The first error sticks.
class Fields {
 public:
  Fields(const Header& header, const std::vector<std::string>& fields) : header_(header), fields_(fields) {}

  template <class T>
  std::optional<T> get(std::string_view column, Result<T> (*parse)(std::string_view)) {
    return parsed(column, text_of(column), parse);
  }
  // A column that is left out, or empty, gives `otherwise`.
  template <class T>
  T get_or(std::string_view column, Result<T> (*parse)(std::string_view), T otherwise) {
    return maybe(column, parse).value_or(std::move(otherwise));
  }
  template <class T>
  std::optional<T> maybe(std::string_view column, Result<T> (*parse)(std::string_view)) {
    const std::string_view text = text_of(column);
    if (text.empty()) return std::nullopt;
    return parsed(column, text, parse);
  }
  // A member of a document, as the lists of columns say it. Nothing after a failure.
  template <class Member, class T, class Otherwise>
  std::optional<Member> take(std::string_view column, Result<T> (*parse)(std::string_view),
                             const Otherwise& otherwise) {
    if constexpr (std::is_same_v<Member, Policies>) {
      return policies();
    } else if constexpr (std::is_same_v<Otherwise, Required>) {
      return get(column, parse);
    } else {
      if (text_of(column).empty()) return std::optional<Member>(std::in_place, otherwise);
      const auto value = get(column, parse);
      return value ? std::optional<Member>(Member(*value)) : std::nullopt;
    }
  }
  // A column that is empty says what another one says.
  void fall_back(std::string_view column, std::string_view other) { fallbacks_.emplace_back(column, other); }
  // Each policy is a column of its own.
  Policies policies() {
    Policies policies;
    for (const PolicyInfo& policy : policy_list()) {
      const std::string_view text = text_of(policy.name);
      if (text.empty()) continue;
      if (auto set = set_policy(policies, policy.name, text); !set) fail(policy.name, set.error().message);
    }
    return policies;
  }
  void fail(std::string_view column, const std::string& message) {
    if (!error_) error_ = bad(std::string(column) + ": " + message);
  }
  const std::optional<Error>& error() const { return error_; }

 private:
  template <class T>
  std::optional<T> parsed(std::string_view column, std::string_view text, Result<T> (*parse)(std::string_view)) {
    auto value = parse(text);
    if (value) return std::move(value).value();
    fail(column, value.error().message);
    return std::nullopt;
  }
  std::string_view text_of(std::string_view column) const {
    const std::string_view text = written(column);
    if (!text.empty()) return text;
    for (const auto& [empty, other] : fallbacks_) {
      if (empty == column) return written(other);
    }
    return {};
  }
  std::string_view written(std::string_view column) const {
    const auto& columns = header_.kind->columns;
    for (std::size_t i = 0; i < columns.size(); ++i) {
      if (column != columns[i].name || header_.places[i] < 0) continue;
      return fields_[static_cast<std::size_t>(header_.places[i])];
    }
    return {};
  }

  const Header& header_;
  const std::vector<std::string>& fields_;
  std::vector<std::pair<std::string_view, std::string_view>> fallbacks_;
  std::optional<Error> error_;
};

namespace {

Result<ImportRow> read_item(Fields& fields) {
  auto item = fields.get("item", ItemCode::parse);
#define COLUMN(member, columns, json, csv, parse, otherwise) \
  auto member = fields.take<decltype(ItemRow::member)>(csv, parse, otherwise);
#include "storage/model/item.def"
#undef COLUMN
  if (fields.error()) return *fields.error();
  ItemRow row{*item, {}};
#define COLUMN(member, ...) row.member = *std::move(member);
#include "storage/model/item.def"
#undef COLUMN
  return ImportRow(std::move(row));
}

Result<ImportRow> read_barcode(Fields& fields) {
  auto code = fields.get("barcode", parse_barcode);
  auto item = fields.get("item", ItemCode::parse);
  auto level = fields.get("level", parse_level);
  auto units = fields.get("units", parse_some);
  if (fields.error()) return *fields.error();
  return ImportRow(BarcodeRow{*code, *item, *level, *units});
}

Result<ImportRow> read_location(Fields& fields) {
  auto location = fields.get("location", LocationCode::parse);
  auto kind = fields.get("kind", parse_location_kind);
  const std::int32_t walk = fields.get_or("walk", parse_number<0, 1'000'000'000>, 0);
  auto zone = fields.get_or("zone", parse_zone, std::string());
  if (fields.error()) return *fields.error();
  return ImportRow(LocationRow{*location, *kind, walk, std::move(zone)});
}

Result<ImportRow> read_customer(Fields& fields) {
  auto customer = fields.get("customer", parse_customer);
  auto name = fields.get("name", parse_title);
  const auto order_class = fields.maybe("class", parse_order_class);
  const Policies policies = fields.policies();
  if (fields.error()) return *fields.error();
  return ImportRow(CustomerRow{*customer, *name, policies, order_class});
}

Result<ImportRow> read_site(Fields& fields) {
  auto setting = fields.get("setting", parse_setting);
  auto value = fields.get("value", parse_yes_no);
  if (fields.error()) return *fields.error();
  return ImportRow(SiteRow{*setting, *value});
}

// An order time that is not known counts as the promised day: last among those that were promised the same.
Result<ImportRow> read_order(Fields& fields) {
  fields.fall_back("ordered_at", "promised");
  auto order = fields.get("order", OrderNumber::parse);
  auto line = fields.get("line", parse_line_number);
#define COLUMN(member, columns, json, csv, parse, otherwise) \
  auto member = fields.take<decltype(OrderLineRow::member)>(csv, parse, otherwise);
#include "storage/model/order_line.def"
#undef COLUMN
  if (ordered && cancelled && *cancelled > *ordered) fields.fail("cancelled", "is more than the quantity");
  if (fields.error()) return *fields.error();
  return ImportRow(OrderLineRow{
      {*order, *line},
#define COLUMN(member, ...) *std::move(member),
#include "storage/model/order_line.def"
#undef COLUMN
  });
}

Result<ImportRow> read_purchase(Fields& fields) {
  auto purchase = fields.get("purchase", PurchaseNumber::parse);
  auto line = fields.get("line", parse_line_number);
#define COLUMN(member, columns, json, csv, parse, otherwise) \
  auto member = fields.take<decltype(PurchaseLineRow::member)>(csv, parse, otherwise);
#include "storage/model/purchase_line.def"
#undef COLUMN
  if (fields.error()) return *fields.error();
  return ImportRow(PurchaseLineRow{
      {*purchase, *line},
#define COLUMN(member, ...) *std::move(member),
#include "storage/model/purchase_line.def"
#undef COLUMN
  });
}

// A purchase without a line number is its line 1.
Result<ImportRow> read_asn(Fields& fields) {
  auto asn = fields.get("asn", parse_asn);
  auto unit = fields.get("sscc", Sscc::parse);
  auto item = fields.get("item", ItemCode::parse);
  auto quantity = fields.get("quantity", Quantity::parse);
  auto lot = fields.maybe("lot", Lot::parse);
  auto expiry = fields.maybe("expiry", Date::parse);
  auto serial = fields.maybe("serial", Serial::parse);
  auto purchase = fields.maybe("purchase", PurchaseNumber::parse);
  const std::int32_t line = fields.get_or("line", parse_line_number, std::int32_t{1});
  if (fields.error()) return *fields.error();
  return ImportRow(AsnRow{*unit, *asn, Units{*item, *quantity, lot, serial, expiry},
                          purchase ? std::optional(PurchaseLine{*purchase, line}) : std::nullopt});
}

std::string lower_case(std::string text) {
  for (char& c : text) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return text;
}

int place_of(const std::vector<std::string>& names, std::string_view name) {
  const auto found = std::find(names.begin(), names.end(), name);
  return found == names.end() ? -1 : static_cast<int>(found - names.begin());
}

std::string list_of(const std::vector<Column>& columns) {
  std::string list;
  for (const auto& column : columns) {
    list += (list.empty() ? "" : ",") + std::string(column.name) + (column.required ? "" : "?");
  }
  return list;
}

Status check_names(const ImportKind& kind, const std::vector<std::string>& names) {
  for (std::size_t i = 0; i < names.size(); ++i) {
    const bool known = std::any_of(kind.columns.begin(), kind.columns.end(),
                                   [&](const Column& column) { return names[i] == column.name; });
    const std::string shown = "column '" + printable(names[i], 40) + "'";
    if (!known) return bad(shown + " is not known; " + kind.name + " have " + list_of(kind.columns));
    if (place_of(names, names[i]) != static_cast<int>(i)) return bad(shown + " stands there twice");
  }
  return Done{};
}

}  // namespace

namespace {

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

#define COLUMN(member, columns, json, csv, parse, otherwise) {csv, is_required(otherwise)},
const std::vector<Column> item_columns_in_csv{
#include "storage/model/item.def"
};
const std::vector<Column> order_columns_in_csv{
#include "storage/model/order_line.def"
};
const std::vector<Column> purchase_columns_in_csv{
#include "storage/model/purchase_line.def"
};
#undef COLUMN

std::vector<Column> may_be_left_out(std::vector<Column> columns, std::string_view name) {
  for (Column& column : columns) column.required = column.required && column.name != name;
  return columns;
}

}  // namespace

const std::vector<ImportKind>& import_kinds() {
  static const std::vector<ImportKind> kinds{
      {"asns",
       "sscc",
       {{"asn"},
        {"sscc"},
        {"item"},
        {"quantity"},
        {"lot", false},
        {"expiry", false},
        {"serial", false},
        {"purchase", false},
        {"line", false}},
       read_asn},
      {"barcodes", "barcode", {{"barcode"}, {"item"}, {"level"}, {"units"}}, read_barcode},
      {"locations", "location", {{"location"}, {"kind"}, {"walk", false}, {"zone", false}}, read_location},
      {"orders", "order", after_keys({{"order"}, {"line"}}, may_be_left_out(order_columns_in_csv, "ordered_at")),
       read_order},
      {"purchases", "purchase", after_keys({{"purchase"}, {"line"}}, purchase_columns_in_csv), read_purchase},
      {"customers", "customer", after_keys({{"customer"}, {"name"}}, {{"class", false}, {"", false}}), read_customer},
      {"items", "item", after_keys({{"item"}}, item_columns_in_csv), read_item},
      {"site", "setting", {{"setting"}, {"value"}}, read_site},
  };
  return kinds;
}

Result<Header> read_header(const std::vector<std::string>& fields) {
  std::vector<std::string> names;
  names.reserve(fields.size());
  for (const auto& field : fields) names.push_back(lower_case(field));
  const auto& kinds = import_kinds();
  const auto kind =
      std::find_if(kinds.begin(), kinds.end(), [&](const ImportKind& one) { return place_of(names, one.key) >= 0; });
  if (kind == kinds.end()) {
    return bad(
        "the first line names none of the columns barcode, location, order, sscc, purchase, customer, item, setting");
  }
  if (auto checked = check_names(*kind, names); !checked) return checked.error();
  Header header{&*kind, {}, names.size()};
  for (const auto& column : kind->columns) {
    header.places.push_back(place_of(names, column.name));
    if (column.required && header.places.back() < 0) {
      return bad("column '" + std::string(column.name) + "' is missing; " + kind->name + " have " +
                 list_of(kind->columns));
    }
  }
  return header;
}

Result<ImportRow> read_row(const Header& header, const std::vector<std::string>& fields) {
  if (fields.size() != header.width) {
    return bad("has " + std::to_string(fields.size()) + " columns, the first line has " + std::to_string(header.width));
  }
  Fields named(header, fields);
  return header.kind->read(named);
}

}  // namespace dockhand
