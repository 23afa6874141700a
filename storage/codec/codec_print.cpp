#include "storage/codec/codec_print.h"

#include <optional>
#include <type_traits>

#include "storage/codec/codec.h"

namespace dockhand {
namespace {

void add_reason(OrderedJson& json, const std::string& reason) {
  if (!reason.empty()) json["reason"] = reason;
}

void add_release(OrderedJson& json, const Release& release) {
  json["line"] = release.line.text();
  json["quantity"] = release.quantity.units();
  if (release.at) json["at"] = release.at->text();
}

OrderedJson print(const std::vector<std::pair<OrderLine, Quantity>>& lines) {
  OrderedJson list = OrderedJson::array();
  for (const auto& [line, quantity] : lines) list.push_back({{"line", line.text()}, {"quantity", quantity.units()}});
  return list;
}

OrderedJson print(const UnitsTaken& taken) {
  OrderedJson list = OrderedJson::array();
  for (const TakenUnits& one : taken) {
    OrderedJson json{{"line", one.line.text()}, {"quantity", one.quantity.units()}};
    if (one.from) json["from"] = one.from->text();
    if (one.lot) json["lot"] = one.lot->text();
    if (one.serial) json["serial"] = one.serial->text();
    list.push_back(std::move(json));
  }
  return list;
}

struct AddAction {
  OrderedJson& json;

  void add_carrier(const std::string& carrier, const std::string& tracking) const {
    if (!carrier.empty()) json["carrier"] = carrier;
    if (!tracking.empty()) json["tracking"] = tracking;
  }

