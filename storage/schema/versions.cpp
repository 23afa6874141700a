#include "storage/schema/versions.h"

namespace dockhand {

// Dates are days and times milliseconds since 1970-01-01 UTC. `changed` is the hub's cursor: the number of the hub's
// transaction that wrote the row last; 0 on a terminal for rows that only it knows.
//
// A balance belongs to an account: a place, an item with lot and serial ('' when not tracked), and a document line. At
// a location the document line is the order line that has the units claimed ('' and 0 for free stock); at @supplier it
// is the purchase line, at @customer the order line. The places that are no locations: @supplier, @customer,
// @adjustment. On a terminal, quantity = hub_quantity + the postings of its pending events.
//
// The texts are in the dialect that SQLite and PostgreSQL share.
const char* const version_1 = R"sql(
CREATE TABLE setting(
  name TEXT PRIMARY KEY,
  value TEXT NOT NULL);

CREATE TABLE item(
  item TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  tracking TEXT NOT NULL,
  changed BIGINT NOT NULL DEFAULT 0);
CREATE INDEX item_changed ON item(changed);

CREATE TABLE barcode(
  code TEXT PRIMARY KEY,
  item TEXT NOT NULL,
  level TEXT NOT NULL,
  units BIGINT NOT NULL,
  changed BIGINT NOT NULL DEFAULT 0);
CREATE INDEX barcode_by_item ON barcode(item, units);
CREATE INDEX barcode_changed ON barcode(changed);

CREATE TABLE location(
  location TEXT PRIMARY KEY,
  kind TEXT NOT NULL,
  walk INTEGER NOT NULL,
  changed BIGINT NOT NULL DEFAULT 0);
CREATE INDEX location_changed ON location(changed);

CREATE TABLE customer(
  customer TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  changed BIGINT NOT NULL DEFAULT 0);
CREATE INDEX customer_changed ON customer(changed);

CREATE TABLE lot(
  item TEXT NOT NULL,
  lot TEXT NOT NULL,
  expiry INTEGER,
  changed BIGINT NOT NULL DEFAULT 0,
  PRIMARY KEY(item, lot));
CREATE INDEX lot_changed ON lot(changed);

CREATE TABLE order_line(
  order_no TEXT NOT NULL,
  line INTEGER NOT NULL,
  customer TEXT NOT NULL,
  item TEXT NOT NULL,
  ordered BIGINT NOT NULL,
  cancelled BIGINT NOT NULL,
  priority INTEGER NOT NULL,
  promised INTEGER NOT NULL,
  ordered_at BIGINT NOT NULL,
  partial INTEGER NOT NULL,
  reserved BIGINT NOT NULL DEFAULT 0,
  picked BIGINT NOT NULL DEFAULT 0,
  shipped BIGINT NOT NULL DEFAULT 0,
  waiting BIGINT NOT NULL DEFAULT 0,
  changed BIGINT NOT NULL DEFAULT 0,
  PRIMARY KEY(order_no, line));
CREATE INDEX order_line_waiting ON order_line(item, priority, promised, ordered_at, order_no, line) WHERE waiting > 0;
CREATE INDEX order_line_reserved ON order_line(priority, promised, ordered_at, order_no, line) WHERE reserved > 0;
CREATE INDEX order_line_changed ON order_line(changed);

CREATE TABLE purchase_line(
  purchase TEXT NOT NULL,
  line INTEGER NOT NULL,
  supplier TEXT NOT NULL,
  item TEXT NOT NULL,
  expected BIGINT NOT NULL,
  due INTEGER NOT NULL,
  for_order TEXT NOT NULL DEFAULT '',
  for_line INTEGER NOT NULL DEFAULT 0,
  received BIGINT NOT NULL DEFAULT 0,
  changed BIGINT NOT NULL DEFAULT 0,
  PRIMARY KEY(purchase, line));
CREATE INDEX purchase_line_open ON purchase_line(item, due) WHERE received < expected;
CREATE INDEX purchase_line_changed ON purchase_line(changed);

CREATE TABLE balance(
  place TEXT NOT NULL,
  item TEXT NOT NULL,
  lot TEXT NOT NULL,
  serial TEXT NOT NULL,
  doc TEXT NOT NULL,
  line INTEGER NOT NULL,
  quantity BIGINT NOT NULL,
  hub_quantity BIGINT NOT NULL DEFAULT 0,
  changed BIGINT NOT NULL DEFAULT 0,
  PRIMARY KEY(place, item, lot, serial, doc, line));
CREATE INDEX balance_by_item ON balance(item, doc, line) WHERE quantity <> 0;
CREATE INDEX balance_by_doc ON balance(doc, line) WHERE quantity <> 0;
CREATE INDEX balance_changed ON balance(changed);

CREATE TABLE event(
  seq BIGINT PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  writer TEXT NOT NULL,
  writer_seq BIGINT NOT NULL,
  action TEXT NOT NULL,
  operator TEXT NOT NULL,
  at BIGINT NOT NULL,
  body TEXT NOT NULL,
  outcome TEXT NOT NULL,
  hash TEXT NOT NULL,
  undone_by TEXT NOT NULL DEFAULT '',
  UNIQUE(writer, writer_seq));

CREATE TABLE posting(
  event BIGINT NOT NULL,
  place TEXT NOT NULL,
  item TEXT NOT NULL,
  lot TEXT NOT NULL,
  serial TEXT NOT NULL,
  doc TEXT NOT NULL,
  line INTEGER NOT NULL,
  quantity BIGINT NOT NULL);
CREATE INDEX posting_by_event ON posting(event);

CREATE TABLE explanation(
  event_id TEXT NOT NULL,
  position INTEGER NOT NULL,
  order_no TEXT NOT NULL,
  line INTEGER NOT NULL,
  at BIGINT NOT NULL,
  because TEXT NOT NULL,
  detail TEXT NOT NULL,
  changed BIGINT NOT NULL DEFAULT 0,
  PRIMARY KEY(event_id, position));
CREATE INDEX explanation_by_line ON explanation(order_no, line, at);
CREATE INDEX explanation_changed ON explanation(changed);

CREATE TABLE notice(
  id TEXT PRIMARY KEY,
  writer TEXT NOT NULL,
  at BIGINT NOT NULL,
  detail TEXT NOT NULL,
  open INTEGER NOT NULL,
  changed BIGINT NOT NULL DEFAULT 0);
CREATE INDEX notice_open ON notice(at) WHERE open = 1;
CREATE INDEX notice_changed ON notice(changed);

CREATE TABLE chain(
  writer TEXT PRIMARY KEY,
  seq BIGINT NOT NULL,
  hash TEXT NOT NULL);
)sql";

