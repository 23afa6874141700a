// Units and whole handling units from place to place. Claims travel with them within stock, and within outgoing goods;
// otherwise they are given up: nothing in quarantine belongs to an order, and picked units that come back are free.
#include <set>
#include <tuple>

#include "storage/facts/facts_checks.h"
#include "storage/facts/facts_since.h"

namespace dockhand {
namespace {

Performed check_way(Books& books, const Move& fact) {
  if (auto no = check_location(books, "from", fact.from)) return no;
  if (auto no = check_location(books, "to", fact.to)) return no;
  if (fact.from == fact.to) return refused("to", "the units are at " + fact.to.text() + " already");
  if (!is_request(books)) return {};
  const LocationInfo to = books.known_location(fact.to.text());
  if (!to.holds_picked()) return {};
  if (!books.known_location(fact.from.text()).holds_picked()) {
    return refused("to", fact.to.text() + " is for picked goods: pick for an order instead");
  }
  if (to.kind == LocationKind::tote || to.is_unit()) {
    return refused("to", fact.to.text() + " is for one order: pick or pack for it instead");
  }
  return {};
}

// One that was said to be gone is wherever it is found.
Performed check_unit_way(Books& books, const MoveUnit& fact, const std::string& from) {
  if (auto no = check_fixed(books, "to", fact.to)) return no;
  if (!is_request(books) || from == account::lost) return {};
  if (!books.location(from)) return check_location(books, "sscc", as_location(fact.unit));
  if (from == fact.to.text()) return refused("to", "it is at " + from + " already");
  if (books.known_location(fact.to.text()).holds_picked() && !books.known_location(from).holds_picked()) {
    return refused("to", fact.to.text() + " is for picked goods: pick from the pallet instead");
  }
  return {};
}

}  // namespace

std::vector<Held> contents_of(Books& books, const std::string& unit) {
  return held_in(books.db.query("SELECT " DOCKHAND_HELD " FROM balance b"
                                " WHERE place=$1 AND quantity > 0 ORDER BY item, lot, serial, doc, line",
                                unit));
}

bool keeps_claims(const LocationInfo& from, const LocationInfo& to) {
  return (from.holds_stock() && to.holds_stock()) || (from.holds_picked() && to.holds_picked());
}

void carry_unit(Books& books, const std::string& unit, const std::string& from, const std::string& to) {
  const auto start = books.location(from);
  const bool keeps = start && keeps_claims(*start, books.known_location(to));
  for (const Held& held : contents_of(books, unit)) {
    books.touch(books.code<ItemCode>(held.account.item));
    books.has_left(from, held.account.item);
    books.has_left(unit, held.account.item);
    if (!keeps) books.unclaim(held);
  }
  books.transfer(unit_account(unit, from), unit_account(unit, to), 1);
}

// Free units are moved first.
Performed perform_fact(Books& books, const Move& fact) {
  if (auto no = check_units(books, fact.units)) return no;
  if (auto no = check_way(books, fact)) return no;
  const Account here = account_for(fact.units, fact.from);
  const std::int64_t units = fact.units.quantity.units();
  const bool by_old_name = has_old_name(books, fact.units, fact.from);
  if (!by_old_name) {
    if (auto no = check_named(books, fact.units, fact.from)) return no;
    if (auto no = check_in_hand(books, fact.units, fact.from)) return no;
    books.see(here, units);
  }
  const bool keeps = keeps_claims(books.known_location(fact.from.text()), books.known_location(fact.to.text()));
  const auto revoked = static_cast<std::ptrdiff_t>(books.entry.revoked.size());
  for (const Held& held :
       by_old_name ? books.take_unnamed(here, units, Reach::with_units) : books.take(here, units, {})) {
    const Account there = held.account.at(fact.to.text());
    books.transfer(held.account, keeps ? there : there.free(), held.quantity);
  }
  if (keeps) books.entry.revoked.erase(books.entry.revoked.begin() + revoked, books.entry.revoked.end());
  if (by_old_name) {
    tell_unnamed(books, fact.units.item, before_tracking, fact.from.text());
    tell_unnamed(books, fact.units.item, before_tracking, fact.to.text());
  }
  notice_quarantine(books, fact.units, fact.to, fact.reason);
  books.touch(fact.units.item);
  return {};
}

Performed perform_fact(Books& books, const MoveUnit& fact) {
  const std::string& unit = fact.unit.text();
  const auto known = books.location(unit);
  if (!known || !known->is_unit()) return unknown("sscc", unit);
  const std::string from = books.whereabouts(unit);
  if (auto no = check_unit_way(books, fact, from)) return no;
  // A fact about one whose receipt was undone meanwhile: there is nothing left to move.
  if (from == account::supplier || from == fact.to.text() || was_carried_later(books, unit)) return {};
  const auto start = books.location(from);
  const bool keeps = start && keeps_claims(*start, books.known_location(fact.to.text()));
  std::map<ItemCode, Quantity> moved;
  for (const Held& held : contents_of(books, unit)) {
    const auto item = books.code<ItemCode>(held.account.item);
    books.entry.handled(held.quantity);
    moved[item] = moved[item] + Quantity::nearest(held.quantity);
  }
  for (const auto& [item, quantity] : moved) {
    if (!keeps) notice_quarantine(books, Units{item, quantity, {}, {}, {}}, fact.to, fact.reason);
  }
  carry_unit(books, unit, from, fact.to.text());
  if (from == account::lost) books.tell_found(unit);
  return {};
}

namespace {

// Who counts names units as their item is tracked now; what has not got that name is meant by none.
std::set<std::tuple<std::string, std::string, std::string>> names_on(Books& books, const std::string& unit) {
  std::set<std::tuple<std::string, std::string, std::string>> names;
  for (auto rows = books.db.query("SELECT DISTINCT item, lot, serial FROM balance WHERE place=$1 AND quantity <> 0"
                                  " ORDER BY item, lot, serial",
                                  unit);
       rows.next();) {
    const Account account{unit, rows.text(0), rows.text(1), rows.text(2), {}, 0};
    const bool named = !books.lacks_name(account);
    const Tracking tracking = books.known_item(books.code<ItemCode>(account.item)).tracking;
    names.emplace(account.item, named && tracking != Tracking::none ? account.lot : "",
                  named && tracking == Tracking::serial ? account.serial : "");
  }
  return names;
}

// A count of none, of all that the books have on it.
Performed count_all_as_gone(Books& books, const LoseUnit& fact) {
  for (const auto& [item, lot, serial] : names_on(books, fact.unit.text())) {
    Units none{books.code<ItemCode>(item), {}, {}, {}, {}};
    if (!lot.empty()) none.lot = books.code<Lot>(lot);
    if (!serial.empty()) none.serial = books.code<Serial>(serial);
    if (auto no = perform_fact(books, Count{none, as_location(fact.unit), fact.reason, true})) return no;
  }
  return {};
}

}  // namespace

Performed perform_fact(Books& books, const LoseUnit& fact) {
  const std::string& unit = fact.unit.text();
  const auto known = books.location(unit);
  if (!known || !known->is_unit()) return unknown("sscc", unit);
  const std::string from = books.whereabouts(unit);
  // A fact about one that left meanwhile, or that somebody else has missed as well: nothing of it is here.
  if (!books.location(from)) {
    return is_request(books) ? refused("sscc", "pallet " + unit + " " + standing_in_words(from)) : Performed{};
  }
  if (auto no = count_all_as_gone(books, fact)) return no;
  books.transfer(unit_account(unit, from), unit_account(unit, account::lost), 1);
  return {};
}

}  // namespace dockhand
