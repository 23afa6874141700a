#include <array>
#include <functional>

#include "storage/codec.h"
#include "storage/fields.h"
#include "storage/json.h"

namespace dockhand {
namespace {

constexpr std::int64_t max_walk = 1'000'000'000;

// Members that are read before the kind of an object is known; the kind's own reader closes the object, so that a
// member that belongs to another kind is an error.
std::optional<Units> read_units(JsonObject& json) {
  auto item = json.text("item", ItemCode::parse);
  const Quantity quantity = json.quantity("quantity");
  auto lot = json.maybe("lot", Lot::parse);
  auto serial = json.maybe("serial", Serial::parse);
  auto expiry = json.maybe("expiry", Date::parse);
  if (!item) return std::nullopt;
  return Units{*item, quantity, lot, serial, expiry};
}

Result<Action> read_receive(JsonObject& json) {
  auto units = read_units(json);
  auto at = json.text("at", LocationCode::parse);
  auto purchase = json.maybe("purchase", PurchaseLine::parse);
  const bool confirmed = json.flag_or("confirmed", false);
  if (auto closed = json.close(); !closed) return closed.error();
  return Action(Receive{*units, *at, purchase, confirmed});
}

Result<Action> read_move(JsonObject& json) {
  auto units = read_units(json);
  auto from = json.text("from", LocationCode::parse);
  auto to = json.text("to", LocationCode::parse);
  if (auto closed = json.close(); !closed) return closed.error();
  return Action(Move{*units, *from, *to});
}

Result<Action> read_pick(JsonObject& json) {
  auto line = json.text("line", OrderLine::parse);
  auto units = read_units(json);
  auto from = json.text("from", LocationCode::parse);
  auto to = json.text("to", LocationCode::parse);
  if (auto closed = json.close(); !closed) return closed.error();
  return Action(Pick{*line, *units, *from, *to});
}

Result<Action> read_ship(JsonObject& json) {
  auto order = json.text("order", OrderNumber::parse);
  if (auto closed = json.close(); !closed) return closed.error();
  return Action(Ship{*order});
}

Result<Action> read_count(JsonObject& json) {
  auto units = read_units(json);
  auto at = json.text("at", LocationCode::parse);
  auto reason = json.maybe("reason", parse_reason);
  if (auto closed = json.close(); !closed) return closed.error();
  return Action(Count{*units, *at, reason.value_or("")});
}

Result<Action> read_short(JsonObject& json) {
  auto line = json.text("line", OrderLine::parse);
  auto units = read_units(json);
  auto from = json.text("from", LocationCode::parse);
  auto reason = json.maybe("reason", parse_reason);
  if (auto closed = json.close(); !closed) return closed.error();
  return Action(ShortPick{*line, *units, *from, reason.value_or("")});
}

Result<Release> read_one_release(JsonObject& json) {
  auto line = json.text("line", OrderLine::parse);
  const Quantity quantity = json.quantity("quantity");
  auto at = json.maybe("at", LocationCode::parse);
  if (auto closed = json.close(); !closed) return closed.error();
  return Release{*line, quantity, at};
}

Result<Action> read_release(JsonObject& json) {
  auto release = read_one_release(json);
  if (!release) return release.error();
  return Action(*release);
}

Result<Action> read_undo(JsonObject& json) {
  auto target = json.text("target", CommandId::parse);
  if (auto closed = json.close(); !closed) return closed.error();
  return Action(Undo{*target});
}

Result<Action> read_settle(JsonObject& json) {
  auto notice = json.text<std::string>("notice", [](std::string_view text) -> Result<std::string> {
    if (auto checked = check_name("notice", text, Settle::max_id); !checked) return checked.error();
    return std::string(text);
  });
  if (auto closed = json.close(); !closed) return closed.error();
  return Action(Settle{*notice});
}

Policies read_policies(JsonObject& json) { return json.maybe("policies", parse_policies).value_or(Policies{}); }

Result<ImportRow> read_item(JsonObject& json) {
  auto item = json.text("item", ItemCode::parse);
  auto name = json.text("name", parse_title);
  auto tracking = json.maybe("tracking", parse_tracking);
  const Policies policies = read_policies(json);
  const Quantity safety_stock = json.quantity_or_none("safety_stock");
  const Quantity order_cap = json.quantity_or_none("order_cap");
  if (auto closed = json.close(); !closed) return closed.error();
  return ImportRow(ItemRow{*item, *name, tracking.value_or(Tracking::none), policies, safety_stock, order_cap});
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
  if (auto closed = json.close(); !closed) return closed.error();
  return ImportRow(LocationRow{*location, *kind, static_cast<std::int32_t>(walk)});
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
  const bool on = json.flag_or("on", false);
  if (auto closed = json.close(); !closed) return closed.error();
  return ImportRow(SiteRow{*setting, on});
}

Result<ImportRow> read_order_line(JsonObject& json) {
  auto line = json.text("line", OrderLine::parse);
  auto customer = json.text("customer", parse_customer);
  auto item = json.text("item", ItemCode::parse);
  const Quantity ordered = json.quantity("ordered");
  const Quantity cancelled = json.quantity_or_none("cancelled");
  const std::int64_t priority = json.integer_or("priority", 5, 1, 9);
  auto promised = json.text("promised", Date::parse);
  auto ordered_at = json.text("ordered_at", Instant::parse);
  Policies policies = read_policies(json);
  // Events of the first version say it so.
  if (!json.flag_or("partial", true)) policies.partial = false;
  const auto order_class = json.maybe("class", parse_order_class);
  if (auto closed = json.close(); !closed) return closed.error();
  return ImportRow(OrderLineRow{*line, *customer, *item, ordered, cancelled, static_cast<std::int32_t>(priority),
                                *promised, *ordered_at, policies, order_class});
}

Result<ImportRow> read_purchase_line(JsonObject& json) {
  auto line = json.text("line", PurchaseLine::parse);
  auto supplier = json.text("supplier", parse_supplier);
  auto item = json.text("item", ItemCode::parse);
  const Quantity expected = json.quantity("expected");
  auto due = json.text("due", Date::parse);
  auto bought_for = json.maybe("for", OrderLine::parse);
  if (auto closed = json.close(); !closed) return closed.error();
  return ImportRow(PurchaseLineRow{*line, *supplier, *item, expected, *due, bought_for});
}

// Reader by name, for the kinds of an object that its member `member` tells apart.
template <class T>
struct Kind {
  const char* name;
  Result<T> (*read)(JsonObject&);
};

template <class T, std::size_t N>
Result<T> read_kind(JsonObject& json, const char* member, const std::array<Kind<T>, N>& kinds) {
  const auto name = json.text<std::string>(member, [](std::string_view text) { return Result(std::string(text)); });
  std::string known;
  for (const auto& kind : kinds) {
    if (name && *name == kind.name) return kind.read(json);
    known += (known.empty() ? "" : ", ") + std::string(kind.name);
  }
  if (name)
    json.fail({ErrorKind::bad_input, json.path_of(member), "'" + printable(*name, 40) + "' is not one of " + known});
  return json.failure();
}

constexpr std::array<Kind<ImportRow>, std::variant_size_v<ImportRow>> row_kinds{{{"item", read_item},
                                                    {"barcode", read_barcode},
                                                    {"location", read_location},
                                                    {"customer", read_customer},
                                                    {"order_line", read_order_line},
                                                    {"purchase_line", read_purchase_line},
                                                    {"site", read_site}}};

// Each element of an array of objects.
template <class T>
Result<std::vector<T>> read_each(const Json& list, const std::string& path, Result<T> (*read)(JsonObject&)) {
  std::vector<T> all;
  for (std::size_t i = 0; i < list.size(); ++i) {
    JsonObject json(list[i], path + "[" + std::to_string(i) + "]");
    auto one = read(json);
    if (!one) return one.error();
    all.push_back(std::move(one).value());
  }
  return all;
}

Result<ImportRow> read_row(JsonObject& json) { return read_kind(json, "kind", row_kinds); }

Result<Action> read_import(JsonObject& json) {
  const Json& rows = json.array("rows");
  if (rows.empty() || rows.size() > Import::max_rows) {
    json.fail({ErrorKind::bad_input, json.path_of("rows"),
               "holds " + std::to_string(rows.size()) + " rows, not 1 to " + std::to_string(Import::max_rows)});
  }
  if (auto closed = json.close(); !closed) return closed.error();
  auto read = read_each(rows, json.path_of("rows"), read_row);
  if (!read) return read.error();
  return Action(Import{std::move(read).value()});
}

Result<std::pair<OrderLine, Quantity>> read_asked(JsonObject& json) {
  auto line = json.text("line", OrderLine::parse);
  const Quantity quantity = json.quantity("quantity");
  if (auto closed = json.close(); !closed) return closed.error();
  return std::pair(*line, quantity);
}

Result<std::vector<ItemCode>> read_items(const Json& list, const std::string& path) {
  std::vector<ItemCode> items;
  for (std::size_t i = 0; i < list.size(); ++i) {
    const std::string place = path + "[" + std::to_string(i) + "]";
    const auto* text = list[i].get_ptr<const std::string*>();
    if (text == nullptr) return Error{ErrorKind::bad_input, place, "is not a text in quotes"};
    auto item = ItemCode::parse(*text);
    if (!item) return Error{ErrorKind::bad_input, place, item.error().message};
    items.push_back(*item);
  }
  return items;
}

Result<Action> read_replan(JsonObject& json) {
  const Json& releases = json.array("releases");
  const Json& items = json.array("items");
  if (auto closed = json.close(); !closed) return closed.error();
  auto lines = read_each(releases, json.path_of("releases"), read_one_release);
  if (!lines) return lines.error();
  auto codes = read_items(items, json.path_of("items"));
  if (!codes) return codes.error();
  return Action(Replan{std::move(lines).value(), std::move(codes).value()});
}

constexpr std::array<Kind<Action>, std::variant_size_v<Action>> actions{{{"receive", read_receive},
                                                                         {"move", read_move},
                                                                         {"pick", read_pick},
                                                                         {"ship", read_ship},
                                                                         {"count", read_count},
                                                                         {"short", read_short},
                                                                         {"release", read_release},
                                                                         {"undo", read_undo},
                                                                         {"settle", read_settle},
                                                                         {"import", read_import},
                                                                         {"replan", read_replan}}};

Result<Command> read_command(JsonObject& json, std::optional<OperatorName> by, std::optional<Instant> at) {
  auto id = json.text("id", CommandId::parse);
  auto given_by = by ? json.maybe("by", OperatorName::parse) : json.text("by", OperatorName::parse);
  auto given_at = at ? json.maybe("time", Instant::parse) : json.text("time", Instant::parse);
  auto action = read_kind(json, "do", actions);
  if (!action) return action.error();
  return Command{*id, given_by ? *given_by : *by, given_at ? *given_at : *at, std::move(action).value()};
}

}  // namespace

Result<Command> parse_command(std::string_view json, const OperatorName& by, Instant now) {
  auto parsed = parse_json(json, max_command_text);
  if (!parsed) return parsed.error();
  JsonObject object(*parsed);
  return read_command(object, by, now);
}

Result<Body> decode_body(std::string_view json) {
  auto parsed = parse_json(json, max_stored_text);
  if (!parsed) return parsed.error();
  JsonObject object(*parsed);
  const Json& claims = object.array("claims");
  auto command = read_command(object, std::nullopt, std::nullopt);
  if (!command) return command.error();
  auto asked = read_each(claims, "claims", read_asked);
  if (!asked) return asked.error();
  return Body{std::move(command).value(), std::move(asked).value()};
}

}  // namespace dockhand
