// What was picked leaves: packed into cartons, and shipped.
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "storage/books/hold.h"
#include "storage/facts/facts_checks.h"
#include "storage/facts/facts_departure.h"
#include "storage/facts/facts_since.h"
#include "storage/schema/sql.h"
#include "storage/words/wording.h"

namespace dockhand {
namespace {

// Cartons of an order that is sent whole leave one after the other, once all of it is picked.
Performed check_shipment(Books& books, const Ship& fact, const std::vector<Leaving>& shipped) {
  if (!is_request(books)) return {};
  std::set<std::int32_t> lines;
  for (const Leaving& one : shipped) lines.insert(one.line.line);
  if (auto no = check_agreed(books, fact.order, lines)) return no;
  const auto hold = hold_of_shipment(books.db, fact.order, lines, books.entry.today);
  if (!hold) return {};
  return refused("order", (hold->order ? "" : "a line of ") + fact.order.text() + " is " + sentence(*hold));
}

// What the law keeps here stays in its lane, and the rest of the order leaves. A carton leaves whole or not at all.
void leave_in_lane(Books& books, const Ship& fact, std::vector<Leaving>& shipped) {
  if (!is_request(books) || fact.carton) return;
  const auto stays = [&](const Leaving& one) {
    return !books.known_location(one.held.account.place).is_unit() &&
           line_to_cancel(books.db, fact.order, {one.line.line}).has_value();
  };
  std::vector<Leaving> rest = shipped;
  std::erase_if(rest, stays);
  if (rest.empty() || rest.size() == shipped.size() || leaves_whole(books.db, fact.order, books.entry.today)) return;
  std::erase_if(shipped, [&](const Leaving& one) { return !stays(one); });
  for (const auto& [line, units] : by_line(shipped)) {
    books.notice(Notice{
        NoticeKind::policy,
        books.order_line(line)->item,
        line,
        {},
        units,
        {},
        fmt::format("{units} of {line} stay where they lie: by law their customer has to agree to a later day, and "
                    "has not. Note what he answers",
                    fmt::arg("units", units.text()), fmt::arg("line", line.text()))});
  }
  shipped = std::move(rest);
}

// Each line's own policies, once more on the day on which its units leave. Packs are counted with what has left before.
Performed check_lines_shipped(Books& books, const std::vector<Leaving>& shipped) {
  std::map<OrderLine, std::vector<Held>> lines;
  for (const Leaving& one : shipped) lines[one.line].push_back(one.held);
  for (const auto& [line, units] : lines) {
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
Performed check_names_shipped(Books& books, const std::vector<Leaving>& shipped) {
  for (const auto& [held, line] : shipped) {
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
               line,
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

std::optional<OrderLine> first_line_of(Books& books, const OrderNumber& order) {
  auto rows = books.db.query("SELECT line FROM order_line WHERE order_no=$1 ORDER BY line LIMIT 1", order.text());
  return rows.next() ? std::optional(OrderLine{order, Cells(rows).number(0)}) : std::nullopt;
}

bool was_told_of(Books& books, const PackCarton& fact, const std::optional<OrderLine>& line) {
  bool told = false;
  books.settle({NoticeKind::second_receipt}, [&](const Notice& one) {
    told = told || (one.line == line && one.place == fact.at && one.detail.starts_with(fact.carton.text() + " "));
    return false;
  });
  return told;
}

// Who packed had not heard of the carton, or he would have been refused, or gone to where it stands: it was brought
// there, or there are two of one number. What is packed is where it was scanned, and somebody has to look.
void tell_of_second_carton(Books& books, const PackCarton& fact) {
  if (is_request(books)) return;
  auto rows =
      books.db.query("SELECT place, operator, at, order_no FROM handling_unit WHERE sscc=$1", fact.carton.text());
  if (!rows.next()) return;
  const std::string order = rows.text(3);
  const bool stands_there = rows.text(0) == fact.at.text() || books.whereabouts(fact.carton.text()) == fact.at.text();
  if (order == fact.order.text() && stands_there) return;
  Notice told{.kind = NoticeKind::second_receipt, .line = first_line_of(books, fact.order), .place = fact.at};
  if (was_told_of(books, fact, told.line)) return;
  const Instant at = Cells(rows).instant(2);
  told.detail = fmt::format(
      "{number} is {what}: {who} scanned it at {first} on {day} at {time}, and {other} has packed {order} under it at "
      "{here}. Where there are two, take the units out of one and pack them under another number",
      fmt::arg("number", fact.carton.text()), fmt::arg("what", order.empty() ? "a pallet" : "a carton of " + order),
      fmt::arg("who", rows.text(1)), fmt::arg("first", rows.text(0)), fmt::arg("day", at.date().text()),
      fmt::arg("time", at.clock_text()), fmt::arg("other", books.entry.command.by.text()),
      fmt::arg("order", fact.order.text()), fmt::arg("here", fact.at.text()));
  books.notice(std::move(told));
}

// The first packing brings the carton into the books. One that was sent, or said to be gone, is here again: it is
// once in the world.
void open_carton(Books& books, const PackCarton& fact) {
  tell_of_second_carton(books, fact);
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

}  // namespace

Performed perform_fact(Books& books, const PackCarton& fact) {
  if (fact.units) {
    if (auto no = check_units(books, *fact.units)) return no;
    auto no = check_named(books, *fact.units, fact.from);
    if (no && !are_unnamed(books, fact)) return no;
  }
  if (auto no = check_location(books, "from", fact.from)) return no;
  if (auto no = check_carton(books, fact)) return no;
  if (auto no = check_taken_from(books)) return no;
  Outgoing packed = departure_of(books, to_pack(books, fact), fact.order);
  for (const Leaving& one : packed.given_up) packed.leaving.push_back(one);
  std::int64_t sum = 0;
  for (const Leaving& one : packed.leaving) sum += one.held.quantity;
  const std::int64_t wanted = fact.units ? fact.units->quantity.units() : 1;
  if (sum < wanted && is_request(books)) {
    return refused("from", fact.from.text() + " has " + std::to_string(sum) + " for " + fact.order.text() +
                               (fact.units ? ", not " + std::to_string(wanted) : ""));
  }
  open_carton(books, fact);
  for (const auto& [held, line] : packed.leaving)
    books.transfer(held.account, held.account.at(fact.carton.text()).claimed_by(line), held.quantity);
  for (const auto& [line, units] : by_line(packed.given_up)) books.trim(line);
  say_what_was_taken(books, packed.leaving);
  tell_of_twice(books, packed.twice);
  books.entry.handled(sum);
  return {};
}

Performed perform_fact(Books& books, const Ship& fact) {
  const std::string carton = fact.carton ? fact.carton->text() : "";
  if (auto no = check_taken_from(books)) return no;
  auto [leaving, given_up, twice] = departure_of(books, picked_for(books, fact.order, carton), fact.order);
  leaving.insert(leaving.end(), given_up.begin(), given_up.end());
  leave_in_lane(books, fact, leaving);
  std::vector<Held> picked;
  picked.reserve(leaving.size());
  for (const Leaving& one : leaving) picked.push_back(one.held);
  if (leaving.empty() && twice.empty()) {
    return refused(carton.empty() ? "order" : "sscc",
                   "nothing is picked for " + fact.order.text() + (carton.empty() ? "" : " in carton " + carton));
  }
  if (auto no = check_leaving(books, picked, {})) return no;
  if (auto no = check_names_shipped(books, leaving)) return no;
  if (auto no = check_shipment(books, fact, leaving)) return no;
  if (auto no = check_lines_shipped(books, leaving)) return no;
  for (const auto& [held, line] : leaving) {
    const Account sent = held.account.at(account::customer);
    books.transfer(held.account, sent.claimed_by(line), held.quantity);
    books.entry.handled(held.quantity);
    if (!is_request(books)) settle_what_is_back(books, line, sent, held.quantity);
  }
  say_what_was_taken(books, leaving);
  ship_empty_units(books, picked);
  tell_of_twice(books, twice);
  for (const auto& [line, units] : by_line(given_up)) {
    books.trim(line);
    tell_of_unwanted(books, line, units.units());
  }
  return {};
}

}  // namespace dockhand
