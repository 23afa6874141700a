// Goods and handling units that arrive.
#include <algorithm>

#include "storage/facts/facts_checks.h"

namespace dockhand {
namespace {

// Units that come from a supplier, loose or on a handling unit.
struct Arrival {
  Units units;
  LocationCode at;     // a location, or the handling unit that they are on
  LocationCode place;  // for people: where that stands
  std::optional<PurchaseLine> purchase;
  bool confirmed = false;
};

// Units of one arrival that count for one purchase line.
struct Share {
  std::optional<PurchaseLine> line;
  Quantity quantity;
  std::optional<OrderLine> bought_for{};
};

// What the line itself does not expect any more goes to other lines of the same purchase that still expect the item, in
// their order: a case of 12 fills lines of 2 and 3. What nobody expects stays with the line that was named.
struct Shares {
  std::vector<Share> shares;
  std::int64_t over = 0;
};
Shares shares_of(Books& books, const PurchaseLine& named, const PurchaseInfo& info, Quantity arrived) {
  Shares split;
  std::int64_t left = arrived.units();
  const auto add = [&](const PurchaseLine& line, std::int64_t open, const std::optional<OrderLine>& bought_for) {
    const std::int64_t units = std::clamp<std::int64_t>(open, 0, left);
    left -= units;
    if (units > 0) split.shares.push_back(Share{line, Quantity::nearest(units), bought_for});
  };
  add(named, info.expected - info.received, info.bought_for);
  if (left == 0) return split;
  std::vector<PurchaseLine> others;
  for (auto rows = books.db.query("SELECT line FROM purchase_line WHERE purchase=$1 AND item=$2 AND line <> $3"
                                  " AND received < expected AND drop_ship = 0 ORDER BY line",
                                  named.document.text(), info.item.text(), named.line);
       rows.next();) {
    others.push_back(PurchaseLine{named.document, Cells(rows).number(0)});
  }
  for (const PurchaseLine& line : others) {
    if (const auto other = purchase_line(books, line)) add(line, other->expected - other->received, other->bought_for);
  }
  split.over = left;
  if (left > 0) split.shares.push_back(Share{named, Quantity::nearest(left), info.bought_for});
  return split;
}

SeenPurchase seen_of(const PurchaseLine& line, const PurchaseInfo& info) {
  return {line, Quantity::nearest(info.expected), Quantity::nearest(info.received), info.closed};
}

// More than expected is asked for once, and reported to the office when it is confirmed.
Performed check_purchase(Books& books, const Arrival& arrival, const PurchaseInfo& info, std::int64_t over) {
  const std::string line = arrival.purchase->text();
  const Units& units = arrival.units;
  if (info.item != units.item) {
    return refused("purchase", line + " is for " + info.item.text() + ", not " + units.item.text());
  }
  if (info.drop_ship && !arrival.confirmed && is_request(books)) {
    const std::string whose = info.bought_for ? " of " + info.bought_for->text() : "";
    const std::string beyond = over > 0 ? ", and " + std::to_string(over) + " are too many" : "";
    Refusal question = refused("purchase", line + " goes straight to the customer" + whose + beyond);
    question.confirmable = true;
    // A number that may well be a slip is asked for with its line, so that it can be typed once more.
    if (over > 0 && info.received + units.quantity.units() > 2 * info.expected) {
      question.now = {seen_of(*arrival.purchase, info)};
    }
    return question;
  }
  if (over <= 0) return {};
  if (!arrival.confirmed && is_request(books)) {
    const std::int64_t here = std::max<std::int64_t>(0, info.expected - info.received);
    const std::int64_t elsewhere = units.quantity.units() - over - here;
    const std::string others = elsewhere > 0 ? ", other lines take " + std::to_string(elsewhere) : "";
    const std::string came = std::to_string(info.received) + " were received";
    std::string expects = line + " expects " + std::to_string(info.expected) + ", " + came;
    if (info.closed) expects = line + " was closed by the office" + (info.received > 0 ? ", " + came : "");
    // Where a part of them is expected the sentence says of how many it is, or its numbers would not add up.
    const bool in_part = over < units.quantity.units() - std::max<std::int64_t>(0, elsewhere);
    const std::string which = in_part ? units.quantity.text() + " more are " : "";
    Refusal question = refused("purchase", expects + others + ": " + which + std::to_string(over) + " too many");
    question.confirmable = true;
    question.now = {seen_of(*arrival.purchase, info)};
    return question;
  }
  books.notice(Notice{NoticeKind::over_received, units.item, {}, arrival.place, Quantity::nearest(over), {}, line});
  return {};
}

std::string blocked(Books& books, const Arrival& arrival) {
  return arrival.units.lot ? books.blocked(arrival.units.item.text(), arrival.units.lot->text()) : "";
}

// Not what is damaged, nor of a lot that must not leave.
bool may_be_given(Books& books, const Arrival& arrival) {
  return books.known_location(arrival.at.text()).holds_stock() && blocked(books, arrival).empty();
}

// A lot that must not leave may come in, but somebody has to know.
void notice_blocked(Books& books, const Arrival& arrival) {
  std::string why = blocked(books, arrival);
  if (why.empty() || !books.known_location(arrival.at.text()).holds_stock()) return;
  books.notice(Notice{
      NoticeKind::blocked_lot, arrival.units.item, {}, arrival.place, arrival.units.quantity, {}, std::move(why)});
}

// A serial that is known already did not come once more: it is where it was seen now, and somebody is told.
bool is_known_serial(Books& books, const Arrival& arrival) {
  const Units& units = arrival.units;
  return units.serial && books.serial_at(units.item.text(), units.serial->text());
}

// Books the units; those that were bought for an order line, and may be given to it, go to `bought`.
Performed arrive(Books& books, const Arrival& arrival, std::vector<Bought>& bought) {
  if (auto no = check_units(books, arrival.units)) return no;
  if (auto no = check_arrival(books, arrival.units, arrival.at)) return no;
  const auto purchase = arrival.purchase ? purchase_line(books, *arrival.purchase) : std::nullopt;
  if (arrival.purchase && !purchase) return unknown("purchase", arrival.purchase->text());
  Shares split{{Share{std::nullopt, arrival.units.quantity}}};
  if (purchase) {
    split = shares_of(books, *arrival.purchase, *purchase, arrival.units.quantity);
    if (auto no = check_purchase(books, arrival, *purchase, split.over)) return no;
  }
  if (auto no = keep_expiry(books, arrival.units)) return no;
  const Account arrived = account_for(arrival.units, arrival.at);
  if (is_known_serial(books, arrival)) {
    books.see(arrived, 1);
    return {};
  }
  const bool given = may_be_given(books, arrival);
  if (given) books.entry.brought.units[arrival.units.item] += arrival.units.quantity.units();
  if (given && arrival.purchase) books.entry.brought.of.insert(key_of(Leased(arrival.purchase->document)));
  for (const Share& share : split.shares) {
    books.transfer(supplier_account(arrived, share.line), arrived, share.quantity.units());
    if (share.bought_for && given) bought.push_back(Bought{*share.bought_for, share.quantity});
  }
  notice_blocked(books, arrival);
  return {};
}

// A question stays one; what the notice got wrong can only be put right by hand.
Refusal of_notice(Refusal refusal) {
  if (!refusal.confirmable) refusal.error.message += " (so says its ASN; else receive its goods one by one)";
  return refusal;
}

std::vector<Arrival> announced(Books& books, const ReceiveUnit& fact) {
  std::vector<Arrival> contents;
  for (auto rows = books.db.query("SELECT item, lot, serial, purchase, line, quantity, expiry FROM asn_line"
                                  " WHERE sscc=$1 AND quantity > 0 ORDER BY item, lot, serial, purchase, line",
                                  fact.unit.text());
       rows.next();) {
    const Cells cells(rows);
    Units units{cells.code<ItemCode>(0), cells.quantity(5), {}, {}, cells.maybe_date(6)};
    // Somebody has said that nobody tracks it, or it is not tracked any more.
    const bool is_named = books.known_item(units.item).tracking != Tracking::none;
    if (is_named && !cells.text(1).empty()) units.lot = cells.code<Lot>(1);
    if (is_named && !cells.text(2).empty()) units.serial = cells.code<Serial>(2);
    contents.push_back(Arrival{std::move(units), as_location(fact.unit), fact.at, cells.maybe_line<PurchaseNumber>(3),
                               fact.confirmed});
  }
  return contents;
}

// Where, when and by whom a handling unit came into the books; empty: it did not.
std::string first_receipt(Books& books, const Sscc& unit) {
  auto rows = books.db.query("SELECT place, operator, at, order_no FROM handling_unit WHERE sscc=$1", unit.text());
  if (!rows.next()) return "";
  if (!rows.text(3).empty()) return "is a carton of " + rows.text(3);
  const Instant at = Cells(rows).instant(2);
  return "was received at " + rows.text(0) + " on " + at.date().text() + " at " + at.clock_text() + " by " +
         rows.text(1);
}

// The pallet is where it was scanned last, and what is on it counts once.
Performed receive_again(Books& books, const ReceiveUnit& fact) {
  const std::string first = fact.unit.text() + " " + first_receipt(books, fact.unit);
  if (is_request(books)) {
    const bool lost = books.whereabouts(fact.unit.text()) == account::lost;
    return refused("sscc", first + (lost ? ", and was said to be gone: move it to where it is"
                                         : std::string(": a pallet counts once")));
  }
  books.notice(Notice{NoticeKind::second_receipt,
                      {},
                      {},
                      fact.at,
                      {},
                      {},
                      first + ": what is on it counts once, and is for the orders that had it then"});
  const std::string at = books.whereabouts(fact.unit.text());
  if (books.location(at) || at == account::lost) return perform_fact(books, MoveUnit{fact.unit, fact.at, {}});
  return {};
}

bool is_carton(Books& books, const Sscc& unit) {
  return books.db.query("SELECT 1 FROM handling_unit WHERE sscc=$1 AND order_no <> ''", unit.text()).next();
}

}  // namespace

Performed perform_fact(Books& books, const Receive& fact) {
  if (auto no = check_units(books, fact.units)) return no;
  if (auto no = check_inbound(books, "at", fact.at)) return no;
  std::vector<Bought> bought;
  const Arrival arrival{fact.units, fact.at, fact.at, fact.purchase, fact.confirmed};
  if (auto no = arrive(books, arrival, bought)) return no;
  notice_quarantine(books, fact.units, fact.at, fact.reason);
  books.entry.frees = may_be_given(books, arrival);
  tell_holders(books, fact.at);
  books.touch(fact.units.item, fact.at.text(), std::move(bought));
  return {};
}

Performed perform_fact(Books& books, const ReceiveUnit& fact) {
  if (auto no = check_fixed(books, "at", fact.at)) return no;
  if (auto no = check_inbound(books, "at", fact.at)) return no;
  const Account gone = unit_account(fact.unit.text(), account::supplier);
  if (books.balance(gone) < 0 || is_carton(books, fact.unit)) return receive_again(books, fact);
  const std::vector<Arrival> contents = announced(books, fact);
  if (contents.empty() && !fact.confirmed) {
    Refusal asked{Error{ErrorKind::unknown, "sscc",
                        "no ASN says what is on " + fact.unit.text() +
                            ": receive its goods one by one, or confirm that it is a new pallet"}};
    asked.confirmable = is_request(books);
    return asked;
  }
  books.entry.brought.of.insert(key_of(Leased(fact.unit)));
  books.remember_unit(fact.unit, fact.at, {});
  books.transfer(gone, gone.at(fact.at.text()), 1);
  std::map<ItemCode, std::vector<Bought>> arrived;
  for (const Arrival& arrival : contents) {
    if (auto no = arrive(books, arrival, arrived[arrival.units.item])) return of_notice(*no);
    books.entry.handled(arrival.units.quantity.units());
  }
  books.entry.frees = books.known_location(fact.at.text()).holds_stock();
  tell_holders(books, fact.at);
  for (auto& [item, bought] : arrived) books.touch(item, fact.unit.text(), std::move(bought));
  return {};
}

}  // namespace dockhand
