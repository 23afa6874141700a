#include "storage/summary.h"

namespace dockhand {
namespace {

std::string text_of(const Units& units) {
  std::string text = units.quantity.text() + " of " + units.item.text();
  if (units.lot) text += ", lot " + units.lot->text();
  if (units.serial) text += ", serial " + units.serial->text();
  return text;
}

struct Summary {
  std::string operator()(const Receive& fact) const {
    const std::string source = fact.purchase ? " for " + fact.purchase->text() : " without a purchase order";
    return text_of(fact.units) + " received at " + fact.at.text() + source;
  }
  std::string operator()(const Move& fact) const {
    return text_of(fact.units) + " moved from " + fact.from.text() + " to " + fact.to.text();
  }
  std::string operator()(const Pick& fact) const {
    return text_of(fact.units) + " picked at " + fact.from.text() + " for " + fact.line.text() + " into " +
           fact.to.text();
  }
  std::string operator()(const Ship& fact) const { return fact.order.text() + " shipped"; }
  std::string operator()(const Count& fact) const { return text_of(fact.units) + " counted at " + fact.at.text(); }
  std::string operator()(const ShortPick& fact) const {
    return text_of(fact.missing) + " missing at " + fact.from.text() + " for " + fact.line.text();
  }
  std::string operator()(const Release& fact) const {
    return fact.quantity.text() + " released by " + fact.line.text() + (fact.at ? " at " + fact.at->text() : "");
  }
  std::string operator()(const Undo& fact) const { return "undo of " + fact.target.text(); }
  std::string operator()(const Settle& fact) const { return "notice " + fact.notice + " settled"; }
  std::string operator()(const Import& fact) const {
    return std::to_string(fact.rows.size()) + " rows from the office";
  }
  std::string operator()(const Replan&) const { return "planned again after a sync"; }
};

}  // namespace

std::string summary(const Action& action) { return std::visit(Summary{}, action); }

}  // namespace dockhand
