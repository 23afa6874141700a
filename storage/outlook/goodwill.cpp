#include "storage/outlook/goodwill.h"

#include "storage/engine/cells.h"
#include "storage/outlook/house_delay.h"
#include "storage/planning/promises/causes.h"

namespace dockhand {
namespace {

std::string id_of(const OrderLine& line, const std::string& text) { return "goodwill " + line.text() + " " + text; }

struct GoodwillTier {
  Goodwill offered;
  std::int64_t cost, days;
};
std::optional<GoodwillTier> tier_for(Engine& db, std::int32_t days_late) {
  auto rows = db.query(
      "SELECT words, code, cost, days FROM goodwill WHERE words <> '' AND days <= $1 ORDER BY days DESC LIMIT 1",
      days_late);
  if (!rows.next()) return std::nullopt;
  return GoodwillTier{{rows.text(0), rows.text(1)}, rows.integer(2), rows.integer(3)};
}

// The order's customer has the step itself, or a higher one, unless it was taken back. Of a step that the office does
// not offer any more its cost says how high it was.
bool has_as_much(Engine& db, const OrderLine& line, const GoodwillTier& tier) {
  return db
      .query(
          "SELECT 1 FROM message m LEFT JOIN goodwill g ON g.words = m.goodwill LEFT JOIN spent s"
          " ON s.id = 'goodwill ' || m.order_no || '/' || m.line || ' ' || m.goodwill"
          " WHERE m.order_no=$1 AND m.goodwill <> '' AND m.state <> 'withdrawn'"
          " AND (m.goodwill = $2 OR g.days >= $3 OR g.days IS NULL AND s.cost >= $4)"
          " AND ($4 = 0 OR s.cost IS NULL OR s.cost > 0) LIMIT 1",
          line.document.text(), tier.offered.text, tier.days, tier.cost)
      .next();
}

// Why the units leave so late: what the line waits for most, or has waited for; else the house, where they were in
// time.
struct Charged {
  std::string cause{}, supplier{};
};
Charged charged_to(Engine& db, const OrderLine& line, std::int32_t days_late) {
  if (lay_in_the_house(db, line, days_late)) return {std::string(planning::name_of(planning::Cause::at_the_dock)), {}};
  auto rows = db.query(
      "SELECT cause, CASE WHEN cause='given_away' THEN '' ELSE supplier END FROM cause WHERE order_no=$1 AND line=$2"
      " AND most > 0 ORDER BY units DESC, most DESC, cause LIMIT 1",
      line.document.text(), line.line);
  return rows.next() ? Charged{rows.text(0), rows.text(1)} : Charged{};
}

}  // namespace

std::optional<Goodwill> give_goodwill(Engine& db, const OrderLine& line, std::int32_t days_late, const AsOf& as_of) {
  const auto tier = days_late > 0 ? tier_for(db, days_late) : std::nullopt;
  if (!tier || has_as_much(db, line, *tier)) return std::nullopt;
  const Charged to = charged_to(db, line, days_late);
  db.run(
      "INSERT INTO spent(id, kind, document, item, supplier, cause, cost, day, changed)"
      " SELECT $1, 'goodwill', $2, o.item, $8, $9, $3, $4, $5 FROM order_line o WHERE o.order_no=$6 AND o.line=$7"
      " ON CONFLICT(id) DO UPDATE SET cost=excluded.cost, day=excluded.day, changed=excluded.changed",
      id_of(line, tier->offered.text), line.text(), tier->cost, as_of.today.days(), as_of.changed, line.document.text(),
      line.line, to.supplier, to.cause);
  return tier->offered;
}

void take_goodwill_back(Engine& db, const OrderLine& line, const AsOf& as_of) {
  const auto not_said =
      all_of(db.query("SELECT goodwill FROM message WHERE order_no=$1 AND line=$2 AND goodwill <> '' GROUP BY goodwill"
                      " HAVING sum(CASE WHEN state = 'withdrawn' THEN 0 ELSE 1 END) = 0",
                      line.document.text(), line.line),
             [](const Cells& cells) { return cells.text(0); });
  for (const std::string& text : not_said) {
    db.run("UPDATE spent SET cost=0, changed=$2 WHERE id=$1 AND cost <> 0", id_of(line, text), as_of.changed);
  }
}

void take_goodwill_back_of(Engine& db, const std::string& letter, const AsOf& as_of) {
  struct Offered {
    OrderLine line;
    std::string text;
  };
  const auto offered = all_of(db.query("SELECT order_no, line, goodwill FROM message WHERE letter=$1 AND goodwill <> ''"
                                       " ORDER BY order_no, line",
                                       letter),
                              [](const Cells& cells) {
                                return Offered{cells.line<OrderNumber>(0), cells.text(2)};
                              });
  for (const Offered& one : offered) {
    db.run("UPDATE spent SET cost=0, changed=$2 WHERE id=$1 AND cost <> 0", id_of(one.line, one.text), as_of.changed);
  }
  db.run("UPDATE message SET goodwill='', goodwill_code='' WHERE letter=$1 AND goodwill <> ''", letter);
}

void take_goodwill_back_since(Engine& db, const OrderLine& line, Instant since, const AsOf& as_of) {
  const auto said = all_of(db.query("SELECT DISTINCT goodwill FROM message WHERE order_no=$1 AND line=$2"
                                    " AND goodwill <> '' AND state='in_letter' AND at >= $3 ORDER BY goodwill",
                                    line.document.text(), line.line, since.ms),
                           [](const Cells& cells) { return cells.text(0); });
  for (const std::string& text : said) {
    db.run("UPDATE spent SET cost=0, changed=$2 WHERE id=$1 AND cost <> 0", id_of(line, text), as_of.changed);
  }
}

}  // namespace dockhand
