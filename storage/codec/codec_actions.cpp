#include "storage/codec/codec_read.h"
#include "storage/codec/fields.h"

namespace dockhand {
namespace {

Result<Action> read_receive(JsonObject& json) {
  auto units = read_units(json);
  auto at = json.text("at", LocationCode::parse);
  auto purchase = json.maybe("purchase", PurchaseLine::parse);
  const bool confirmed = json.flag_or("confirmed", false);
  auto reason = json.maybe("reason", parse_reason);
  if (auto closed = json.close(); !closed) return closed.error();
  return Action(Receive{*units, *at, purchase, confirmed, reason.value_or("")});
}

Result<Action> read_receive_unit(JsonObject& json) {
  auto unit = json.text("sscc", parse_unit_number);
  auto at = json.text("at", LocationCode::parse);
  const bool confirmed = json.flag_or("confirmed", false);
  if (auto closed = json.close(); !closed) return closed.error();
  return Action(ReceiveUnit{*unit, *at, confirmed});
}

Result<Action> read_move(JsonObject& json) {
  auto units = read_units(json);
  auto from = json.text("from", LocationCode::parse);
  auto to = json.text("to", LocationCode::parse);
  auto reason = json.maybe("reason", parse_reason);
  if (auto closed = json.close(); !closed) return closed.error();
  return Action(Move{*units, *from, *to, reason.value_or("")});
}

Result<Action> read_move_unit(JsonObject& json) {
  auto unit = json.text("sscc", parse_unit_number);
  auto to = json.text("to", LocationCode::parse);
  auto reason = json.maybe("reason", parse_reason);
  if (auto closed = json.close(); !closed) return closed.error();
  return Action(MoveUnit{*unit, *to, reason.value_or("")});
}

Result<Action> read_lose_unit(JsonObject& json) {
  auto unit = json.text("sscc", parse_unit_number);
  auto reason = json.maybe("reason", parse_reason);
  if (auto closed = json.close(); !closed) return closed.error();
  return Action(LoseUnit{*unit, reason.value_or("")});
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
  auto carton = json.maybe("sscc", Sscc::parse);
  auto carrier = json.maybe("carrier", parse_carrier);
  auto tracking = json.maybe("tracking", parse_carrier);
  if (auto closed = json.close(); !closed) return closed.error();
  return Action(Ship{*order, carton, carrier.value_or(""), tracking.value_or("")});
}

// The units are left out when all that is there is packed.
Result<Action> read_pack(JsonObject& json) {
  auto order = json.text("order", OrderNumber::parse);
  auto from = json.text("from", LocationCode::parse);
  auto carton = json.text("sscc", Sscc::parse);
  auto at = json.text("at", LocationCode::parse);
  auto units = json.has("item") ? read_units(json) : std::nullopt;
  if (auto closed = json.close(); !closed) return closed.error();
  return Action(PackCarton{*order, *from, *carton, *at, units});
}

Result<Action> read_return(JsonObject& json) {
  auto units = read_units(json);
  auto at = json.text("at", LocationCode::parse);
  auto line = json.maybe("line", OrderLine::parse);
  const bool again = json.flag_or("wanted_again", false);
  auto reason = json.maybe("reason", parse_reason);
  if (auto closed = json.close(); !closed) return closed.error();
  return Action(CustomerReturn{*units, *at, line, again, reason.value_or("")});
}

Result<Action> read_supplier_return(JsonObject& json) {
  auto units = read_units(json);
  auto from = json.text("from", LocationCode::parse);
  auto purchase = json.maybe("purchase", PurchaseLine::parse);
  auto reason = json.maybe("reason", parse_reason);
  if (auto closed = json.close(); !closed) return closed.error();
  return Action(SupplierReturn{*units, *from, purchase, reason.value_or("")});
}

Result<Action> read_count(JsonObject& json) {
  auto units = read_units(json);
  auto at = json.text("at", LocationCode::parse);
  auto reason = json.maybe("reason", parse_reason);
  const bool confirmed = json.flag_or("confirmed", false);
  if (auto closed = json.close(); !closed) return closed.error();
  return Action(Count{*units, *at, reason.value_or(""), confirmed});
}

Result<Action> read_adjust(JsonObject& json) {
  auto change = json.text("change", parse_change);
  auto units = read_units(json);
  auto at = json.text("at", LocationCode::parse);
  auto reason = json.text("reason", parse_reason);
  auto purchase = json.maybe("purchase", PurchaseLine::parse);
  if (auto closed = json.close(); !closed) return closed.error();
  return Action(Adjust{*change, *units, *at, *reason, purchase});
}

Result<Action> read_short(JsonObject& json) {
  auto line = json.text("line", OrderLine::parse);
  auto units = read_units(json);
  auto from = json.text("from", LocationCode::parse);
  auto reason = json.maybe("reason", parse_reason);
  const bool none_left = json.flag_or("none_left", false);
  if (auto closed = json.close(); !closed) return closed.error();
  return Action(ShortPick{*line, *units, *from, reason.value_or(""), none_left});
}

Result<Action> read_claim(JsonObject& json) {
  auto line = json.text("line", OrderLine::parse);
  const Quantity quantity = json.quantity("quantity");
  auto reason = json.maybe("reason", parse_reason);
  if (auto closed = json.close(); !closed) return closed.error();
  return Action(Claim{*line, quantity, reason.value_or("")});
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

Result<Action> read_status(JsonObject& json) {
  auto item = json.text("item", ItemCode::parse);
  auto lot = json.text("lot", Lot::parse);
  auto status = json.text("status", parse_lot_status);
  auto reason = json.maybe("reason", parse_reason);
  if (auto closed = json.close(); !closed) return closed.error();
  return Action(SetStatus{*item, *lot, *status, reason.value_or("")});
}

Result<Action> read_expiry(JsonObject& json) {
  auto item = json.text("item", ItemCode::parse);
  auto lot = json.text("lot", Lot::parse);
  auto expiry = json.text("expiry", Date::parse);
  auto reason = json.text("reason", parse_reason);
  if (auto closed = json.close(); !closed) return closed.error();
  return Action(CorrectExpiry{*item, *lot, *expiry, *reason});
}

Result<Action> read_day(JsonObject& json) {
  auto day = json.text("day", Date::parse);
  const bool confirmed = json.flag_or("confirmed", false);
  if (auto closed = json.close(); !closed) return closed.error();
  return Action(BeginDay{*day, confirmed});
}

Result<Action> read_cancel(JsonObject& json) {
  auto order = json.text("order", OrderNumber::parse);
  auto reason = json.maybe("reason", parse_reason);
  if (auto closed = json.close(); !closed) return closed.error();
  return Action(CancelOrder{*order, reason.value_or("")});
}

Result<Action> read_close(JsonObject& json) {
  auto line = json.text("purchase", PurchaseLine::parse);
  auto reason = json.maybe("reason", parse_reason);
  if (auto closed = json.close(); !closed) return closed.error();
  return Action(ClosePurchase{*line, reason.value_or("")});
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

Result<Action> read_import(JsonObject& json) {
  const Json& rows = json.array("rows");
  if (rows.empty() || rows.size() > Import::max_rows) {
    json.fail({ErrorKind::bad_input, json.path_of("rows"),
               "holds " + std::to_string(rows.size()) + " rows, not 1 to " + std::to_string(Import::max_rows)});
  }
  const bool confirmed = json.flag_or("confirmed", false);
  if (auto closed = json.close(); !closed) return closed.error();
  auto read = read_each(rows, json.path_of("rows"), read_import_row);
  if (!read) return read.error();
  return Action(Import{std::move(read).value(), confirmed});
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

Result<Action> read_tell(JsonObject& json) {
  auto trouble = json.text("trouble", parse_trouble);
  auto text = json.text<std::string>("text", [](std::string_view given) -> Result<std::string> {
    if (auto checked = check_name("text", given, Tell::max_text); !checked) return checked.error();
    return std::string(given);
  });
  auto was = json.maybe("was", WriterId::parse);
  if (auto closed = json.close(); !closed) return closed.error();
  return Action(Tell{*trouble, *text, was});
}

Result<Action> read_give_barcode(JsonObject& json) {
  auto code = json.text("barcode", parse_barcode);
  auto item = json.text("item", ItemCode::parse);
  auto level = json.maybe("level", parse_level);
  const std::int64_t units = json.integer_or("units", 1, 1, Quantity::max);
  const bool confirmed = json.flag_or("confirmed", false);
  if (auto closed = json.close(); !closed) return closed.error();
  return Action(
      GiveBarcode{{*code, *item, level.value_or(units == 1 ? "ea" : "cs"), Quantity::exactly(units)}, confirmed});
}

Result<Action> read_take_other(JsonObject& json) {
  auto line = json.text("line", OrderLine::parse);
  auto as = json.text("as", OrderLine::parse);
  auto other = json.text("other", ItemCode::parse);
  const Quantity quantity = json.quantity("quantity");
  auto reason = json.maybe("reason", parse_reason);
  if (auto closed = json.close(); !closed) return closed.error();
  return Action(TakeOther{*line, *as, *other, quantity, reason.value_or("")});
}

Result<Action> read_answer(JsonObject& json) {
  auto line = json.text("line", OrderLine::parse);
  auto says = json.text("says", parse_customer_says);
  auto text = json.maybe("text", parse_reason);
  if (auto closed = json.close(); !closed) return closed.error();
  return Action(CustomerAnswer{*line, *says, text.value_or("")});
}

Result<Action> read_expedite(JsonObject& json) {
  auto line = json.text("purchase", PurchaseLine::parse);
  auto cost = json.text("cost", Price::parse);
  auto due = json.maybe("due", Date::parse);
  auto reason = json.maybe("reason", parse_reason);
  if (auto closed = json.close(); !closed) return closed.error();
  return Action(Expedite{*line, *cost, due, reason.value_or("")});
}

Result<Action> read_ship_direct(JsonObject& json) {
  auto line = json.text("purchase", PurchaseLine::parse);
  auto units = read_units(json);
  auto carrier = json.maybe("carrier", parse_carrier);
  auto tracking = json.maybe("tracking", parse_carrier);
  if (auto closed = json.close(); !closed) return closed.error();
  return Action(ShipDirect{*line, *units, carrier.value_or(""), tracking.value_or("")});
}

constexpr std::array<Kind<Action>, std::variant_size_v<AnyAction>> actions{{{"receive", read_receive},
                                                                            {"receive_unit", read_receive_unit},
                                                                            {"move", read_move},
                                                                            {"move_unit", read_move_unit},
                                                                            {"pick", read_pick},
                                                                            {"pack", read_pack},
                                                                            {"ship", read_ship},
                                                                            {"return", read_return},
                                                                            {"supplier_return", read_supplier_return},
                                                                            {"count", read_count},
                                                                            {"adjust", read_adjust},
                                                                            {"short", read_short},
                                                                            {"claim", read_claim},
                                                                            {"release", read_release},
                                                                            {"status", read_status},
                                                                            {"cancel", read_cancel},
                                                                            {"close", read_close},
                                                                            {"undo", read_undo},
                                                                            {"settle", read_settle},
                                                                            {"import", read_import},
                                                                            {"replan", read_replan},
                                                                            {"tell", read_tell},
                                                                            {"expiry", read_expiry},
                                                                            {"day", read_day},
                                                                            {"give_barcode", read_give_barcode},
                                                                            {"approve", read_approve},
                                                                            {"reject", read_reject},
                                                                            {"placed", read_placed},
                                                                            {"plan", read_plan},
                                                                            {"take_other", read_take_other},
                                                                            {"answer", read_answer},
                                                                            {"expedite", read_expedite},
                                                                            {"ship_direct", read_ship_direct},
                                                                            {"lose_unit", read_lose_unit},
                                                                            {"assign", read_assign},
                                                                            {"revoke", read_revoke},
                                                                            {"assign_numbers", read_assign_numbers},
                                                                            {"use_numbers", read_use_numbers}}};

}  // namespace

std::optional<Units> read_units(JsonObject& json) {
  auto item = json.text("item", ItemCode::parse);
  const Quantity quantity = json.quantity("quantity");
  auto lot = json.maybe("lot", Lot::parse);
  auto serial = json.maybe("serial", Serial::parse);
  auto expiry = json.maybe("expiry", Date::parse);
  const bool assumed = json.flag_or("assumed", false);
  if (!item) return std::nullopt;
  return Units{*item, quantity, lot, serial, expiry, assumed};
}

Result<Action> read_action(JsonObject& json) { return read_kind(json, "do", actions); }

}  // namespace dockhand