  void operator()(const Receive& receive) const {
    add_units(json, receive.units);
    json["at"] = receive.at.text();
    if (receive.purchase) json["purchase"] = receive.purchase->text();
    if (receive.confirmed) json["confirmed"] = true;
    add_reason(json, receive.reason);
  }
  void operator()(const ReceiveUnit& receive) const {
    json["sscc"] = receive.unit.text();
    json["at"] = receive.at.text();
    if (receive.confirmed) json["confirmed"] = true;
  }
  void operator()(const Move& move) const {
    add_units(json, move.units);
    json["from"] = move.from.text();
    json["to"] = move.to.text();
    add_reason(json, move.reason);
  }
  void operator()(const MoveUnit& move) const {
    json["sscc"] = move.unit.text();
    json["to"] = move.to.text();
    add_reason(json, move.reason);
  }
  void operator()(const LoseUnit& lost) const {
    json["sscc"] = lost.unit.text();
    add_reason(json, lost.reason);
  }
  void operator()(const Pick& pick) const {
    json["line"] = pick.line.text();
    add_units(json, pick.units);
    json["from"] = pick.from.text();
    json["to"] = pick.to.text();
  }
  void operator()(const PackCarton& pack) const {
    json["order"] = pack.order.text();
    json["from"] = pack.from.text();
    json["sscc"] = pack.carton.text();
    json["at"] = pack.at.text();
    if (pack.units) add_units(json, *pack.units);
  }
  void operator()(const Ship& ship) const {
    json["order"] = ship.order.text();
    if (ship.carton) json["sscc"] = ship.carton->text();
    add_carrier(ship.carrier, ship.tracking);
  }
  void operator()(const CustomerReturn& back) const {
    add_units(json, back.units);
    json["at"] = back.at.text();
    if (back.line) json["line"] = back.line->text();
    if (back.wanted_again) json["wanted_again"] = true;
    add_reason(json, back.reason);
  }
  void operator()(const SupplierReturn& back) const {
    add_units(json, back.units);
    json["from"] = back.from.text();
    if (back.purchase) json["purchase"] = back.purchase->text();
    add_reason(json, back.reason);
  }
  void operator()(const Count& count) const {
    add_units(json, count.units);
    json["at"] = count.at.text();
    add_reason(json, count.reason);
    if (count.confirmed) json["confirmed"] = true;
  }
  void operator()(const Adjust& adjust) const {
    json["change"] = name_of(adjust.change);
    add_units(json, adjust.units);
    json["at"] = adjust.at.text();
    json["reason"] = adjust.reason;
    if (adjust.purchase) json["purchase"] = adjust.purchase->text();
  }
  void operator()(const ShortPick& pick) const {
    json["line"] = pick.line.text();
    add_units(json, pick.missing);
    json["from"] = pick.from.text();
    add_reason(json, pick.reason);
    if (pick.none_left) json["none_left"] = true;
  }
  void operator()(const Claim& claim) const {
    json["line"] = claim.line.text();
    json["quantity"] = claim.quantity.units();
    add_reason(json, claim.reason);
  }
  void operator()(const Release& release) const { add_release(json, release); }
  void operator()(const SetStatus& set) const {
    json["item"] = set.item.text();
    json["lot"] = set.lot.text();
    json["status"] = name_of(set.status);
    add_reason(json, set.reason);
  }
  void operator()(const CorrectExpiry& correct) const {
    json["item"] = correct.item.text();
    json["lot"] = correct.lot.text();
    json["expiry"] = correct.expiry.text();
    json["reason"] = correct.reason;
  }
  void operator()(const GiveBarcode& given) const {
    json["barcode"] = given.barcode.code;
    json["item"] = given.barcode.item.text();
    json["level"] = given.barcode.level;
    json["units"] = given.barcode.units.units();
    if (given.confirmed) json["confirmed"] = true;
  }
  void operator()(const TakeOther& take) const {
    json["line"] = take.line.text();
    json["as"] = take.as.text();
    json["other"] = take.other.text();
    json["quantity"] = take.quantity.units();
    add_reason(json, take.reason);
  }
  void operator()(const CustomerAnswer& answer) const {
    json["line"] = answer.line.text();
    json["says"] = name_of(answer.says);
    if (!answer.text.empty()) json["text"] = answer.text;
  }
  void operator()(const Expedite& expedite) const {
    json["purchase"] = expedite.line.text();
    json["cost"] = expedite.cost.text();
    if (expedite.due) json["due"] = expedite.due->text();
    add_reason(json, expedite.reason);
  }
  void operator()(const ShipDirect& ship) const {
    json["purchase"] = ship.line.text();
    add_units(json, ship.units);
    add_carrier(ship.carrier, ship.tracking);
  }
  void operator()(const BeginDay& begins) const {
    json["day"] = begins.day.text();
    if (begins.confirmed) json["confirmed"] = true;
  }
  void operator()(const Approve& approve) const {
    json["proposal"] = approve.proposal;
    if (approve.quantity) json["quantity"] = approve.quantity->units();
    if (!approve.from.empty()) json["from"] = approve.from;
    if (approve.confirmed) json["confirmed"] = true;
  }
  void operator()(const Reject& reject) const {
    json["proposal"] = reject.proposal;
    add_reason(json, reject.reason);
  }
  void operator()(const OrderPlaced& placed) const {
    json["proposal"] = placed.proposal;
    if (placed.purchase) json["purchase"] = placed.purchase->text();
    if (!placed.ordered) return;
    json["quantity"] = placed.ordered->quantity.units();
    if (!placed.ordered->supplier.empty()) json["from"] = placed.ordered->supplier;
    if (!placed.ordered->price.none()) json["price"] = placed.ordered->price.text();
  }
  void operator()(const PlanMade& plan) const {
    json["day"] = plan.day.text();
    json["hash"] = plan.hash;
    json["items"] = plan.items;
    json["proposed"] = plan.proposed;
    json["changed"] = plan.changed;
    if (plan.room.there == 0) return;
    json["litres_needed"] = plan.room.needed;
    json["litres"] = plan.room.there;
    json["litre_price"] = plan.room.litre_price;
  }
  void operator()(const CancelOrder& cancel) const {
    json["order"] = cancel.order.text();
    add_reason(json, cancel.reason);
  }
  void operator()(const ClosePurchase& close) const {
    json["purchase"] = close.line.text();
    add_reason(json, close.reason);
  }
  void operator()(const Settle& settle) const { json["notice"] = settle.notice; }
  void operator()(const Undo& undo) const { json["target"] = undo.target.text(); }
  void operator()(const Import& import) const {
    json["rows"] = OrderedJson::array();  // which with_rows fills
    if (import.confirmed) json["confirmed"] = true;
  }
  void operator()(const Tell& tell) const {
    json["trouble"] = name_of(tell.trouble);
    json["text"] = tell.text;
    if (tell.was) json["was"] = tell.was->text();
  }
  // "purchase", "sscc", "order" or "terminal" says which.
  void add_leased(const PurchaseNumber& purchase) const { json["purchase"] = purchase.text(); }
  void add_leased(const Sscc& unit) const { json["sscc"] = unit.text(); }
  void add_leased(const OrderNumber& order) const { json["order"] = order.text(); }
  void add_leased(const WriterId& terminal) const { json["terminal"] = terminal.text(); }
  void operator()(const Assign& assign) const {
    std::visit([&](const auto& what) { add_leased(what); }, assign.what);
    if (assign.to) json["to"] = assign.to->text();
    if (!assign.name.empty()) json["name"] = assign.name;
  }
  void operator()(const Revoke& revoke) const {
    std::visit([&](const auto& what) { add_leased(what); }, revoke.what);
    add_reason(json, revoke.reason);
  }
  void operator()(const AssignNumbers& numbers) const {
    json["prefix"] = numbers.prefix;
    json["count"] = numbers.count.units();
    if (numbers.to) json["to"] = numbers.to->text();
    if (!numbers.name.empty()) json["name"] = numbers.name;
  }
  void operator()(const UseNumbers& numbers) const {
    json["first"] = numbers.first.text();
    json["count"] = numbers.count.units();
  }
  void operator()(const Replan& replan) const {
    json["releases"] = OrderedJson::array();
    for (const auto& release : replan.releases) add_release(json["releases"].emplace_back(), release);
    json["items"] = OrderedJson::array();
    for (const auto& item : replan.items) json["items"].push_back(item.text());
  }
};

OrderedJson print(const Command& command) {
  OrderedJson json{{"id", command.id.text()}, {"do", name_of(command.action)}};
  std::visit(AddAction{json}, command.action);
  json["by"] = command.by.text();
  if (command.allowed_by) json["allowed_by"] = command.allowed_by->text();
  json["time"] = command.at.text();
  return json;
}

// Rows come as text: a file's would take twenty times their size as objects. Within a text there is no quotation mark
// without a backslash, so that what is found is the member.
std::string with_rows(std::string text, const Action& action) {
  const auto* import = std::get_if<Import>(&action);
  if (import == nullptr) return text;
  constexpr std::string_view empty = "\"rows\":[]";
  std::string rows;
  for (const ImportRow& row : import->rows) rows += (rows.empty() ? "" : ",") + text_of_row(row);
  return text.insert(text.find(empty) + empty.size() - 1, rows);
}

OrderedJson print(const Rank& rank) {
  return {{"pegged", rank.pegged},
          {"class", name_of(rank.order_class)},
          {"priority", rank.priority},
          {"promised", rank.promised.text()},
          {"ordered_at", rank.ordered_at.text()}};
}

OrderedJson print(const Explanation& explanation) {
  OrderedJson json{{"line", explanation.rank.line.text()},   {"customer", explanation.customer},
                   {"granted", explanation.granted.units()}, {"waiting", explanation.waiting.units()},
                   {"position", explanation.position},       {"rule", name_of(explanation.rule)},
                   {"rank", print(explanation.rank)}};
  if (explanation.next) json["next"] = explanation.next->text();
  if (explanation.previous) json["previous"] = explanation.previous->text();
  return json;
}

OrderedJson print(const Notice& notice) {
  OrderedJson json{{"kind", name_of(notice.kind)}};
  if (notice.item) json["item"] = notice.item->text();
  if (notice.line) json["line"] = notice.line->text();
  if (notice.place) json["place"] = notice.place->text();
  if (notice.lot) json["lot"] = notice.lot->text();
  json["quantity"] = notice.quantity.units();
  if (!notice.instead.empty()) json["instead"] = print(notice.instead);
  if (!notice.detail.empty()) json["detail"] = notice.detail;
  return json;
}

OrderedJson print(const Accepted& accepted) {
  OrderedJson json{{"id", accepted.id.text()}, {"outcome", "accepted"}, {"seq", accepted.seq}};
  if (accepted.repeated) json["repeated"] = true;
  json["quantity"] = accepted.quantity.units();
  json["claims"] = OrderedJson::array();
  for (const auto& claim : accepted.claims) json["claims"].push_back(print(claim));
  json["free"] = accepted.free.units();
  json["notices"] = OrderedJson::array();
  for (const auto& notice : accepted.notices) json["notices"].push_back(print(notice));
  return json;
}

OrderedJson print(const Refused& refused) {
  OrderedJson json{{"id", refused.id.text()}, {"outcome", "refused"}, {"kind", name_of(refused.error.kind)}};
  if (!refused.error.place.empty()) json["place"] = refused.error.place;
  json["message"] = refused.error.message;
  if (refused.confirmable) json["confirmable"] = true;
  return json;
}

}  // namespace

std::string to_json(const Command& command) { return with_rows(print_json(print(command)), command.action); }

std::string encode_body(const Command& command, const Word& word) {
  OrderedJson json = print(command);
  json["claims"] = print(word.asked);
  if (!word.taken.empty()) json["taken"] = print(word.taken);
  return with_rows(print_json(json), command.action);
}

std::string to_json(const Outcome& outcome) {
  return std::visit([](const auto& one) { return print_json(print(one)); }, outcome);
}
AcceptedTexts texts_of(const Accepted& accepted) {
  const OrderedJson json = print(accepted);
  AcceptedTexts texts{print_json(json), {}};
  for (const auto& claim : json["claims"]) texts.claims.push_back(print_json(claim));
  return texts;
}
std::string to_json(const Explanation& explanation) { return print_json(print(explanation)); }
std::string to_json(const Notice& notice) { return print_json(print(notice)); }

}  // namespace dockhand
