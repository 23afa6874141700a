// What a person found, against what the books say.
#include <cstdlib>

#include "storage/facts/facts_checks.h"

namespace dockhand {
namespace {

// With what stands there on handling units: who counts a place counts all that is there.
std::int64_t on_hand(Books& books, const Account& like) {
  auto rows = books.db.query(
      "SELECT coalesce(sum(quantity), 0) FROM balance WHERE place IN (SELECT $1 UNION ALL SELECT location FROM location"
      " WHERE stands_at=$1 AND stands_at <> '') AND item=$2 AND ($3 = '' OR lot = $3) AND ($4 = '' OR serial = $4)",
      like.place, like.item, like.lot, like.serial);
  return rows.next() ? rows.integer(0) : 0;
}

// The question does not say what the books have: a second count is to be as blind as the first.
Performed check_difference(Books& books, const Count& fact, const ItemInfo& info, std::int64_t difference) {
  if (!is_request(books) || fact.confirmed || !info.count_tolerance) return {};
  if (std::abs(difference) <= info.count_tolerance->units()) return {};
  Refusal question = refused("quantity", "the books say otherwise: count " + fact.units.item.text() + " again");
  question.confirmable = true;
  return question;
}

void take_away(Books& books, const Account& here, std::int64_t quantity) {
  for (const Held& held : books.take(here, quantity, {})) {
    books.transfer(held.account, held.account.at(account::adjustment).free(), held.quantity);
  }
}

}  // namespace

Performed perform_fact(Books& books, const Count& fact) {
  const auto info = books.item(fact.units.item);
  if (!info) return unknown("item", fact.units.item.text());
  if (info->tracking == Tracking::none && (fact.units.lot || fact.units.serial)) {
    return refused("item", fact.units.item.text() + " is not tracked by lot or serial");
  }
  if (auto no = check_location(books, "at", fact.at)) return no;
  const Account here = account_for(fact.units, fact.at);
  const std::int64_t difference = fact.units.quantity.units() - on_hand(books, here);
  if (auto no = check_difference(books, fact, *info, difference)) return no;
  // Whether there is a difference depends on the database that is asked; that the lot is known now does not.
  if (auto no = keep_expiry(books, fact.units)) return no;
  if (difference > 0) {
    if (auto no = check_arrival(books, fact.units)) return no;
    books.transfer(here.at(account::adjustment), here, difference);
  } else if (difference < 0) {
    take_away(books, here, -difference);
  }
  books.touch(fact.units.item);
  return {};
}

Performed perform_fact(Books& books, const Adjust& fact) {
  if (auto no = check_units(books, fact.units)) return no;
  if (auto no = check_location(books, "at", fact.at)) return no;
  if (fact.reason.empty()) return refused("reason", "say why: an adjustment needs a reason");
  const Account here = account_for(fact.units, fact.at);
  const std::int64_t quantity = fact.units.quantity.units();
  if (fact.change == Change::plus) {
    if (auto no = check_arrival(books, fact.units)) return no;
    if (auto no = keep_expiry(books, fact.units)) return no;
    books.transfer(here.at(account::adjustment), here, quantity);
    books.entry.frees = books.known_location(fact.at.text()).holds_stock();
  } else {
    const std::int64_t there = on_hand(books, here);
    if (there < quantity && is_request(books)) {
      return refused("quantity",
                     "only " + std::to_string(there) + " of " + fact.units.item.text() + " are at " + fact.at.text());
    }
    take_away(books, here, quantity);
  }
  books.touch(fact.units.item);
  return {};
}

}  // namespace dockhand
