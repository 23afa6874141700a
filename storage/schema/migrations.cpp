#include "storage/schema/migrations.h"

#include "storage/schema/setting.h"
#include "storage/schema/versions.h"

namespace dockhand {
namespace {

// What may stand in for an item, who wants to hear of one (`wish_told` is this database's own), what is offered for
// waiting, and what was spent on it. `other`: the item that a message offers instead; `first_day`: the day that a
// customer was told first.
constexpr const char* version_alternatives = R"sql(
CREATE TABLE alternative(
  item TEXT NOT NULL,
  other TEXT NOT NULL,
  units BIGINT NOT NULL,
  better INTEGER NOT NULL,
  changed BIGINT NOT NULL DEFAULT 0,
  PRIMARY KEY(item, other));
CREATE INDEX alternative_changed ON alternative(changed) WHERE changed > 0;

CREATE TABLE wish(
  item TEXT NOT NULL,
  customer TEXT NOT NULL,
  quantity BIGINT NOT NULL,
  until INTEGER,
  changed BIGINT NOT NULL DEFAULT 0,
  PRIMARY KEY(item, customer));
CREATE INDEX wish_changed ON wish(changed) WHERE changed > 0;

CREATE TABLE wish_told(
  item TEXT NOT NULL,
  customer TEXT NOT NULL,
  told_on INTEGER NOT NULL,
  PRIMARY KEY(item, customer));

CREATE TABLE goodwill(
  days INTEGER PRIMARY KEY,
  words TEXT NOT NULL,
  code TEXT NOT NULL,
  cost BIGINT NOT NULL,
  changed BIGINT NOT NULL DEFAULT 0);
CREATE INDEX goodwill_changed ON goodwill(changed) WHERE changed > 0;

CREATE TABLE promotion(
  item TEXT NOT NULL,
  starts INTEGER NOT NULL,
  ends INTEGER NOT NULL,
  lift INTEGER NOT NULL,
  changed BIGINT NOT NULL DEFAULT 0,
  PRIMARY KEY(item, starts));
CREATE INDEX promotion_changed ON promotion(changed) WHERE changed > 0;

CREATE TABLE spent(
  id TEXT PRIMARY KEY,
  kind TEXT NOT NULL,
  document TEXT NOT NULL,
  item TEXT NOT NULL,
  supplier TEXT NOT NULL,
  cause TEXT NOT NULL,
  cost BIGINT NOT NULL,
  day INTEGER NOT NULL,
  changed BIGINT NOT NULL DEFAULT 0);
CREATE INDEX spent_changed ON spent(changed) WHERE changed > 0;

ALTER TABLE message ADD COLUMN other TEXT NOT NULL DEFAULT '';
ALTER TABLE message ADD COLUMN goodwill TEXT NOT NULL DEFAULT '';
ALTER TABLE message ADD COLUMN goodwill_code TEXT NOT NULL DEFAULT '';
ALTER TABLE told ADD COLUMN first_day INTEGER NOT NULL DEFAULT 0;
UPDATE told SET first_day = day;

ALTER TABLE asn_line ADD COLUMN due INTEGER;
ALTER TABLE order_line ADD COLUMN essential INTEGER NOT NULL DEFAULT 0;
ALTER TABLE purchase_line ADD COLUMN drop_ship INTEGER NOT NULL DEFAULT 0;
CREATE INDEX purchase_line_direct ON purchase_line(item) WHERE drop_ship = 1;
)sql";

// Rows that events of a terminal have written (storage/books/own_mark.h).
constexpr const char* version_own_rows = R"sql(
CREATE INDEX site_own ON site(changed) WHERE changed < -9;
CREATE INDEX item_own ON item(changed) WHERE changed < -9;
CREATE INDEX barcode_own ON barcode(changed) WHERE changed < -9;
CREATE INDEX location_own ON location(changed) WHERE changed < -9;
CREATE INDEX customer_own ON customer(changed) WHERE changed < -9;
CREATE INDEX lot_own ON lot(changed) WHERE changed < -9;
CREATE INDEX order_line_own ON order_line(changed) WHERE changed < -9;
CREATE INDEX purchase_line_own ON purchase_line(changed) WHERE changed < -9;
CREATE INDEX supplier_own ON supplier(changed) WHERE changed < -9;
CREATE INDEX source_own ON source(changed) WHERE changed < -9;
CREATE INDEX past_demand_own ON past_demand(changed) WHERE changed < -9;
CREATE INDEX face_own ON face(changed) WHERE changed < -9;
CREATE INDEX asn_line_own ON asn_line(changed) WHERE changed < -9;
CREATE INDEX handling_unit_own ON handling_unit(changed) WHERE changed < -9;
CREATE INDEX to_count_own ON to_count(changed) WHERE changed < -9;
CREATE INDEX promise_own ON promise(changed) WHERE changed < -9;
CREATE INDEX cause_own ON cause(changed) WHERE changed < -9;
CREATE INDEX explanation_own ON explanation(changed) WHERE changed < -9;
CREATE INDEX notice_own ON notice(changed) WHERE changed < -9;
CREATE INDEX removed_own ON removed(changed) WHERE changed < -9;
CREATE INDEX plan_own ON plan(changed) WHERE changed < -9;
CREATE INDEX proposal_own ON proposal(changed) WHERE changed < -9;
CREATE INDEX alternative_own ON alternative(changed) WHERE changed < -9;
CREATE INDEX wish_own ON wish(changed) WHERE changed < -9;
CREATE INDEX goodwill_own ON goodwill(changed) WHERE changed < -9;
CREATE INDEX promotion_own ON promotion(changed) WHERE changed < -9;
CREATE INDEX spent_own ON spent(changed) WHERE changed < -9;
)sql";

