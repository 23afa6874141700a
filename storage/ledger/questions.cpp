#include "storage/ledger/questions.h"

#include <algorithm>
#include <map>

#include "storage/facts/facts.h"
#include "storage/ledger/guards.h"

namespace dockhand {
namespace {

// A carton and a shipment say what they took, and grant nothing.
bool takes_out(const Action& action) {
  return std::holds_alternative<Ship>(action) || std::holds_alternative<PackCarton>(action);
}

Quantity granted_to(const Accepted& accepted, const OrderLine& line) {
  Quantity sum;
  for (const Explanation& claim : accepted.claims) {
    if (claim.rank.line == line) sum = sum + claim.granted;
  }
  return sum;
}

Quantity asked_for(const AskedClaims& asked, const OrderLine& line) {
  Quantity sum;
  for (const auto& [asked_line, quantity] : asked) {
    if (asked_line == line) sum = sum + quantity;
  }
  return sum;
}

// A line that was served twice by one event has two claims; what it has is their sum.
AskedClaims by_line(const AskedClaims& asked) {
  AskedClaims sums;
  for (const auto& claim : asked) {
    const OrderLine& line = claim.first;
    const auto same = [&](const auto& one) { return one.first == line; };
    if (std::none_of(sums.begin(), sums.end(), same)) sums.emplace_back(line, asked_for(asked, line));
  }
  return sums;
}

// Who got more than was asked: the units that a loser no longer has are theirs.
std::vector<std::pair<OrderLine, Quantity>> served_instead(const Accepted& accepted, const AskedClaims& asked) {
  std::vector<std::pair<OrderLine, Quantity>> instead;
  for (const Explanation& claim : accepted.claims) {
    const OrderLine& line = claim.rank.line;
    const bool told = std::any_of(instead.begin(), instead.end(), [&](const auto& one) { return one.first == line; });
    const Quantity more = granted_to(accepted, line).less(asked_for(asked, line));
    if (!told && !more.none()) instead.emplace_back(line, more);
  }
  return instead;
}

std::optional<LocationCode> place_of(const Action& action) {
  if (const auto* receive = std::get_if<Receive>(&action)) return receive->at;
  if (const auto* move = std::get_if<Move>(&action)) return move->to;
  if (const auto* count = std::get_if<Count>(&action)) return count->at;
  if (const auto* unit = std::get_if<ReceiveUnit>(&action)) return unit->at;
  if (const auto* unit = std::get_if<MoveUnit>(&action)) return unit->to;
  if (const auto* back = std::get_if<CustomerReturn>(&action)) return back->at;
  if (const auto* adjust = std::get_if<Adjust>(&action)) return adjust->at;
  return std::nullopt;
}

// Where else the line has its units from, when hands or its supplier have served it, or that it has left. Empty: it was
// not served so.
std::string served_elsewhere(const Action& action, const OrderLine& line) {
  if (const auto* pick = std::get_if<Pick>(&action); pick != nullptr && pick->line == line) {
    return line.text() + " was picked at " + pick->from.text();
  }
  if (const auto* ship = std::get_if<Ship>(&action); ship != nullptr && ship->order == line.document) {
    return line.text() + " has left already";
  }
  if (const auto* pack = std::get_if<PackCarton>(&action); pack != nullptr && pack->order == line.document) {
    return line.text() + " was packed at " + pack->from.text();
  }
  return std::holds_alternative<ShipDirect>(action) ? line.text() + " has them straight from its supplier" : "";
}

// A line that does not wait has its units from elsewhere. One that waits lost them to whoever has them now, or for
// another reason: their lot is recalled, the office has counted them away.
NoticeKind kind_of_loss(const OrderLineInfo& line, const AskedClaims& instead) {
  if (line.excess() >= 0) return NoticeKind::claim_moved;
  return instead.empty() ? NoticeKind::lost : NoticeKind::outranked;
}

std::int64_t picked_or_left(const OrderLineInfo& line) { return line.picked + line.shipped; }

bool was_received_before(const Accepted& accepted) {
  return std::any_of(accepted.notices.begin(), accepted.notices.end(),
                     [](const Notice& notice) { return notice.kind == NoticeKind::second_receipt; });
}

std::int64_t held_at_place(Books& books, const OrderLine& line, const ItemCode& item, const std::string& place) {
  std::int64_t units = 0;
  for (const Held& held : books.held_for(line, item.text())) {
    if (held.account.place == place) units += held.quantity;
  }
  return units;
}

// Units that hands have taken from the place for the line while the books had none there.
std::int64_t picked_from_nothing(Books& books, const OrderLine& line, const std::string& place) {
  auto rows = books.db.query(
      "SELECT coalesce(sum(-gone.quantity), 0) FROM posting came JOIN event e ON e.seq = came.event"
      " JOIN posting gone ON gone.event = came.event AND gone.item = came.item AND gone.place=$3 AND gone.doc=''"
      " AND gone.quantity = -came.quantity WHERE came.doc=$1 AND came.line=$2 AND came.quantity > 0"
      " AND e.action='pick'",
      line.document.text(), line.line, place);
  return rows.next() ? rows.integer(0) : 0;
}

// How many of the units that the event brings there hands had taken before.
std::int64_t filled_by(Books& books, const ItemCode& item, const std::string& place) {
  std::int64_t filled = 0;
  for (auto rows = books.db.query(
           "SELECT came, coalesce((SELECT b.quantity FROM balance b WHERE b.place=$2 AND b.item=$3 AND b.lot=p.lot"
           " AND b.serial=p.serial AND b.doc='' AND b.line=0), 0) - came FROM (SELECT lot, serial, sum(quantity) AS "
           "came"
           " FROM posting WHERE event=$1 AND place=$2 AND item=$3 AND doc='' GROUP BY lot, serial) p",
           books.entry.seq, place, item.text());
       rows.next();) {
    filled += std::clamp<std::int64_t>(-rows.integer(1), 0, std::max<std::int64_t>(0, rows.integer(0)));
  }
  return filled;
}

// How many units the event has brought to the line at the place, or anywhere: those that it was given, and those that
// came with their claim.
std::int64_t brought_to(Books& books, const OrderLine& line, const std::string& place) {
  auto rows = books.db.query(
      "SELECT coalesce(sum(quantity), 0) FROM posting WHERE event=$1 AND doc=$2 AND line=$3 AND ($4 = '' OR place=$4)",
      books.entry.seq, line.document.text(), line.line, place);
  return rows.next() ? rows.integer(0) : 0;
}

// How many of the units are the line's all the same. A pallet that is received a second time brings nothing, and what
// is on it has its orders already. A pick that came before its receipt has taken what the receipt brings now.
Quantity has_all_the_same(Books& books, const OrderLineInfo& line, const Action& action) {
  if (const auto* unit = std::get_if<ReceiveUnit>(&action)) {
    if (!was_received_before(books.entry.accepted)) return {};
    return Quantity::nearest(held_at_place(books, line.rank.line, line.item, unit->unit.text()) + picked_or_left(line));
  }
  const auto* move = std::get_if<Move>(&action);
  if (move != nullptr || std::holds_alternative<Undo>(action)) {
    const std::int64_t brought = brought_to(books, line.rank.line, move == nullptr ? "" : move->to.text());
    return Quantity::nearest(brought).less(granted_to(books.entry.accepted, line.rank.line));
  }
  const auto* receive = std::get_if<Receive>(&action);
  const std::int64_t filled = receive == nullptr ? 0 : filled_by(books, line.item, receive->at.text());
  if (filled == 0) return {};
  const std::int64_t picked = picked_from_nothing(books, line.rank.line, receive->at.text());
  return Quantity::nearest(std::min({filled, picked, picked_or_left(line)}));
}

// Hands had taken units before the books knew how those had come there. What happened before that, and is booked only
// now, explains it: then nobody has to count.
void settle_explained(Books& books) {
  std::vector<std::string> over;
  for (auto rows = books.db.query("SELECT id, detail FROM notice WHERE open = 1 AND kind='count_place' AND at >= $1"
                                  " ORDER BY at DESC LIMIT 200",
                                  books.entry.command.at.ms);
       rows.next();) {
    const auto told = parse_notice(rows.text(1));
    if (!told || !told->item || !told->place || told->line || !told->detail.empty()) continue;
    const std::string& place = told->place->text();
    const bool filled = filled_by(books, *told->item, place) > 0;
    if (filled && books.below_zero(*told->item, place).empty()) over.push_back(rows.text(0));
  }
  for (const std::string& id : over) {
    books.db.run("UPDATE notice SET open=0, changed=CASE WHEN changed<0 THEN changed ELSE $2 END WHERE id=$1", id,
                 books.entry.changed);
  }
}

}  // namespace

bool was_told(const Accepted& accepted, const OrderLine& line) {
  return std::any_of(accepted.notices.begin(), accepted.notices.end(), [&](const Notice& notice) {
    return notice.line == line && (notice.kind == NoticeKind::lost || notice.kind == NoticeKind::outranked);
  });
}

Notice told_of_loss(Books& books, const OrderLine& line, Quantity lost, const AskedClaims& instead, bool wants_fewer) {
  const auto info = books.order_line(line);
  Notice notice{NoticeKind::outranked, {}, line, {}, lost, instead, {}};
  if (!info) {
    notice.detail = line.text() + " is not known here";
    return notice;
  }
  notice.item = info->item;
  if (info->waiting() > 0 || !(wants_fewer || info->demand < lost.units())) {
    notice.kind = kind_of_loss(*info, instead);
    return notice;
  }
  notice.detail = line.text() + (info->demand == 0 ? " is not wanted any more" : " wants fewer now");
  return notice;
}

void question(Books& books, const AskedClaims& asked) {
  if (!stands(Guard::losers_told)) return;
  settle_explained(books);
  Accepted& accepted = books.entry.accepted;
  const Action& action = books.entry.command.action;
  const bool claims = !takes_out(action);
  const auto instead = claims ? served_instead(accepted, asked) : AskedClaims{};
  for (const auto& [line, quantity] : claims ? by_line(asked) : AskedClaims{}) {
    const auto info = books.order_line(line);
    Quantity lost = quantity.less(granted_to(accepted, line));
    if (info) lost = lost.less(has_all_the_same(books, *info, action));
    if (lost.none()) continue;
    const bool wants_fewer = info && info->demand < quantity.units();
    Notice told = told_of_loss(books, line, lost, instead, wants_fewer);
    told.place = place_of(action);
    books.notice(std::move(told));
  }
  std::map<OrderLine, Quantity> regained;
  for (const Revoked& revoked : books.entry.revoked) {
    if (was_told(accepted, revoked.line) || !revoked.why.empty()) continue;
    if (books.known_location(revoked.place.text()).holds_picked()) continue;  // trim() has said "bring back"
    // What the same event gave it again, there or elsewhere, it has not lost: the units that it had were taken by
    // hands.
    Quantity& again = regained.try_emplace(revoked.line, granted_to(accepted, revoked.line)).first->second;
    const Quantity lost = revoked.quantity.less(again);
    again = again.less(revoked.quantity);
    if (lost.none()) continue;
    Notice told = told_of_loss(books, revoked.line, lost, served_instead(accepted, {}), is_document(action));
    told.place = revoked.place;
    const std::string elsewhere = served_elsewhere(action, revoked.line);
    if (told.kind == NoticeKind::claim_moved && !elsewhere.empty()) {
      told.kind = NoticeKind::outranked;
      told.detail = elsewhere;
    }
    books.notice(std::move(told));
  }
}

}  // namespace dockhand
