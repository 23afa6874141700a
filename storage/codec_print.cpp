#include "storage/codec.h"
#include "storage/json_writer.h"

namespace dockhand {
namespace {

void add_units(JsonWriter& out, const Units& units) {
  out.text("item", units.item.text());
  out.number("quantity", units.quantity.units());
  if (units.lot) out.text("lot", units.lot->text());
  if (units.serial) out.text("serial", units.serial->text());
  if (units.expiry) out.text("expiry", units.expiry->text());
}

void add_reason(JsonWriter& out, const std::string& reason) {
  if (!reason.empty()) out.text("reason", reason);
}

void add_release(JsonWriter& out, const Release& release) {
  out.text("line", release.line.text());
  out.number("quantity", release.quantity.units());
  if (release.at) out.text("at", release.at->text());
}

void add_lines(JsonWriter& out, const char* name, const std::vector<std::pair<OrderLine, Quantity>>& lines) {
  out.objects(name, lines, [&](const auto& one) {
    out.text("line", one.first.text());
    out.number("quantity", one.second.units());
  });
}

// Only what is said: a policy or a class that is left to the next level is left out.
void add_policies(JsonWriter& out, const Policies& policies) {
  if (policies != Policies{}) out.text("policies", text_of(policies));
}
void add_class(JsonWriter& out, const std::optional<OrderClass>& order_class) {
  if (order_class) out.text("class", name_of(*order_class));
}

// One row of an import; "kind" says which.
struct AddRow {
  JsonWriter& out;

  void operator()(const ItemRow& row) const {
    out.text("kind", "item");
    out.text("item", row.item.text());
    out.text("name", row.name);
    out.text("tracking", name_of(row.tracking));
    add_policies(out, row.policies);
    if (!row.safety_stock.none()) out.number("safety_stock", row.safety_stock.units());
    if (!row.order_cap.none()) out.number("order_cap", row.order_cap.units());
    if (row.expiry) out.flag("expiry", true);
    if (row.count_tolerance) out.number("count_tolerance", row.count_tolerance->units());
  }
  void operator()(const BarcodeRow& row) const {
    out.text("kind", "barcode");
    out.text("barcode", row.code);
    out.text("item", row.item.text());
    out.text("level", row.level);
    out.number("units", row.units.units());
  }
  void operator()(const LocationRow& row) const {
    out.text("kind", "location");
    out.text("location", row.location.text());
    out.text("location_kind", name_of(row.kind));
    out.number("walk", row.walk);
    if (!row.zone.empty()) out.text("zone", row.zone);
  }
  void operator()(const CustomerRow& row) const {
    out.text("kind", "customer");
    out.text("customer", row.customer);
    out.text("name", row.name);
    add_policies(out, row.policies);
    add_class(out, row.order_class);
  }
  void operator()(const OrderLineRow& row) const {
    out.text("kind", "order_line");
    out.text("line", row.line.text());
    out.text("customer", row.customer);
    out.text("item", row.item.text());
    out.number("ordered", row.ordered.units());
    out.number("cancelled", row.cancelled.units());
    out.number("priority", row.priority);
    out.text("promised", row.promised.text());
    out.text("ordered_at", row.ordered_at.text());
    add_policies(out, row.policies);
    add_class(out, row.order_class);
  }
  void operator()(const SiteRow& row) const {
    out.text("kind", "site");
    out.text("setting", row.setting);
    out.flag("on", row.on);
  }
  void operator()(const PurchaseLineRow& row) const {
    out.text("kind", "purchase_line");
    out.text("line", row.line.text());
    out.text("supplier", row.supplier);
    out.text("item", row.item.text());
    out.number("expected", row.expected.units());
    out.text("due", row.due.text());
    if (row.bought_for) out.text("for", row.bought_for->text());
  }
  void operator()(const AsnRow& row) const {
    out.text("kind", "asn");
    out.text("sscc", row.unit.text());
    out.text("asn", row.asn);
    add_units(out, row.units);
    if (row.purchase) out.text("purchase", row.purchase->text());
  }
};

struct AddAction {
  JsonWriter& out;

