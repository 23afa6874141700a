#include "storage/facts/facts_departure.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>

#include "storage/facts/facts_checks.h"
#include "storage/facts/facts_since.h"
#include "storage/schema/sql.h"

namespace dockhand {
namespace {

std::vector<Leaving> with_lines(Books& books, const std::vector<Held>& held) {
  std::vector<Leaving> all;
  all.reserve(held.size());
  for (const Held& one : held) all.push_back(Leaving{one, books.line_of(one.account)});
  return all;
}

// Outgoing places where units of the line have been, or all others; `only_at`: that place alone.
std::vector<Held> free_among_picked(Books& books, const OrderLineInfo& line, const std::string& only_at) {
  return held_in(
      books.db.query("SELECT " DOCKHAND_HELD " FROM balance b JOIN location p ON p.location = b.place"
                     " WHERE b.item=$1 AND b.doc='' AND b.line=0 AND " DOCKHAND_B_POSITIVE
                     " AND p.kind IN " DOCKHAND_PICKED_KINDS " AND ($4 = '' OR b.place = $4)"
                     " ORDER BY NOT EXISTS (SELECT 1 FROM posting g WHERE g.doc=$2 AND g.line=$3 AND g.place=b.place"
                     " AND g.item=b.item), b.place, b.lot, b.serial",
                     line.item.text(), line.rank.line.document.text(), line.rank.line.line, only_at));
}

// These units, and no others, as far as who sent them has said which.
bool is_said(const TakenUnits& one, const Account& account) {
  if (one.from && account.place != one.from->text()) return false;
  if (one.lot && account.lot != one.lot->text()) return false;
  return !one.serial || account.serial == one.serial->text();
}

// A shipment that is heard of late is looked at unit by unit: what the books have of each line where it was taken, what
// they have there for nobody, and what they do not have there at all.
class SaidDeparture {
 public:
  SaidDeparture(Books& books, std::vector<Leaving> picked) : books_(books), picked_(std::move(picked)) {}

  void take(const TakenUnits& one) {
    const auto line = books_.order_line(one.line);
    if (!line) return;
    std::int64_t left = one.quantity.units();
    for (Leaving& there : picked_) {
      if (there.line == one.line) take_of(there.held, one, left, gone_.leaving);
    }
    if (left > 0) take_free(*line, one, left);
    if (left <= 0 || !one.from) return;
    Account here = account_for(Units{line->item, {}, one.lot, one.serial, {}}, *one.from);
    if (one.serial) return take_serial(std::move(here), one.line);
    missing_.push_back(Leaving{Held{std::move(here), left}, one.line});
  }

  Outgoing result() {
    for (const auto& [line, units] : by_line(missing_)) take_missing(line, units.units());
    return std::move(gone_);
  }

 private:
  static void take_of(Held& held, const TakenUnits& one, std::int64_t& left, std::vector<Leaving>& into) {
    const std::int64_t units = is_said(one, held.account) ? std::clamp<std::int64_t>(left, 0, held.quantity) : 0;
    if (units > 0) into.push_back(Leaving{Held{held.account, units}, one.line});
    held.quantity -= units;
    left -= units;
  }

  void take_free(const OrderLineInfo& line, const TakenUnits& one, std::int64_t& left) {
    for (Held& held : free_among_picked(books_, line, one.from ? one.from->text() : "")) {
      for (const Leaving& other : gone_.given_up)
        held.quantity -= other.held.account == held.account ? other.held.quantity : 0;
      take_of(held, one, left, gone_.given_up);
    }
  }

  // A serial is one unit, and was where its sender saw it. Of one that is not known yet nobody can say here what left.
  void take_serial(Account here, const OrderLine& line) {
    auto at = books_.serial_at(here.item, here.serial);
    if (!at) {
      return books_.notice(Notice{
          NoticeKind::document,
          books_.code<ItemCode>(here.item),
          line,
          {},
          Quantity::exactly(1),
          {},
          fmt::format("serial {serial} of {item} has left for {line}, and is not known here",
                      fmt::arg("serial", here.serial), fmt::arg("item", here.item), fmt::arg("line", line.text()))});
    }
    if (!books_.location(at->account.place)) {
      const bool is_sent = at->account.place == account::customer;
      if (is_sent) gone_.twice.push_back(Leaving{Held{std::move(here), 1}, line});
      return;
    }
    books_.see(here, 1);
    at = books_.serial_at(here.item, here.serial);
    if (at) gone_.given_up.push_back(Leaving{Held{at->account, 1}, line});
  }

  // What has left already with another shipment is not there to be taken. All else is missing where it was taken: its
  // pick was undone, or will be heard of, or somebody has brought the units back.
  void take_missing(const OrderLine& line, std::int64_t missing) {
    const std::int64_t twice = left_already(line, missing);
    std::int64_t again = twice;
    for (const Leaving& one : missing_) {
      if (one.line != line) continue;
      const std::int64_t not_again = std::min(again, one.held.quantity);
      again -= not_again;
      if (not_again > 0) gone_.twice.push_back(Leaving{Held{one.held.account, not_again}, line});
      const std::int64_t units = one.held.quantity - not_again;
      if (units > 0) gone_.given_up.push_back(Leaving{Held{one.held.account, units}, line});
    }
    if (missing > twice) {
      ask_where_put_back(books_, line, "pick", missing - twice,
                         fmt::format("{line} has left, though its pick was undone", fmt::arg("line", line.text())));
    }
  }

