// Units on their way out: picked, packed, shipped, or not found.
#include <algorithm>
#include <map>
#include <set>

#include "storage/books/hold.h"
#include "storage/facts/facts_checks.h"
#include "storage/schema/sql.h"
#include "storage/words/wording.h"

namespace dockhand {
namespace {

// The order that has units in a tote or carton, other than this one.
std::string other_order_in(Books& books, const std::string& place, const OrderNumber& mine) {
  auto rows = books.db.query(
      "SELECT doc FROM balance WHERE place=$1 AND doc > '' AND doc <> $2 AND quantity > 0 ORDER BY doc LIMIT 1", place,
      mine.text());
  return rows.next() ? rows.text(0) : "";
}

Performed check_target(Books& books, const Pick& fact) {
  const LocationInfo to = books.known_location(fact.to.text());
  if (!to.holds_picked()) return refused("to", fact.to.text() + " is not a lane, a tote or a shipping place");
  if (to.kind != LocationKind::tote && !to.is_unit()) return {};
  const std::string other = other_order_in(books, fact.to.text(), fact.line.document);
  if (other.empty()) return {};
  return refused("to", fact.to.text() + " holds units of " + other + ": take another tote");
}

// What was set aside is not what an order takes, until somebody has decided so and put it back into stock.
Performed check_set_aside(Books& books, const Pick& fact) {
  if (books.known_location(fact.from.text()).kind != LocationKind::quarantine) return {};
  const std::string& from = fact.from.text();
  if (is_request(books)) return refused("from", from + " is quarantine: move the units into stock first");
  books.notice(Notice{NoticeKind::blocked_lot,
                      fact.units.item,
                      fact.line,
                      fact.to,
                      fact.units.quantity,
                      {},
                      "they were picked in quarantine at " + from});
  return {};
}

// Hands beat plans, and not other hands: what is picked for another order is that order's until it is put back.
Performed check_hands(Books& books, const Pick& fact) {
  if (!is_request(books) || !books.known_location(fact.from.text()).holds_picked()) return {};
  std::int64_t there = 0;
  std::string others;
  for (const Held& held : books.held_at(account_for(fact.units, fact.from))) {
    const bool is_ours = held.account.is_free() || books.line_of(held.account) == fact.line;
    if (is_ours) there += held.quantity;
    if (!is_ours && others.empty()) others = books.line_of(held.account).text();
  }
  if (others.empty() || fact.units.quantity.units() <= there) return {};
  return refused("from", "only " + std::to_string(there) + " of " + fact.units.item.text() + " at " + fact.from.text() +
                             " are free: the rest is picked for " + others);
}

Performed check_pick(Books& books, const Pick& fact, const OrderLineInfo& line) {
  if (line.item != fact.units.item) {
    return refused("item", fact.line.text() + " is for " + line.item.text() + ", not " + fact.units.item.text());
  }
  if (!is_request(books)) return {};
  if (auto no = check_target(books, fact)) return no;
  if (const auto hold = hold_of(books.db, fact.line, books.entry.today)) {
    return refused("line", (hold->order ? fact.line.document.text() : fact.line.text()) + " is " + sentence(*hold));
  }
  const std::int64_t wanted = line.demand - line.picked - line.shipped;
  if (fact.units.quantity.units() <= wanted) return {};
  return refused("quantity", fact.line.text() + " needs " + std::to_string(std::max<std::int64_t>(0, wanted)) +
                                 " more, not " + fact.units.quantity.text());
}

// Picked units of one order, at one place or (empty) anywhere.
std::vector<Held> picked_for(Books& books, const OrderNumber& order, const std::string& place) {
  return held_in(books.db.query("SELECT " DOCKHAND_HELD " FROM balance b"
                                " JOIN location p ON p.location = b.place WHERE b.doc=$1 AND " DOCKHAND_B_POSITIVE
                                " AND p.kind IN " DOCKHAND_PICKED_KINDS " AND ($2 = '' OR b.place = $2)"
                                " ORDER BY b.line, b.place, b.lot, b.serial",
                                order.text(), place));
}

// Cartons of an order that is sent whole leave one after the other, once all of it is picked.
Performed check_shipment(Books& books, const Ship& fact, const std::vector<Held>& shipped) {
  if (!is_request(books)) return {};
  std::set<std::int32_t> lines;
  for (const Held& held : shipped) lines.insert(held.account.line);
  if (auto no = check_agreed(books, fact.order, lines)) return no;
  const auto hold = hold_of_shipment(books.db, fact.order, lines, books.entry.today);
  if (!hold) return {};
  return refused("order", (hold->order ? "" : "a line of ") + fact.order.text() + " is " + sentence(*hold));
}

// Each line's own policies, once more on the day on which its units leave. Packs are counted with what has left before.
Performed check_lines_shipped(Books& books, const std::vector<Held>& shipped) {
  std::map<OrderLine, std::vector<Held>> by_line;
  for (const Held& held : shipped) {
    by_line[books.line_of(held.account)].push_back(held);
  }
  for (const auto& [line, units] : by_line) {
    const auto info = books.order_line(line);
    if (!info) continue;
    if (auto no = check_policies(books, units, *info)) return no;
    std::int64_t gone = info->shipped;
    for (const Held& held : units) gone += held.quantity;
    const std::int64_t pack = info->terms.multiple.units();
    if (gone % pack == 0 || gone >= info->demand) continue;
    const std::string why =
        line.text() + " leaves in packs of " + std::to_string(pack) + ", not " + std::to_string(gone - info->shipped);
    if (is_request(books)) return refused("order", why);
    books.notice(Notice{NoticeKind::policy, info->item, line, {}, Quantity::nearest(gone - info->shipped), {}, why});
  }
  return {};
}

// Nobody could be told later which lot or serial a customer has. They may have been picked before the item was tracked.
Performed check_names_shipped(Books& books, const std::vector<Held>& shipped) {
  for (const Held& held : shipped) {
    if (!books.lacks_name(held.account)) continue;
    const auto item = books.code<ItemCode>(held.account.item);
    const std::string what = books.known_item(item).tracking == Tracking::serial ? "serial" : "lot";
    if (is_request(books)) {
      return refused(what, std::to_string(held.quantity) + " of " + held.account.item + " at " +
                               place_in_words(held.account.place) + " have no " + what +
                               ": count them there by it first");
    }
    books.notice(
        Notice{NoticeKind::document,
               item,
               books.line_of(held.account),
               {},
               Quantity::nearest(held.quantity),
               {},
               std::to_string(held.quantity) + " of " + held.account.item + " were sent without their " + what});
  }
  return {};
}

// What was taken out of a carton, and the books did not have in it, is missing where it stood: it leaves, and nobody
// can count it any more.
void leave_debt(Books& books, const std::string& carton, const std::string& place) {
  for (const Held& debt : held_in(books.db.query("SELECT " DOCKHAND_ACCOUNT ", quantity FROM balance"
                                                 " WHERE place=$1 AND doc='' AND line=0 AND quantity < 0"
                                                 " ORDER BY item, lot, serial",
                                                 carton))) {
    books.transfer(debt.account.at(place), debt.account, -debt.quantity);
  }
  books.settle({NoticeKind::count_place},
               [&](const Notice& told) { return told.place && told.place->text() == carton; });
}

// A carton leaves with the last of what is in it.
void ship_empty_units(Books& books, const std::vector<Held>& shipped) {
  std::set<std::string> places;
  for (const Held& held : shipped) places.insert(held.account.place);
  for (const std::string& place : places) {
    const LocationInfo info = books.known_location(place);
    if (!info.is_unit() || !books.location(info.stands_at)) continue;
    if (books.db.query("SELECT 1 FROM balance WHERE place=$1 AND " DOCKHAND_POSITIVE " LIMIT 1", place).next())
      continue;
    leave_debt(books, place, info.stands_at);
    books.transfer(unit_account(place, info.stands_at), unit_account(place, account::customer), 1);
  }
}

// Which of the order's units in `from` go into the carton; first those that the books have under the same name, or
// likewise under none.
std::vector<Held> to_pack(Books& books, const PackCarton& fact) {
  std::vector<Held> there = picked_for(books, fact.order, fact.from.text());
  if (!fact.units) return there;
  std::vector<Held> chosen;
  std::int64_t left = fact.units->quantity.units();
  const Account like = account_for(*fact.units, fact.from);
  std::stable_partition(there.begin(), there.end(), [&](const Held& held) {
    return held.account.lot == like.lot && held.account.serial == like.serial;
  });
  for (const Held& held : there) {
    const bool fits = held.account.item == like.item && (like.lot.empty() || held.account.lot == like.lot) &&
                      (like.serial.empty() || held.account.serial == like.serial);
    const std::int64_t units = fits ? std::min(left, held.quantity) : 0;
    if (units > 0) chosen.push_back(Held{held.account, units});
    left -= units;
  }
  return chosen;
}

// Nobody has named them when they were picked either: they stay what they are.
bool are_unnamed(Books& books, const PackCarton& fact) {
  const Account like = account_for(*fact.units, fact.from);
  std::int64_t units = 0;
  for (const Held& held : picked_for(books, fact.order, fact.from.text())) {
    const Account& account = held.account;
    if (account.item == like.item && account.lot == like.lot && account.serial == like.serial) units += held.quantity;
  }
  return units >= fact.units->quantity.units();
}

Performed check_carton(Books& books, const PackCarton& fact) {
  if (auto no = check_fixed(books, "at", fact.at)) return no;
  if (!books.known_location(fact.at.text()).holds_picked()) {
    return refused("at", fact.at.text() + " is not a lane or a shipping place");
  }
  auto rows = books.db.query("SELECT order_no FROM handling_unit WHERE sscc=$1", fact.carton.text());
  if (!rows.next() || !is_request(books) || rows.text(0) == fact.order.text()) return {};
  return refused("sscc", fact.carton.text() +
                             (rows.text(0).empty() ? " is a pallet of a supplier" : " is a carton of " + rows.text(0)));
}

// The first packing brings the carton into the books. One that was sent, or said to be gone, is here again: it is
// once in the world.
void open_carton(Books& books, const PackCarton& fact) {
  const std::string& carton = fact.carton.text();
  if (books.location(books.whereabouts(carton))) return;
  if (!books.db.query("SELECT 1 FROM handling_unit WHERE sscc=$1", carton).next()) {
    books.remember_unit(fact.carton, fact.at, fact.order.text());
  }
  const std::string was = books.whereabouts(carton);
  const bool is_known = was == account::customer || was == account::lost;
  books.transfer(unit_account(carton, is_known ? was : account::adjustment), unit_account(carton, fact.at.text()), 1);
  if (was == account::lost) books.tell_found(carton);
}

// Where a picker found none, the free units that the books have are not given to anybody until the place is counted.
// `places`: where he looked. A pallet that he was not sent to keeps its units, though it stands there. Returns how
// many.
std::int64_t doubt_free_units(Books& books, const Account& here, const std::set<std::string>& places) {
  std::int64_t doubted = 0;
  for (const Held& held : books.held_at(here)) {
    const bool looked = places.contains(held.account.place);
    if (!looked || !held.account.doc.empty() || held.quantity <= 0) continue;
    books.transfer(held.account, held.account.at(account::suspense), held.quantity);
    doubted += held.quantity;
  }
  return doubted;
}

std::string why_to_count(const std::string& reason, std::int64_t doubted) {
  if (doubted == 0) return reason;
  return reason + ": " + std::to_string(doubted) +
         (doubted == 1 ? " free one here is offered" : " free ones here are offered") +
         " to nobody until it is counted";
}

}  // namespace

Performed perform_fact(Books& books, const Pick& fact) {
  if (auto no = check_units(books, fact.units)) return no;
  if (auto no = check_location(books, "from", fact.from)) return no;
  if (auto no = check_location(books, "to", fact.to)) return no;
  const auto line = books.order_line(fact.line);
  if (!line) return unknown("line", fact.line.text());
  if (auto no = check_pick(books, fact, *line)) return no;
  if (auto no = check_set_aside(books, fact)) return no;
  if (auto no = check_hands(books, fact)) return no;
  if (auto no = check_named(books, fact.units, fact.from)) return no;
  if (auto no = check_in_hand(books, fact.units, fact.from)) return no;
  const Account wanted = account_for(fact.units, fact.from);
  books.see(wanted, fact.units.quantity.units());
  const auto taken = books.take(wanted, fact.units.quantity.units(), fact.line);
  if (auto no = check_leaving(books, taken, fact.line)) return no;
  if (auto no = check_policies(books, taken, *line)) return no;
  for (const Held& held : taken) {
    if (!held.account.is_free() && books.line_of(held.account) != fact.line) books.lose_picked(held);
    books.transfer(held.account, held.account.at(fact.to.text()).claimed_by(fact.line), held.quantity);
  }
  books.trim(fact.line);
  books.touch(fact.units.item);
  return {};
}

Performed perform_fact(Books& books, const PackCarton& fact) {
  if (fact.units) {
    if (auto no = check_units(books, *fact.units)) return no;
    auto no = check_named(books, *fact.units, fact.from);
    if (no && !are_unnamed(books, fact)) return no;
  }
  if (auto no = check_location(books, "from", fact.from)) return no;
  if (auto no = check_carton(books, fact)) return no;
  const auto packed = to_pack(books, fact);
  std::int64_t sum = 0;
  for (const Held& held : packed) sum += held.quantity;
  const std::int64_t wanted = fact.units ? fact.units->quantity.units() : 1;
  if (sum < wanted && is_request(books)) {
    return refused("from", fact.from.text() + " has " + std::to_string(sum) + " for " + fact.order.text() +
                               (fact.units ? ", not " + std::to_string(wanted) : ""));
  }
  open_carton(books, fact);
  for (const Held& held : packed) books.transfer(held.account, held.account.at(fact.carton.text()), held.quantity);
  books.entry.handled(sum);
  return {};
}

Performed perform_fact(Books& books, const Ship& fact) {
  const std::string carton = fact.carton ? fact.carton->text() : "";
  const auto picked = picked_for(books, fact.order, carton);
  if (picked.empty()) {
    return refused(carton.empty() ? "order" : "sscc",
                   "nothing is picked for " + fact.order.text() + (carton.empty() ? "" : " in carton " + carton));
  }
  if (auto no = check_leaving(books, picked, {})) return no;
  if (auto no = check_names_shipped(books, picked)) return no;
  if (auto no = check_shipment(books, fact, picked)) return no;
  if (auto no = check_lines_shipped(books, picked)) return no;
  for (const Held& held : picked) {
    books.transfer(held.account, held.account.at(account::customer), held.quantity);
    books.entry.handled(held.quantity);
  }
  ship_empty_units(books, picked);
  return {};
}

namespace {

// What is left there in the books may be missing as well. Who has some of it reserved keeps it, and is told; of a
// serial only the one unit is in doubt.
void doubt_the_rest(Books& books, const ShortPick& fact, const Account& short_of) {
  if (!short_of.serial.empty()) return;
  books.doubt(short_of);
  std::map<OrderLine, std::int64_t> others;
  for (const Held& held : books.held_at(short_of)) {
    if (held.account.is_free()) continue;
    const OrderLine line{books.code<OrderNumber>(held.account.doc), held.account.line};
    if (line != fact.line) others[line] += held.quantity;
  }
  for (const auto& [line, units] : others) {
    books.notice(Notice{NoticeKind::short_place, fact.missing.item, line, fact.from, Quantity::nearest(units), {}, {}});
  }
}

}  // namespace

// Without its lot or serial, of a tracked item: of the units that nobody has named.
Performed perform_fact(Books& books, const ShortPick& fact) {
  if (auto no = check_units(books, fact.missing)) return no;
  if (auto no = check_location(books, "from", fact.from)) return no;
  const auto line = books.order_line(fact.line);
  if (!line) return unknown("line", fact.line.text());
  const Account short_of = account_for(fact.missing, fact.from);
  const Account mine = short_of.claimed_by(fact.line);
  const bool unnamed = missing_name(books, fact.missing) != nullptr;
  std::int64_t left = fact.missing.quantity.units();
  std::set<std::string> looked{mine.place};
  for (const Held& held : unnamed ? books.unnamed_at(short_of) : books.held_at(mine)) {
    if (held.account.doc != mine.doc || held.account.line != mine.line) continue;
    // Where none is left, neither is what the line has got there since the picker was asked.
    const std::int64_t units = fact.none_left ? held.quantity : std::min(held.quantity, left);
    books.transfer(held.account, held.account.at(account::suspense).free(), units);
    looked.insert(held.account.place);
    left -= std::min(left, units);
  }
  if (left > 0 && is_request(books)) {
    return refused("missing", fact.line.text() + " has only " + std::to_string(fact.missing.quantity.units() - left) +
                                  " reserved at " + fact.from.text());
  }
  const std::int64_t doubted = fact.none_left ? doubt_free_units(books, mine.free(), looked) : 0;
  books.notice(Notice{NoticeKind::count_place,
                      fact.missing.item,
                      fact.line,
                      fact.from,
                      fact.missing.quantity,
                      {},
                      why_to_count(fact.reason, doubted)});
  doubt_the_rest(books, fact, short_of);
  books.touch(fact.missing.item);
  return {};
}

}  // namespace dockhand
