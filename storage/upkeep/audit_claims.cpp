#include "storage/upkeep/audit_claims.h"

#include <algorithm>
#include <map>

#include "storage/books/books.h"
#include "storage/codec/codec.h"
#include "storage/schema/setting.h"
#include "storage/schema/sql.h"

namespace dockhand {
namespace {

// The first thing that is wrong, and how many more.
class Findings {
 public:
  explicit Findings(std::string name) : name_(std::move(name)) {}
  void add(const std::string& wrong) {
    if (count_++ == 0) first_ = wrong;
  }
  AuditCheck check() const {
    const std::string more = count_ > 1 ? ", and " + std::to_string(count_ - 1) + " more" : "";
    return {name_, first_ + more, count_ == 0};
  }

 private:
  std::string name_;
  std::string first_;
  std::int64_t count_ = 0;
};

std::int64_t planned_day(Engine& db) {
  auto rows = db.query("SELECT value FROM site WHERE setting='planned_day'");
  return rows.next() ? rows.integer(0) : 0;
}

// Units that the line has: by lot, with the shortest life of what is only reserved.
struct LineUnits {
  std::set<std::string> lots;
  bool reserved_of_another_lot = false;
  std::int64_t shortest = INT32_MAX;
};

LineUnits units_of(Engine& db, const OrderLineInfo& line, std::int64_t today) {
  LineUnits units;
  for (auto rows = db.query("SELECT b.lot, l.expiry, p.kind FROM balance b LEFT JOIN location p ON p.location = b.place"
                            " LEFT JOIN lot l ON l.item = b.item AND l.lot = b.lot WHERE b.doc=$1 AND b.line=$2"
                            " AND " DOCKHAND_B_POSITIVE " AND b.place NOT IN ('@supplier', '@returned')"
                            " ORDER BY CASE WHEN p.kind NOT IN " DOCKHAND_PICKED_KINDS " THEN 1 ELSE 0 END",
                            line.rank.line.document.text(), line.rank.line.line);
       rows.next();) {
    const auto kind = parse_location_kind(rows.text(2));
    const bool reserved = kind && LocationInfo{*kind}.holds_stock();
    if (reserved && !rows.null(1)) units.shortest = std::min(units.shortest, rows.integer(1) - today);
    if (reserved && !units.lots.empty() && !units.lots.contains(rows.text(0))) units.reserved_of_another_lot = true;
    units.lots.insert(rows.text(0));
  }
  return units;
}

std::int64_t bought_for(Engine& db, const OrderLineInfo& line) {
  auto rows = db.query(
      "SELECT coalesce(sum(received), 0) FROM purchase_line WHERE for_order=$1 AND for_line=$2 AND for_order <> ''"
      " AND item=$3",
      line.rank.line.document.text(), line.rank.line.line, line.item.text());
  return rows.next() ? rows.integer(0) : 0;
}

std::string complaint(Engine& db, const OrderLineInfo& line, std::int64_t today) {
  const std::string name = line.rank.line.text();
  const std::int64_t has = line.reserved + line.picked + line.shipped;
  if (!line.terms.partial && line.waiting() > 0) {
    const std::int64_t kept = std::max<std::int64_t>(0, bought_for(db, line) - line.picked - line.shipped);
    if (line.reserved > kept) return name + " is only served whole and has a part reserved";
  } else if (line.waiting() > 0 && has % line.terms.multiple.units() != 0) {
    return name + " takes packs of " + line.terms.multiple.text() + " and has " + std::to_string(has);
  }
  const LineUnits units = units_of(db, line, today);
  if (units.shortest < line.terms.shelf_days.count) return name + " has a lot reserved that is too old for it";
  if (line.terms.one_lot && units.reserved_of_another_lot) return name + " takes all from one lot and has several";
  return "";
}

}  // namespace

// What is picked was seen in its lane: it is its order's, though others are missing there, which somebody was told to
// count.
AuditCheck claims_have_their_units(Engine& db) {
  Findings findings("no more is reserved at a place than is there");
  for (auto rows = db.query("SELECT f.place, f.item, f.lot, f.serial, f.quantity FROM balance f"
                            " JOIN location p ON p.location = f.place WHERE f.doc='' AND f.line=0 AND f.quantity < 0"
                            " AND f.item <> '@unit' AND p.kind NOT IN " DOCKHAND_PICKED_KINDS
                            " AND EXISTS (SELECT 1 FROM balance c WHERE c.place = f.place"
                            " AND c.item = f.item AND c.lot = f.lot AND c.serial = f.serial AND c.doc > ''"
                            " AND c.quantity > 0) ORDER BY f.place, f.item, f.lot, f.serial");
       rows.next();) {
    findings.add(rows.text(1) + " at " + rows.text(0) + (rows.text(2).empty() ? "" : ", lot " + rows.text(2)) +
                 " is claimed without being there");
  }
  return findings.check();
}

AuditCheck claims_are_what_lines_ask_for(Engine& db) {
  Findings findings("what is reserved for a line is what its policies ask for");
  const std::int64_t today = planned_day(db);
  for (auto rows = db.query(DOCKHAND_LINE_INFO
                            " WHERE o.reserved > 0 AND (o.policies <> '' OR c.policies <> '' OR i.policies <> '')"
                            " ORDER BY o.order_no, o.line");
       rows.next();) {
    const std::string wrong = complaint(db, Books::line_info(rows), today);
    if (!wrong.empty()) findings.add(wrong);
  }
  return findings.check();
}

namespace {

using ItemAndPlace = std::pair<std::string, std::string>;

// Units that hands took and the books did not have, as somebody was told.
std::map<ItemAndPlace, std::int64_t> told_missing(Engine& db) {
  std::map<ItemAndPlace, std::int64_t> told;
  for (auto rows = db.query("SELECT detail FROM notice WHERE kind='count_place'"); rows.next();) {
    const auto notice = parse_notice(rows.text(0));
    if (!notice || !notice->item || !notice->place) continue;
    told[{notice->item->text(), notice->place->text()}] += notice->quantity.units();
  }
  return told;
}

// Facts reach a hub in any order. One that has lost a receipt may hear first that the unit went away: its place then
// has one less than none, somebody is told to count it, and the receipt brings it to nothing. To bring the unit there
// from nowhere would leave one in stock, once the receipt comes, that has gone.
bool left_before_it_came(Engine& db, const std::string& item, const std::string& serial,
                         const std::map<ItemAndPlace, std::int64_t>& told) {
  for (auto rows = db.query("SELECT m.place, -sum(m.quantity) FROM balance b JOIN balance m ON m.item = b.item"
                            " AND m.place = b.place AND m.serial <> '' AND m.quantity < 0"
                            " WHERE b.item=$1 AND b.serial=$2 AND b.serial <> '' AND b.quantity < 0"
                            " AND b.place NOT IN ('@supplier', '@adjustment', '@suspense', '@returned', '@customer')"
                            " GROUP BY m.place ORDER BY m.place",
                            item, serial);
       rows.next();) {
    const auto known = told.find({item, rows.text(0)});
    if (known == told.end() || known->second < rows.integer(1)) return false;
  }
  return true;
}

}  // namespace

// On a terminal that has not been told yet what the hub made of its scans, a serial may be where the hub has it and
// where it was seen here.
AuditCheck serials_are_one_unit(Engine& db) {
  Findings findings("a serial is one unit at one place");
  const auto told = told_missing(db);
  for (auto rows =
           db.query("SELECT item, serial, sum(CASE WHEN quantity > 0 THEN quantity ELSE 0 END)"
                    " FROM balance WHERE serial <> '' AND quantity <> 0 AND item <> '@unit'"
                    " AND place NOT IN ('@supplier', '@adjustment', '@suspense', '@returned') GROUP BY item, serial"
                    " HAVING sum(CASE WHEN quantity > 0 THEN quantity ELSE 0 END) > 1"
                    " OR min(CASE WHEN place = '@customer' THEN 0 ELSE quantity END) < 0"
                    " ORDER BY item, serial");
       rows.next();) {
    if (rows.integer(2) <= 1 && left_before_it_came(db, rows.text(0), rows.text(1), told)) continue;
    auto pending = db.query(
        "SELECT 1 FROM balance WHERE item=$1 AND serial=$2 AND serial <> '' AND hub_quantity <> 0"
        " AND EXISTS (SELECT 1 FROM balance b WHERE b.item=$1 AND b.serial=$2 AND b.quantity <> b.hub_quantity) LIMIT "
        "1",
        rows.text(0), rows.text(1));
    if (!pending.next()) findings.add("serial " + rows.text(1) + " of " + rows.text(0) + " is not one unit");
  }
  return findings.check();
}

namespace {

// Notices that a person has settled here: whatever they said, he has seen to it.
std::set<std::string> settled_by_people(Engine& db) {
  std::set<std::string> settled;
  for (auto rows = db.query("SELECT body FROM event WHERE action='settle'"); rows.next();) {
    const auto body = decode_body(rows.text(0));
    const auto* settle = body ? std::get_if<Settle>(&body->command.action) : nullptr;
    if (settle != nullptr) settled.insert(settle->notice);
  }
  return settled;
}

// What notices of a kind say of units at places, as far as they are open, or people have closed them: here, or, where
// there is a hub, anywhere.
std::map<ItemAndPlace, std::int64_t> told_of(Engine& db, NoticeKind kind) {
  std::map<ItemAndPlace, std::int64_t> told;
  const bool has_hub = !text_setting(db, "hub_generation").empty();
  const std::set<std::string> settled = settled_by_people(db);
  for (auto rows = db.query("SELECT id, open, detail FROM notice WHERE kind=$1", std::string(name_of(kind)));
       rows.next();) {
    if (rows.integer(1) == 0 && !has_hub && !settled.contains(rows.text(0))) continue;
    const auto notice = parse_notice(rows.text(2));
    if (!notice || !notice->item || !notice->place) continue;
    told[{notice->item->text(), notice->place->text()}] += notice->quantity.units();
  }
  return told;
}

}  // namespace

std::vector<UntoldUnits> untold_unnamed(Engine& db) {
  const auto told = told_of(db, NoticeKind::unnamed);
  std::vector<UntoldUnits> untold;
  for (auto rows = db.query("SELECT b.item, b.place, sum(b.quantity) FROM balance b JOIN item i ON i.item = b.item"
                            " WHERE " DOCKHAND_B_POSITIVE " AND b." DOCKHAND_REAL_PLACE
                            " AND (i.tracking = 'serial' AND b.serial = '' OR i.tracking = 'lot' AND b.lot = '')"
                            " GROUP BY b.item, b.place ORDER BY b.item, b.place");
       rows.next();) {
    if (!told.contains({rows.text(0), rows.text(1)})) {
      untold.push_back({rows.text(0), rows.text(1), rows.integer(2)});
    }
  }
  return untold;
}

AuditCheck units_are_named_or_told(Engine& db) {
  Findings findings("units of a tracked item have their lot or serial, or somebody was told");
  for (const UntoldUnits& one : untold_unnamed(db)) findings.add(one.item + " at " + one.place + " has none");
  return findings.check();
}

std::vector<UntoldUnits> untold_among_picked(Engine& db) {
  const auto told = told_of(db, NoticeKind::bring_back);
  std::vector<UntoldUnits> untold;
  for (auto rows = db.query("SELECT b.item, b.place, sum(b.quantity) FROM balance b JOIN location p"
                            " ON p.location = b.place WHERE b.doc='' AND b.line=0 AND b.item <> '@unit'"
                            " AND " DOCKHAND_B_POSITIVE " AND p.kind IN " DOCKHAND_PICKED_KINDS
                            " GROUP BY b.item, b.place ORDER BY b.item, b.place");
       rows.next();) {
    const auto known = told.find({rows.text(0), rows.text(1)});
    const std::int64_t said = known == told.end() ? 0 : known->second;
    if (said < rows.integer(2)) untold.push_back({rows.text(0), rows.text(1), rows.integer(2) - said});
  }
  return untold;
}

AuditCheck picked_goods_are_somebodys(Engine& db) {
  Findings findings("what lies among picked goods is an order's, or is to be brought back");
  for (const UntoldUnits& one : untold_among_picked(db)) {
    findings.add(std::to_string(one.units) + " of " + one.item + " at " + one.place + " are not");
  }
  return findings.check();
}

AuditCheck missing_units_are_told(Engine& db) {
  Findings findings("where the books have less than nothing, somebody was told to count");
  const auto told = told_of(db, NoticeKind::count_place);
  for (auto rows = db.query("SELECT b.item, b.place, sum(b.quantity) FROM balance b WHERE b.doc='' AND b.line=0"
                            " AND b.item <> '@unit' AND b.quantity <> 0 AND b.quantity < 0 AND b." DOCKHAND_REAL_PLACE
                            " GROUP BY b.item, b.place ORDER BY b.item, b.place");
       rows.next();) {
    if (told.contains({rows.text(0), rows.text(1)})) continue;
    findings.add(rows.text(0) + " at " + rows.text(1) + " is " + rows.text(2));
  }
  return findings.check();
}

AuditCheck untracked_units_are_alike(Engine& db) {
  Findings findings("what is not tracked is not missing where more of it is");
  for (auto rows =
           db.query("SELECT DISTINCT m.item, m.place FROM balance m JOIN item i ON i.item = m.item"
                    " JOIN location p ON p.location = m.place JOIN balance b ON b.place = m.place AND b.item = m.item"
                    " AND b.quantity > 0 AND (b.doc='' OR p.kind IN " DOCKHAND_STOCK_KINDS
                    ") WHERE m.doc='' AND m.line=0 AND m.quantity <> 0 AND m.quantity < 0"
                    " AND m." DOCKHAND_REAL_PLACE " AND i.tracking = 'none' ORDER BY m.item, m.place");
       rows.next();) {
    findings.add(rows.text(0) + " at " + rows.text(1));
  }
  return findings.check();
}

// Units that were set aside go back into stock before anybody has them.
AuditCheck nothing_set_aside_is_claimed(Engine& db) {
  Findings findings("nothing in quarantine is reserved");
  for (auto rows = db.query("SELECT b.item, b.place, b.doc, b.line FROM balance b JOIN location p"
                            " ON p.location = b.place WHERE b.doc > '' AND " DOCKHAND_B_POSITIVE
                            " AND p.kind = 'quarantine' ORDER BY b.item, b.place, b.doc, b.line");
       rows.next();) {
    findings.add(rows.text(0) + " at " + rows.text(1) + " for " + rows.text(2) + "/" + rows.text(3));
  }
  return findings.check();
}

AuditCheck leases_are_within_their_lines(Engine& db) {
  Findings findings("what is set aside of a line is no more than it waits for and has reserved");
  if (text_setting(db, "role") == "terminal" && !text_setting(db, "hub_generation").empty()) return findings.check();
  for (auto rows =
           db.query("SELECT l.order_no, l.line, sum(l.demand), sum(l.claimed), coalesce(max(o.waiting), 0),"
                    " coalesce(max(o.reserved), 0) FROM lease l LEFT JOIN order_line o ON o.order_no = l.order_no"
                    " AND o.line = l.line WHERE l.demand + l.claimed > 0 GROUP BY l.order_no, l.line"
                    " ORDER BY l.order_no, l.line");
       rows.next();) {
    if (rows.integer(2) <= rows.integer(4) && rows.integer(3) <= rows.integer(5)) continue;
    findings.add(rows.text(0) + "/" + rows.text(1) + " has more set aside than it waits for or has reserved");
  }
  return findings.check();
}

}  // namespace dockhand
