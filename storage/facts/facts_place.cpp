// A location as the office wants it. Its kind decides what units there are: in stock, picked, or set aside; so that a
// change of it is asked while orders have picked units there, or units would lie among picked goods for nobody.
#include "storage/facts/facts_checks.h"

namespace dockhand {
namespace {

// Returns the units at the place, and those on handling units that stand there.
std::vector<Held> held_by(Books& books, const std::string& place) {
  return held_in(books.db.query("SELECT " DOCKHAND_HELD
                                " FROM balance b WHERE b.place IN (SELECT $1 UNION ALL SELECT location FROM location"
                                " WHERE stands_at=$1 AND stands_at <> '') AND b.quantity > 0 AND b.item <> '@unit'"
                                " ORDER BY " DOCKHAND_B_ACCOUNT,
                                place));
}

std::string why_not(Books& books, const LocationRow& row, const LocationInfo& before, const LocationInfo& after) {
  if (keeps_claims(before, after) || before.holds_picked() == after.holds_picked()) return {};
  std::int64_t all = 0;
  std::int64_t picked = 0;
  std::set<std::string> orders;
  for (const Held& held : held_by(books, row.location.text())) {
    all += held.quantity;
    if (held.account.is_free()) continue;
    picked += held.quantity;
    orders.insert(held.account.doc);
  }
  const std::string& place = row.location.text();
  const std::string as = std::string(" as a place of kind ") + name_of(row.kind);
  if (before.holds_picked() && picked > 0) {
    return place + " has " + std::to_string(picked) + " picked for " + *orders.begin() +
           (orders.size() > 1 ? " and others" : "") + ", who would lose them" + as +
           ": ship them or move them to another lane first, or confirm it";
  }
  if (!after.holds_picked() || all == 0) return {};
  return place + " has " + std::to_string(all) + " in stock, which would belong to nobody" + as +
         ": move them first, or confirm it";
}

// Claims go along within stock, and within outgoing goods, as when units are moved.
void give_up_claims(Books& books, const std::vector<Held>& there) {
  for (const Held& held : there) {
    books.lose_picked(held);
    books.unclaim(held);
  }
}

Performed change_kind(Books& books, const LocationRow& row, const LocationInfo& before, bool confirmed) {
  const LocationInfo after{row.kind};
  const std::string why = is_request(books) && !confirmed ? why_not(books, row, before, after) : std::string();
  if (!why.empty()) {
    Refusal asked = refused("row", why);
    asked.confirmable = true;
    return asked;
  }
  if (!keeps_claims(before, after)) give_up_claims(books, held_by(books, row.location.text()));
  return {};
}

}  // namespace

Performed write_place(Books& books, const LocationRow& row, bool confirmed) {
  const std::string& place = row.location.text();
  const auto before = books.location(place);
  if (before && before->is_unit()) return refused("row", place + " is a pallet, not a location");
  const bool other_kind = before && before->kind != row.kind;
  if (other_kind) {
    if (auto no = change_kind(books, row, *before, confirmed)) return no;
  }
  const std::int64_t written = books.db.run(
      "INSERT INTO location(location, kind, walk, zone, litres, changed) VALUES($1,$2,$3,$4,$5,$6)"
      " ON CONFLICT(location) DO UPDATE SET kind=excluded.kind, walk=excluded.walk, zone=excluded.zone, "
      "litres=excluded.litres,"
      " changed=excluded.changed WHERE location.kind <> excluded.kind OR location.walk <> excluded.walk"
      " OR location.zone <> excluded.zone OR location.litres <> excluded.litres",
      place, name_of(row.kind), row.walk, row.zone, row.litres.units(), books.entry.changed);
  books.entry.rows_written += written;
  if (!before || written == 0) return {};
  books.forget_locations();
  // Reserved here may be picked now, or the other way round.
  if (other_kind) books.recount_at(place);
  books.place_units_at(place);
  if (other_kind && !LocationInfo{row.kind}.holds_picked()) {
    books.settle({NoticeKind::bring_back}, [&](const Notice& told) { return told.place == row.location; });
  }
  for (const Held& held : held_by(books, place)) {
    books.touch(books.code<ItemCode>(held.account.item));
    books.has_left(held.account.place, held.account.item);
  }
  return {};
}

}  // namespace dockhand
