#include "storage/upkeep/audit.h"

#include <functional>

#include "storage/books/rows.h"
#include "storage/engine/safe_mark.h"
#include "storage/model/place_words.h"
#include "storage/schema/demand_history.h"
#include "storage/schema/open_reader.h"
#include "storage/schema/setting.h"
#include "storage/schema/sql.h"
#include "storage/upkeep/audit_checks.h"
#include "storage/upkeep/audit_claims.h"
#include "storage/upkeep/audit_events.h"
#include "storage/upkeep/audit_said.h"

namespace dockhand {
namespace {

std::string account_text(const Rows& rows) {
  std::string text = rows.text(1) + " at " + place_in_words(rows.text(0));
  if (!rows.text(2).empty()) text += ", lot " + rows.text(2);
  if (!rows.text(3).empty()) text += ", serial " + rows.text(3);
  if (!rows.text(4).empty()) text += ", " + rows.text(4) + "/" + rows.text(5);
  return text;
}

// A query finds what is wrong; no row means that nothing is.
AuditCheck none_of(const char* name, Rows wrong, const std::function<std::string(const Rows&)>& say) {
  AuditCheck check{name, "", true};
  std::int64_t count = 0;
  while (wrong.next()) {
    if (count++ == 0) check.detail = say(wrong);
  }
  check.passed = count == 0;
  if (count > 1) check.detail += ", and " + std::to_string(count - 1) + " more";
  return check;
}

AuditCheck with_count(AuditCheck check, Rows count, const char* things) {
  if (check.passed && count.next()) check.detail = std::to_string(count.integer(0)) + " " + things;
  return check;
}

AuditCheck file_is_intact(Engine& db) {
  const std::string said = db.self_check();
  return {"the database file is intact", said == "ok" ? "" : said, said == "ok"};
}

AuditCheck postings_sum_to_zero(Engine& db) {
  auto check = none_of(
      "every event's postings sum to zero",
      db.query("SELECT event, item, lot, serial, sum(quantity) FROM posting"
               " GROUP BY event, item, lot, serial HAVING sum(quantity) <> 0 ORDER BY event"),
      [](const Rows& rows) { return "event " + rows.text(0) + " is off by " + rows.text(4) + " of " + rows.text(1); });
  return with_count(std::move(check), db.query("SELECT count(*) FROM posting"), "postings");
}

AuditCheck postings_have_events(Engine& db) {
  return none_of("every posting belongs to an event",
                 db.query("SELECT DISTINCT p.event FROM posting p LEFT JOIN event e ON e.seq = p.event"
                          " WHERE e.seq IS NULL"),
                 [](const Rows& rows) { return "event " + rows.text(0) + " is missing"; });
}

// On a terminal the hub's rows are the ground that its own pending events stand on; on a hub there is no such ground,
// hub_quantity and `applied` are 0, and the same sum says that the balance is the fold of all events.
AuditCheck balances_equal_fold(Engine& db) {
  auto check =
      none_of("every balance is the sum of its postings",
              db.query("SELECT " DOCKHAND_ACCOUNT ", sum(quantity) FROM"
                       " (SELECT " DOCKHAND_ACCOUNT ", quantity - hub_quantity AS quantity FROM balance"
                       " UNION ALL SELECT " DOCKHAND_ACCOUNT ", -quantity FROM posting WHERE event >"
                       " coalesce((SELECT CAST(value AS BIGINT) FROM setting WHERE name = 'applied'), 0)) AS both_sides"
                       " GROUP BY " DOCKHAND_ACCOUNT " HAVING sum(quantity) <> 0"
                       " ORDER BY " DOCKHAND_ACCOUNT),
              [](const Rows& rows) { return account_text(rows) + " is off by " + rows.text(6); });
  return with_count(std::move(check), db.query("SELECT count(*) FROM balance WHERE quantity <> 0"), "balances");
}

AuditCheck no_negative_claim(Engine& db) {
  auto check = none_of("no claim is without its units",
                       db.query("SELECT " DOCKHAND_HELD " FROM balance b"
                                " WHERE b.doc <> '' AND b.place <> '@supplier' AND b.quantity < 0"
                                " ORDER BY " DOCKHAND_B_ACCOUNT),
                       [](const Rows& rows) { return account_text(rows) + " is " + rows.text(6); });
  return with_count(std::move(check),
                    db.query("SELECT count(*) FROM balance WHERE doc > '' AND " DOCKHAND_POSITIVE
                             " AND place <> '@customer' AND place <> '@supplier'"),
                    "claims");
}

AuditCheck lines_equal_balances(Engine& db) {
  auto check = none_of("what order lines have reserved, picked and shipped is what is there for them",
                       db.query("SELECT doc, line, sum(reserved), sum(picked), sum(shipped) FROM"
                                " (SELECT order_no AS doc, line, reserved, picked, shipped FROM order_line UNION ALL"
                                " SELECT b.doc, b.line,"
                                " CASE WHEN p.kind NOT IN " DOCKHAND_PICKED_KINDS " THEN -b.quantity ELSE 0 END,"
                                " CASE WHEN p.kind IN " DOCKHAND_PICKED_KINDS " THEN -b.quantity ELSE 0 END,"
                                " CASE WHEN b.place = '@customer' THEN -b.quantity ELSE 0 END"
                                " FROM balance b LEFT JOIN location p ON p.location = b.place"
                                " WHERE b.doc > '' AND b.quantity <> 0 AND b.place <> '@supplier') AS both_sides"
                                " GROUP BY doc, line HAVING sum(reserved) <> 0 OR sum(picked) <> 0 OR sum(shipped) <> 0"
                                " ORDER BY doc, line"),
                       [](const Rows& rows) {
                         return rows.text(0) + "/" + rows.text(1) + " is off by " + rows.text(2) + " reserved, " +
                                rows.text(3) + " picked, " + rows.text(4) + " shipped";
                       });
  return with_count(std::move(check), db.query("SELECT count(*) FROM order_line"), "order lines");
}

// What was shipped before the office lowered the demand cannot be taken back; nothing else may go beyond it.
AuditCheck lines_within_demand(Engine& db) {
  return none_of(
      "no order line has more than its demand",
      db.query("SELECT order_no, line, reserved, picked, shipped, ordered - cancelled - returned FROM order_line"
               " WHERE reserved < 0 OR picked < 0 OR shipped < 0"
               " OR (reserved + picked + shipped > ordered - cancelled - returned AND reserved + picked > 0)"
               " ORDER BY order_no, line"),
      [](const Rows& rows) {
        return rows.text(0) + "/" + rows.text(1) + " has " + rows.text(2) + " reserved, " + rows.text(3) + " picked, " +
               rows.text(4) + " shipped of " + rows.text(5);
      });
}

// The audit says the formula of what waits by itself: it has to find a mistake in the one that the books use.
AuditCheck waiting_is_the_rest(Engine& db) {
  return none_of(
      "what waits is what was ordered and is not yet served",
      db.query("SELECT order_no, line, waiting FROM order_line WHERE waiting <>"
               " CASE WHEN ordered - cancelled - returned > reserved + picked + shipped"
               " THEN ordered - cancelled - returned - reserved - picked - shipped ELSE 0 END ORDER BY order_no, line"),
      [](const Rows& rows) { return rows.text(0) + "/" + rows.text(1) + " waits for " + rows.text(2); });
}

AuditCheck returned_equals_balances(Engine& db) {
  return none_of(
      "what order lines had returned is what the books remember",
      db.query("SELECT doc, line, sum(returned) FROM"
               " (SELECT order_no AS doc, line, returned FROM order_line UNION ALL"
               " SELECT doc, line, -quantity FROM balance WHERE place = '@returned' AND doc > '') AS both_sides"
               " GROUP BY doc, line HAVING sum(returned) <> 0 ORDER BY doc, line"),
      [](const Rows& rows) { return rows.text(0) + "/" + rows.text(1) + " is off by " + rows.text(2); });
}

// What lines do not want again, the account without a line holds the opposite of.
AuditCheck returns_are_remembered_once(Engine& db) {
  return none_of("what came back and is not wanted again is remembered for its lines, and nowhere else",
                 db.query("SELECT item, sum(quantity) FROM balance WHERE place = '@returned' AND quantity <> 0"
                          " GROUP BY item HAVING sum(quantity) <> 0 ORDER BY item"),
                 [](const Rows& rows) { return rows.text(0) + " is off by " + rows.text(1); });
}

AuditCheck blocked_lots_are_not_reserved(Engine& db) {
  auto check =
      none_of("nothing is reserved of a lot that is recalled, set aside or expired",
              db.query("SELECT " DOCKHAND_B_ACCOUNT " FROM lot l"
                       " JOIN balance b ON b.item = l.item AND b.lot = l.lot"
                       " JOIN location p ON p.location = b.place"
                       " WHERE (l.status <> 'available' OR l.expiry < coalesce((SELECT value FROM site"
                       " WHERE setting='planned_day'), -9999999)) AND b.lot <> '' AND b.quantity <> 0 AND b.doc > ''"
                       " AND p.kind NOT IN " DOCKHAND_PICKED_KINDS " ORDER BY b.place, b.item, b.lot"),
              account_text);
  return with_count(std::move(check), db.query("SELECT count(*) FROM lot WHERE status <> 'available'"), "such lots");
}

// A handling unit is a place like the one it stands at, and one that is not here holds nothing.
AuditCheck units_stand_where_they_were_moved(Engine& db) {
  auto check =
      none_of("every pallet stands where it was moved last, with what is on it",
              db.query("SELECT u.location, u.stands_at FROM location u"
                       " LEFT JOIN location p ON p.location = u.stands_at AND p.stands_at = ''"
                       " LEFT JOIN balance b ON b.place = u.stands_at AND b.item = '@unit' AND b.lot = ''"
                       " AND b.serial = u.location AND b.doc = '' AND b.line = 0 AND b.quantity > 0"
                       " WHERE u.stands_at <> '' AND (CASE"
                       " WHEN u.stands_at = '@supplier' THEN u.kind <> 'quarantine'"
                       " WHEN u.stands_at IN ('@customer', '@lost') THEN b.quantity IS NULL OR u.kind <> 'quarantine'"
                       " ELSE b.quantity IS NULL OR p.location IS NULL OR p.kind <> u.kind"
                       " OR p.walk <> u.walk OR p.zone <> u.zone END) ORDER BY u.location"),
              [](const Rows& rows) { return rows.text(0) + " is said to be at " + place_in_words(rows.text(1)); });
  return with_count(std::move(check), db.query("SELECT count(*) FROM location WHERE stands_at <> ''"), "pallets");
}

// While the hub has not booked that a unit is gone, its rows may change below that: another took units from it, and
// what is said here to be gone is more than there is now. It comes right with the next sync.
AuditCheck lost_units_hold_nothing(Engine& db) {
  auto check = none_of("nothing is on a pallet that was said to be gone",
                       db.query("SELECT " DOCKHAND_B_ACCOUNT " FROM location u"
                                " JOIN balance b ON b.place = u.location AND b.quantity <> 0"
                                " LEFT JOIN balance gone ON gone.place = '@lost' AND gone.item = '@unit'"
                                " AND gone.serial = u.location"
                                " WHERE u.stands_at = '@lost'"
                                " AND NOT (b.quantity <> b.hub_quantity AND gone.quantity <> gone.hub_quantity"
                                " AND EXISTS (SELECT 1 FROM setting WHERE name = 'hub_generation'))"
                                " ORDER BY b.place, b.item, b.lot, b.serial"),
                       account_text);
  return with_count(std::move(check), db.query("SELECT count(*) FROM location WHERE stands_at = '@lost'"),
                    "such units");
}

AuditCheck classes_follow(Engine& db) {
  return none_of("the class of an order line is its own or its customer's",
                 db.query("SELECT o.order_no, o.line, o.order_class FROM order_line o LEFT JOIN customer c"
                          " ON c.customer = o.customer WHERE o.order_class <> CASE WHEN o.own_class > 0"
                          " THEN o.own_class ELSE coalesce(nullif(c.order_class, 0), " DOCKHAND_USUAL_CLASS
                          ") END ORDER BY o.order_no, o.line"),
                 [](const Rows& rows) { return rows.text(0) + "/" + rows.text(1) + " has class " + rows.text(2); });
}

AuditCheck received_equals_balances(Engine& db) {
  auto check =
      none_of("what purchase lines have received is what came from their supplier",
              db.query("SELECT doc, line, sum(received) FROM"
                       " (SELECT purchase AS doc, line, received FROM purchase_line UNION ALL"
                       " SELECT doc, line, quantity FROM balance"
                       " WHERE place = '@supplier' AND doc > '' AND quantity <> 0) AS both_sides"
                       " GROUP BY doc, line HAVING sum(received) <> 0 ORDER BY doc, line"),
              [](const Rows& rows) { return rows.text(0) + "/" + rows.text(1) + " is off by " + rows.text(2); });
  return with_count(std::move(check), db.query("SELECT count(*) FROM purchase_line"), "purchase lines");
}

AuditCheck places_are_known(Engine& db) {
  return none_of("units are only where a place is known",
                 db.query("SELECT " DOCKHAND_B_ACCOUNT " FROM balance b"
                          " LEFT JOIN location p ON p.location = b.place LEFT JOIN item i ON i.item = b.item"
                          " WHERE b.quantity <> 0 AND ((i.item IS NULL AND b.item <> '@unit')"
                          " OR (p.location IS NULL AND b." DOCKHAND_REAL_PLACE "))"
                          " ORDER BY b.place, b.item"),
                 [](const Rows& rows) { return account_text(rows) + " is not known"; });
}

// What is kept of weeks outlives the lines: it may be more than they say.
AuditCheck history_has_every_line(Engine& db) {
  auto check = none_of(
      "the history of demand has what every order line counts for",
      db.query("SELECT o.item, o.week, o.units FROM (SELECT item, " DOCKHAND_WEEK_OF_LINE " AS week,"
               " sum(demanded) AS units FROM order_line WHERE demanded > 0 AND ordered_at >= 0"
               " GROUP BY item, " DOCKHAND_WEEK_OF_LINE ") o LEFT JOIN demand d ON d.item = o.item AND d.week = o.week"
               " WHERE coalesce(d.units, 0) < o.units ORDER BY o.item, o.week"),
      [](const Rows& rows) {
        const Date week = Date::from_days(static_cast<std::int32_t>(rows.integer(1)));
        return rows.text(0) + " in the week of " + week.text() + ": lines say " + rows.text(2);
      });
  return with_count(std::move(check), db.query("SELECT count(*) FROM demand"), "weeks");
}

// Whether a check compares rows of the hub's with each other. Amid a terminal's first pull they are not of one moment.
enum class Compares { own, rows_of_hub };

struct Check {
  AuditCheck (*of)(Engine&);
  Compares what;
};

constexpr Check all_checks[]{{file_is_intact, Compares::own},
                             {postings_sum_to_zero, Compares::own},
                             {postings_have_events, Compares::own},
                             {balances_equal_fold, Compares::own},
                             {no_negative_claim, Compares::rows_of_hub},
                             {lines_equal_balances, Compares::rows_of_hub},
                             {lines_within_demand, Compares::rows_of_hub},
                             {waiting_is_the_rest, Compares::rows_of_hub},
                             {classes_follow, Compares::rows_of_hub},
                             {returned_equals_balances, Compares::rows_of_hub},
                             {returns_are_remembered_once, Compares::rows_of_hub},
                             {received_equals_balances, Compares::rows_of_hub},
                             {history_has_every_line, Compares::rows_of_hub},
                             {blocked_lots_are_not_reserved, Compares::rows_of_hub},
                             {claims_have_their_units, Compares::rows_of_hub},
                             {claims_are_what_lines_ask_for, Compares::rows_of_hub},
                             {serials_are_one_unit, Compares::rows_of_hub},
                             {units_are_named_or_told, Compares::rows_of_hub},
                             {picked_goods_are_somebodys, Compares::rows_of_hub},
                             {missing_units_are_told, Compares::rows_of_hub},
                             {untracked_units_are_alike, Compares::rows_of_hub},
                             {nothing_set_aside_is_claimed, Compares::rows_of_hub},
                             {leases_are_within_their_lines, Compares::rows_of_hub},
                             {units_stand_where_they_were_moved, Compares::rows_of_hub},
                             {lost_units_hold_nothing, Compares::rows_of_hub},
                             {places_are_known, Compares::rows_of_hub},
                             {events_are_contiguous, Compares::own},
                             {ids_stand_once, Compares::own},
                             {chains_hold, Compares::own},
                             {records_can_be_read, Compares::own},
                             {undone_by_an_undo, Compares::own},
                             {documents_were_said, Compares::own},
                             {short_places_are_counted_first, Compares::own},
                             {decisions_were_made, Compares::own},
                             {sync_stands_within_the_events, Compares::own}};

// A log without a mark is no damage: a power cut leaves one. But nothing tells then whether its end is missing. It is
// said until the books are opened the next time, when what is there is flushed and marked. Of a cache the store has
// all.
AuditCheck mark_can_be_read(Engine& db, const std::filesystem::path& file, Disk& disk) {
  const bool damaged = read_mark(file, disk).damaged;
  AuditCheck check{"the mark beside the log can be read", damaged ? "it was damaged" : "", !damaged};
  if (is_log_unmarked(file, disk) && text_setting(db, "store").empty()) {
    check.detail = "there is none: scans that its end has lost could not be seen";
  }
  return check;
}

}  // namespace

std::vector<AuditCheck> checks_of(Engine& db) {
  const bool amid_first_pull = number_setting(db, "first_pull") != 0;
  std::vector<AuditCheck> checks;
  for (const Check& one : all_checks) {
    AuditCheck check = one.of(db);
    if (amid_first_pull && !check.passed && one.what == Compares::rows_of_hub) {
      check = {check.name, "cannot be said before the first pull is through", true};
    }
    checks.push_back(std::move(check));
    if (db.failed()) break;
  }
  return checks;
}

Result<std::vector<AuditCheck>> audit(const std::filesystem::path& file, Disk& disk) {
  auto engine = open_reader(file, disk);
  if (!engine) return engine.error();
  const Transaction snapshot(**engine);
  std::vector<AuditCheck> checks = checks_of(**engine);
  checks.push_back(mark_can_be_read(**engine, file, disk));
  if ((*engine)->failed()) return (*engine)->failure();
  return checks;
}

}  // namespace dockhand
