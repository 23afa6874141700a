// Units that are picked for an order, or not found.
#include <algorithm>
#include <map>

#include "storage/books/hold.h"
#include "storage/books/taken.h"
#include "storage/facts/facts_checks.h"
#include "storage/facts/facts_since.h"
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

// What is free where units were missing stays in the books, and is given to nobody until somebody counts
// (DOCKHAND_NOT_DOUBTED). Returns how many they are. A serial in doubt is one unit, and was the line's.
std::int64_t kept_from_all(Books& books, const Account& short_of) {
  if (!short_of.serial.empty()) return 0;
  auto rows = books.db.query(
      "SELECT coalesce(sum(b.quantity), 0) FROM balance b JOIN location p ON p.location = b.place WHERE b.item=$2"
      " AND b.doc='' AND b.line=0 AND " DOCKHAND_B_POSITIVE " AND p.kind IN " DOCKHAND_STOCK_KINDS
      " AND (b.place=$1 OR (p.stands_at=$1 AND p.stands_at <> '')) AND ($3 = '' OR b.lot=$3)",
      short_of.place, short_of.item, short_of.lot);
  return rows.next() ? rows.integer(0) : 0;
}

std::string why_to_count(const std::string& reason, std::int64_t kept) {
  if (kept == 0) return reason;
  return reason + ": " + std::to_string(kept) +
         (kept == 1 ? " free one here is offered" : " free ones here are offered") + " to nobody until it is counted";
}

// Units of the line that a shipment or a carton took out of the lane while the books had none there.
std::int64_t left_before(Books& books, const OrderLine& line, const Account& here) {
  auto rows = books.db.query(
      "SELECT coalesce(-sum(gone.quantity), 0) FROM posting gone JOIN event e ON e.seq = gone.event WHERE gone.place=$1"
      " AND gone.item=$2 AND gone.lot=$3 AND gone.serial=$4 AND gone.doc='' AND gone.quantity < 0 AND e.undone_by=''"
      " AND e.action IN ('ship', 'pack') AND EXISTS (SELECT 1 FROM posting came WHERE came.event = gone.event"
      " AND came.doc=$5 AND came.line=$6 AND came.quantity > 0) AND gone.event > $7",
      here.place, here.item, here.lot, here.serial, line.document.text(), line.line,
      books.entry.seq - events_looked_at);
  return rows.next() ? rows.integer(0) : 0;
}

// The shipment was heard of before the pick: what is picked now is what it took. What left of other lines is not paid
// with it.
void fill_what_left(Books& books, const OrderLine& line, const Account& here, std::int64_t picked) {
  const std::int64_t missing = -books.balance(here.free());
  if (missing <= 0) return;
  const std::int64_t owed = left_before(books, line, here) - paid_before(books, line, here, "pick");
  const std::int64_t units = std::min({missing, picked, owed});
  if (units > 0) books.transfer(here.claimed_by(line), here.free(), units);
}

// The shipment was heard of before the pick, and took this very unit to whom it was picked for.
bool has_left(Books& books, const Pick& fact) {
  if (is_request(books) || !fact.units.serial) return false;
  const auto at = books.serial_at(fact.units.item.text(), fact.units.serial->text());
  return at && at->account.place == account::customer && !at->account.is_free() &&
         books.line_of(at->account) == fact.line;
}

// They were said to be there for nobody, or for others: hands had taken them for the line by then.
void settle_told(Books& books, const Pick& fact) {
  books.settle({NoticeKind::claim_moved, NoticeKind::outranked}, [&](const Notice& told) {
    return told.line == fact.line && told.place == fact.from && told.quantity <= fact.units.quantity;
  });
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
  if (has_left(books, fact)) return {};
  const Account wanted = account_for(fact.units, fact.from);
  books.see(wanted, fact.units.quantity.units());
  const auto taken = books.take(wanted, fact.units.quantity.units(), fact.line);
  if (auto no = check_leaving(books, taken, fact.line)) return no;
  if (auto no = check_policies(books, taken, *line)) return no;
  for (const Held& held : taken) {
    if (!held.account.is_free() && books.line_of(held.account) != fact.line) books.lose_picked(held);
    const Account here = held.account.at(fact.to.text()).claimed_by(fact.line);
    books.transfer(held.account, here, held.quantity);
    if (!is_request(books)) fill_what_left(books, fact.line, here, held.quantity);
  }
  note_taken(books, fact);
  if (!is_request(books)) settle_told(books, fact);
  books.trim(fact.line);
  books.touch(fact.units.item);
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
  for (const Held& held : unnamed ? books.unnamed_at(short_of) : books.held_at(mine)) {
    if (held.account.doc != mine.doc || held.account.line != mine.line) continue;
    // Where none is left, neither is what the line has got there since the picker was asked.
    const std::int64_t units = fact.none_left ? held.quantity : std::min(held.quantity, left);
    books.transfer(held.account, held.account.at(account::suspense).free(), units);
    left -= std::min(left, units);
  }
  if (left > 0 && is_request(books)) {
    return refused("missing", fact.line.text() + " has only " + std::to_string(fact.missing.quantity.units() - left) +
                                  " reserved at " + fact.from.text());
  }
  books.notice(Notice{NoticeKind::count_place,
                      fact.missing.item,
                      fact.line,
                      fact.from,
                      fact.missing.quantity,
                      {},
                      why_to_count(fact.reason, kept_from_all(books, short_of)),
                      fact.missing.lot});
  doubt_the_rest(books, fact, short_of);
  books.touch(fact.missing.item);
  return {};
}

}  // namespace dockhand
