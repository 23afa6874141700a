// Where units should go: what is put away, and what is brought from reserve to where it is picked.
#include "storage/schema/sql.h"
#include "storage/views/views_state.h"

namespace dockhand {

namespace {

#define DOCKHAND_NOTHING_THERE                                                          \
  "NOT EXISTS (SELECT 1 FROM balance b WHERE b.place = p.location AND b.quantity <> 0)" \
  " AND NOT EXISTS (SELECT 1 FROM location u WHERE u.stands_at = p.location AND u.stands_at <> '')"

bool is_there(const std::vector<GoalView>& goals, const LocationCode& place) {
  return std::any_of(goals.begin(), goals.end(), [&](const GoalView& goal) { return goal.place == place; });
}

// Returns faces that are not full, the emptiest first, and then places that hold the item, the fullest first.
std::vector<GoalView> places_of(Engine& db, const ItemCode& item) {
  std::vector<GoalView> goals;
  for (auto rows = db.query("SELECT p.location, p.zone, f.most, (SELECT coalesce(sum(b.quantity), 0) FROM balance b"
                            " WHERE b.place = p.location AND b.item = $1 AND b.quantity <> 0) AS units"
                            " FROM face f JOIN location p ON p.location = f.location WHERE f.item=$1 AND f.most > 0"
                            " ORDER BY units, p.walk, p.location",
                            item.text());
       rows.next();) {
    const Cells cells(rows);
    const std::int64_t room = cells.integer(2) - cells.integer(3);
    if (room <= 0) continue;
    goals.push_back({cells.code<LocationCode>(0), GoalView::Because::face_low, cells.integer(3),
                     Quantity::nearest(room), cells.text(1)});
  }
  for (auto rows = db.query("SELECT p.location, p.zone, sum(b.quantity) AS units FROM balance b"
                            " JOIN location p ON p.location = b.place WHERE b.item=$1 AND b.quantity <> 0"
                            " AND p.kind = 'storage' AND p.stands_at = '' GROUP BY p.location, p.zone"
                            " HAVING sum(b.quantity) > 0 ORDER BY units DESC, p.location",
                            item.text());
       rows.next();) {
    const Cells cells(rows);
    const auto place = cells.code<LocationCode>(0);
    if (is_there(goals, place)) continue;
    goals.push_back({place, GoalView::Because::holds_it, cells.integer(2), {}, cells.text(1)});
  }
  return goals;
}

// Places where nothing lies or stands, along the walk; of one zone, or of any when it is empty.
void add_free(Engine& db, std::vector<GoalView>& goals, const std::string& zone, std::size_t limit) {
  for (auto rows = db.query("SELECT p.location, p.zone FROM location p WHERE p.kind = 'storage' AND p.stands_at = ''"
                            " AND ($1 = '' OR p.zone = $1) AND " DOCKHAND_NOTHING_THERE
                            " AND NOT EXISTS (SELECT 1 FROM face f WHERE f.location = p.location AND f.most > 0)"
                            " ORDER BY p.walk, p.location LIMIT $2",
                            zone, sql_limit(limit));
       rows.next() && goals.size() < limit;) {
    const Cells cells(rows);
    const auto place = cells.code<LocationCode>(0);
    if (is_there(goals, place)) continue;
    goals.push_back(
        {place, zone.empty() ? GoalView::Because::free : GoalView::Because::same_zone, 0, {}, cells.text(1)});
  }
}

// Free units that may be taken, loose or on a pallet, and not where the item is picked from.
std::vector<FaceView::Reserve> reserve_of(Engine& db, const ItemCode& item) {
  return all_of(
      db.query("SELECT b.place, coalesce(nullif(p.stands_at, ''), b.place), b.lot, b.serial, sum(b.quantity)"
               " FROM balance b JOIN location p ON p.location = b.place"
               " LEFT JOIN lot l ON l.item = b.item AND l.lot = b.lot"
               " WHERE b.item=$1 AND b.doc = '' AND " DOCKHAND_B_POSITIVE " AND p.kind = 'storage'"
               " AND coalesce(l.status, 'available') = 'available'"
               " AND NOT EXISTS (SELECT 1 FROM face f WHERE f.item = b.item AND f.most > 0"
               "  AND f.location = coalesce(nullif(p.stands_at, ''), b.place))"
               " GROUP BY b.place, p.stands_at, b.lot, b.serial, l.expiry, p.walk"
               " ORDER BY l.expiry IS NULL, l.expiry, p.walk, b.place, b.lot, b.serial",
               item.text()),
      [](const Cells& cells) {
        RowReader row(cells);
        return FaceView::Reserve{row.code<LocationCode>(), row.code<LocationCode>(), row.text(), row.text(), row.sum()};
      });
}

}  // namespace

Result<std::vector<GoalView>> Views::goals(const ItemCode& item, std::size_t limit) {
  return state_->read([&](Engine& db) {
    std::vector<GoalView> goals = places_of(db, item);
    while (goals.size() > limit) goals.pop_back();
    const std::string zone = goals.empty() ? "" : goals.front().zone;
    if (!zone.empty()) add_free(db, goals, zone, limit);
    add_free(db, goals, "", limit);
    return goals;
  });
}

Result<std::vector<FaceView>> Views::low_faces(std::size_t limit) {
  return state_->read([&](Engine& db) {
    std::vector<FaceView> faces;
    for (auto rows = db.query("SELECT f.item, coalesce(i.name, f.item), f.location, f.least, f.most,"
                              " (SELECT coalesce(sum(b.quantity), 0) FROM balance b WHERE b.place = f.location"
                              "  AND b.item = f.item AND b.quantity <> 0) AS units"
                              " FROM face f JOIN location p ON p.location = f.location"
                              " LEFT JOIN item i ON i.item = f.item WHERE f.most > 0"
                              " ORDER BY p.walk, f.location, f.item");
         faces.size() < limit && rows.next();) {
      const Cells cells(rows);
      RowReader row(cells);
      FaceView face{row.code<ItemCode>(),
                    row.text(),
                    row.code<LocationCode>(),
                    row.quantity(),
                    row.quantity(),
                    row.integer(),
                    {},
                    {}};
      if (face.there >= face.min.units()) continue;
      face.sources = reserve_of(db, face.item);
      if (face.sources.empty()) continue;
      face.packs = packs_of(db, face.item);
      faces.push_back(std::move(face));
    }
    return faces;
  });
}

}  // namespace dockhand
