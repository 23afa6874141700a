#include "storage/ledger/sweep.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "storage/schema/demand_history.h"
#include "storage/schema/tables.h"

namespace dockhand {
namespace {

// What pending events have put into a table; $1 is the last event that is not pending.
struct KeptRows {
  std::string_view table;
  std::string_view kept;
};
constexpr std::array<KeptRows, 7> kept_by_pending{{
    {"item", "item IN (SELECT item FROM posting WHERE event > $1)"},
    {"order_line", "(order_no, line) IN (SELECT doc, line FROM posting WHERE event > $1)"},
    {"purchase_line", "(purchase, line) IN (SELECT doc, line FROM posting WHERE event > $1)"},
    {"lot", "(item, lot) IN (SELECT item, lot FROM posting WHERE event > $1)"},
    {"location",
     "location IN (SELECT serial FROM posting WHERE event > $1 AND item='@unit'"
     " UNION ALL SELECT place FROM posting WHERE event > $1)"},
    {"handling_unit", "sscc IN (SELECT serial FROM posting WHERE event > $1 AND item='@unit')"},
    {"explanation", "event_id IN (SELECT id FROM event WHERE seq > $1)"},
}};

// Notices of pending events stay for now.
void sweep_notices(Engine& db, std::int64_t applied) {
  std::vector<std::string> gone;
  for (auto rows = db.query("SELECT id FROM notice WHERE changed=-1"); rows.next();) {
    const std::string id = rows.text(0);
    const std::string of = id.substr(0, id.find('#'));
    const bool pending = db.query("SELECT 1 FROM event WHERE id=$1 AND seq > $2", of, applied).next();
    if (!pending) gone.push_back(id);
  }
  for (const std::string& id : gone) db.run("DELETE FROM notice WHERE id=$1", id);
}

void add_marked_to_history(Engine& db) {
  std::vector<std::pair<std::string, std::int32_t>> lines;
  for (auto rows = db.query("SELECT order_no, line FROM order_line WHERE changed=-1"); rows.next();) {
    lines.emplace_back(rows.text(0), static_cast<std::int32_t>(rows.integer(1)));
  }
  for (const auto& [order, line] : lines) add_to_history(db, order, line);
}

void sweep_table(Engine& db, std::string_view table, std::int64_t applied) {
  const std::string marked = "DELETE FROM " + std::string(table) + " WHERE changed=-1";
  if (table == "order_line") take_marked_from_history(db, -1);  // those that stay come back
  const auto kept = std::find_if(kept_by_pending.begin(), kept_by_pending.end(),
                                 [&](const KeptRows& rows) { return rows.table == table; });
  if (kept != kept_by_pending.end()) {
    db.run_text(marked + " AND NOT " + std::string(kept->kept), {applied});
    if (table == "order_line") add_marked_to_history(db);
    return;
  }
  db.run_text(marked, {});
}

}  // namespace

bool sweep(Engine& db, std::int64_t applied) {
  std::int64_t left = 0;
  for (const SyncedTable& table : synced_tables) {
    if (table.name == "balance") continue;
    if (table.name == "notice")
      sweep_notices(db, applied);
    else
      sweep_table(db, table.name, applied);
    auto rows = db.query_text("SELECT count(*) FROM " + std::string(table.name) + " WHERE changed=-1", {});
    if (rows.next()) left += rows.integer(0);
  }
  return left == 0;
}

}  // namespace dockhand
