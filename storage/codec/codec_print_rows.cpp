#include <optional>
#include <type_traits>

#include "storage/codec/codec_print.h"
#include "storage/codec/fields.h"
#include "storage/model/rows/site_settings.h"

namespace dockhand {

void add_units(OrderedJson& json, const Units& units) {
  json["item"] = units.item.text();
  json["quantity"] = units.quantity.units();
  if (units.lot) json["lot"] = units.lot->text();
  if (units.serial) json["serial"] = units.serial->text();
  if (units.expiry) json["expiry"] = units.expiry->text();
  if (units.assumed) json["assumed"] = true;
}

namespace {

// Only what is said: a policy or a class that is left to the next level is left out.
OrderedJson with_policies(OrderedJson json, const Policies& policies) {
  if (policies != Policies{}) json["policies"] = text_of(policies);
  return json;
}
OrderedJson with_class(OrderedJson json, const std::optional<OrderClass>& order_class) {
  if (order_class) json["class"] = name_of(*order_class);
  return json;
}

// What a member of a document is in JSON.
const std::string& json_of(const std::string& text) { return text; }
std::int32_t json_of(std::int32_t number) { return number; }
bool json_of(bool flag) { return flag; }
std::int64_t json_of(Quantity quantity) { return quantity.units(); }
std::string json_of(Price price) { return price.text(); }
std::int32_t json_of(Days days) { return days.count; }
const char* json_of(Tracking tracking) { return name_of(tracking); }
const char* json_of(OrderClass order_class) { return name_of(order_class); }
std::string json_of(const Policies& policies) { return text_of(policies); }
template <class Code>
std::string json_of(const Code& code) {
  return code.text();
}

// A member of a document, as the lists of columns say it. What says nothing is left out, where it may be.
template <class Member, class Otherwise>
void add(OrderedJson& json, const char* name, const Member& member, const Otherwise&) {
  if constexpr (std::is_same_v<Otherwise, std::nullopt_t>) {
    if (member) json[name] = json_of(*member);
  } else {
    constexpr bool may_be_left_out = std::is_same_v<Member, bool> || std::is_same_v<Member, Policies> ||
                                     (std::is_same_v<Member, Price> && std::is_same_v<Otherwise, Price>) ||
                                     (std::is_same_v<Member, Quantity> && std::is_same_v<Otherwise, Quantity>) ||
                                     (std::is_same_v<Member, std::string> && std::is_same_v<Otherwise, std::string>);
    if constexpr (may_be_left_out) {
      if (member == Member{}) return;
    }
    json[name] = json_of(member);
  }
}

// One row of an import; "kind" says which.
struct PrintRow {
  OrderedJson operator()(const ItemRow& row) const {
    OrderedJson json{{"kind", "item"}, {"item", row.item.text()}};
#define COLUMN(member, columns, name, csv, parse, otherwise) add(json, name, row.member, otherwise);
#include "storage/model/rows/item.def"
#undef COLUMN
    return json;
  }
  OrderedJson operator()(const BarcodeRow& row) const {
    return {{"kind", "barcode"},
            {"barcode", row.code},
            {"item", row.item.text()},
            {"level", row.level},
            {"units", row.units.units()}};
  }
  OrderedJson operator()(const LocationRow& row) const {
    OrderedJson json{{"kind", "location"},
                     {"location", row.location.text()},
                     {"location_kind", name_of(row.kind)},
                     {"walk", row.walk}};
    if (!row.zone.empty()) json["zone"] = row.zone;
    if (!row.litres.none()) json["litres"] = row.litres.units();
    return json;
  }
  OrderedJson operator()(const CustomerRow& row) const {
    return with_class(
        with_policies({{"kind", "customer"}, {"customer", row.customer}, {"name", row.name}}, row.policies),
        row.order_class);
  }
  OrderedJson operator()(const OrderLineRow& row) const {
    OrderedJson json{{"kind", "order_line"}, {"line", row.line.text()}};
#define COLUMN(member, columns, name, csv, parse, otherwise) add(json, name, row.member, otherwise);
#include "storage/model/rows/order_line.def"
#undef COLUMN
    return json;
  }
  OrderedJson operator()(const SiteRow& row) const {
    if (site_setting(row.setting).is_choice()) {
      return {{"kind", "site"}, {"setting", row.setting}, {"on", row.value != 0}};
    }
    return {{"kind", "site"}, {"setting", row.setting}, {"value", row.value}};
  }
  OrderedJson operator()(const PurchaseLineRow& row) const {
    OrderedJson json{{"kind", "purchase_line"}, {"line", row.line.text()}};
#define COLUMN(member, columns, name, csv, parse, otherwise) add(json, name, row.member, otherwise);
#include "storage/model/rows/purchase_line.def"
#undef COLUMN
    return json;
  }
  OrderedJson operator()(const SupplierRow& row) const {
    OrderedJson json{{"kind", "supplier"}, {"supplier", row.supplier}};
#define COLUMN(member, columns, name, csv, parse, otherwise) add(json, name, row.member, otherwise);
#include "storage/model/rows/supplier.def"
#undef COLUMN
    return json;
  }
  OrderedJson operator()(const SourceRow& row) const {
    OrderedJson json{{"kind", "source"}, {"item", row.item.text()}, {"supplier", row.supplier}};
#define COLUMN(member, columns, name, csv, parse, otherwise) add(json, name, row.member, otherwise);
#include "storage/model/rows/source.def"
#undef COLUMN
    return json;
  }
  OrderedJson operator()(const PastDemandRow& row) const {
    return {{"kind", "past_demand"}, {"item", row.item.text()}, {"day", row.day.text()}, {"units", row.units.units()}};
  }
  OrderedJson operator()(const FaceRow& row) const {
    return {{"kind", "face"},
            {"item", row.item.text()},
            {"location", row.location.text()},
            {"min", row.min.units()},
            {"max", row.max.units()}};
  }
  OrderedJson operator()(const AlternativeRow& row) const {
    OrderedJson json{{"kind", "alternative"}, {"item", row.item.text()}, {"other", row.other.text()}};
    json["units"] = row.units.units();
    if (row.better) json["better"] = true;
    return json;
  }
  OrderedJson operator()(const WishRow& row) const {
    OrderedJson json{{"kind", "wish"}, {"item", row.item.text()}, {"customer", row.customer}};
    json["quantity"] = row.quantity.units();
    if (row.until) json["until"] = row.until->text();
    return json;
  }
  OrderedJson operator()(const GoodwillRow& row) const {
    OrderedJson json{{"kind", "goodwill"}, {"days", row.from_days.count}, {"text", row.text}};
    if (!row.code.empty()) json["code"] = row.code;
    if (!row.cost.none()) json["cost"] = row.cost.text();
    return json;
  }
  OrderedJson operator()(const PromotionRow& row) const {
    OrderedJson json{{"kind", "promotion"}};
    if (row.item) json["item"] = row.item->text();
    json["from"] = row.from.text();
    json["until"] = row.until.text();
    json["lift"] = row.lift;
    return json;
  }
  OrderedJson operator()(const OpeningRow& row) const {
    OrderedJson json{{"kind", "stock"}, {"place", row.place.text()}};
    add_units(json, row.units);
    return json;
  }
  OrderedJson operator()(const AsnRow& row) const {
    OrderedJson json{{"kind", "asn"}, {"sscc", row.unit.text()}, {"asn", row.asn}};
    add_units(json, row.units);
    if (row.purchase) json["purchase"] = row.purchase->text();
    if (row.due) json["due"] = row.due->text();
    return json;
  }
};

}  // namespace

OrderedJson print_row(const ImportRow& row) { return std::visit(PrintRow{}, row); }

}  // namespace dockhand
