#include <array>
#include <type_traits>

#include "storage/codec/codec.h"
#include "storage/codec/codec_read.h"
#include "storage/codec/fields.h"
#include "storage/model/rows/site_settings.h"

namespace dockhand {
namespace {

constexpr std::int64_t max_walk = 1'000'000'000;

// A member of a document, as the lists of columns say it. Nothing after a failure.
template <class Member, class T, class Otherwise>
std::optional<Member> read_member(JsonObject& json, const char* name, Result<T> (*parse)(std::string_view),
                                  const Otherwise& otherwise) {
  constexpr bool must = std::is_same_v<Otherwise, Required>;
  if constexpr (std::is_same_v<Member, Quantity>) {
    return must ? json.quantity(name) : json.quantity_or_none(name);
  } else if constexpr (std::is_same_v<Member, std::optional<Quantity>>) {
    const std::int64_t units = json.integer_or(name, -1, 0, Quantity::max);
    return units < 0 ? Member() : Member(Quantity::exactly(units));
  } else if constexpr (std::is_same_v<Member, std::optional<Days>>) {
    const std::int64_t days = json.integer_or(name, -1, 0, Days::max);
    return days < 0 ? Member() : Member(Days{static_cast<std::int32_t>(days)});
  } else if constexpr (std::is_same_v<Member, bool>) {
    return json.flag_or(name, otherwise);
  } else if constexpr (std::is_same_v<Member, std::int32_t>) {
    return static_cast<std::int32_t>(json.integer_or(name, otherwise, first_priority, last_priority));
  } else if constexpr (must) {
    return json.text(name, parse);
  } else {
    const auto said = json.maybe(name, parse);
    return said ? Member(*said) : Member(otherwise);
  }
}

Policies read_policies(JsonObject& json) { return json.maybe("policies", parse_policies).value_or(Policies{}); }

Result<ImportRow> read_item(JsonObject& json) {
  auto item = json.text("item", ItemCode::parse);
#define COLUMN(member, columns, name, csv, parse, otherwise) \
  auto member = read_member<decltype(ItemRow::member)>(json, name, parse, otherwise);
#include "storage/model/rows/item.def"
#undef COLUMN
  if (auto closed = json.close(); !closed) return closed.error();
  ItemRow row{*item, {}};
#define COLUMN(member, ...) row.member = *std::move(member);
#include "storage/model/rows/item.def"
#undef COLUMN
  return ImportRow(std::move(row));
}

Result<ImportRow> read_barcode(JsonObject& json) {
  auto code = json.text("barcode", parse_barcode);
  auto item = json.text("item", ItemCode::parse);
  auto level = json.text("level", parse_level);
  const std::int64_t units = json.integer("units", 1, Quantity::max);
  if (auto closed = json.close(); !closed) return closed.error();
  return ImportRow(BarcodeRow{*code, *item, *level, Quantity::exactly(units)});
}

Result<ImportRow> read_location(JsonObject& json) {
  auto location = json.text("location", LocationCode::parse);
  auto kind = json.text("location_kind", parse_location_kind);
  const std::int64_t walk = json.integer_or("walk", 0, 0, max_walk);
  auto zone = json.maybe("zone", parse_zone);
  const std::int64_t litres = json.integer_or("litres", 0, 0, Quantity::max);
  if (auto closed = json.close(); !closed) return closed.error();
  return ImportRow(LocationRow{*location, *kind, static_cast<std::int32_t>(walk), zone.value_or(""),
                               litres == 0 ? Quantity() : Quantity::exactly(litres)});
}

Result<ImportRow> read_customer(JsonObject& json) {
  auto customer = json.text("customer", parse_customer);
  auto name = json.text("name", parse_title);
  const Policies policies = read_policies(json);
  const auto order_class = json.maybe("class", parse_order_class);
  if (auto closed = json.close(); !closed) return closed.error();
  return ImportRow(CustomerRow{*customer, *name, policies, order_class});
}

Result<ImportRow> read_site(JsonObject& json) {
  auto setting = json.text("setting", parse_setting);
  std::int32_t value = 0;
  if (setting) {
    const SiteSetting& known = site_setting(*setting);
    value = known.is_choice()
                ? (json.flag_or("on", false) ? 1 : 0)
                : static_cast<std::int32_t>(json.integer_or("value", known.standard, known.least, known.most));
  }
  if (auto closed = json.close(); !closed) return closed.error();
  return ImportRow(SiteRow{*setting, value});
}

Result<ImportRow> read_order_line(JsonObject& json) {
  auto line = json.text("line", OrderLine::parse);
#define COLUMN(member, columns, name, csv, parse, otherwise) \
  auto member = read_member<decltype(OrderLineRow::member)>(json, name, parse, otherwise);
#include "storage/model/rows/order_line.def"
#undef COLUMN
  // Events of the first version say it so.
  if (!json.flag_or("partial", true)) policies->partial = false;
  if (auto closed = json.close(); !closed) return closed.error();
  return ImportRow(OrderLineRow{
      *line,
#define COLUMN(member, ...) *std::move(member),
#include "storage/model/rows/order_line.def"
#undef COLUMN
  });
}

Result<ImportRow> read_purchase_line(JsonObject& json) {
  auto line = json.text("line", PurchaseLine::parse);
#define COLUMN(member, columns, name, csv, parse, otherwise) \
  auto member = read_member<decltype(PurchaseLineRow::member)>(json, name, parse, otherwise);
#include "storage/model/rows/purchase_line.def"
#undef COLUMN
  if (auto closed = json.close(); !closed) return closed.error();
  return ImportRow(PurchaseLineRow{
      *line,
#define COLUMN(member, ...) *std::move(member),
#include "storage/model/rows/purchase_line.def"
#undef COLUMN
  });
}

Result<ImportRow> read_asn(JsonObject& json) {
  auto unit = json.text("sscc", parse_unit_number);
  auto asn = json.text("asn", parse_asn);
  auto units = read_units(json);
  auto purchase = json.maybe("purchase", PurchaseLine::parse);
  auto due = json.maybe("due", Date::parse);
  if (auto closed = json.close(); !closed) return closed.error();
  return ImportRow(AsnRow{*unit, *asn, *units, purchase, due});
}

Result<ImportRow> read_supplier(JsonObject& json) {
  auto supplier = json.text("supplier", parse_supplier);
#define COLUMN(member, columns, name, csv, parse, otherwise) \
  auto member = read_member<decltype(SupplierRow::member)>(json, name, parse, otherwise);
#include "storage/model/rows/supplier.def"
#undef COLUMN
  if (auto closed = json.close(); !closed) return closed.error();
  return ImportRow(SupplierRow{
      *supplier,
#define COLUMN(member, ...) *std::move(member),
#include "storage/model/rows/supplier.def"
#undef COLUMN
  });
}

Result<ImportRow> read_source(JsonObject& json) {
  auto item = json.text("item", ItemCode::parse);
  auto supplier = json.text("supplier", parse_supplier);
#define COLUMN(member, columns, name, csv, parse, otherwise) \
  auto member = read_member<decltype(SourceRow::member)>(json, name, parse, otherwise);
#include "storage/model/rows/source.def"
#undef COLUMN
  if (auto closed = json.close(); !closed) return closed.error();
  return ImportRow(SourceRow{
      *item,
      *supplier,
#define COLUMN(member, ...) *std::move(member),
#include "storage/model/rows/source.def"
#undef COLUMN
  });
}

Result<ImportRow> read_past_demand(JsonObject& json) {
  auto item = json.text("item", ItemCode::parse);
  auto day = json.text("day", Date::parse);
  const Quantity units = json.quantity("units");
  if (auto closed = json.close(); !closed) return closed.error();
  return ImportRow(PastDemandRow{*item, *day, units});
}

Result<ImportRow> read_stock(JsonObject& json) {
  auto place = json.text("place", LocationCode::parse);
  auto units = read_units(json);
  if (auto closed = json.close(); !closed) return closed.error();
  return ImportRow(OpeningRow{*place, *units});
}

Result<ImportRow> read_face(JsonObject& json) {
  auto item = json.text("item", ItemCode::parse);
  auto location = json.text("location", LocationCode::parse);
  const Quantity min = json.quantity("min");
  const Quantity max = json.quantity("max");
  if (auto closed = json.close(); !closed) return closed.error();
  return ImportRow(FaceRow{*item, *location, min, max});
}

Result<ImportRow> read_alternative(JsonObject& json) {
  auto item = json.text("item", ItemCode::parse);
  auto other = json.text("other", ItemCode::parse);
  const Quantity units = json.quantity("units");
  const bool better = json.flag_or("better", false);
  if (auto closed = json.close(); !closed) return closed.error();
  return ImportRow(AlternativeRow{*item, *other, units, better});
}

Result<ImportRow> read_wish(JsonObject& json) {
  auto item = json.text("item", ItemCode::parse);
  auto customer = json.text("customer", parse_customer);
  const Quantity quantity = json.quantity("quantity");
  auto until = json.maybe("until", Date::parse);
  if (auto closed = json.close(); !closed) return closed.error();
  return ImportRow(WishRow{*item, *customer, quantity, until});
}

Result<ImportRow> read_goodwill(JsonObject& json) {
  const std::int64_t days = json.integer("days", 0, Days::max);  // older programs took none
  auto text = json.text("text", parse_offer);
  auto code = json.maybe("code", parse_lane);
  auto cost = json.maybe("cost", Price::parse);
  if (auto closed = json.close(); !closed) return closed.error();
  return ImportRow(
      GoodwillRow{Days{static_cast<std::int32_t>(days)}, *text, code.value_or(""), cost.value_or(Price())});
}

Result<ImportRow> read_promotion(JsonObject& json) {
  auto item = json.maybe("item", ItemCode::parse);
  auto from = json.text("from", Date::parse);
  auto until = json.text("until", Date::parse);
  const std::int64_t lift = json.integer("lift", 0, PromotionRow::max_lift);
  if (auto closed = json.close(); !closed) return closed.error();
  return ImportRow(PromotionRow{item, *from, *until, static_cast<std::int32_t>(lift)});
}

constexpr std::array<Kind<ImportRow>, std::variant_size_v<AnyImportRow>> row_kinds{
    {{"item", read_item},
     {"barcode", read_barcode},
     {"location", read_location},
     {"customer", read_customer},
     {"order_line", read_order_line},
     {"purchase_line", read_purchase_line},
     {"asn", read_asn},
     {"site", read_site},
     {"supplier", read_supplier},
     {"source", read_source},
     {"past_demand", read_past_demand},
     {"stock", read_stock},
     {"face", read_face},
     {"alternative", read_alternative},
     {"wish", read_wish},
     {"goodwill", read_goodwill},
     {"promotion", read_promotion}}};

}  // namespace

Result<ImportRow> read_import_row(JsonObject& json) { return read_kind(json, "kind", row_kinds); }

namespace {

Result<std::pair<OrderLine, Quantity>> read_asked(JsonObject& json) {
  auto line = json.text("line", OrderLine::parse);
  const Quantity quantity = json.quantity("quantity");
  if (auto closed = json.close(); !closed) return closed.error();
  return std::pair(*line, quantity);
}

Result<TakenUnits> read_taken(JsonObject& json) {
  auto line = json.text("line", OrderLine::parse);
  const Quantity quantity = json.quantity("quantity");
  auto from = json.maybe("from", LocationCode::parse);
  auto lot = json.maybe("lot", Lot::parse);
  auto serial = json.maybe("serial", Serial::parse);
  if (auto closed = json.close(); !closed) return closed.error();
  return TakenUnits{*line, quantity, std::move(from), std::move(lot), std::move(serial)};
}

// An older program has said it as if they were claims.
Word said_of(const Action& action, AskedClaims asked, UnitsTaken taken) {
  const bool takes = std::holds_alternative<Ship>(action) || std::holds_alternative<PackCarton>(action);
  if (!takes) return {std::move(asked), {}};
  if (taken.empty()) {
    for (const auto& [line, quantity] : asked) taken.push_back(TakenUnits{line, quantity});
  }
  return {{}, std::move(taken)};
}

Result<Command> read_command(JsonObject& json, std::optional<OperatorName> by, std::optional<Instant> at) {
  auto id = json.text("id", CommandId::parse);
  auto given_by = by ? json.maybe("by", OperatorName::parse) : json.text("by", OperatorName::parse);
  auto given_at = at ? json.maybe("time", Instant::parse) : json.text("time", Instant::parse);
  auto allowed_by = json.maybe("allowed_by", OperatorName::parse);
  auto action = read_action(json);
  if (!action) return action.error();
  Command command{*id, given_by ? *given_by : *by, given_at ? *given_at : *at, std::move(action).value()};
  command.allowed_by = std::move(allowed_by);
  return command;
}

}  // namespace

Result<Command> parse_command(std::string_view json, const OperatorName& by, Instant now) {
  auto parsed = parse_json(json, {max_command_text});
  if (!parsed) return parsed.error();
  JsonObject object(*parsed);
  return read_command(object, by, now);
}

Result<Body> decode_body(std::string_view json) {
  auto parsed = parse_json(json, {max_stored_text, max_stored_values});
  if (!parsed) return parsed.error();
  JsonObject object(*parsed);
  const Json& claims = object.array("claims");
  const Json& takes = object.array("taken");
  auto command = read_command(object, std::nullopt, std::nullopt);
  if (!command) return command.error();
  auto asked = read_each(claims, "claims", read_asked);
  if (!asked) return asked.error();
  auto taken = read_each(takes, "taken", read_taken);
  if (!taken) return taken.error();
  Word word = said_of(command->action, std::move(asked).value(), std::move(taken).value());
  return Body{std::move(command).value(), std::move(word)};
}

}  // namespace dockhand