// The texts that the law asks for in a message.
constexpr const char* version_law = R"sql(
ALTER TABLE message ADD COLUMN law TEXT NOT NULL DEFAULT '';
)sql";

// A purchase line of which no more comes, because the office has said so: it expects what has come.
constexpr const char* version_closed = "ALTER TABLE purchase_line ADD COLUMN closed INTEGER NOT NULL DEFAULT 0;";

// Which of the purchase lines that an event has changed were closed before; and a notice is found by its number.
constexpr const char* version_notice_number = R"sql(
ALTER TABLE before_image ADD COLUMN closed TEXT NOT NULL DEFAULT '';
CREATE INDEX asn_line_by_number ON asn_line(asn);
)sql";

// Which of a line's messages is the last one; the shipment that it is about; how much of the line was wanted when
// something was told; and whether the customer has said that he waits.
constexpr const char* version_last_told = R"sql(
ALTER TABLE message ADD COLUMN revision INTEGER NOT NULL DEFAULT 0;
ALTER TABLE message ADD COLUMN event BIGINT NOT NULL DEFAULT 0;
ALTER TABLE message ADD COLUMN agreed INTEGER NOT NULL DEFAULT 0;
ALTER TABLE message ADD COLUMN wanted BIGINT NOT NULL DEFAULT 0;
ALTER TABLE told ADD COLUMN wanted BIGINT NOT NULL DEFAULT 0;
UPDATE message SET wanted = coalesce((SELECT o.ordered - o.cancelled FROM order_line o
  WHERE o.order_no = message.order_no AND o.line = message.line), 0);
UPDATE told SET wanted = coalesce((SELECT o.ordered - o.cancelled FROM order_line o
  WHERE o.order_no = told.order_no AND o.line = told.line), 0);
CREATE INDEX told_here ON told(item) WHERE state = 'here';
)sql";

// How long an item can be sold, and the room that it takes and that there is.
constexpr const char* version_room = R"sql(
ALTER TABLE item ADD COLUMN shelf_life_days BIGINT NOT NULL DEFAULT 0;
ALTER TABLE item ADD COLUMN millilitres BIGINT NOT NULL DEFAULT 0;
ALTER TABLE location ADD COLUMN litres BIGINT NOT NULL DEFAULT 0;
)sql";

// The place that an event has counted (older ones: storage/ledger/old_rows.cpp), and by which a handling unit was lost.
constexpr const char* version_counted = R"sql(
ALTER TABLE event ADD COLUMN counted TEXT NOT NULL DEFAULT '';
CREATE INDEX event_counted ON event(counted, seq) WHERE counted <> '';
CREATE INDEX event_imported ON event(action, seq) WHERE action = 'import';
CREATE INDEX posting_lost ON posting(serial, event) WHERE place = '@lost';
)sql";

// When the office said that no more comes of a purchase line, and how many units it still expected then.
constexpr const char* version_closed_short = R"sql(
ALTER TABLE purchase_line ADD COLUMN closed_on INTEGER;
ALTER TABLE purchase_line ADD COLUMN given_up BIGINT NOT NULL DEFAULT 0;
)sql";

// What is set aside for a terminal of what these goods bring, and of what is reserved (storage/books/leases.h).
constexpr const char* version_leases = R"sql(
CREATE TABLE lease(
  kind TEXT NOT NULL,
  document TEXT NOT NULL,
  order_no TEXT NOT NULL,
  line INTEGER NOT NULL,
  writer TEXT NOT NULL,
  item TEXT NOT NULL,
  demand BIGINT NOT NULL,
  claimed BIGINT NOT NULL,
  changed BIGINT NOT NULL DEFAULT 0,
  PRIMARY KEY(kind, document, order_no, line));
