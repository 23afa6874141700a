// The versions that planning and promises came with.
#include "storage/schema/versions.h"

namespace dockhand {

// When each waiting line is expected to leave: days, and in thousandths how likely it is by the day that the office has
// promised; `to_order`: only if what nothing brings is ordered now. `learned` is what a night found out of suppliers
// and of the dock; each database finds it out for itself. `first_due` is the day that a supplier said first, however
// often it was moved since.
const char* const version_promise = R"sql(
ALTER TABLE item ADD COLUMN ended INTEGER NOT NULL DEFAULT 0;
ALTER TABLE purchase_line ADD COLUMN first_due INTEGER;
UPDATE purchase_line SET first_due = due;
CREATE INDEX asn_line_by_item ON asn_line(item);

CREATE TABLE promise(
  order_no TEXT NOT NULL,
  line INTEGER NOT NULL,
  p50 INTEGER NOT NULL,
  p90 INTEGER NOT NULL,
  kept INTEGER NOT NULL,
  to_order INTEGER NOT NULL,
  made BIGINT NOT NULL,
  changed BIGINT NOT NULL DEFAULT 0,
  PRIMARY KEY(order_no, line));
CREATE INDEX promise_changed ON promise(changed) WHERE changed > 0;

CREATE TABLE learned(
  about TEXT PRIMARY KEY,
  detail TEXT NOT NULL);
)sql";

// What was asked for, by item and week (its Monday): what an order line counts for in it is `demanded`
// (storage/schema/demand_history.h).
const char* const version_demand = R"sql(
ALTER TABLE order_line ADD COLUMN one_off INTEGER NOT NULL DEFAULT 0;
ALTER TABLE order_line ADD COLUMN demanded BIGINT NOT NULL DEFAULT 0;
UPDATE order_line SET demanded = ordered - cancelled WHERE ordered > cancelled AND ordered_at >= 0;
ALTER TABLE before_image ADD COLUMN demanded TEXT NOT NULL DEFAULT '';
CREATE INDEX order_line_demand ON order_line(item, ordered_at) WHERE demanded > 0;

CREATE TABLE demand(
  item TEXT NOT NULL,
  week INTEGER NOT NULL,
  units BIGINT NOT NULL,
  lines BIGINT NOT NULL,
  largest BIGINT NOT NULL,
  PRIMARY KEY(item, week));
INSERT INTO demand(item, week, units, lines, largest)
  SELECT item, ordered_at / 86400000 - (ordered_at / 86400000 + 3) % 7, sum(demanded), count(*), max(demanded)
  FROM order_line WHERE demanded > 0
  GROUP BY item, ordered_at / 86400000 - (ordered_at / 86400000 + 3) % 7;
)sql";

// The day of a wish: what is wished for was asked for in its week. It is the database's own, as `demand` is. Of wishes
// of old nobody knows it.
const char* const version_wished = R"sql(
ALTER TABLE wish ADD COLUMN wished_on INTEGER NOT NULL DEFAULT 0;
)sql";

// What the night's plan says of each item, and what it proposes to order.
const char* const version_plan = R"sql(
CREATE TABLE plan(
  item TEXT PRIMARY KEY,
  method TEXT NOT NULL,
  first_week INTEGER NOT NULL,
  weeks TEXT NOT NULL,
  error BIGINT NOT NULL,
  class TEXT NOT NULL,
  level BIGINT NOT NULL,
  expected BIGINT NOT NULL,
  days INTEGER NOT NULL,
  why_supplier TEXT NOT NULL,
  late INTEGER NOT NULL,
  came INTEGER NOT NULL,
  excess BIGINT NOT NULL,
  cover_days INTEGER,
  runs_out INTEGER,
  changed BIGINT NOT NULL DEFAULT 0);
CREATE INDEX plan_changed ON plan(changed) WHERE changed > 0;

