#include "storage/facts.h"

#include <algorithm>

#include "storage/hold.h"

namespace dockhand {
namespace {

Refusal unknown(const std::string& place, const std::string& name) {
  return Refusal{Error{ErrorKind::unknown, place, "'" + printable(name, 60) + "' is not known here"}};
}

Refusal refused(const std::string& place, std::string message) {
  return Refusal{Error{ErrorKind::refused, place, std::move(message)}};
}

Account account_for(const Units& units, const LocationCode& place) {
  return Account{place.text(),
                 units.item.text(),
                 units.lot ? units.lot->text() : "",
                 units.serial ? units.serial->text() : "",
                 {},
                 0};
}

// What every fact about units has in common: the item and its tracking, more than none, a serial is one unit.
Performed check_units(Books& books, const Units& units) {
  const auto tracking = books.tracking(units.item);
  if (!tracking) return unknown("item", units.item.text());
  if (units.quantity.none()) return refused("quantity", "nothing to book: the quantity is 0");
  if (units.serial && units.quantity != Quantity::exactly(1)) return refused("serial", "a serial is exactly one unit");
  if (*tracking == Tracking::none && (units.lot || units.serial)) {
    return refused("item", units.item.text() + " is not tracked by lot or serial");
  }
  return {};
}

Performed check_location(Books& books, const char* what, const LocationCode& place) {
  return books.location(place.text()) ? Performed{} : unknown(what, place.text());
}

// Tracked units come in with their lot or serial, a lot has one expiry, and a serial is here once.
Performed check_arrival(Books& books, const Units& units) {
  const Tracking tracking = *books.tracking(units.item);
  if (tracking == Tracking::lot && !units.lot) return refused("lot", units.item.text() + " needs its lot: scan it");
  if (tracking == Tracking::serial && !units.serial) {
    return refused("serial", units.item.text() + " needs its serial: scan it");
  }
  if (!units.serial || books.entry.standing == Standing::fact) return {};
  auto rows = books.db.query(
      "SELECT place FROM balance WHERE item=$1 AND serial=$2 AND quantity <> 0 AND quantity > 0 AND place <> "
      "'@supplier'",
      units.item.text(), units.serial->text());
  if (!rows.next()) return {};
  return refused("serial", units.serial->text() + " was received before; it is at " + rows.text(0));
}

Performed keep_expiry(Books& books, const Units& units) {
  if (!units.lot) return {};
  auto rows = books.db.query("SELECT expiry FROM lot WHERE item=$1 AND lot=$2", units.item.text(), units.lot->text());
  const bool known_lot = rows.next();
  if (known_lot && !rows.null(0) && units.expiry && rows.integer(0) != units.expiry->days() &&
      books.entry.standing == Standing::request) {
    return refused("expiry", "lot " + units.lot->text() + " expires on " +
                                 Date::from_days(static_cast<std::int32_t>(rows.integer(0))).text() + ", this says " +
                                 units.expiry->text());
  }
  if (known_lot && (!units.expiry || !rows.null(0))) return {};
  books.db.run(
      "INSERT INTO lot(item, lot, expiry, changed) VALUES($1,$2,$3,$4)"
      " ON CONFLICT(item, lot) DO UPDATE SET expiry = excluded.expiry, changed = excluded.changed",
      units.item.text(), units.lot->text(),
      units.expiry ? Value(std::int64_t{units.expiry->days()}) : Value(std::monostate{}), books.entry.changed);
  return {};
}

struct PurchaseInfo {
  ItemCode item;
  std::int64_t expected, received;
  std::optional<OrderLine> bought_for;
};

std::optional<PurchaseInfo> purchase_line(Books& books, const PurchaseLine& line) {
  auto rows = books.db.query(
      "SELECT item, expected, received, for_order, for_line FROM purchase_line WHERE purchase=$1 AND line=$2",
      line.document.text(), line.line);
  if (!rows.next()) return std::nullopt;
  std::optional<OrderLine> peg;
  if (!rows.text(3).empty()) {
    peg = OrderLine{OrderNumber::parse(rows.text(3)).value(), static_cast<std::int32_t>(rows.integer(4))};
  }
  return PurchaseInfo{ItemCode::parse(rows.text(0)).value(), rows.integer(1), rows.integer(2), peg};
}

// More than expected is asked once, and told to the office when it is confirmed.
Performed check_purchase(Books& books, const Receive& fact, const PurchaseInfo& info) {
  if (info.item != fact.units.item) {
    return refused("purchase",
                   fact.purchase->text() + " is for " + info.item.text() + ", not " + fact.units.item.text());
  }
  const std::int64_t over = info.received + fact.units.quantity.units() - info.expected;
  if (over <= 0) return {};
  if (!fact.confirmed && books.entry.standing == Standing::request) {
    Refusal question = refused("purchase", fact.purchase->text() + " expects " + std::to_string(info.expected) + ", " +
                                               std::to_string(info.received) +
                                               " were received: " + std::to_string(over) + " too many");
    question.confirmable = true;
    return question;
  }
  books.notice(Notice{NoticeKind::over_received,
                      fact.units.item,
                      {},
                      fact.at,
                      Quantity::exactly(std::min(over, fact.units.quantity.units())),
                      {},
                      fact.purchase->text()});
  return {};
}

Performed perform_one(Books& books, const Receive& fact) {
  if (auto no = check_units(books, fact.units)) return no;
  if (auto no = check_location(books, "at", fact.at)) return no;
  if (books.location(fact.at.text())->holds_picked()) {
    return refused("at", fact.at.text() + " is for outgoing goods: receive at a dock");
  }
  if (auto no = check_arrival(books, fact.units)) return no;
  const auto purchase = fact.purchase ? purchase_line(books, *fact.purchase) : std::nullopt;
  if (fact.purchase && !purchase) return unknown("purchase", fact.purchase->text());
  if (purchase) {
    if (auto no = check_purchase(books, fact, *purchase)) return no;
  }
  if (auto no = keep_expiry(books, fact.units)) return no;
  const Account arrived = account_for(fact.units, fact.at);
  Account source = arrived.at(account::supplier);
  if (fact.purchase) {
    source.doc = fact.purchase->document.text();
    source.line = fact.purchase->line;
  }
  books.transfer(source, arrived, fact.units.quantity.units());
  books.allocate(fact.units.item, fact.at.text(), purchase ? purchase->bought_for : std::nullopt);
  return {};
}

Performed check_way(Books& books, const Move& fact) {
  if (auto no = check_location(books, "from", fact.from)) return no;
  if (auto no = check_location(books, "to", fact.to)) return no;
  if (fact.from == fact.to) return refused("to", "the units are at " + fact.to.text() + " already");
  if (books.entry.standing == Standing::fact) return {};
  if (books.location(fact.to.text())->holds_picked()) {
    return refused("to", fact.to.text() + " is for picked goods: pick for an order instead");
  }
  return {};
}

// Claims travel with their units, but not into quarantine; free units are moved first. Picked units that come back to
// stock are free again.
Performed perform_one(Books& books, const Move& fact) {
  if (auto no = check_units(books, fact.units)) return no;
  if (auto no = check_way(books, fact)) return no;
  const bool keeps_claims =
      books.location(fact.to.text())->holds_stock() && books.location(fact.from.text())->holds_stock();
  for (const Held& held : books.take(account_for(fact.units, fact.from), fact.units.quantity.units(), {})) {
    const Account there = held.account.at(fact.to.text());
    books.transfer(held.account, keeps_claims ? there : there.free(), held.quantity);
  }
  books.touch(fact.units.item);
  return {};
}

Performed check_pick(Books& books, const Pick& fact, const OrderLineInfo& line) {
  if (line.item != fact.units.item) {
    return refused("item", fact.line.text() + " is for " + line.item.text() + ", not " + fact.units.item.text());
  }
  if (books.entry.standing == Standing::fact) return {};
  if (!books.location(fact.to.text())->holds_picked()) {
    return refused("to", fact.to.text() + " is not a lane or a shipping place");
  }
  if (const auto hold = hold_of(books.db, fact.line.document, books.entry.command.at.date())) {
    return refused("line", fact.line.document.text() + " is only sent whole: " + hold->waiting.text() +
                               " of it still wait" +
                               (hold->until == never ? "" : "; it is picked from " + hold->until.text() + " on"));
  }
  const std::int64_t wanted = line.demand - line.picked - line.shipped;
  if (fact.units.quantity.units() <= wanted) return {};
  return refused("quantity", fact.line.text() + " needs " + std::to_string(std::max<std::int64_t>(0, wanted)) +
                                 " more, not " + fact.units.quantity.text());
}

Performed perform_one(Books& books, const Pick& fact) {
  if (auto no = check_units(books, fact.units)) return no;
  if (auto no = check_location(books, "from", fact.from)) return no;
  if (auto no = check_location(books, "to", fact.to)) return no;
  const auto line = books.order_line(fact.line);
  if (!line) return unknown("line", fact.line.text());
  if (auto no = check_pick(books, fact, *line)) return no;
  for (const Held& held : books.take(account_for(fact.units, fact.from), fact.units.quantity.units(), fact.line)) {
    books.transfer(held.account, held.account.at(fact.to.text()).claimed_by(fact.line), held.quantity);
  }
  books.trim(fact.line);
  books.touch(fact.units.item);
  return {};
}

Performed perform_one(Books& books, const Ship& fact) {
  std::vector<Held> picked;
  for (auto rows = books.db.query(
           "SELECT b.place, b.item, b.lot, b.serial, b.doc, b.line, b.quantity FROM balance b"
           " JOIN location p ON p.location = b.place WHERE b.doc=$1 AND b.quantity <> 0 AND b.quantity > 0"
           " AND p.kind IN ('lane', 'shipping') ORDER BY b.line, b.place, b.lot, b.serial",
           fact.order.text());
       rows.next();) {
    picked.push_back(Held{Account{rows.text(0), rows.text(1), rows.text(2), rows.text(3), rows.text(4),
                                  static_cast<std::int32_t>(rows.integer(5))},
                          rows.integer(6)});
  }
  if (picked.empty()) return refused("order", "nothing is picked for " + fact.order.text());
  for (const Held& held : picked) {
    books.transfer(held.account, held.account.at(account::customer), held.quantity);
    books.entry.accepted.quantity = books.entry.accepted.quantity + Quantity::exactly(held.quantity);
  }
  return {};
}

std::int64_t on_hand(Books& books, const Account& like) {
  auto rows = books.db.query(
      "SELECT coalesce(sum(quantity), 0) FROM balance WHERE place=$1 AND item=$2 AND ($3 = '' OR lot = $3)"
      " AND ($4 = '' OR serial = $4)",
      like.place, like.item, like.lot, like.serial);
  return rows.next() ? rows.integer(0) : 0;
}

Performed perform_one(Books& books, const Count& fact) {
  const auto tracking = books.tracking(fact.units.item);
  if (!tracking) return unknown("item", fact.units.item.text());
  if (*tracking == Tracking::none && (fact.units.lot || fact.units.serial)) {
    return refused("item", fact.units.item.text() + " is not tracked by lot or serial");
  }
  if (auto no = check_location(books, "at", fact.at)) return no;
  // Whether there is a difference depends on the database that is asked; that the lot is known now does not.
  if (auto no = keep_expiry(books, fact.units)) return no;
  const Account here = account_for(fact.units, fact.at);
  const std::int64_t difference = fact.units.quantity.units() - on_hand(books, here);
  if (difference > 0) {
    if (auto no = check_arrival(books, fact.units)) return no;
    books.transfer(here.at(account::adjustment), here, difference);
  } else if (difference < 0) {
    for (const Held& held : books.take(here, -difference, {})) {
      books.transfer(held.account, held.account.at(account::adjustment).free(), held.quantity);
    }
  }
  books.touch(fact.units.item);
  return {};
}

Performed perform_one(Books& books, const ShortPick& fact) {
  if (auto no = check_units(books, fact.missing)) return no;
  if (auto no = check_location(books, "from", fact.from)) return no;
  const auto line = books.order_line(fact.line);
  if (!line) return unknown("line", fact.line.text());
  const Account mine = account_for(fact.missing, fact.from).claimed_by(fact.line);
  std::int64_t left = fact.missing.quantity.units();
  for (const Held& held : books.held_at(mine)) {
    if (held.account.doc != mine.doc || held.account.line != mine.line) continue;
    const std::int64_t units = std::min(held.quantity, left);
    books.transfer(held.account, held.account.at(account::suspense).free(), units);
    left -= units;
  }
  if (left > 0 && books.entry.standing == Standing::request) {
    return refused("missing", fact.line.text() + " has only " + std::to_string(fact.missing.quantity.units() - left) +
                                  " reserved at " + fact.from.text());
  }
  books.notice(
      Notice{NoticeKind::count_place, fact.missing.item, fact.line, fact.from, fact.missing.quantity, {}, fact.reason});
  books.touch(fact.missing.item);
  return {};
}

Performed perform_one(Books& books, const Release& fact) {
  const auto line = books.order_line(fact.line);
  if (!line) return unknown("line", fact.line.text());
  const std::int64_t released = books.release(fact.line, fact.quantity.units(), fact.at ? fact.at->text() : "");
  if (released < fact.quantity.units() && books.entry.standing == Standing::request) {
    return refused("quantity", fact.line.text() + " has only " + std::to_string(released) + " to give back");
  }
  books.touched.erase(line->item);
  books.allocate(line->item, {}, {}, fact.line);
  return {};
}

Performed perform_one(Books& books, const Replan& fact) {
  for (const Release& release : fact.releases) {
    books.release(release.line, release.quantity.units(), release.at ? release.at->text() : "");
  }
  for (const ItemCode& item : fact.items) books.touch(item);
  return {};
}

Performed perform_one(Books& books, const Settle& fact) {
  auto known = books.db.query("SELECT 1 FROM notice WHERE id=$1", fact.notice);
  if (!known.next() && books.entry.standing == Standing::request) return unknown("notice", fact.notice);
  books.db.run("UPDATE notice SET open=0, changed=$2 WHERE id=$1 AND open=1", fact.notice, books.entry.changed);
  return {};
}

Performed perform_one(Books& books, const Import& fact) { return perform_import(books, fact); }
Performed perform_one(Books& books, const Undo& fact) { return perform_undo(books, fact); }

}  // namespace

Performed perform(Books& books, const Action& action) {
  Performed performed = std::visit([&](const auto& fact) { return perform_one(books, fact); }, action);
  if (performed) return performed;
  for (const ItemCode& item : std::exchange(books.touched, {})) books.allocate(item);
  return {};
}

}  // namespace dockhand
