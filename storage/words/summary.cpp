#include "storage/words/summary.h"

namespace dockhand {
namespace {

std::string kind_of(const Units& units) {
  std::string text = units.item.text();
  if (units.lot) text += ", lot " + units.lot->text();
  if (units.serial) text += ", serial " + units.serial->text();
  if (units.assumed) text += " (assumed)";
  return text;
}

std::string text_of(const Units& units) { return units.quantity.text() + " of " + kind_of(units); }

std::string why(const std::string& reason) { return reason.empty() ? "" : ": " + reason; }

struct Summary {
  std::string operator()(const Receive& fact) const {
    const std::string source = fact.purchase ? " for " + fact.purchase->text() : " without a purchase order";
    return text_of(fact.units) + " received at " + fact.at.text() + source + why(fact.reason);
  }
  std::string operator()(const ReceiveUnit& fact) const {
    return "handling unit " + fact.unit.text() + " received at " + fact.at.text();
  }
  std::string operator()(const Move& fact) const {
    return text_of(fact.units) + " moved from " + fact.from.text() + " to " + fact.to.text() + why(fact.reason);
  }
  std::string operator()(const MoveUnit& fact) const {
    return "handling unit " + fact.unit.text() + " moved to " + fact.to.text() + why(fact.reason);
  }
  std::string operator()(const LoseUnit& fact) const {
    return "handling unit " + fact.unit.text() + " is gone, with all that was on it" + why(fact.reason);
  }
  std::string operator()(const Pick& fact) const {
    return text_of(fact.units) + " picked at " + fact.from.text() + " for " + fact.line.text() + " into " +
           fact.to.text();
  }
  std::string operator()(const PackCarton& fact) const {
    const std::string what = fact.units ? text_of(*fact.units) + " of " + fact.order.text() : fact.order.text();
    return what + " packed from " + fact.from.text() + " into carton " + fact.carton.text() + " at " + fact.at.text();
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
    return text_of(fact.missing) + " missing at " + fact.from.text() + " for " + fact.line.text();
  }
  std::string operator()(const Claim& fact) const {
    return fact.quantity.text() + " claimed for " + fact.line.text() + " by a supervisor" + why(fact.reason);
  }
  std::string operator()(const Release& fact) const {
    return fact.quantity.text() + " released by " + fact.line.text() + (fact.at ? " at " + fact.at->text() : "");
  }
  std::string operator()(const SetStatus& fact) const {
    return "lot " + fact.lot.text() + " of " + fact.item.text() + " is " + name_of(fact.status) + why(fact.reason);
  }
  std::string operator()(const CancelOrder& fact) const { return fact.order.text() + " cancelled" + why(fact.reason); }
  std::string operator()(const ClosePurchase& fact) const { return fact.line.text() + " closed" + why(fact.reason); }
  std::string operator()(const Undo& fact) const { return "undo of " + fact.target.text(); }
  std::string operator()(const Settle& fact) const { return "notice " + fact.notice + " settled"; }
  std::string operator()(const Import& fact) const {
    return std::to_string(fact.rows.size()) + (fact.rows.size() == 1 ? " row" : " rows") + " from the office";
  }
  std::string operator()(const Tell& fact) const { return fact.text; }
  std::string operator()(const CorrectExpiry& fact) const {
    return "lot " + fact.lot.text() + " of " + fact.item.text() + " expires on " + fact.expiry.text() +
           why(fact.reason);
  }
  std::string operator()(const GiveBarcode& fact) const {
    return "barcode " + fact.barcode.code + " means " + fact.barcode.units.text() + " of " + fact.barcode.item.text();
  }
  std::string operator()(const TakeOther& fact) const {
    return fact.quantity.text() + " of " + fact.other.text() + " as " + fact.as.text() +
           " in place of what it stands for of " + fact.line.text() + why(fact.reason);
  }
  std::string operator()(const CustomerAnswer& fact) const {
    return "the customer of " + fact.line.text() + " says: " + name_of(fact.says) + why(fact.text);
  }
  std::string operator()(const Expedite& fact) const {
    return fact.cost.text() + " are paid to have " + fact.line.text() +
           (fact.due ? " on " + fact.due->text() : " sooner") + why(fact.reason);
  }
  std::string operator()(const ShipDirect& fact) const {
    return text_of(fact.units) + " of " + fact.line.text() + " went straight to the customer" +
           (fact.carrier.empty() ? "" : " by " + fact.carrier) + (fact.tracking.empty() ? "" : ", " + fact.tracking);
  }
  std::string operator()(const BeginDay& fact) const { return fact.day.text() + " has begun"; }
  std::string operator()(const Approve& fact) const {
    return "order proposal " + fact.proposal + " approved" +
           (fact.quantity ? " for " + fact.quantity->text() + " units" : "");
  }
  std::string operator()(const Reject& fact) const {
    return "order proposal " + fact.proposal + " put off" + why(fact.reason);
  }
  std::string operator()(const OrderPlaced& fact) const {
    return "order proposal " + fact.proposal + " ordered" + (fact.purchase ? " as " + fact.purchase->text() : "");
  }
  std::string operator()(const PlanMade& fact) const {
    return "planned " + std::to_string(fact.items) + " items for " + fact.day.text() + ": " +
           std::to_string(fact.proposed) + " to order" + (fact.room.litre_price > 0 ? "; room is short" : "");
  }
  std::string operator()(const Replan&) const { return "planned again after a sync"; }
};

}  // namespace

std::string summary(const Action& action) { return std::visit(Summary{}, action); }

}  // namespace dockhand