CREATE TABLE proposal(
  id TEXT PRIMARY KEY,
  item TEXT NOT NULL,
  supplier TEXT NOT NULL,
  backup TEXT NOT NULL,
  quantity BIGINT NOT NULL,
  price BIGINT NOT NULL,
  place INTEGER NOT NULL,
  saves BIGINT NOT NULL,
  lines BIGINT NOT NULL,
  order_by INTEGER NOT NULL,
  runs_out INTEGER,
  free BIGINT NOT NULL,
  coming BIGINT NOT NULL,
  textbook BIGINT NOT NULL,
  king BIGINT NOT NULL,
  level BIGINT NOT NULL,
  expected BIGINT NOT NULL,
  days INTEGER NOT NULL,
  why_supplier TEXT NOT NULL,
  late INTEGER NOT NULL,
  came INTEGER NOT NULL,
  state TEXT NOT NULL DEFAULT 'open',
  approved BIGINT NOT NULL DEFAULT 0,
  decided INTEGER,
  decided_by TEXT NOT NULL DEFAULT '',
  placed_by TEXT NOT NULL DEFAULT '',
  purchase TEXT NOT NULL DEFAULT '',
  changed BIGINT NOT NULL DEFAULT 0);
CREATE INDEX proposal_by_item ON proposal(item);
CREATE INDEX proposal_changed ON proposal(changed) WHERE changed > 0;
)sql";

// Places that are filled from reserve: up to `most` when fewer than `least` are there.
const char* const version_faces = R"sql(
CREATE TABLE face(
  item TEXT NOT NULL,
  location TEXT NOT NULL,
  least BIGINT NOT NULL,
  most BIGINT NOT NULL,
  changed BIGINT NOT NULL DEFAULT 0,
  PRIMARY KEY(item, location));
CREATE INDEX face_changed ON face(changed) WHERE changed > 0;
)sql";

// What customers are told. `told`: the day that the customer of a line was told last, and how firmly
// (storage/planning/promises/calm.h). `message`: one about one line, made with the event that decided it; several of
// one customer become a letter, which each channel takes by itself. All of it is this database's own, and contacts
// leave it never. `cause`: why units of a line wait, or waited.
const char* const version_messages = R"sql(
CREATE TABLE told(
  order_no TEXT NOT NULL,
  line INTEGER NOT NULL,
  item TEXT NOT NULL,
  state TEXT NOT NULL,
  day INTEGER NOT NULL,
  told_on INTEGER NOT NULL,
  nights INTEGER NOT NULL,
  later INTEGER NOT NULL,
  revision INTEGER NOT NULL,
  PRIMARY KEY(order_no, line));
CREATE INDEX told_waits ON told(item) WHERE state = 'waits';

CREATE TABLE message(
  id TEXT PRIMARY KEY,
  customer TEXT NOT NULL,
  kind TEXT NOT NULL,
  order_no TEXT NOT NULL,
  line INTEGER NOT NULL,
  item TEXT NOT NULL,
  units BIGINT NOT NULL,
  day INTEGER,
  was INTEGER,
  carrier TEXT NOT NULL,
  tracking TEXT NOT NULL,
  at BIGINT NOT NULL,
  due BIGINT NOT NULL,
  state TEXT NOT NULL,
  letter TEXT NOT NULL);
CREATE INDEX message_open ON message(due) WHERE state = 'open';
CREATE INDEX message_line ON message(order_no, line);
CREATE INDEX message_letter ON message(letter) WHERE letter <> '';

CREATE TABLE letter(
  id TEXT NOT NULL,
  channel TEXT NOT NULL,
  customer TEXT NOT NULL,
  made BIGINT NOT NULL,
  state TEXT NOT NULL,
  tries INTEGER NOT NULL,
  next_try BIGINT NOT NULL,
  problem TEXT NOT NULL,
  PRIMARY KEY(id, channel));
CREATE INDEX letter_queued ON letter(next_try) WHERE state = 'queued';
CREATE INDEX letter_by_customer ON letter(customer, channel) WHERE state = 'queued';

CREATE TABLE contact(
  customer TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  email TEXT NOT NULL,
  language TEXT NOT NULL,
  consent INTEGER NOT NULL);

CREATE TABLE cause(
  order_no TEXT NOT NULL,
  line INTEGER NOT NULL,
  cause TEXT NOT NULL,
  item TEXT NOT NULL,
  supplier TEXT NOT NULL,
  since INTEGER NOT NULL,
  units BIGINT NOT NULL,
  most BIGINT NOT NULL,
  changed BIGINT NOT NULL DEFAULT 0,
  PRIMARY KEY(order_no, line, cause));
CREATE INDEX cause_changed ON cause(changed) WHERE changed > 0;

CREATE INDEX order_line_by_item ON order_line(item, ordered_at);
CREATE INDEX purchase_line_by_item ON purchase_line(item, due);
CREATE INDEX posting_off ON posting(item, event) WHERE place IN ('@adjustment', '@suspense');
)sql";

}  // namespace dockhand
