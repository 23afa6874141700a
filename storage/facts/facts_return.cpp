// Goods that come back from a customer, and goods that go back to a supplier.
#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "storage/facts/facts_checks.h"
#include "storage/facts/facts_since.h"
#include "storage/schema/sql.h"

namespace dockhand {
namespace {

std::optional<OrderLine> shipped_with(Books& books, const Units& units) {
  if (!units.serial) return std::nullopt;
  auto rows = books.db.query(
      "SELECT doc, line FROM balance WHERE place='@customer' AND item=$1 AND serial=$2 AND quantity > 0 AND doc > ''"
      " ORDER BY doc, line",
      units.item.text(), units.serial->text());
  if (!rows.next()) return std::nullopt;
  return Cells(rows).line<OrderNumber>(0);
}

bool is_same(const Account& sent, const Units& back) {
  const bool same_serial = !back.serial || sent.serial == back.serial->text();
  return same_serial && (!back.lot || back.serial || sent.lot == back.lot->text());
}

// Sent before its item was tracked as it is now: what came back has the name that the shipment lacked.
bool may_be_same(Books& books, const Account& sent, const Units& back) {
  if (!books.lacks_name(sent)) return false;
  return (!back.lot || sent.lot.empty() || sent.lot == back.lot->text()) &&
         (!back.serial || sent.serial.empty() || sent.serial == back.serial->text());
}

// Units that the line was sent and that are like those which came back; first those that the books have under the same
// name. An empty lot or serial means any.
std::vector<Held> shipped_to(Books& books, const OrderLine& line, const Units& units) {
  std::vector<Held> all =
      held_in(books.db.query("SELECT " DOCKHAND_HELD
                             " FROM balance b WHERE b.doc=$1 AND b.line=$2 AND b.place='@customer' AND b.item=$3"
                             " AND " DOCKHAND_B_POSITIVE " ORDER BY b.lot, b.serial",
                             line.document.text(), line.line, units.item.text()));
  std::stable_partition(all.begin(), all.end(), [&](const Held& held) { return is_same(held.account, units); });
  std::vector<Held> shipped;
  std::int64_t left = units.quantity.units();
  for (const Held& held : all) {
    if (!is_same(held.account, units) && !may_be_same(books, held.account, units)) continue;
    const std::int64_t here = std::min(left, held.quantity);
    if (here > 0) shipped.push_back(Held{held.account, here});
    left -= here;
  }
  return shipped;
}

// Finds them by the name under which they come back.
void bring_back_from(Books& books, const Held& sent, const Account& here) {
  if (sent.account.lot == here.lot && sent.account.serial == here.serial) {
    return books.transfer(sent.account, here, sent.quantity);
  }
  books.transfer(sent.account, sent.account.at(account::adjustment).free(), sent.quantity);
  books.transfer(here.at(account::adjustment), here, sent.quantity);
}

// The event with which the line was sent the first of its units.
std::int64_t first_shipment(Books& books, const OrderLine& line) {
  auto rows =
      books.db.query("SELECT coalesce(min(event), 0) FROM posting WHERE place='@customer' AND doc=$1 AND line=$2",
                     line.document.text(), line.line);
  return rows.next() ? rows.integer(0) : 0;
}

// Who has booked them without their order has them in the books already.
Performed check_not_back(Books& books, const OrderLine& line, const std::vector<Held>& sent) {
  if (!is_request(books)) return {};
  std::map<Account, std::int64_t> by_name;
  for (const Held& held : sent) by_name[held.account] += held.quantity;
  for (const auto& [account, quantity] : by_name) {
    const std::int64_t back = back_without_order(books, account, quantity, first_shipment(books, line));
    if (back == 0) continue;
    return refused("line", std::to_string(back) + " of " + account.item +
                               " came back since without their order: undo that return first, or book these without "
                               "theirs if they are others");
  }
  return {};
}

Performed check_return(Books& books, const CustomerReturn& fact) {
  if (auto no = check_units(books, fact.units)) return no;
  if (auto no = check_inbound(books, "at", fact.at)) return no;
  if (auto no = check_named(books, fact.units, fact.at)) return no;
  if (!is_request(books) || shipped_with(books, fact.units)) return {};  // a serial at a customer may come back
  return check_arrival(books, fact.units, fact.at);
}

// Another lot or serial than was sent comes back all the same: without the order it can be booked.
std::string too_many_for(const OrderLine& line, const Units& units, std::int64_t sent) {
  std::string named;
  if (units.lot) named = ", lot " + units.lot->text();
  if (units.serial) named = ", serial " + units.serial->text();
  if (sent > 0 || named.empty()) return line.text() + " was sent only " + std::to_string(sent) + " of these";
  return line.text() + " was sent none of " + units.item.text() + named + ": return it without its order";
}

// Two people have booked the same units, or one has undone the shipment meanwhile: nobody can tell here which of them
// are there.
void ask_what_came_back(Books& books, const CustomerReturn& fact, const OrderLine& line, std::int64_t units) {
  const std::string why = fmt::format("{units} more came back for {line} than it was sent", fmt::arg("units", units),
                                      fmt::arg("line", line.text()));
  books.notice(books.asks_to_count(account_for(fact.units, fact.at), units, why));
  ask_where_put_back(books, line, "ship", units, why);
}

// A lot that must not leave may come back, but somebody has to know.
void notice_blocked_return(Books& books, const CustomerReturn& back) {
  if (!back.units.lot || !books.known_location(back.at.text()).holds_stock()) return;
  std::string why = books.blocked(back.units.item.text(), back.units.lot->text());
  if (why.empty()) return;
  books.notice(Notice{NoticeKind::blocked_lot, back.units.item, {}, back.at, back.units.quantity, {}, std::move(why)});
}

}  // namespace

// What the line does not want again lowers its demand by as much as its shipped units go down.
Performed perform_fact(Books& books, const CustomerReturn& fact) {
  if (auto no = check_return(books, fact)) return no;
  if (auto no = keep_expiry(books, fact.units)) return no;
  const auto line = fact.line ? fact.line : shipped_with(books, fact.units);
  const auto info = line ? books.order_line(*line) : std::nullopt;
  if (fact.line && !info) return unknown("line", fact.line->text());
  const Account back = account_for(fact.units, fact.at);
  std::int64_t left = fact.units.quantity.units();
  const std::vector<Held> sent = line ? shipped_to(books, *line, fact.units) : std::vector<Held>{};
  if (line) {
    if (auto no = check_not_back(books, *line, sent)) return no;
  }
  for (const Held& held : sent) {
    Account here = held.account.at(fact.at.text()).free();
    if (fact.units.lot) here.lot = fact.units.lot->text();
    if (fact.units.serial) here.serial = fact.units.serial->text();
    bring_back_from(books, held, here);
    left -= held.quantity;
    const Account memory = here.at(account::returned);
    if (!fact.wanted_again) books.transfer(memory, memory.claimed_by(*line), held.quantity);
  }
  if (left > 0 && line && is_request(books)) {
    return refused("line", too_many_for(*line, fact.units, fact.units.quantity.units() - left));
  }
  if (left > 0 && fact.units.serial && books.serial_at(back.item, back.serial)) {
    books.see(back, left);  // it was never away, or came back before
    left = 0;
  }
  books.transfer(back.at(account::customer), back, left);
  if (left > 0 && line) ask_what_came_back(books, fact, *line, left);
  notice_quarantine(books, fact.units, fact.at, fact.reason);
  notice_blocked_return(books, fact);
  const bool may_leave = !fact.units.lot || books.blocked(fact.units.item.text(), fact.units.lot->text()).empty();
  books.entry.frees = may_leave && books.known_location(fact.at.text()).holds_stock();
  books.touch(fact.units.item, fact.at.text());
  return {};
}

Performed perform_fact(Books& books, const SupplierReturn& fact) {
  if (auto no = check_units(books, fact.units)) return no;
  if (auto no = check_location(books, "from", fact.from)) return no;
  if (auto no = check_named(books, fact.units, fact.from)) return no;
  if (auto no = check_in_hand(books, fact.units, fact.from)) return no;
  const auto purchase = fact.purchase ? purchase_line(books, *fact.purchase) : std::nullopt;
  if (fact.purchase && !purchase) return unknown("purchase", fact.purchase->text());
  if (purchase && purchase->item != fact.units.item) {
    return refused("purchase", fact.purchase->text() + " is for " + purchase->item.text());
  }
  std::int64_t of_line = purchase ? std::max<std::int64_t>(0, purchase->received) : 0;
  if (purchase && of_line < fact.units.quantity.units() && is_request(books)) {
    return refused("quantity", fact.purchase->text() + " has received only " + std::to_string(of_line));
  }
  books.see(account_for(fact.units, fact.from), fact.units.quantity.units());
  for (const Held& held : books.take(account_for(fact.units, fact.from), fact.units.quantity.units(), {})) {
    books.lose_picked(held);
    const std::int64_t units = std::min(of_line, held.quantity);
    if (units > 0) books.transfer(held.account, supplier_account(held.account, fact.purchase), units);
    books.transfer(held.account, supplier_account(held.account, {}), held.quantity - units);
    of_line -= units;
  }
  books.touch(fact.units.item);
  return {};
}

}  // namespace dockhand
