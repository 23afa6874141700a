#include "storage/audit.h"

#include <sodium.h>

#include <algorithm>
#include <array>

#include "storage/codec.h"
#include "storage/engine.h"
#include "storage/ledger_state.h"
#include "storage/tables.h"

namespace dockhand {
namespace {

// A promise as a query that finds what breaks it: no row, no offence. The first row's cells tell it.
struct Promise {
  const char* name;
  const char* counted;  // what was looked at, as a query of one number
  const char* offenders;
};

// A location holds what is reserved unless it is a lane or a shipping place, where it is picked.
constexpr std::array<Promise, 9> promises{{
    {"every event's postings sum to zero per item, lot and serial", "SELECT count(*) FROM posting",
     "SELECT event, item, lot, serial, sum(quantity) FROM posting GROUP BY event, item, lot, serial"
     " HAVING sum(quantity) <> 0"},
    {"every posting belongs to an event", "SELECT count(*) FROM posting",
     "SELECT p.event, p.place, p.item FROM posting p LEFT JOIN event e ON e.seq = p.event WHERE e.seq IS NULL"},
    {"balances equal the hub's rows plus the postings since", "SELECT count(*) FROM balance",
     "WITH since(n) AS (SELECT CASE WHEN (SELECT value FROM setting WHERE name='role') = 'hub' THEN 0 ELSE"
     " coalesce((SELECT CAST(value AS BIGINT) FROM setting WHERE name='applied'), 0) END),"
     " folded AS (SELECT place, item, lot, serial, doc, line, sum(quantity) AS quantity FROM posting"
     " WHERE event > (SELECT n FROM since) GROUP BY place, item, lot, serial, doc, line)"
     " SELECT b.place, b.item, b.lot, b.serial, b.doc, b.line, b.quantity, b.hub_quantity, f.quantity FROM balance b"
     " LEFT JOIN folded f ON f.place=b.place AND f.item=b.item AND f.lot=b.lot AND f.serial=b.serial AND f.doc=b.doc"
     " AND f.line=b.line WHERE b.quantity <> b.hub_quantity + coalesce(f.quantity, 0)"},
    {"every posting has its balance", "SELECT count(*) FROM posting",
     "SELECT p.event, p.place, p.item, p.doc, p.line FROM posting p WHERE NOT EXISTS (SELECT 1 FROM balance b WHERE"
     " b.place=p.place AND b.item=p.item AND b.lot=p.lot AND b.serial=p.serial AND b.doc=p.doc AND b.line=p.line)"},
    {"reserved, picked and shipped equal the balances", "SELECT count(*) FROM order_line",
     "SELECT o.order_no, o.line, o.reserved, o.picked, o.shipped FROM order_line o WHERE o.shipped <> coalesce((SELECT"
     " sum(b.quantity) FROM balance b WHERE b.doc=o.order_no AND b.line=o.line AND b.quantity <> 0 AND"
     " b.place='@customer'), 0) OR o.picked <> coalesce((SELECT sum(b.quantity) FROM balance b JOIN location p ON"
     " p.location=b.place WHERE b.doc=o.order_no AND b.line=o.line AND b.quantity <> 0 AND p.kind IN ('lane', "
     "'shipping')),"
     " 0) OR o.reserved <> coalesce((SELECT sum(b.quantity) FROM balance b JOIN location p ON p.location=b.place WHERE"
     " b.doc=o.order_no AND b.line=o.line AND b.quantity <> 0 AND p.kind NOT IN ('lane', 'shipping')), 0)"},
    {"no line holds more than its demand, and waiting is the rest", "SELECT count(*) FROM order_line",
     "SELECT order_no, line, ordered - cancelled, reserved, picked, shipped, waiting FROM order_line WHERE reserved < 0"
     " OR picked < 0 OR shipped < 0 OR (reserved + picked > 0 AND reserved + picked + shipped > ordered - cancelled)"
     " OR waiting <> CASE WHEN ordered - cancelled > reserved + picked + shipped"
     " THEN ordered - cancelled - reserved - picked - shipped ELSE 0 END"},
    {"no claim exceeds the units that are there", "SELECT count(*) FROM balance WHERE doc <> ''",
     "SELECT place, item, lot, serial, doc, line, quantity FROM balance WHERE doc <> '' AND quantity < 0 AND"
     " place <> '@supplier'"},
    {"claims are of the item that their line ordered", "SELECT count(*) FROM balance WHERE doc <> ''",
     "SELECT b.place, b.item, b.doc, b.line, o.item FROM balance b JOIN order_line o ON o.order_no=b.doc AND "
     "o.line=b.line"
     " WHERE b.place <> '@supplier' AND b.quantity <> 0 AND b.item <> o.item"},
    {"what purchases have received equals the balances", "SELECT count(*) FROM purchase_line",
     "SELECT p.purchase, p.line, p.received FROM purchase_line p WHERE p.received <> -coalesce((SELECT sum(b.quantity)"
     " FROM balance b WHERE b.place='@supplier' AND b.doc=p.purchase AND b.line=p.line AND b.quantity <> 0), 0)"},
}};

std::string cells_of(const Rows& rows) {
  std::string text;
  for (int i = 0; i < rows.columns(); ++i) text += (i == 0 ? "" : " | ") + printable(rows.text(i), 40);
  return text;
}

AuditCheck check(Engine& engine, const Promise& promise) {
  std::string counted;
  if (auto rows = engine.query(promise.counted); rows.next()) counted = rows.text(0) + " rows";
  auto offenders = engine.query(promise.offenders);
  if (offenders.next()) return AuditCheck{promise.name, cells_of(offenders), false};
  return AuditCheck{promise.name, counted, true};
}

// Every writer's events are a chain without gaps, and each can be read.
AuditCheck check_chain(Engine& engine) {
  AuditCheck result{"every writer's events are a chain of hashes without gaps", "", true};
  std::string writer;
  Head head;
  std::int64_t count = 0;
  for (auto rows =
           engine.query("SELECT writer, writer_seq, body, outcome, hash, id FROM event ORDER BY writer, writer_seq");
       rows.next(); ++count) {
    if (rows.text(0) != writer) head = Head{0, first_hash()};
    writer = rows.text(0);
    const bool continues = rows.integer(1) == head.seq + 1 && chain_hash(head.hash, rows.text(2)) == rows.text(4);
    const bool readable = decode_body(rows.text(2)).ok() && parse_outcome(rows.text(3)).ok();
    if (!continues || !readable) {
      return AuditCheck{result.name, "event " + rows.text(5) + (continues ? " cannot be read" : " breaks the chain"),
                        false};
    }
    head = Head{rows.integer(1), rows.text(4)};
  }
  result.detail = std::to_string(count) + " events";
  return result;
}

AuditCheck check_file(Engine& engine) {
  const std::string answer = engine.self_check();
  return AuditCheck{"the database file is whole", answer, answer == "ok"};
}

std::string cell_text(const Value& value) {
  if (const auto* number = std::get_if<std::int64_t>(&value)) return "i" + std::to_string(*number);
  if (const auto* text = std::get_if<std::string>(&value)) return "t" + std::to_string(text->size()) + ":" + *text;
  return "n";
}

TableHash hash_of(Engine& engine, const SyncedTable& table) {
  // An account that was used and is empty again says nothing; a terminal may never have heard of it.
  const std::string condition = table.name == "balance" ? " WHERE quantity <> 0" : "";
  const std::string sql = "SELECT " + std::string(table.keys) + "," + std::string(table.columns) + " FROM " +
                          std::string(table.name) + condition + " ORDER BY " + std::string(table.keys);
  crypto_hash_sha256_state state;
  crypto_hash_sha256_init(&state);
  TableHash result{std::string(table.name), 0, ""};
  for (auto rows = engine.query_text(sql, {}); rows.next(); ++result.rows) {
    for (int i = 0; i < rows.columns(); ++i) {
      const std::string cell = cell_text(rows.value(i));
      crypto_hash_sha256_update(&state, reinterpret_cast<const unsigned char*>(cell.data()), cell.size());
    }
  }
  std::array<unsigned char, crypto_hash_sha256_BYTES> digest{};
  crypto_hash_sha256_final(&state, digest.data());
  result.hash.resize(digest.size() * 2 + 1);
  sodium_bin2hex(result.hash.data(), result.hash.size(), digest.data(), digest.size());
  result.hash.pop_back();
  return result;
}

}  // namespace

Result<std::vector<AuditCheck>> audit(const std::filesystem::path& file) {
  auto engine = Engine::open(file, Access::read_only);
  if (!engine) return engine.error();
  Transaction snapshot(**engine);
  std::vector<AuditCheck> checks{check_file(**engine), check_chain(**engine)};
  for (const Promise& promise : promises) checks.push_back(check(**engine, promise));
  if ((*engine)->failed()) return (*engine)->failure();
  return checks;
}

Result<std::vector<TableHash>> table_hashes(const std::filesystem::path& file) {
  auto engine = Engine::open(file, Access::read_only);
  if (!engine) return engine.error();
  Transaction snapshot(**engine);
  std::vector<TableHash> hashes;
  for (const SyncedTable& table : synced_tables) hashes.push_back(hash_of(**engine, table));
  if ((*engine)->failed()) return (*engine)->failure();
  return hashes;
}

}  // namespace dockhand
