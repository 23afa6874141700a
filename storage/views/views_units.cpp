#include "storage/schema/sql.h"
#include "storage/views/views_state.h"

namespace dockhand {
namespace {

std::vector<UnitContent> on_it(Engine& db, const std::string& unit) {
  return all_of(db.query("SELECT b.item, coalesce(i.name, b.item), b.lot, b.serial, sum(b.quantity),"
                         " sum(CASE WHEN b.doc <> '' THEN b.quantity ELSE 0 END)"
                         " FROM balance b LEFT JOIN item i ON i.item = b.item"
                         " WHERE b.place=$1 AND b.quantity <> 0 GROUP BY b.item, i.name, b.lot, b.serial"
                         " ORDER BY b.item, b.lot, b.serial",
                         unit),
                [&db](const Cells& cells) {
                  RowReader row(cells);
                  const auto item = row.code<ItemCode>();
                  return UnitContent{item,      row.text(), row.text(),        row.text(),
                                     row.sum(), row.sum(),  packs_of(db, item)};
                });
}

std::vector<UnitContent> announced_on(Engine& db, const std::string& unit) {
  return all_of(db.query("SELECT a.item, coalesce(i.name, a.item), a.lot, a.serial, sum(a.quantity)"
                         " FROM asn_line a LEFT JOIN item i ON i.item = a.item WHERE a.sscc=$1 AND a.quantity > 0"
                         " GROUP BY a.item, i.name, a.lot, a.serial ORDER BY a.item, a.lot, a.serial",
                         unit),
                [&db](const Cells& cells) {
                  RowReader row(cells);
                  const auto item = row.code<ItemCode>();
                  return UnitContent{item, row.text(), row.text(), row.text(), row.sum(), {}, packs_of(db, item)};
                });
}

std::string asn_of(Engine& db, const std::string& unit) {
  auto rows = db.query("SELECT min(asn) FROM asn_line WHERE sscc=$1", unit);
  return rows.next() ? rows.text(0) : "";
}

// What is known of one that came into the books; `stands_at` is empty again when its receipt was undone.
std::optional<UnitView> received(Engine& db, const Sscc& unit) {
  auto rows = db.query(
      "SELECT u.order_no, coalesce(l.stands_at, '@supplier'), u.operator, u.at FROM handling_unit u"
      " LEFT JOIN location l ON l.location = u.sscc WHERE u.sscc=$1",
      unit.text());
  if (!rows.next()) return std::nullopt;
  const std::string stands_at = rows.text(1) == "@supplier" ? "" : rows.text(1);
  return UnitView{unit,
                  asn_of(db, unit.text()),
                  rows.text(0),
                  stands_at,
                  rows.text(2),
                  Cells(rows).instant(3),
                  stands_at.empty() ? announced_on(db, unit.text()) : on_it(db, unit.text())};
}

// What a lot is and where its units are. `WHERE` says which lots; $1 is the bound.
#define DOCKHAND_LOTS(WHERE)                                                                                 \
  "SELECT l.item, l.lot, l.expiry, l.status, l.reason,"                                                      \
  " coalesce(sum(CASE WHEN p.location IS NOT NULL THEN b.quantity ELSE 0 END), 0),"                          \
  " coalesce(sum(CASE WHEN p.location IS NOT NULL AND b.doc <> '' THEN b.quantity ELSE 0 END), 0),"          \
  " coalesce(sum(CASE WHEN b.place = '@customer' THEN b.quantity ELSE 0 END), 0)"                            \
  " FROM lot l LEFT JOIN balance b ON b.item = l.item AND b.lot = l.lot AND b.lot <> '' AND b.quantity <> 0" \
  " LEFT JOIN location p ON p.location = b.place" WHERE                                                      \
  " GROUP BY l.item, l.lot, l.expiry, l.status, l.reason"                                                    \
  " ORDER BY CASE WHEN l.status = 'available' THEN 1 ELSE 0 END, " DOCKHAND_LAST_DAY ", l.item, l.lot LIMIT $1"

LotView lot_of_row(const Cells& cells) {
  RowReader row(cells);
  return LotView{row.code<ItemCode>(), row.text(),    row.maybe_date(), row.lot_status(),
                 row.text(),           row.integer(), row.integer(),    row.integer()};
}

}  // namespace

Result<std::optional<UnitView>> Views::unit(const Sscc& unit) {
  return state_->read([&](Engine& db) -> std::optional<UnitView> {
    if (auto known = received(db, unit)) return known;
    auto contents = announced_on(db, unit.text());
    if (contents.empty()) return std::nullopt;
    return UnitView{unit, asn_of(db, unit.text()), "", "", "", Instant{}, std::move(contents)};
  });
}

Result<std::vector<UnitView>> Views::units(std::size_t limit) {
  return state_->read([&](Engine& db) {
    const auto codes =
        all_of(db.query("SELECT sscc FROM handling_unit ORDER BY at DESC, sscc LIMIT $1", sql_limit(limit)),
               [](const Cells& cells) { return cells.code<Sscc>(0); });
    std::vector<UnitView> found;
    for (const Sscc& code : codes) {
      if (auto view = received(db, code)) found.push_back(std::move(*view));
    }
    return found;
  });
}

Result<std::vector<Sscc>> Views::announced_by(const std::string& asn, std::size_t limit) {
  return state_->read([&](Engine& db) {
    auto rows = db.query("SELECT DISTINCT sscc FROM asn_line WHERE asn=$1 AND quantity > 0 ORDER BY sscc LIMIT $2", asn,
                         sql_limit(limit));
    return all_of(std::move(rows), [](const Cells& cells) { return cells.code<Sscc>(0); });
  });
}

Result<std::vector<AsnView>> Views::asns(std::size_t limit) {
  return state_->read([&](Engine& db) {
    std::vector<AsnView> found;
    auto rows = db.query(
        "SELECT a.asn, a.sscc, a.item, a.lot, a.serial, a.quantity, a.expiry, a.purchase, a.line,"
        " CASE WHEN b.quantity < 0 THEN 1 ELSE 0 END FROM asn_line a"
        " LEFT JOIN balance b ON b.place='@supplier' AND b.item='@unit' AND b.lot='' AND b.serial=a.sscc AND b.doc=''"
        " AND b.line=0 WHERE a.quantity > 0 ORDER BY a.asn, a.sscc, a.item, a.lot, a.serial LIMIT $1",
        sql_limit(limit));
    while (rows.next()) {
      const Cells cells(rows);
      RowReader row(cells);
      AsnView view{row.text(), row.code<Sscc>(), row.code<ItemCode>(), row.text(),
                   row.text(), row.quantity(),   row.maybe_date(),     {},
                   {}};
      if (const auto line = row.maybe_line<PurchaseNumber>()) view.purchase = line->text();
      view.received = row.flag();
      found.push_back(std::move(view));
    }
    return found;
  });
}

Result<std::vector<LotView>> Views::lots(std::size_t limit) {
  return state_->read([&](Engine& db) { return all_of(db.query(DOCKHAND_LOTS(""), sql_limit(limit)), lot_of_row); });
}

Result<std::vector<LotView>> Views::lots_of(const ItemCode& item, std::size_t limit) {
  return state_->read([&](Engine& db) {
    return all_of(db.query(DOCKHAND_LOTS(" WHERE l.item = $2"), sql_limit(limit), item.text()), lot_of_row);
  });
}

Result<std::vector<LotView>> Views::lots_named(const std::string& lot, std::size_t limit) {
  return state_->read([&](Engine& db) {
    return all_of(db.query(DOCKHAND_LOTS(" WHERE l.lot = $2"), sql_limit(limit), lot), lot_of_row);
  });
}

Result<std::optional<LotView>> Views::lot(const ItemCode& item, const std::string& lot) {
  return state_->read([&](Engine& db) {
    constexpr std::size_t one = 1;
    auto rows = db.query(DOCKHAND_LOTS(" WHERE l.item = $2 AND l.lot = $3"), sql_limit(one), item.text(), lot);
    return rows.next() ? std::optional(lot_of_row(Cells(rows))) : std::nullopt;
  });
}

Result<std::int64_t> Views::blocked_lots() {
  return state_->read([](Engine& db) {
    auto rows = db.query("SELECT count(*) FROM lot WHERE status <> 'available'");
    return rows.next() ? Cells(rows).integer(0) : std::int64_t{0};
  });
}

// Returns those with nothing on them as well.
Result<std::vector<Sscc>> Views::standing_at(const LocationCode& place) {
  return state_->read([&](Engine& db) {
    return all_of(db.query("SELECT location FROM location WHERE stands_at=$1 AND stands_at <> '' ORDER BY location",
                           place.text()),
                  [](const Cells& cells) { return cells.code<Sscc>(0); });
  });
}

Result<std::vector<LocationCode>> Views::quarantines() {
  return state_->read([&](Engine& db) {
    return all_of(db.query("SELECT location FROM location WHERE kind='quarantine' AND stands_at='' ORDER BY walk,"
                           " location"),
                  [](const Cells& cells) { return cells.code<LocationCode>(0); });
  });
}

}  // namespace dockhand
