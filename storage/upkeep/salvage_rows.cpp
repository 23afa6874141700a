#include "storage/upkeep/salvage_rows.h"

#include <map>

#include "storage/ledger/ledger_state.h"

namespace dockhand {
namespace {

std::vector<std::string> first_column(Rows rows, int column) {
  std::vector<std::string> texts;
  while (rows.next()) texts.push_back(rows.text(column));
  return texts;
}

std::string joined(const std::vector<std::string>& names, const std::string& prefix = "") {
  std::string text;
  for (std::size_t i = 0; i < names.size(); ++i) {
    text += (i == 0 ? "" : ",") + (prefix.empty() ? names[i] : prefix + std::to_string(i + 1));
  }
  return text;
}

// One table, by the order of its pages: forward up to the first damage, then backward down to the last.
class TableCopy {
 public:
  TableCopy(Engine& from, Engine& to, const std::string& table)
      : from_(from), to_(to), columns_(first_column(to.query_text("PRAGMA table_info(" + table + ")", {}), 1)) {
    const std::string names = joined(columns_);
    read_ = "SELECT rowid," + names + " FROM " + table + " NOT INDEXED ";
    write_ = "INSERT INTO " + table + "(" + names + ") VALUES(" + joined(columns_, "$") + ") ON CONFLICT DO NOTHING";
  }

  // Whether every row was there.
  bool run() {
    const bool whole = copy("ORDER BY rowid", {});
    if (!whole) copy("WHERE rowid > $1 ORDER BY rowid DESC", {Value(last_)});
    return whole;
  }

 private:
  bool copy(const std::string& order, const std::vector<Value>& cells) {
    from_.clear_failure();
    std::int64_t last = last_;
    {
      auto rows = from_.query_text(read_ + order, cells);
      while (rows.next()) {
        std::vector<Value> row;
        for (std::size_t i = 0; i < columns_.size(); ++i) row.push_back(rows.value(static_cast<int>(i) + 1));
        to_.run_text(write_, row);
        last = rows.integer(0);
      }
    }
    last_ = last;
    const bool whole = !from_.failed();
    from_.clear_failure();
    return whole;
  }

  Engine& from_;
  Engine& to_;
  std::vector<std::string> columns_;
  std::string read_, write_;
  std::int64_t last_ = 0;  // rowid
};

bool copy_tables(Engine& from, Engine& to) {
  bool whole = true;
  const auto tables = first_column(
      to.query("SELECT name FROM sqlite_master WHERE type='table' AND name NOT LIKE 'sqlite%' ORDER BY name"), 0);
  for (const std::string& table : tables) whole = TableCopy(from, to, table).run() && whole;
  return whole;
}

std::int64_t applied(Engine& db) {
  auto rows = db.query("SELECT CAST(value AS BIGINT) FROM setting WHERE name='applied'");
  return rows.next() ? rows.integer(0) : 0;
}

// The last event up to which all stand in their chains, readable and with postings that sum to zero.
std::int64_t last_sound_event(Engine& db) {
  std::map<std::string, Head> heads;
  std::int64_t last = 0;
  auto rows = db.query("SELECT seq, writer, writer_seq, body, hash, outcome FROM event ORDER BY seq");
  while (rows.next() && rows.integer(0) == last + 1) {
    Head& head = heads.try_emplace(rows.text(1), Head{0, first_hash()}).first->second;
    if (rows.integer(2) != head.seq + 1 || chain_hash(head.hash, rows.text(3)) != rows.text(4)) break;
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

template <class Parse>
void drop_unreadable(Engine& db, const char* read, const char* remove, Parse parse) {
  std::vector<std::int64_t> bad;
  for (auto rows = db.query(read); rows.next();) {
    if (!parse(rows.text(1))) bad.push_back(rows.integer(0));
  }
  for (const std::int64_t row : bad) db.run(remove, row);
}

// Everything that is a sum: from the hub's rows and the postings that are left.
void sum_up(Engine& db) {
  db.run("UPDATE balance SET quantity = hub_quantity");
  db.run(
      "INSERT INTO balance(place, item, lot, serial, doc, line, quantity)"
      " SELECT place, item, lot, serial, doc, line, sum(quantity) FROM posting WHERE event > $1"
      " GROUP BY place, item, lot, serial, doc, line ON CONFLICT(place, item, lot, serial, doc, line)"
      " DO UPDATE SET quantity = balance.quantity + excluded.quantity",
      applied(db));
  db.run("UPDATE purchase_line SET received = 0");
  db.run(
      "UPDATE order_line SET reserved = 0, picked = 0, shipped = 0, returned = 0,"
      " waiting = CASE WHEN ordered > cancelled THEN ordered - cancelled ELSE 0 END");
}

}  // namespace

std::vector<Body> take_rows_over(Engine& from, Engine& to) {
  const bool whole = copy_tables(from, to);
  std::int64_t last = last_sound_event(to);
  // Where rows are missing, only what the hub has can be left as it is; the hub will send its rows again.
  if (!whole) last = std::min(last, applied(to));
  to.run("UPDATE setting SET value='' WHERE name='hub_generation'");
  std::vector<Body> again = cut_after(to, last);
  drop_unreadable(to, "SELECT rowid, detail FROM explanation", "DELETE FROM explanation WHERE rowid=$1",
                  parse_explanation);
  drop_unreadable(to, "SELECT rowid, detail FROM notice", "DELETE FROM notice WHERE rowid=$1", parse_notice);
  sum_up(to);
  return again;
}

}  // namespace dockhand