  // Of the units that are missing, those that cannot be others than the ones that left before: all that was ever picked
  // for the line has left, or is still here. Where more has left than the books know the picks of, nobody can tell.
  std::int64_t left_already(const OrderLine& line, std::int64_t missing) {
    const auto info = books_.order_line(line);
    auto rows = books_.db.query("SELECT coalesce(sum(CASE WHEN e.action='pick' AND l.kind IN " DOCKHAND_PICKED_KINDS
                                " AND p.quantity > 0"
                                " THEN p.quantity ELSE 0 END), 0),"
                                " coalesce(sum(CASE WHEN e.action='ship' AND e.undone_by='' AND p.place='@customer'"
                                " THEN p.quantity ELSE 0 END), 0) FROM posting p JOIN event e ON e.seq = p.event"
                                " LEFT JOIN location l ON l.location = p.place"
                                " WHERE p.event > $1 AND p.event <> $2 AND p.doc=$3 AND p.line=$4",
                                books_.entry.seq - events_looked_at, books_.entry.seq, line.document.text(), line.line);
    if (!info || !rows.next()) return 0;
    const std::int64_t picked = rows.integer(0);
    const std::int64_t sent = rows.integer(1);
    const std::int64_t elsewhere = picked - sent - info->picked;
    return elsewhere < 0 ? 0 : std::clamp<std::int64_t>(missing - elsewhere, 0, sent);
  }

  Books& books_;
  std::vector<Leaving> picked_;
  std::vector<Leaving> missing_;
  Outgoing gone_;
};

}  // namespace

std::vector<std::pair<OrderLine, Quantity>> by_line(const std::vector<Leaving>& leaving) {
  std::map<OrderLine, std::int64_t> units;
  for (const Leaving& one : leaving) units[one.line] += one.held.quantity;
  std::vector<std::pair<OrderLine, Quantity>> all;
  all.reserve(units.size());
  for (const auto& [line, count] : units) all.emplace_back(line, Quantity::nearest(count));
  return all;
}

std::vector<Held> picked_for(Books& books, const OrderNumber& order, const std::string& place) {
  return held_in(books.db.query("SELECT " DOCKHAND_HELD " FROM balance b"
                                " JOIN location p ON p.location = b.place WHERE b.doc=$1 AND " DOCKHAND_B_POSITIVE
                                " AND p.kind IN " DOCKHAND_PICKED_KINDS " AND ($2 = '' OR b.place = $2)"
                                " ORDER BY b.line, b.place, b.lot, b.serial",
                                order.text(), place));
}

Outgoing departure_of(Books& books, const std::vector<Held>& picked, const OrderNumber& order) {
  const UnitsTaken& said = books.entry.taken;
  if (said.empty()) return {with_lines(books, picked), {}, {}};
  SaidDeparture departure(books, with_lines(books, picked));
  for (const TakenUnits& one : said) {
    if (one.line.document == order) departure.take(one);
  }
  return departure.result();
}

Performed check_taken_from(Books& books) {
  for (const TakenUnits& one : books.entry.taken) {
    if (one.from && !books.location(one.from->text())) return unknown("from", one.from->text());
  }
  return {};
}

void say_what_was_taken(Books& books, const std::vector<Leaving>& leaving) {
  if (!books.entry.taken.empty()) return;
  for (const auto& [held, line] : leaving) {
    TakenUnits one{line, Quantity::nearest(held.quantity), books.code<LocationCode>(held.account.place), {}, {}};
    if (!held.account.lot.empty()) one.lot = books.code<Lot>(held.account.lot);
    if (!held.account.serial.empty()) one.serial = books.code<Serial>(held.account.serial);
    books.entry.taken.push_back(std::move(one));
  }
}

void tell_of_twice(Books& books, const std::vector<Leaving>& twice) {
  for (const auto& [held, line] : twice) {
    books.notice(
        Notice{NoticeKind::document,
               books.code<ItemCode>(held.account.item),
               line,
               books.code<LocationCode>(held.account.place),
               Quantity::nearest(held.quantity),
               {},
               fmt::format("{units} of {item} for {line} were reported as sent at two terminals and are booked "
                           "once: ask both people whether they were others",
                           fmt::arg("units", held.quantity), fmt::arg("item", held.account.item),
                           fmt::arg("line", line.text()))});
  }
}

void tell_of_unwanted(Books& books, const OrderLine& line, std::int64_t units) {
  const auto info = books.order_line(line);
  if (!info) return;
  const std::int64_t beyond = std::min(units, info->shipped - std::max<std::int64_t>(0, info->demand));
  if (beyond <= 0) return;
  const std::string now = info->demand == 0 ? " was cancelled" : " wants only " + std::to_string(info->demand) + " now";
  books.notice(Notice{NoticeKind::office,
                      info->item,
                      line,
                      {},
                      Quantity::nearest(beyond),
                      {},
                      line.text() + now + ", and " + std::to_string(beyond) + " of " + info->item.text() +
                          " have left all the same: ask the customer to send them back, or to pay for them"});
}

}  // namespace dockhand