  void operator()(const Receive& receive) const {
    add_units(out, receive.units);
    out.text("at", receive.at.text());
    if (receive.purchase) out.text("purchase", receive.purchase->text());
    if (receive.confirmed) out.flag("confirmed", true);
    add_reason(out, receive.reason);
  }
  void operator()(const ReceiveUnit& receive) const {
    out.text("sscc", receive.unit.text());
    out.text("at", receive.at.text());
    if (receive.confirmed) out.flag("confirmed", true);
  }
  void operator()(const Move& move) const {
    add_units(out, move.units);
    out.text("from", move.from.text());
    out.text("to", move.to.text());
    add_reason(out, move.reason);
  }
  void operator()(const MoveUnit& move) const {
    out.text("sscc", move.unit.text());
    out.text("to", move.to.text());
    add_reason(out, move.reason);
  }
  void operator()(const Pick& pick) const {
    out.text("line", pick.line.text());
    add_units(out, pick.units);
    out.text("from", pick.from.text());
    out.text("to", pick.to.text());
  }
  void operator()(const PackCarton& pack) const {
    out.text("order", pack.order.text());
    out.text("from", pack.from.text());
    out.text("sscc", pack.carton.text());
    out.text("at", pack.at.text());
    if (pack.units) add_units(out, *pack.units);
  }
  void operator()(const Ship& ship) const {
    out.text("order", ship.order.text());
    if (ship.carton) out.text("sscc", ship.carton->text());
  }
  void operator()(const CustomerReturn& back) const {
    add_units(out, back.units);
    out.text("at", back.at.text());
    if (back.line) out.text("line", back.line->text());
    if (back.wanted_again) out.flag("wanted_again", true);
    add_reason(out, back.reason);
  }
  void operator()(const SupplierReturn& back) const {
    add_units(out, back.units);
    out.text("from", back.from.text());
    if (back.purchase) out.text("purchase", back.purchase->text());
    add_reason(out, back.reason);
  }
  void operator()(const Count& count) const {
    add_units(out, count.units);
    out.text("at", count.at.text());
    add_reason(out, count.reason);
    if (count.confirmed) out.flag("confirmed", true);
  }
  void operator()(const Adjust& adjust) const {
    out.text("change", name_of(adjust.change));
    add_units(out, adjust.units);
    out.text("at", adjust.at.text());
    out.text("reason", adjust.reason);
  }
  void operator()(const ShortPick& pick) const {
    out.text("line", pick.line.text());
    add_units(out, pick.missing);
    out.text("from", pick.from.text());
    add_reason(out, pick.reason);
  }
  void operator()(const Claim& claim) const {
    out.text("line", claim.line.text());
    out.number("quantity", claim.quantity.units());
    add_reason(out, claim.reason);
  }
  void operator()(const Release& release) const { add_release(out, release); }
  void operator()(const SetStatus& set) const {
    out.text("item", set.item.text());
    out.text("lot", set.lot.text());
    out.text("status", name_of(set.status));
    add_reason(out, set.reason);
  }
  void operator()(const CancelOrder& cancel) const {
    out.text("order", cancel.order.text());
    add_reason(out, cancel.reason);
  }
  void operator()(const ClosePurchase& close) const {
    out.text("purchase", close.line.text());
    add_reason(out, close.reason);
  }
  void operator()(const Settle& settle) const { out.text("notice", settle.notice); }
  void operator()(const Undo& undo) const { out.text("target", undo.target.text()); }
  void operator()(const Import& import) const {
    out.objects("rows", import.rows, [&](const ImportRow& row) { std::visit(AddRow{out}, row); });
  }
  void operator()(const Replan& replan) const {
    out.objects("releases", replan.releases, [&](const Release& release) { add_release(out, release); });
    out.texts("items", replan.items, [](const ItemCode& item) { return std::string_view(item.text()); });
  }
};

void add(JsonWriter& out, const Command& command) {
  out.text("id", command.id.text());
  out.text("do", name_of(command.action));
  std::visit(AddAction{out}, command.action);
  out.text("by", command.by.text());
  out.text("time", command.at.text());
}

void add(JsonWriter& out, const Explanation& explanation) {
  const Rank& rank = explanation.rank;
  out.text("line", rank.line.text());
  out.text("customer", explanation.customer);
  out.number("granted", explanation.granted.units());
  out.number("waiting", explanation.waiting.units());
  out.number("position", explanation.position);
  out.text("rule", name_of(explanation.rule));
  out.object("rank", [&] {
    out.flag("pegged", rank.pegged);
    out.text("class", name_of(rank.order_class));
    out.number("priority", rank.priority);
    out.text("promised", rank.promised.text());
    out.text("ordered_at", rank.ordered_at.text());
  });
  if (explanation.next) out.text("next", explanation.next->text());
  if (explanation.previous) out.text("previous", explanation.previous->text());
}

void add(JsonWriter& out, const Notice& notice) {
  out.text("kind", name_of(notice.kind));
  if (notice.item) out.text("item", notice.item->text());
  if (notice.line) out.text("line", notice.line->text());
  if (notice.place) out.text("place", notice.place->text());
  out.number("quantity", notice.quantity.units());
  if (!notice.instead.empty()) add_lines(out, "instead", notice.instead);
  if (!notice.detail.empty()) out.text("detail", notice.detail);
}

void add(JsonWriter& out, const Accepted& accepted) {
  out.text("id", accepted.id.text());
  out.text("outcome", "accepted");
  out.number("seq", accepted.seq);
  if (accepted.repeated) out.flag("repeated", true);
  out.number("quantity", accepted.quantity.units());
  out.objects("claims", accepted.claims, [&](const Explanation& claim) { add(out, claim); });
  out.number("free", accepted.free.units());
  out.objects("notices", accepted.notices, [&](const Notice& notice) { add(out, notice); });
}

void add(JsonWriter& out, const Refused& refused) {
  out.text("id", refused.id.text());
  out.text("outcome", "refused");
  out.text("kind", name_of(refused.error.kind));
  if (!refused.error.place.empty()) out.text("place", refused.error.place);
  out.text("message", refused.error.message);
  if (refused.confirmable) out.flag("confirmable", true);
}

template <class Thing>
std::string line_of(const Thing& thing) {
  return JsonWriter::line([&](JsonWriter& out) { add(out, thing); });
}

}  // namespace

std::string to_json(const Command& command) { return line_of(command); }

std::string encode_body(const Command& command, const AskedClaims& asked) {
  return JsonWriter::line([&](JsonWriter& out) {
    add(out, command);
    add_lines(out, "claims", asked);
  });
}

std::string to_json(const Outcome& outcome) {
  return std::visit([](const auto& one) { return line_of(one); }, outcome);
}
std::string to_json(const Explanation& explanation) { return line_of(explanation); }
std::string to_json(const Notice& notice) { return line_of(notice); }

}  // namespace dockhand
