#include <algorithm>
#include <optional>
#include <type_traits>

#include "storage/codec/codec_print.h"
#include "storage/codec/fields.h"
#include "storage/model/rows/site_settings.h"

namespace dockhand {
namespace {

// An object whose members are printed at once, byte for byte as print_json prints them.
class ObjectText {
 public:
  template <class Value>
  void add(const char* name, const Value& value) {
    text_ += text_.size() > 1 ? ",\"" : "\"";
    text_ += name;
    text_ += "\":";
    if constexpr (std::is_same_v<Value, bool>) {
      text_ += value ? "true" : "false";
    } else if constexpr (std::is_integral_v<Value>) {
      text_ += std::to_string(value);
    } else {
      add_text(value);
    }
  }

  std::string text() && { return std::move(text_) + "}"; }

 private:
  void add_text(const std::string& value) {
    const bool plain =
        std::all_of(value.begin(), value.end(), [](char c) { return c >= ' ' && c < 127 && c != '"' && c != '\\'; });
    if (plain) {
      text_ += '"';
      text_ += value;
      text_ += '"';
    } else {
      text_ += print_json(value);
    }
  }

  std::string text_ = "{";
};

template <class Value>
void set(OrderedJson& json, const char* name, const Value& value) {
  json[name] = value;
}
template <class Value>
void set(ObjectText& json, const char* name, const Value& value) {
  json.add(name, value);
}

template <class Object>
void set_units(Object& json, const Units& units) {
  set(json, "item", units.item.text());
  set(json, "quantity", units.quantity.units());
  if (units.lot) set(json, "lot", units.lot->text());
  if (units.serial) set(json, "serial", units.serial->text());
  if (units.expiry) set(json, "expiry", units.expiry->text());
  if (units.assumed) set(json, "assumed", true);
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
template <class Object, class Member, class Otherwise>
void add(Object& json, const char* name, const Member& member, const Otherwise&) {
  if constexpr (std::is_same_v<Otherwise, std::nullopt_t>) {
    if (member) set(json, name, json_of(*member));
  } else {
    constexpr bool may_be_left_out = std::is_same_v<Member, bool> || std::is_same_v<Member, Policies> ||
                                     (std::is_same_v<Member, Price> && std::is_same_v<Otherwise, Price>) ||
                                     (std::is_same_v<Member, Quantity> && std::is_same_v<Otherwise, Quantity>) ||
                                     (std::is_same_v<Member, std::string> && std::is_same_v<Otherwise, std::string>);
    if constexpr (may_be_left_out) {
      if (member == Member{}) return;
    }
    set(json, name, json_of(member));
  }
}

// One row of an import; "kind" says which. Of policies and classes only what is said: what is left to the next level is
// left out.
template <class Object>
struct PrintRow {
  Object& json;

  void operator()(const ItemRow& row) const {
    set(json, "kind", "item");
    set(json, "item", row.item.text());
#define COLUMN(member, columns, name, csv, parse, otherwise) add(json, name, row.member, otherwise);
#include "storage/model/rows/item.def"
#undef COLUMN
  }
  void operator()(const BarcodeRow& row) const {
    set(json, "kind", "barcode");
    set(json, "barcode", row.code);
    set(json, "item", row.item.text());
    set(json, "level", row.level);
    set(json, "units", row.units.units());
  }
  void operator()(const LocationRow& row) const {
    set(json, "kind", "location");
    set(json, "location", row.location.text());
    set(json, "location_kind", name_of(row.kind));
    set(json, "walk", row.walk);
    if (!row.zone.empty()) set(json, "zone", row.zone);
    if (!row.litres.none()) set(json, "litres", row.litres.units());
  }
  void operator()(const CustomerRow& row) const {
    set(json, "kind", "customer");
    set(json, "customer", row.customer);
    set(json, "name", row.name);
    if (row.policies != Policies{}) set(json, "policies", text_of(row.policies));
    if (row.order_class) set(json, "class", name_of(*row.order_class));
  }
  void operator()(const OrderLineRow& row) const {
    set(json, "kind", "order_line");
    set(json, "line", row.line.text());
#define COLUMN(member, columns, name, csv, parse, otherwise) add(json, name, row.member, otherwise);
#include "storage/model/rows/order_line.def"
#undef COLUMN
  }
  void operator()(const SiteRow& row) const {
    set(json, "kind", "site");
    set(json, "setting", row.setting);
    if (site_setting(row.setting).is_choice()) {
      set(json, "on", row.value != 0);
    } else {
      set(json, "value", row.value);
    }
  }
  void operator()(const PurchaseLineRow& row) const {
    set(json, "kind", "purchase_line");
    set(json, "line", row.line.text());
#define COLUMN(member, columns, name, csv, parse, otherwise) add(json, name, row.member, otherwise);
#include "storage/model/rows/purchase_line.def"
#undef COLUMN
  }
  void operator()(const SupplierRow& row) const {
    set(json, "kind", "supplier");
    set(json, "supplier", row.supplier);
#define COLUMN(member, columns, name, csv, parse, otherwise) add(json, name, row.member, otherwise);
#include "storage/model/rows/supplier.def"
#undef COLUMN
  }
  void operator()(const SourceRow& row) const {
    set(json, "kind", "source");
    set(json, "item", row.item.text());
    set(json, "supplier", row.supplier);
#define COLUMN(member, columns, name, csv, parse, otherwise) add(json, name, row.member, otherwise);
#include "storage/model/rows/source.def"
#undef COLUMN
  }
  void operator()(const PastDemandRow& row) const {
    set(json, "kind", "past_demand");
    set(json, "item", row.item.text());
    set(json, "day", row.day.text());
    set(json, "units", row.units.units());
  }
  void operator()(const FaceRow& row) const {
    set(json, "kind", "face");
    set(json, "item", row.item.text());
    set(json, "location", row.location.text());
    set(json, "min", row.min.units());
    set(json, "max", row.max.units());
  }
  void operator()(const AlternativeRow& row) const {
    set(json, "kind", "alternative");
    set(json, "item", row.item.text());
    set(json, "other", row.other.text());
    set(json, "units", row.units.units());
    if (row.better) set(json, "better", true);
  }
  void operator()(const WishRow& row) const {
    set(json, "kind", "wish");
    set(json, "item", row.item.text());
    set(json, "customer", row.customer);
    set(json, "quantity", row.quantity.units());
    if (row.until) set(json, "until", row.until->text());
  }
  void operator()(const GoodwillRow& row) const {
    set(json, "kind", "goodwill");
    set(json, "days", row.from_days.count);
    set(json, "text", row.text);
    if (!row.code.empty()) set(json, "code", row.code);
    if (!row.cost.none()) set(json, "cost", row.cost.text());
  }
  void operator()(const PromotionRow& row) const {
    set(json, "kind", "promotion");
    if (row.item) set(json, "item", row.item->text());
    set(json, "from", row.from.text());
    set(json, "until", row.until.text());
    set(json, "lift", row.lift);
  }
  void operator()(const OpeningRow& row) const {
    set(json, "kind", "stock");
    set(json, "place", row.place.text());
    set_units(json, row.units);
  }
  void operator()(const AsnRow& row) const {
    set(json, "kind", "asn");
    set(json, "sscc", row.unit.text());
    set(json, "asn", row.asn);
    set_units(json, row.units);
    if (row.purchase) set(json, "purchase", row.purchase->text());
    if (row.due) set(json, "due", row.due->text());
  }
};

}  // namespace

void add_units(OrderedJson& json, const Units& units) { set_units(json, units); }

OrderedJson print_row(const ImportRow& row) {
  OrderedJson json;
  std::visit(PrintRow<OrderedJson>{json}, row);
  return json;
}

std::string text_of_row(const ImportRow& row) {
  ObjectText json;
  std::visit(PrintRow<ObjectText>{json}, row);
  return std::move(json).text();
}

}  // namespace dockhand
