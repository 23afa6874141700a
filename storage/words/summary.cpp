#include "storage/words/summary.h"

#include <fmt/format.h>

#include "storage/model/rows/plan_rows.h"
#include "storage/model/tools/plural.h"

namespace dockhand {
namespace {

// A part of a sentence that is said only where there is something to say.
std::string if_said(bool said, const std::string& part) { return said ? part : std::string(); }

std::string kind_of(const Units& units) {
  const std::string lot = units.lot ? fmt::format(", lot {lot}", fmt::arg("lot", units.lot->text())) : "";
  const std::string serial =
      units.serial ? fmt::format(", serial {serial}", fmt::arg("serial", units.serial->text())) : "";
  return fmt::format("{item}{lot}{serial}{assumed}", fmt::arg("item", units.item.text()), fmt::arg("lot", lot),
                     fmt::arg("serial", serial), fmt::arg("assumed", if_said(units.assumed, " (assumed)")));
}

std::string text_of(const Units& units) {
  return fmt::format("{quantity} of {kind}", fmt::arg("quantity", units.quantity.text()),
                     fmt::arg("kind", kind_of(units)));
}

std::string why(const std::string& reason) { return reason.empty() ? "" : ": " + reason; }

// Who takes it, and under which number.
std::string carried_by(const std::string& carrier, const std::string& tracking) {
  const std::string by = carrier.empty() ? "" : fmt::format(" by {carrier}", fmt::arg("carrier", carrier));
  return tracking.empty() ? by : fmt::format("{by}, {tracking}", fmt::arg("by", by), fmt::arg("tracking", tracking));
}

std::string state_of(LotStatus status) {
  switch (status) {
    case LotStatus::quarantine: return "set aside";
    case LotStatus::recalled: return "recalled";
    default: return "good";
  }
}

struct Summary {
  std::string operator()(const Receive& fact) const {
    if (!fact.purchase) {
      return fmt::format("{units} received at {at} without a purchase order{why}",
                         fmt::arg("units", text_of(fact.units)), fmt::arg("at", fact.at.text()),
                         fmt::arg("why", why(fact.reason)));
    }
    return fmt::format("{units} received at {at} for {line}{why}", fmt::arg("units", text_of(fact.units)),
                       fmt::arg("at", fact.at.text()), fmt::arg("line", fact.purchase->text()),
                       fmt::arg("why", why(fact.reason)));
  }
  std::string operator()(const ReceiveUnit& fact) const {
    return fmt::format("pallet {unit} received at {at}", fmt::arg("unit", fact.unit.text()),
                       fmt::arg("at", fact.at.text()));
  }
  std::string operator()(const Move& fact) const {
    return fmt::format("{units} moved from {from} to {to}{why}", fmt::arg("units", text_of(fact.units)),
                       fmt::arg("from", fact.from.text()), fmt::arg("to", fact.to.text()),
                       fmt::arg("why", why(fact.reason)));
  }
  std::string operator()(const MoveUnit& fact) const {
    return fmt::format("pallet {unit} moved to {to}{why}", fmt::arg("unit", fact.unit.text()),
                       fmt::arg("to", fact.to.text()), fmt::arg("why", why(fact.reason)));
  }
  std::string operator()(const LoseUnit& fact) const {
    return fmt::format("pallet {unit} is gone, with all that was on it{why}", fmt::arg("unit", fact.unit.text()),
                       fmt::arg("why", why(fact.reason)));
  }
  std::string operator()(const Pick& fact) const {
    return fmt::format("{units} picked at {from} for {line} into {to}", fmt::arg("units", text_of(fact.units)),
                       fmt::arg("from", fact.from.text()), fmt::arg("line", fact.line.text()),
                       fmt::arg("to", fact.to.text()));
  }
  std::string operator()(const PackCarton& fact) const {
    const std::string what = fact.units ? fmt::format("{units} of {order}", fmt::arg("units", text_of(*fact.units)),
                                                      fmt::arg("order", fact.order.text()))
                                        : fact.order.text();
    return fmt::format("{what} packed from {from} into carton {carton} at {at}", fmt::arg("what", what),
                       fmt::arg("from", fact.from.text()), fmt::arg("carton", fact.carton.text()),
                       fmt::arg("at", fact.at.text()));
  }
  std::string operator()(const Ship& fact) const {
    const std::string carton =
        fact.carton ? fmt::format(", carton {carton}", fmt::arg("carton", fact.carton->text())) : "";
    return fmt::format("{order} shipped{carton}{carrier}", fmt::arg("order", fact.order.text()),
                       fmt::arg("carton", carton), fmt::arg("carrier", carried_by(fact.carrier, fact.tracking)));
  }
  std::string operator()(const CustomerReturn& fact) const {
    const std::string line = fact.line ? fmt::format(" from {line}", fmt::arg("line", fact.line->text())) : "";
    return fmt::format("{units} returned to {at}{line}{again}{why}", fmt::arg("units", text_of(fact.units)),
                       fmt::arg("at", fact.at.text()), fmt::arg("line", line),
                       fmt::arg("again", if_said(fact.wanted_again, ", wanted again")),
                       fmt::arg("why", why(fact.reason)));
  }
  std::string operator()(const SupplierReturn& fact) const {
    const std::string line = fact.purchase ? fmt::format(" of {line}", fmt::arg("line", fact.purchase->text())) : "";
    return fmt::format("{units} at {from} returned to the supplier{line}{why}", fmt::arg("units", text_of(fact.units)),
                       fmt::arg("from", fact.from.text()), fmt::arg("line", line), fmt::arg("why", why(fact.reason)));
  }
  // Of what lies nowhere any more somebody has said so: nobody has counted none of it, twice.
  std::string operator()(const Count& fact) const {
    if (fact.reason == "count: gone") {
      return fmt::format("{item} is gone from {at}", fmt::arg("item", kind_of(fact.units)),
                         fmt::arg("at", fact.at.text()));
    }
    return fmt::format("{units} counted at {at}{twice}", fmt::arg("units", text_of(fact.units)),
                       fmt::arg("at", fact.at.text()), fmt::arg("twice", if_said(fact.confirmed, ", twice")));
  }
  std::string operator()(const Adjust& fact) const {
    const std::string units = text_of(fact.units), at = fact.at.text(), because = why(fact.reason);
    if (fact.change == Change::plus) {
      return fmt::format("{units} added at {at}{why}", fmt::arg("units", units), fmt::arg("at", at),
                         fmt::arg("why", because));
    }
    if (!fact.purchase) {
      return fmt::format("{units} taken off at {at}{why}", fmt::arg("units", units), fmt::arg("at", at),
                         fmt::arg("why", because));
    }
    return fmt::format("{units} taken off at {at}, never received for {line}{why}", fmt::arg("units", units),
                       fmt::arg("at", at), fmt::arg("line", fact.purchase->text()), fmt::arg("why", because));
  }
  std::string operator()(const ShortPick& fact) const {
    return fmt::format("{units} missing at {from} for {line}", fmt::arg("units", text_of(fact.missing)),
                       fmt::arg("from", fact.from.text()), fmt::arg("line", fact.line.text()));
  }
  std::string operator()(const Claim& fact) const {
    return fmt::format("{quantity} claimed for {line} by a supervisor{why}", fmt::arg("quantity", fact.quantity.text()),
                       fmt::arg("line", fact.line.text()), fmt::arg("why", why(fact.reason)));
  }
  std::string operator()(const Release& fact) const {
    const std::string at = fact.at ? fmt::format(" at {at}", fmt::arg("at", fact.at->text())) : "";
    return fmt::format("{quantity} released by {line}{at}", fmt::arg("quantity", fact.quantity.text()),
                       fmt::arg("line", fact.line.text()), fmt::arg("at", at));
  }
  std::string operator()(const SetStatus& fact) const {
    return fmt::format("lot {lot} of {item} is {state}{why}", fmt::arg("lot", fact.lot.text()),
                       fmt::arg("item", fact.item.text()), fmt::arg("state", state_of(fact.status)),
                       fmt::arg("why", why(fact.reason)));
  }
  std::string operator()(const CancelOrder& fact) const {
    return fmt::format("{order} cancelled{why}", fmt::arg("order", fact.order.text()),
                       fmt::arg("why", why(fact.reason)));
  }
  std::string operator()(const ClosePurchase& fact) const {
    return fmt::format("{line} closed{why}", fmt::arg("line", fact.line.text()), fmt::arg("why", why(fact.reason)));
  }
  std::string operator()(const Undo& fact) const {
    return fmt::format("undo of {target}", fmt::arg("target", fact.target.text()));
  }
  std::string operator()(const Settle& fact) const {
    return fmt::format("notice {notice} settled", fmt::arg("notice", fact.notice));
  }
  std::string operator()(const Import& fact) const {
    return plural(fact.rows.size(), "row from the office", "rows from the office");
  }
  std::string operator()(const Tell& fact) const { return fact.text; }
  std::string operator()(const CorrectExpiry& fact) const {
    return fmt::format("lot {lot} of {item} expires on {day}{why}", fmt::arg("lot", fact.lot.text()),
                       fmt::arg("item", fact.item.text()), fmt::arg("day", fact.expiry.text()),
                       fmt::arg("why", why(fact.reason)));
  }
  std::string operator()(const GiveBarcode& fact) const {
    return fmt::format("barcode {code} means {units} of {item}", fmt::arg("code", fact.barcode.code),
                       fmt::arg("units", fact.barcode.units.text()), fmt::arg("item", fact.barcode.item.text()));
  }
  std::string operator()(const TakeOther& fact) const {
    return fmt::format("{line} takes {units} of {other} instead, as {as}{why}", fmt::arg("line", fact.line.text()),
                       fmt::arg("units", fact.quantity.text()), fmt::arg("other", fact.other.text()),
                       fmt::arg("as", fact.as.text()), fmt::arg("why", why(fact.reason)));
  }
  std::string operator()(const CustomerAnswer& fact) const {
    return fmt::format("the customer of {line} says: {state}{why}", fmt::arg("line", fact.line.text()),
                       fmt::arg("state", name_of(fact.says)), fmt::arg("why", why(fact.text)));
  }
  std::string operator()(const Expedite& fact) const {
    const std::string when = fact.due ? fmt::format("on {day}", fmt::arg("day", fact.due->text())) : "sooner";
    return fmt::format("{cost} are paid to have {line} {when}{why}", fmt::arg("cost", fact.cost.text()),
                       fmt::arg("line", fact.line.text()), fmt::arg("when", when), fmt::arg("why", why(fact.reason)));
  }
  std::string operator()(const ShipDirect& fact) const {
    return fmt::format("{units} of {line} went straight to the customer{carrier}",
                       fmt::arg("units", text_of(fact.units)), fmt::arg("line", fact.line.text()),
                       fmt::arg("carrier", carried_by(fact.carrier, fact.tracking)));
  }
  std::string operator()(const BeginDay& fact) const {
    return fmt::format("{day} has begun", fmt::arg("day", fact.day.text()));
  }
  std::string operator()(const Approve& fact) const {
    const std::string units = fact.quantity ? fmt::format("{units} of ", fmt::arg("units", fact.quantity->text())) : "";
    const std::string from = fact.from.empty() ? "" : fmt::format(" from {supplier}", fmt::arg("supplier", fact.from));
    return fmt::format("{units}{item} approved to be ordered{from}, proposal of {day}", fmt::arg("units", units),
                       fmt::arg("item", item_of_proposal(fact.proposal)), fmt::arg("from", from),
                       fmt::arg("day", day_of_proposal(fact.proposal)));
  }
  std::string operator()(const Reject& fact) const {
    return fmt::format("{item} not to be ordered now, proposal of {day}{why}",
                       fmt::arg("item", item_of_proposal(fact.proposal)),
                       fmt::arg("day", day_of_proposal(fact.proposal)), fmt::arg("why", why(fact.reason)));
  }
  std::string operator()(const OrderPlaced& fact) const {
    const std::string as = fact.purchase ? fmt::format(" as {line}", fmt::arg("line", fact.purchase->text())) : "";
    const std::string units =
        fact.ordered ? fmt::format("{units} of ", fmt::arg("units", fact.ordered->quantity.text())) : "";
    if (fact.ordered && fact.ordered->quantity.none()) {
      return fmt::format("nothing comes any more of {item} as it was ordered, proposal of {day}",
                         fmt::arg("item", item_of_proposal(fact.proposal)),
                         fmt::arg("day", day_of_proposal(fact.proposal)));
    }
    const bool said = fact.ordered && !fact.ordered->supplier.empty();
    const std::string from = said ? fmt::format(" from {supplier}", fmt::arg("supplier", fact.ordered->supplier)) : "";
    return fmt::format("{units}{item} ordered{from}{as}, proposal of {day}", fmt::arg("units", units),
                       fmt::arg("item", item_of_proposal(fact.proposal)), fmt::arg("from", from), fmt::arg("as", as),
                       fmt::arg("day", day_of_proposal(fact.proposal)));
  }
  std::string operator()(const PlanMade& fact) const {
    return fmt::format("planned {items} for {day}: {proposed} to order{room}",
                       fmt::arg("items", plural(fact.items, "item", "items")), fmt::arg("day", fact.day.text()),
                       fmt::arg("proposed", fact.proposed),
                       fmt::arg("room", if_said(fact.room.litre_price > 0, "; room is short")));
  }
  static std::string whom(const std::optional<WriterId>& to, const std::string& name) {
    if (!name.empty()) return name;
    return to ? fmt::format("terminal {terminal}", fmt::arg("terminal", to->text())) : "this terminal";
  }
  std::string operator()(const Assign& fact) const {
    return fmt::format("what {goods} {brings} is set aside for {whom}", fmt::arg("goods", text_of(fact.what)),
                       fmt::arg("brings", std::holds_alternative<OrderNumber>(fact.what) ? "has" : "brings"),
                       fmt::arg("whom", whom(fact.to, fact.name)));
  }
  std::string operator()(const AssignNumbers& fact) const {
    return fmt::format("{count} numbers for labels that begin with {prefix} are for {whom}",
                       fmt::arg("count", fact.count.text()), fmt::arg("prefix", fact.prefix),
                       fmt::arg("whom", whom(fact.to, fact.name)));
  }
  std::string operator()(const UseNumbers& fact) const {
    return fmt::format("{count} labels from {first} on are printed", fmt::arg("count", fact.count.text()),
                       fmt::arg("first", fact.first.text()));
  }
  std::string operator()(const Revoke& fact) const {
    const std::string name = std::visit([](const auto& what) { return what.text(); }, fact.what);
    const bool all = std::holds_alternative<WriterId>(fact.what);
    return all ? fmt::format("nothing is set aside any more for terminal {terminal}{why}", fmt::arg("terminal", name),
                             fmt::arg("why", why(fact.reason)))
               : fmt::format("nothing is set aside any more of {goods}{why}", fmt::arg("goods", name),
                             fmt::arg("why", why(fact.reason)));
  }
  std::string operator()(const Replan&) const { return "planned again after a sync"; }
};

}  // namespace

std::string summary(const Action& action) { return std::visit(Summary{}, action); }

}  // namespace dockhand
