#include "storage/books/booked_back.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

namespace dockhand {
namespace {

bool is_of_line(const Held& held, const char* place) {
  return held.account.place == place && !held.account.doc.empty();
}

// A purchase line has brought what it has, whichever lot was named later.
using Purchased = std::tuple<std::string, std::int32_t, std::string>;
Purchased purchased(const Account& account) { return {account.doc, account.line, account.item}; }

std::int64_t received_of(Engine& db, const Purchased& line) {
  const auto& [doc, number, item] = line;
  auto rows = db.query(
      "SELECT coalesce(-sum(quantity), 0) FROM balance WHERE place='@supplier' AND doc=$1 AND line=$2 AND item=$3", doc,
      number, item);
  return rows.next() ? std::max<std::int64_t>(0, rows.integer(0)) : 0;
}

std::int64_t still_at(Engine& db, const Account& account) {
  auto rows = db.query(
      "SELECT quantity FROM balance WHERE place=$1 AND item=$2 AND lot=$3 AND serial=$4 AND doc=$5 AND line=$6",
      account.place, account.item, account.lot, account.serial, account.doc, account.line);
  return rows.next() ? std::max<std::int64_t>(0, rows.integer(0)) : 0;
}

}  // namespace

bool is_of_the_ledger(const std::string& action) {
  static const std::set<std::string> kinds{"undo", "replan", "settle", "tell", "day", "plan"};
  return kinds.contains(action);
}

std::string never_undone(const std::string& action) {
  static const std::set<std::string> documents{"cancel", "close"};
  if (action == "assign") return "what is set aside for a terminal is revoked";
  if (action == "assign_numbers" || action == "use_numbers") return "a number of a label is used once: print others";
  if (action == "revoke") return "what was revoked is assigned again";
  if (action == "status") return "a lot is not undone but decided anew: choose what it is now in Lots";
  if (action == "expiry") return "a date is not undone: correct it once more in Lots";
  if (documents.contains(action)) return "a document of the office is not undone: send the one that is right now";
  if (action == "answer") {
    return "what a customer has said is not undone: where he wants it again, send another quantity of his line, or a "
           "new line";
  }
  return is_of_the_ledger(action) ? "an event of kind " + action + " cannot be undone" : "";
}

std::vector<Held> without_booked_back(Engine& db, std::vector<Held> effect) {
  std::map<Purchased, std::int64_t> left;
  for (Held& held : effect) {
    if (held.quantity > 0 && (is_of_line(held, account::customer) || is_of_line(held, account::returned))) {
      held.quantity = std::min(held.quantity, still_at(db, held.account));
    } else if (held.quantity < 0 && is_of_line(held, account::supplier)) {
      const Purchased line = purchased(held.account);
      const auto known = left.find(line);
      std::int64_t& brought =
          known != left.end() ? known->second : left.emplace(line, received_of(db, line)).first->second;
      const std::int64_t taken = std::min(-held.quantity, brought);
      held.quantity = -taken;
      brought -= taken;
    }
  }
  return effect;
}

std::string booked_back(Engine& db, const std::vector<Held>& effect) {
  const std::vector<Held> rest = without_booked_back(db, effect);
  for (std::size_t i = 0; i < effect.size(); ++i) {
    const std::int64_t gone = std::abs(effect[i].quantity) - std::abs(rest[i].quantity);
    if (gone == 0) continue;
    const Account& account = effect[i].account;
    const char* what = account.place == account::supplier ? " went back or were taken off since" : " came back since";
    return std::to_string(gone) + " of " + account.doc + "/" + std::to_string(account.line) + what;
  }
  return {};
}

}  // namespace dockhand