CREATE INDEX lease_by_item ON lease(item) WHERE demand + claimed > 0;
CREATE INDEX lease_changed ON lease(changed) WHERE changed > 0;
CREATE INDEX lease_own ON lease(changed) WHERE changed < -9;
)sql";

// What has come of an item, wherever it was put; how much was proposed on the day of a proposal, which later nights
// change; and each supplier whose a cause is.
constexpr const char* version_supplied = R"sql(
ALTER TABLE proposal ADD COLUMN first_quantity BIGINT;
CREATE INDEX posting_supplied ON posting(item, event) WHERE place = '@supplier';
DROP INDEX cause_changed;
DROP INDEX cause_own;
ALTER TABLE cause RENAME TO cause_of_one;
CREATE TABLE cause(
  order_no TEXT NOT NULL,
  line INTEGER NOT NULL,
  cause TEXT NOT NULL,
  supplier TEXT NOT NULL,
  item TEXT NOT NULL,
  since INTEGER NOT NULL,
  units BIGINT NOT NULL,
  most BIGINT NOT NULL,
  changed BIGINT NOT NULL DEFAULT 0,
  PRIMARY KEY(order_no, line, cause, supplier));
INSERT INTO cause SELECT order_no, line, cause, supplier, item, since, units, most, changed FROM cause_of_one;
DROP TABLE cause_of_one;
CREATE INDEX cause_changed ON cause(changed) WHERE changed > 0;
CREATE INDEX cause_own ON cause(changed) WHERE changed < -9;
)sql";

// Of whom people have ordered a proposal instead, and at what price.
constexpr const char* version_chosen = R"sql(
ALTER TABLE proposal ADD COLUMN chosen TEXT NOT NULL DEFAULT '';
ALTER TABLE proposal ADD COLUMN chosen_price BIGINT NOT NULL DEFAULT 0;
)sql";

// What was ordered, apart from what is approved; and the people who decided, where a terminal does not have the event.
// An order that was placed without an approval has none. And how many are needed, whatever packs they are sold in.
constexpr const char* version_ordered_units = R"sql(
ALTER TABLE proposal ADD COLUMN needed BIGINT NOT NULL DEFAULT 0;
ALTER TABLE proposal ADD COLUMN ordered BIGINT NOT NULL DEFAULT 0;
ALTER TABLE proposal ADD COLUMN ordered_of TEXT NOT NULL DEFAULT '';
ALTER TABLE proposal ADD COLUMN ordered_price BIGINT NOT NULL DEFAULT 0;
ALTER TABLE proposal ADD COLUMN decided_name TEXT NOT NULL DEFAULT '';
ALTER TABLE proposal ADD COLUMN placed_name TEXT NOT NULL DEFAULT '';
UPDATE proposal SET ordered = CASE WHEN approved > 0 THEN approved ELSE quantity END,
  ordered_of = CASE WHEN chosen > '' THEN chosen ELSE supplier END,
  ordered_price = CASE WHEN chosen > '' THEN chosen_price ELSE price END WHERE state = 'placed';
UPDATE proposal SET approved = 0 WHERE state = 'placed' AND decided_by = '';
)sql";

// What people call the terminal that has it.
constexpr const char* version_holder = R"sql(
ALTER TABLE lease ADD COLUMN holder TEXT NOT NULL DEFAULT '';
)sql";

// Numbers for labels, by the first of each block (storage/model/label_numbers.h), and how many of them are printed.
constexpr const char* version_numbers = R"sql(
CREATE TABLE number_block(
  first BIGINT PRIMARY KEY,
  prefix TEXT NOT NULL,
  writer TEXT NOT NULL,
  holder TEXT NOT NULL,
  numbers BIGINT NOT NULL,
  used BIGINT NOT NULL,
  open INTEGER NOT NULL,
  changed BIGINT NOT NULL DEFAULT 0);
CREATE INDEX number_block_changed ON number_block(changed) WHERE changed > 0;
CREATE INDEX number_block_own ON number_block(changed) WHERE changed < -9;
)sql";

// What customers have decided about lines, by the event that says so (storage/books/customer_choices.h).
constexpr const char* version_choices = R"sql(
CREATE TABLE customer_choice(
  event_id TEXT NOT NULL,
  kind TEXT NOT NULL,
  order_no TEXT NOT NULL,
  line INTEGER NOT NULL,
  units BIGINT NOT NULL,
  ordered BIGINT NOT NULL,
  told INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY(event_id, kind));