// This is for what the floor does beside receiving and picking. A handling unit is a row of `location`, derived from
// the balance of item @unit (storage/books/books.h). `handling_unit` keeps where, when and by whom it was received or
// packed first. `returned` is derived from the balances at @returned.
const char* const version_floor = R"sql(
ALTER TABLE item ADD COLUMN expiry INTEGER NOT NULL DEFAULT 0;
ALTER TABLE item ADD COLUMN count_tolerance BIGINT;

ALTER TABLE location ADD COLUMN zone TEXT NOT NULL DEFAULT '';
ALTER TABLE location ADD COLUMN stands_at TEXT NOT NULL DEFAULT '';
CREATE INDEX location_standing ON location(stands_at) WHERE stands_at <> '';

ALTER TABLE lot ADD COLUMN status TEXT NOT NULL DEFAULT 'available';
ALTER TABLE lot ADD COLUMN reason TEXT NOT NULL DEFAULT '';
CREATE INDEX lot_blocked ON lot(item, lot) WHERE status <> 'available';
CREATE INDEX balance_by_lot ON balance(item, lot) WHERE lot <> '' AND quantity <> 0;

ALTER TABLE order_line ADD COLUMN returned BIGINT NOT NULL DEFAULT 0;

CREATE TABLE asn_line(
  sscc TEXT NOT NULL,
  item TEXT NOT NULL,
  lot TEXT NOT NULL,
  serial TEXT NOT NULL,
  purchase TEXT NOT NULL,
  line INTEGER NOT NULL,
  asn TEXT NOT NULL,
  quantity BIGINT NOT NULL,
  expiry INTEGER,
  changed BIGINT NOT NULL DEFAULT 0,
  PRIMARY KEY(sscc, item, lot, serial, purchase, line));
CREATE INDEX asn_line_changed ON asn_line(changed) WHERE changed > 0;

CREATE TABLE handling_unit(
  sscc TEXT PRIMARY KEY,
  place TEXT NOT NULL,
  operator TEXT NOT NULL,
  at BIGINT NOT NULL,
  order_no TEXT NOT NULL,
  changed BIGINT NOT NULL DEFAULT 0);
CREATE INDEX handling_unit_changed ON handling_unit(changed) WHERE changed > 0;
)sql";

