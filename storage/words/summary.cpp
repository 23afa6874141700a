#include "storage/words/summary.h"

#include <fmt/format.h>

#include "storage/model/rows/plan_rows.h"

namespace dockhand {
namespace {

std::string kind_of(const Units& units) {
  std::string text = units.item.text();
  if (units.lot) text += ", lot " + units.lot->text();
  if (units.serial) text += ", serial " + units.serial->text();
  if (units.assumed) text += " (assumed)";
  return text;
}

std::string text_of(const Units& units) {
  return fmt::format("{quantity} of {kind}", fmt::arg("quantity", units.quantity.text()),
                     fmt::arg("kind", kind_of(units)));
}

std::string why(const std::string& reason) { return reason.empty() ? "" : ": " + reason; }

std::string state_of(LotStatus status) {
  switch (status) {
    case LotStatus::quarantine: return "set aside";
    case LotStatus::recalled: return "recalled";
    default: return "good";
  }
}

struct Summary {
  std::string operator()(const Receive& fact) const {
    const std::string source = fact.purchase ? " for " + fact.purchase->text() : " without a purchase order";
    return fmt::format("{units} received at {at}{source}{why}", fmt::arg("units", text_of(fact.units)),
                       fmt::arg("at", fact.at.text()), fmt::arg("source", source), fmt::arg("why", why(fact.reason)));
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
    return text_of(fact.units) + " picked at " + fact.from.text() + " for " + fact.line.text() + " into " +
           fact.to.text();
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
    return fact.order.text() + " shipped" + (fact.carton ? ", carton " + fact.carton->text() : "") +
           (fact.carrier.empty() ? "" : " by " + fact.carrier) + (fact.tracking.empty() ? "" : ", " + fact.tracking);
  }
  std::string operator()(const CustomerReturn& fact) const {
    return text_of(fact.units) + " returned to " + fact.at.text() + (fact.line ? " from " + fact.line->text() : "") +
           (fact.wanted_again ? ", wanted again" : "") + why(fact.reason);
  }
  std::string operator()(const SupplierReturn& fact) const {
    return text_of(fact.units) + " at " + fact.from.text() + " returned to the supplier" +
           (fact.purchase ? " of " + fact.purchase->text() : "") + why(fact.reason);
  }
  // Of what lies nowhere any more somebody has said so: nobody has counted none of it, twice.
  std::string operator()(const Count& fact) const {
    if (fact.reason == "count: gone") return kind_of(fact.units) + " is gone from " + fact.at.text();
    return text_of(fact.units) + " counted at " + fact.at.text() + (fact.confirmed ? ", twice" : "");
  }
  std::string operator()(const Adjust& fact) const {
    return text_of(fact.units) + (fact.change == Change::plus ? " added at " : " taken off at ") + fact.at.text() +
           (fact.purchase ? ", never received for " + fact.purchase->text() : "") + why(fact.reason);
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
    return fact.quantity.text() + " released by " + fact.line.text() + (fact.at ? " at " + fact.at->text() : "");
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
    return std::to_string(fact.rows.size()) + (fact.rows.size() == 1 ? " row" : " rows") + " from the office";
  }
  std::string operator()(const Tell& fact) const { return fact.text; }
  std::string operator()(const CorrectExpiry& fact) const {
    return "lot " + fact.lot.text() + " of " + fact.item.text() + " expires on " + fact.expiry.text() +
           why(fact.reason);
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
    return fact.cost.text() + " are paid to have " + fact.line.text() +
           (fact.due ? " on " + fact.due->text() : " sooner") + why(fact.reason);
  }
  std::string operator()(const ShipDirect& fact) const {
    return text_of(fact.units) + " of " + fact.line.text() + " went straight to the customer" +
           (fact.carrier.empty() ? "" : " by " + fact.carrier) + (fact.tracking.empty() ? "" : ", " + fact.tracking);
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
    return "planned " + std::to_string(fact.items) + " items for " + fact.day.text() + ": " +
           std::to_string(fact.proposed) + " to order" + (fact.room.litre_price > 0 ? "; room is short" : "");
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
    const auto name = [](const auto& what) { return what.text(); };
    const bool all = std::holds_alternative<WriterId>(fact.what);
    return "nothing is set aside any more " + std::string(all ? "for terminal " : "of ") + std::visit(name, fact.what) +
           why(fact.reason);
  }
  std::string operator()(const Replan&) const { return "planned again after a sync"; }
};

}  // namespace

std::string summary(const Action& action) { return std::visit(Summary{}, action); }

}  // namespace dockhand
