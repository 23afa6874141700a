// Goods that come back from a customer, and goods that go back to a supplier.
#include <algorithm>

#include "storage/facts/facts_checks.h"
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

// Units that the line was sent and that are like those which came back. An empty lot or serial means any.
std::vector<Held> shipped_to(Books& books, const OrderLine& line, const Units& units) {
  const auto all =
      held_in(books.db.query(
          "SELECT " DOCKHAND_HELD " FROM balance b WHERE b.doc=$1 AND b.line=$2 AND b.place='@customer' AND b.item=$3"
          " AND " DOCKHAND_B_POSITIVE " AND ($4 = '' OR $5 > '' OR b.lot=$4) AND ($5 = '' OR b.serial=$5)"
          " ORDER BY b.lot, b.serial",
          line.document.text(), line.line, units.item.text(), units.lot ? units.lot->text() : "",
          units.serial ? units.serial->text() : ""));
  std::vector<Held> shipped;
  std::int64_t left = units.quantity.units();
  for (const Held& held : all) {
    const std::int64_t here = std::min(left, held.quantity);
    if (here > 0) shipped.push_back(Held{held.account, here});
    left -= here;
  }
  return shipped;
}

Performed check_return(Books& books, const CustomerReturn& fact) {
  if (auto no = check_units(books, fact.units)) return no;
  if (auto no = check_inbound(books, "at", fact.at)) return no;
  if (auto no = check_named(books, fact.units, fact.at)) return no;
  if (!is_request(books) || shipped_with(books, fact.units)) return {};  // a serial at a customer may come back
  return check_arrival(books, fact.units, fact.at);
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
  for (const Held& held : line ? shipped_to(books, *line, fact.units) : std::vector<Held>{}) {
    const Account here = held.account.at(fact.at.text()).free();
    books.transfer(held.account, here, held.quantity);
    left -= held.quantity;
    const Account memory = here.at(account::returned);
    if (!fact.wanted_again) books.transfer(memory, memory.claimed_by(*line), held.quantity);
  }
  if (left > 0 && line && is_request(books)) {
    return refused("line",
                   line->text() + " was sent only " + std::to_string(fact.units.quantity.units() - left) + " of these");
  }
  if (left > 0 && fact.units.serial && books.serial_at(back.item, back.serial)) {
    books.see(back, left);  // it was never away, or came back before
    left = 0;
  }
  books.transfer(back.at(account::customer), back, left);
  notice_quarantine(books, fact.units, fact.at, fact.reason);
  notice_blocked_return(books, fact);
  books.entry.frees = books.known_location(fact.at.text()).holds_stock();
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
    const std::int64_t units = std::min(of_line, held.quantity);
    if (units > 0) books.transfer(held.account, supplier_account(held.account, fact.purchase), units);
    books.transfer(held.account, supplier_account(held.account, {}), held.quantity - units);
    of_line -= units;
  }
  books.touch(fact.units.item);
  return {};
}

}  // namespace dockhand