// On a terminal `changed` is 0 in every row: an index that leaves these out costs a scan nothing there.
const char* const version_speed = R"sql(
DROP INDEX item_changed;
CREATE INDEX item_changed ON item(changed) WHERE changed > 0;
DROP INDEX barcode_changed;
CREATE INDEX barcode_changed ON barcode(changed) WHERE changed > 0;
DROP INDEX location_changed;
CREATE INDEX location_changed ON location(changed) WHERE changed > 0;
DROP INDEX customer_changed;
CREATE INDEX customer_changed ON customer(changed) WHERE changed > 0;
DROP INDEX lot_changed;
CREATE INDEX lot_changed ON lot(changed) WHERE changed > 0;
DROP INDEX order_line_changed;
CREATE INDEX order_line_changed ON order_line(changed) WHERE changed > 0;
DROP INDEX purchase_line_changed;
CREATE INDEX purchase_line_changed ON purchase_line(changed) WHERE changed > 0;
DROP INDEX balance_changed;
CREATE INDEX balance_changed ON balance(changed) WHERE changed > 0;
DROP INDEX explanation_changed;
CREATE INDEX explanation_changed ON explanation(changed) WHERE changed > 0;
DROP INDEX notice_changed;
CREATE INDEX notice_changed ON notice(changed) WHERE changed > 0;

CREATE INDEX location_by_walk ON location(walk, location);
CREATE INDEX purchase_line_by_due ON purchase_line(due, purchase);
CREATE INDEX purchase_line_open_by_due ON purchase_line(due, purchase) WHERE received < expected;
)sql";

// How demand is served. `policies` is the text of storage/model/rows/policies.h. The classes are numbers, win 1 to lose
// 5; customer.order_class and order_line.own_class are 0 where the office says nothing, order_line.order_class is what
// follows, so that an index has it.
const char* const version_policies = R"sql(
CREATE TABLE site(
  setting TEXT PRIMARY KEY,
  value INTEGER NOT NULL,
  changed BIGINT NOT NULL DEFAULT 0);
CREATE INDEX site_changed ON site(changed) WHERE changed > 0;

ALTER TABLE item ADD COLUMN policies TEXT NOT NULL DEFAULT '';
ALTER TABLE item ADD COLUMN safety_stock BIGINT NOT NULL DEFAULT 0;
ALTER TABLE item ADD COLUMN order_cap BIGINT NOT NULL DEFAULT 0;

ALTER TABLE customer ADD COLUMN policies TEXT NOT NULL DEFAULT '';
ALTER TABLE customer ADD COLUMN order_class INTEGER NOT NULL DEFAULT 0;

ALTER TABLE order_line ADD COLUMN policies TEXT NOT NULL DEFAULT '';
ALTER TABLE order_line ADD COLUMN own_class INTEGER NOT NULL DEFAULT 0;
ALTER TABLE order_line ADD COLUMN order_class INTEGER NOT NULL DEFAULT 3;
UPDATE order_line SET policies = 'partial=no' WHERE partial = 0;
ALTER TABLE order_line DROP COLUMN partial;

DROP INDEX order_line_waiting;
DROP INDEX order_line_reserved;
CREATE INDEX order_line_waiting ON order_line(item, order_class, priority, promised, ordered_at, order_no, line)
  WHERE waiting > 0;
CREATE INDEX order_line_reserved ON order_line(order_class, priority, promised, ordered_at, order_no, line)
  WHERE reserved > 0;
CREATE INDEX order_line_claims ON order_line(item, order_class, priority, promised, ordered_at, order_no, line)
  WHERE reserved > 0;
CREATE INDEX order_line_by_customer ON order_line(customer);
)sql";

// The kind of the notices that are there already is found in their text.
const char* const version_notice_kind = R"sql(
ALTER TABLE notice ADD COLUMN kind TEXT NOT NULL DEFAULT '';
UPDATE notice SET kind = CASE
  WHEN detail LIKE '%"kind":"claim_moved"%' THEN 'claim_moved'
  WHEN detail LIKE '%"kind":"lost"%' THEN 'lost'
  WHEN detail LIKE '%"kind":"outranked"%' THEN 'outranked'
  WHEN detail LIKE '%"kind":"bring_back"%' THEN 'bring_back'
  WHEN detail LIKE '%"kind":"count_place"%' THEN 'count_place'
  WHEN detail LIKE '%"kind":"over_received"%' THEN 'over_received'
  WHEN detail LIKE '%"kind":"quarantined"%' THEN 'quarantined'
  WHEN detail LIKE '%"kind":"blocked_lot"%' THEN 'blocked_lot'
  WHEN detail LIKE '%"kind":"second_receipt"%' THEN 'second_receipt'
  WHEN detail LIKE '%"kind":"office"%' THEN 'office'
  WHEN detail LIKE '%"kind":"missing_scans"%' THEN 'missing_scans'
  ELSE '' END;
)sql";

