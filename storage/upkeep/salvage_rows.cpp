#include "storage/upkeep/salvage_rows.h"

#include <map>

#include "storage/books/chain.h"
#include "storage/books/rows.h"
#include "storage/engine/copy_rows.h"
#include "storage/schema/demand_history.h"

namespace dockhand {
namespace {

std::int64_t applied(Engine& db) {
  auto rows = db.query("SELECT CAST(value AS BIGINT) FROM setting WHERE name='applied'");
  return rows.next() ? rows.integer(0) : 0;
}

// The last event up to which all stand in their chains, readable and with postings that sum to zero.
std::int64_t last_sound_event(Engine& db) {
  std::map<std::string, Head> heads;
  std::int64_t last = 0;
  auto rows = db.query("SELECT seq, writer, writer_seq, body, hash, outcome FROM event ORDER BY seq");
  // A number that is none is damage as well, and not an error here: what stands before it is kept.
  while (rows.next() && rows.value(0) == Value(last + 1)) {
    Head& head = heads.try_emplace(rows.text(1), Head{0, first_hash()}).first->second;
    if (rows.value(2) != Value(head.seq + 1) || chain_hash(head.hash, rows.text(3)) != rows.text(4)) break;
    if (!decode_body(rows.text(3)) || !parse_outcome(rows.text(5))) break;
    auto sums = db.query("SELECT 1 FROM posting WHERE event=$1 GROUP BY item, lot, serial HAVING sum(quantity) <> 0",
                         rows.integer(0));
    if (sums.next()) break;
    head = Head{rows.integer(2), rows.text(4)};
    last = rows.integer(0);
  }
  return last;
}

std::vector<Body> cut_after(Engine& db, std::int64_t last) {
  std::vector<Body> again;
  for (auto rows = db.query("SELECT body FROM event WHERE seq > $1 ORDER BY seq", last); rows.next();) {
    if (auto body = decode_body(rows.text(0))) again.push_back(std::move(body).value());
  }
  db.run("DELETE FROM explanation WHERE event_id IN (SELECT id FROM event WHERE seq > $1)", last);
  db.run("DELETE FROM event WHERE seq > $1", last);
  db.run("DELETE FROM posting WHERE event > $1 OR NOT EXISTS (SELECT 1 FROM event WHERE seq = posting.event)", last);
  db.run("UPDATE event SET undone_by='' WHERE undone_by <> '' AND undone_by NOT IN (SELECT id FROM event)");
  return again;
}

// Explanations and notices are for people: one that cannot be read says nothing.
void drop_unreadable(Engine& db) {
  std::vector<std::pair<std::string, Value>> explanations;
  for (auto rows = db.query("SELECT event_id, position, detail FROM explanation"); rows.next();) {
    if (!parse_explanation(rows.text(2))) explanations.emplace_back(rows.text(0), rows.value(1));
  }
  for (const auto& [event, position] : explanations) {
    db.run("DELETE FROM explanation WHERE event_id=$1 AND position=$2", event, position);
  }
  std::vector<std::string> notices;
  for (auto rows = db.query("SELECT id, detail FROM notice"); rows.next();) {
    if (!parse_notice(rows.text(1))) notices.push_back(rows.text(0));
  }
  for (const std::string& id : notices) db.run("DELETE FROM notice WHERE id=$1", id);
}

// Computes everything that is a sum, from the hub's rows and the postings that are left.
void sum_up(Engine& db) {
  db.run("UPDATE balance SET quantity = hub_quantity");
  db.run("INSERT INTO balance(" DOCKHAND_ACCOUNT
         ", quantity)"
         " SELECT " DOCKHAND_ACCOUNT
         ", sum(quantity) FROM posting WHERE event > $1"
         " GROUP BY " DOCKHAND_ACCOUNT " ON CONFLICT(" DOCKHAND_ACCOUNT
         ")"
         " DO UPDATE SET quantity = balance.quantity + excluded.quantity",
         applied(db));
  db.run("UPDATE purchase_line SET received = 0");
  db.run(
      "UPDATE order_line SET reserved = 0, picked = 0, shipped = 0, returned = 0,"
      " waiting = CASE WHEN ordered > cancelled THEN ordered - cancelled ELSE 0 END");
}

}  // namespace

std::vector<Body> take_rows_over(Engine& from, Engine& to) {
  const bool whole = copy_rows(from, to);
  std::int64_t last = last_sound_event(to);
  // Where rows are missing, only what the hub has can be left as it is; the hub will send its rows again.
  if (!whole) last = std::min(last, applied(to));
  to.run("UPDATE setting SET value='' WHERE name='hub_generation'");
  std::vector<Body> again = cut_after(to, last);
  drop_unreadable(to);
  sum_up(to);
  complete_history(to);
  return again;
}

}  // namespace dockhand
