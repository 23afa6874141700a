#include "storage/outlook/told_elsewhere.h"

#include <string>

#include "storage/engine/cells.h"
#include "storage/schema/setting.h"

namespace dockhand {
namespace {

constexpr const char* telling_since = "telling_since";    // ms; none: this database has told from its beginning
constexpr const char* told_elsewhere = "told_elsewhere";  // 1: others may have told customers before

void keep_setting(Engine& db, const char* name, std::int64_t value) {
  db.run("INSERT INTO setting(name, value) VALUES($1,$2) ON CONFLICT(name) DO UPDATE SET value=excluded.value", name,
         std::to_string(value));
}

}  // namespace

void begins_to_tell(Engine& db, Instant now) { keep_setting(db, telling_since, now.ms); }

bool is_of_before(Engine& db, Instant at) { return at.ms < number_setting(db, telling_since); }

bool others_told_before(Engine& db) { return number_setting(db, told_elsewhere) != 0; }

void others_may_have_told(Engine& db) {
  if (!others_told_before(db)) keep_setting(db, told_elsewhere, 1);
}

bool may_be_told_elsewhere(Engine& db, const OrderLine& line) {
  if (!others_told_before(db)) return false;
  auto rows = db.query(
      "SELECT ordered_at FROM order_line WHERE order_no=$1 AND line=$2 AND NOT EXISTS"
      " (SELECT 1 FROM message m WHERE m.order_no=$1 AND m.line=$2)",
      line.document.text(), line.line);
  return rows.next() && is_of_before(db, Cells(rows).instant(0));
}

void nobody_has_told(Engine& db) { keep_setting(db, told_elsewhere, 0); }

}  // namespace dockhand