// What somebody has begun at this terminal and not booked; never synced.
const char* const version_jobs = R"sql(
CREATE TABLE job(
  screen TEXT NOT NULL,
  about TEXT NOT NULL,
  operator TEXT NOT NULL,
  since BIGINT NOT NULL,
  detail TEXT NOT NULL,
  PRIMARY KEY(screen, about));
)sql";

// Events of terminals that a hub cannot read: kept as they came, until they can be.
const char* const version_set_aside = R"sql(
CREATE TABLE set_aside(
  writer TEXT NOT NULL,
  writer_seq BIGINT NOT NULL,
  hash TEXT NOT NULL,
  body TEXT NOT NULL,
  at BIGINT NOT NULL,
  PRIMARY KEY(writer, writer_seq));
)sql";

// `to_count` holds places where units were missing; what is free there is offered to nobody while `open`. What an order
// line waits for and does not ask for is `held_back`: somebody gave units back for it, and no others have come since.
// The day that was planned last is the setting planned_day of `site`, in days.
const char* const version_exact_books = R"sql(
ALTER TABLE item ADD COLUMN assume_suggested INTEGER NOT NULL DEFAULT 0;

CREATE TABLE to_count(
  place TEXT NOT NULL,
  item TEXT NOT NULL,
  lot TEXT NOT NULL,
  open INTEGER NOT NULL,
  changed BIGINT NOT NULL DEFAULT 0,
  PRIMARY KEY(place, item, lot));
CREATE INDEX to_count_open ON to_count(item) WHERE open = 1;
CREATE INDEX to_count_changed ON to_count(changed) WHERE changed > 0;

ALTER TABLE order_line ADD COLUMN held_back BIGINT NOT NULL DEFAULT 0;
CREATE INDEX order_line_held_back ON order_line(item) WHERE held_back > 0;
CREATE INDEX purchase_line_bought_for ON purchase_line(for_order, for_line) WHERE for_order <> '';
CREATE INDEX balance_by_serial ON balance(item, serial) WHERE serial <> '' AND quantity <> 0;
)sql";

// This adds when a purchase line was ordered.
const char* const version_ordered = R"sql(
ALTER TABLE purchase_line ADD COLUMN ordered_on INTEGER;
)sql";

// Who is bought from, on which terms, and what was asked for before there were books. Amounts are ten-thousandths.
const char* const version_suppliers = R"sql(
CREATE TABLE supplier(
  supplier TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  lane TEXT NOT NULL,
  country TEXT NOT NULL,
  review_days INTEGER,
  order_cost BIGINT NOT NULL,
  minimum_value BIGINT NOT NULL,
  free_freight BIGINT NOT NULL,
  auto_up_to BIGINT NOT NULL,
  language TEXT NOT NULL,
  contact TEXT NOT NULL,
  changed BIGINT NOT NULL DEFAULT 0);
CREATE INDEX supplier_changed ON supplier(changed) WHERE changed > 0;

CREATE TABLE source(
  item TEXT NOT NULL,
  supplier TEXT NOT NULL,
  price BIGINT NOT NULL,
  pack BIGINT NOT NULL,
  minimum BIGINT NOT NULL,
  lead_days INTEGER,
  rank INTEGER NOT NULL,
  until INTEGER,
  changed BIGINT NOT NULL DEFAULT 0,
  PRIMARY KEY(item, supplier));
CREATE INDEX source_changed ON source(changed) WHERE changed > 0;

CREATE TABLE past_demand(
  item TEXT NOT NULL,
  day INTEGER NOT NULL,
  units BIGINT NOT NULL,
  changed BIGINT NOT NULL DEFAULT 0,
  PRIMARY KEY(item, day));
CREATE INDEX past_demand_changed ON past_demand(changed) WHERE changed > 0;
)sql";

// Rows that were taken back leave every database: `name` is their table and `key` their keys, as
// storage/schema/row_keys.h writes them; one that came back since is not `open`. `before_image` is this database's own:
// what an event that can be taken back has made (positions among its rows), and what others of its rows were before.
const char* const version_removed = R"sql(
CREATE TABLE removed(
  name TEXT NOT NULL,
  key TEXT NOT NULL,
  open INTEGER NOT NULL,
  changed BIGINT NOT NULL DEFAULT 0,
  PRIMARY KEY(name, key));
CREATE INDEX removed_changed ON removed(changed) WHERE changed > 0;
CREATE INDEX removed_open ON removed(name) WHERE open = 1;

CREATE TABLE before_image(
  event_id TEXT PRIMARY KEY,
  created TEXT NOT NULL,
  was TEXT NOT NULL);
)sql";

}  // namespace dockhand
