// What a person found, against what the books say. A pallet is a place: who counts a place where one stands has not
// counted what is on it, and nothing of that is taken away.
#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>

#include "storage/books/openings_said.h"
#include "storage/facts/facts_checks.h"
#include "storage/facts/facts_since.h"

namespace dockhand {
namespace {

// The question does not say what the books have: the second count must not know more than the first.
Performed check_difference(Books& books, const Count& fact, const ItemInfo& info, std::int64_t difference) {
  if (!is_request(books) || fact.confirmed || !info.count_tolerance) return {};
  if (std::abs(difference) <= info.count_tolerance->units()) return {};
  Refusal question = refused("quantity", "the books say otherwise: count " + fact.units.item.text() + " again");
  question.confirmable = true;
  return question;
}

void take_away(Books& books, const std::vector<Held>& taken, const std::optional<PurchaseLine>& never_received = {}) {
  for (const Held& held : taken) {
    books.lose_picked(held);
    const Account away =
        never_received ? supplier_account(held.account, never_received) : held.account.at(account::adjustment).free();
    books.transfer(held.account, away, held.quantity);
  }
}

Account all_of(const Account& here) { return Account{here.place, here.item, {}, {}, {}, 0}; }

// What was counted is known again: what was asked about this lot there is answered. What was told of all lots of the
// place is over when nothing else there is in doubt.
void is_counted(Books& books, const Count& fact, const Account& here) {
  const bool all_named = books.unnamed_at(all_of(here), Reach::loose).empty();
  books.trust(here, all_named);
  const bool known = !books.in_doubt(here.place, fact.units.item);
  const bool tracked = books.known_item(fact.units.item).tracking != Tracking::none;
  books.settle(
      {NoticeKind::count_place, NoticeKind::short_place, NoticeKind::unnamed},
      [&](const Notice& notice) {
        if (notice.item != fact.units.item || notice.place != fact.at) return false;
        if (notice.kind == NoticeKind::unnamed) return all_named;
        return tracked && notice.lot ? notice.lot->text() == here.lot : known;
      },
      own_time(books));
}

// A person has counted a tracked item without a name for the units, so only units are meant that nobody has named.
// There may be fewer of them, but not more. A person who finds none where all are named says which lot or serial is
// missing, or confirms that no others are there.
Performed count_unnamed(Books& books, const Count& fact) {
  const Account here = account_for(fact.units, fact.at);
  const std::vector<Held> unnamed = books.unnamed_at(here, Reach::loose);
  std::int64_t difference = fact.units.quantity.units();
  for (const Held& held : unnamed) difference -= held.quantity;
  const bool none_is_meant = unnamed.empty() && !fact.confirmed && !books.held_at(here, Reach::loose).empty();
  if (difference > 0 || (none_is_meant && is_request(books))) {
    if (auto no = check_named(books, fact.units, fact.at)) return no;
    books.transfer(here.at(account::adjustment), here, difference);
  }
  if (difference < 0) take_away(books, books.take_unnamed(here, -difference, Reach::loose));
  return {};
}

// Hands took more from the place than the books had there, and what they took is no part of what was counted now: a
// count knows what is there. So picked goods beside it are fewer where fewer were found, and not the next count's.
void forget_what_was_missing(Books& books, const Count& fact, const ItemInfo& info) {
  const Account here = account_for(fact.units, fact.at);
  for (const Held& missing : books.below_zero(fact.units.item, here.place)) {
    if (info.tracking != Tracking::none && missing.account != here) continue;
    books.transfer(missing.account.at(account::adjustment), missing.account, -missing.quantity);
  }
}

// Units of the lot that nobody had named are no difference. What is found is booked, whatever is not known of it yet.
Performed count_named(Books& books, const Count& fact, const ItemInfo& info) {
  if (auto no = check_old_lot(books, fact.units, fact.at)) return no;
  const Account here = account_for(fact.units, fact.at);
  const std::int64_t found =
      fact.units.serial ? std::min<std::int64_t>(1, fact.units.quantity.units()) : fact.units.quantity.units();
  books.see(here, found, Reach::loose);
  if (auto no = check_difference(books, fact, info, found - counted_at(books, here))) return no;
  if (auto no = keep_expiry(books, fact.units, true)) return no;
  forget_what_was_missing(books, fact, info);
  const std::int64_t difference = found - counted_at(books, here);
  if (difference > 0) books.transfer(here.at(account::adjustment), here, difference);
  if (difference < 0) take_away(books, books.take(here, -difference, {}, Reach::loose));
  return {};
}

// The lots of an item that expires have their dates; who finds one without is not held up.
void ask_for_expiry(Books& books, const Count& fact, const ItemInfo& info) {
  if (!info.expiry || !fact.units.lot || fact.units.quantity.none()) return;
  auto rows = books.db.query("SELECT 1 FROM lot WHERE item=$1 AND lot=$2 AND expiry IS NOT NULL",
                             fact.units.item.text(), fact.units.lot->text());
  if (rows.next()) return;
  books.notice(Notice{NoticeKind::document,
                      fact.units.item,
                      {},
                      fact.at,
                      fact.units.quantity,
                      {},
                      "lot " + fact.units.lot->text() + " of " + fact.units.item.text() + " has no expiry date"});
}

}  // namespace

std::int64_t counted_at(Books& books, const Account& like, Reach reach) {
  auto rows = books.db.query(
      "SELECT coalesce(sum(quantity), 0) FROM balance WHERE place IN (SELECT $1 UNION ALL SELECT location FROM location"
      " WHERE stands_at=$1 AND stands_at <> '' AND $5 = 1) AND item=$2 AND ($3 = '' OR $4 > '' OR lot = $3)"
      " AND ($4 = '' OR serial = $4)",
      like.place, like.item, like.lot, like.serial, reach == Reach::with_units);
  return rows.next() ? rows.integer(0) : 0;
}

Performed perform_fact(Books& books, const Count& fact) {
  const auto info = books.item(fact.units.item);
  if (!info) return unknown("item", fact.units.item.text());
  if (is_request(books)) {
    if (info->tracking == Tracking::none && (fact.units.lot || fact.units.serial)) {
      return refused("item", fact.units.item.text() + " is not tracked by lot or serial");
    }
    if (fact.units.serial && fact.units.quantity > Quantity::exactly(1)) {
      return refused("serial", "a serial is exactly one unit");
    }
  }
  if (auto no = check_location(books, "at", fact.at)) return no;
  books.forget_missing(fact.units.item, fact.at.text());
  const bool unnamed = missing_name(books, fact.units) != nullptr;
  if (auto no = unnamed ? count_unnamed(books, fact) : count_named(books, fact, *info)) return no;
  if (!unnamed && fact.units.assumed) {
    if (auto no = check_named(books, fact.units, fact.at)) return no;
  }
  ask_for_expiry(books, fact, *info);
  is_counted(books, fact, account_for(fact.units, fact.at));
  books.touch(fact.units.item);
  return {};
}

Performed count_opening(Books& books, const Units& units, const LocationCode& at) {
  const Account here = account_for(units, at);
  const std::int64_t on_units = counted_at(books, here, Reach::with_units) - counted_at(books, here);
  if (on_units > units.quantity.units() && is_request(books)) {
    return refused("quantity", std::to_string(on_units) + " of " + units.item.text() + " stand on pallets at " +
                                   at.text() + ": count what is on each");
  }
  Units loose = units;
  loose.quantity = Quantity::nearest(std::max<std::int64_t>(0, units.quantity.units() - on_units));
  return perform_fact(books, Count{loose, at, "opening stock", true});
}

namespace {

struct OpeningEvent {
  OpeningsSaid::ImportEvent event;
  Date day;
  bool undone;
};

// Other imports that have counted units in at an account, the last first: what they found or lost there stands against
// the adjustments.
std::vector<OpeningEvent> openings_of(Books& books, const Account& here) {
  std::vector<OpeningEvent> events;
  for (auto rows = books.db.query(
           "SELECT seq, hash, at, undone_by FROM event e WHERE action='import' AND seq IN (SELECT event FROM posting"
           " WHERE item=$2 AND place IN ('@adjustment', '@suspense')) AND EXISTS (SELECT 1 FROM posting p"
           " WHERE p.event = e.seq AND p.place=$1 AND p.item=$2 AND ($3 = '' OR $4 > '' OR p.lot = $3)"
           " AND ($4 = '' OR p.serial = $4)) AND seq <> $5 ORDER BY seq DESC",
           here.place, here.item, here.lot, here.serial, books.entry.seq);
       rows.next();) {
    events.push_back({{rows.integer(0), rows.text(1)}, Instant{rows.integer(2)}.date(), !rows.text(3).empty()});
  }
  return events;
}

// An account of which nothing is left keeps its row.
bool has_been_at(Books& books, const Account& here) {
  return books.db
      .query(
          "SELECT 1 FROM balance WHERE place=$1 AND item=$2 AND ($3 = '' OR $4 > '' OR lot = $3)"
          " AND ($4 = '' OR serial = $4) LIMIT 1",
          here.place, here.item, here.lot, here.serial)
      .next();
}

}  // namespace

// Every database asks this of its own books, or what one has left out would be booked by the others. One that was taken
// back was never said. Where units have come and gone without one, the place is in use all the same.
OpenedBefore opened_before(Books& books, const OpeningRow& row) {
  const Account here = account_for(row.units, row.place);
  OpenedBefore before{counted_at(books, here, Reach::with_units)};
  before.is_in_use = before.there != 0;
  if (before.there == row.units.quantity.units() || !has_been_at(books, here)) return before;
  const auto events = openings_of(books, here);
  const auto last = std::find_if(events.begin(), events.end(), [](const OpeningEvent& one) { return !one.undone; });
  if (last != events.end()) {
    before.said = books.entry.openings->of(books.db, last->event, here);
    before.day = last->day;
  }
  before.is_in_use = before.is_in_use || events.empty() || last != events.end();
  return before;
}

std::string in_use_text(const OpeningRow& row, const OpenedBefore& before) {
  const std::string &place = row.place.text(), &item = row.units.item.text();
  const std::int64_t now = row.units.quantity.units();
  const bool has_moved = before.said && before.day && before.said->units() != before.there;
  if (before.there != 0 && has_moved)
    return fmt::format(
        "{place} had {said} of {item} by the stock file of {day} and has {there} now, {now} is another number: the "
        "difference would be booked there",
        fmt::arg("place", place), fmt::arg("said", before.said->units()), fmt::arg("item", item),
        fmt::arg("day", before.day->text()), fmt::arg("there", before.there), fmt::arg("now", now));
  if (before.there != 0)
    return fmt::format("{place} has {there} of {item} already, {now} is another number", fmt::arg("place", place),
                       fmt::arg("there", before.there), fmt::arg("item", item), fmt::arg("now", now));
  if (before.said && before.day)
    return fmt::format(
        "{place} had {said} of {item} by the stock file of {day} and has none now, {now} is another number: the "
        "difference would be booked there",
        fmt::arg("place", place), fmt::arg("said", before.said->units()), fmt::arg("item", item),
        fmt::arg("day", before.day->text()), fmt::arg("now", now));
  return fmt::format("{place} has had {item} before and has none now, {now} would be booked beside what was moved",
                     fmt::arg("place", place), fmt::arg("item", item), fmt::arg("now", now));
}

Result<Quantity> opening_now(const OpeningRow& row, const OpenedBefore& before) {
  const std::int64_t said = row.units.quantity.units();
  if (!before.said) return row.units.quantity;
  const std::int64_t now = before.there + said - before.said->units();
  if (now >= 0) return Quantity::nearest(now);
  return Error{ErrorKind::refused, "quantity",
               fmt::format("{place} has {there} of {item} now, which is less than the difference between {before} and "
                           "{said}: count where the units are",
                           fmt::arg("place", row.place.text()), fmt::arg("there", before.there),
                           fmt::arg("item", row.units.item.text()), fmt::arg("before", before.said->units()),
                           fmt::arg("said", said))};
}

namespace {

// There are fewer units than were written down when they came: the purchase line has not received them.
Performed check_correction(Books& books, const Adjust& fact) {
  if (!fact.purchase) return {};
  if (fact.change == Change::plus) return refused("purchase", "more units for a purchase line are received");
  const auto line = purchase_line(books, *fact.purchase);
  if (!line) return unknown("purchase", fact.purchase->text());
  if (line->item != fact.units.item) {
    return refused("purchase", fact.purchase->text() + " is for " + line->item.text());
  }
  if (line->received >= fact.units.quantity.units() || !is_request(books)) return {};
  return refused("quantity", fact.purchase->text() + " has received only " + std::to_string(line->received));
}

Performed add_units(Books& books, const Adjust& fact) {
  if (auto no = check_arrival(books, fact.units, fact.at)) return no;
  if (auto no = keep_expiry(books, fact.units)) return no;
  const Account here = account_for(fact.units, fact.at);
  std::int64_t quantity = fact.units.quantity.units();
  if (fact.units.serial) {
    books.see(here, 1, Reach::loose);
    quantity -= counted_at(books, here);
  }
  books.transfer(here.at(account::adjustment), here, quantity);
  const bool may_leave = !fact.units.lot || books.blocked(here.item, here.lot).empty();
  books.entry.frees = may_leave && books.known_location(fact.at.text()).holds_stock();
  return {};
}

Performed take_off_units(Books& books, const Adjust& fact) {
  const Account here = account_for(fact.units, fact.at);
  const std::int64_t quantity = fact.units.quantity.units();
  // What was never received for its purchase line may have gone onto a pallet since.
  const Reach reach = fact.purchase ? Reach::with_units : Reach::loose;
  if (has_old_name(books, fact.units, fact.at)) {
    take_away(books, books.take_unnamed(here, quantity, reach), fact.purchase);
    tell_unnamed(books, fact.units.item, before_tracking, fact.at.text());
    return {};
  }
  if (auto no = check_named(books, fact.units, fact.at)) return no;
  books.see(here, quantity, reach);
  const std::int64_t there = counted_at(books, here, reach);
  if (there < quantity && is_request(books)) {
    return refused("quantity",
                   "only " + std::to_string(there) + " of " + fact.units.item.text() + " are at " + fact.at.text());
  }
  take_away(books, books.take(here, quantity, {}, reach), fact.purchase);
  return {};
}

}  // namespace

Performed perform_fact(Books& books, const Adjust& fact) {
  if (auto no = check_units(books, fact.units)) return no;
  if (auto no = check_location(books, "at", fact.at)) return no;
  if (fact.reason.empty()) return refused("reason", "say why: an adjustment needs a reason");
  if (auto no = check_correction(books, fact)) return no;
  if (auto no = fact.change == Change::plus ? add_units(books, fact) : take_off_units(books, fact)) return no;
  books.touch(fact.units.item);
  return {};
}

}  // namespace dockhand