CREATE INDEX customer_choice_line ON customer_choice(order_no, line);
)sql";

// Lines that were stopped here (storage/books/stopped_lines.h), with what their document had asked for; `ended_by` is
// the event that wants one again. And what rows of an import became where the books have kept something of them.
constexpr const char* version_stopped = R"sql(
CREATE TABLE stopped_line(
  name TEXT NOT NULL,
  document TEXT NOT NULL,
  line INTEGER NOT NULL,
  asked BIGINT NOT NULL,
  units BIGINT NOT NULL,
  said BIGINT NOT NULL DEFAULT 0,
  told INTEGER NOT NULL DEFAULT 0,
  ended_by TEXT NOT NULL DEFAULT '',
  PRIMARY KEY(name, document, line));
CREATE INDEX stopped_line_ended ON stopped_line(ended_by) WHERE ended_by > '';
INSERT INTO stopped_line(name, document, line, asked, units)
  SELECT 'purchase_line', purchase, line, expected + given_up, given_up FROM purchase_line
  WHERE closed = 1 AND given_up > 0;
ALTER TABLE customer_choice ADD COLUMN ended_by TEXT NOT NULL DEFAULT '';
ALTER TABLE before_image ADD COLUMN became TEXT NOT NULL DEFAULT '';
)sql";

// What hands have taken for an order line, by the place and the database where it was booked, and who did so last.
constexpr const char* version_taken = R"sql(
CREATE TABLE taken(
  order_no TEXT NOT NULL,
  line INTEGER NOT NULL,
  place TEXT NOT NULL,
  writer TEXT NOT NULL,
  units BIGINT NOT NULL,
  operator TEXT NOT NULL,
  at BIGINT NOT NULL,
  changed BIGINT NOT NULL DEFAULT 0,
  PRIMARY KEY(order_no, line, place, writer));
CREATE INDEX taken_changed ON taken(changed) WHERE changed > 0;
CREATE INDEX taken_own ON taken(changed) WHERE changed < -9;
)sql";

// What of a purchase line had come where the office's files come from, before it was heard of here.
constexpr const char* version_came_before = R"sql(
ALTER TABLE purchase_line ADD COLUMN came_before BIGINT NOT NULL DEFAULT 0;
)sql";

// Which of the office's purchase lines are what was ordered (storage/books/bought_as.h). NULL: nobody has decided about
// it, or a program of old has, which found that out each time.
constexpr const char* version_bought = "ALTER TABLE proposal ADD COLUMN bought TEXT;";

}  // namespace

// A new version is one more line here, and one more database in tests/storage/schema/test_migrations.cpp.
const std::vector<const char*>& migrations() {
  static const std::vector<const char*> all{version_1,
                                            version_floor,
                                            version_speed,
                                            version_policies,
                                            version_notice_kind,
                                            version_jobs,
                                            version_set_aside,
                                            version_exact_books,
                                            version_ordered,
                                            version_suppliers,
                                            version_removed,
                                            version_promise,
                                            version_demand,
                                            version_plan,
                                            version_faces,
                                            version_messages,
                                            version_alternatives,
                                            version_own_rows,
                                            version_law,
                                            version_closed,
                                            version_notice_number,
                                            version_last_told,
                                            version_room,
                                            version_counted,
                                            version_closed_short,
                                            version_leases,
                                            version_supplied,
                                            version_chosen,
                                            version_holder,
                                            version_numbers,
                                            version_ordered_units,
                                            version_choices,
                                            version_wished,
                                            version_stopped,
                                            version_taken,
                                            version_came_before,
                                            version_bought};
  return all;
}

Status migrate(Engine& engine, const std::string& name, const std::vector<const char*>& steps) {
  std::int64_t version = 0;
  if (engine.has_table("setting")) version = number_setting(engine, "schema");
  if (engine.failed()) return engine.failure();
  const auto newest = static_cast<std::int64_t>(steps.size());
  if (version > newest) {
    return Error{ErrorKind::newer_version, name,
                 "the database has version " + std::to_string(version) + ", this program knows " +
                     std::to_string(newest) + "; install the newer program"};
  }
  for (std::int64_t step = version; step < newest; ++step) {
    if (auto ran = engine.run_script(steps[static_cast<std::size_t>(step)]); !ran) return ran.error();
  }
  if (version < newest) {
    engine.run(
        "INSERT INTO setting(name, value) VALUES('schema', $1) ON CONFLICT(name) DO UPDATE SET value=excluded.value",
        std::to_string(newest));
  }
  if (engine.failed()) return engine.failure();
  return Done{};
}

}  // namespace dockhand
