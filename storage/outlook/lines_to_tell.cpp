#include "storage/outlook/lines_to_tell.h"

#include <iterator>
#include <set>

#include "storage/books/hold.h"
#include "storage/schema/sql.h"

namespace dockhand {
namespace {

constexpr std::int64_t lines_told = 100, lines_told_by_night = 10'000;  // of an item, as promises are looked at

void add(std::vector<LineToTell>& lines, std::vector<LineToTell> more) {
  lines.insert(lines.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
}

// Those that were told that they wait, and do so no more; with them the lines of their orders, which may have been held
// for them; and those whose units are here, where another number of them is wanted. Who was told that it is over, or
// has said so, hears that it is not.
std::vector<LineToTell> covered_lines(Engine& db, const ItemCode& item, const Occasion& occasion) {
  auto lines = all_of(db.query(DOCKHAND_LINE_OF_TOLD
                               " WHERE t.item=$1 AND t.state = " DOCKHAND_TOLD(waits) " AND o.waiting = 0"
                                                                                      " ORDER BY t.order_no, t.line",
                               item.text()),
                      line_told_alone);
  std::set<std::string> orders;
  for (const LineToTell& line : lines) orders.insert(line.line.document.text());
  for (const std::string& order : orders) {
    add(lines,
        all_of(db.query(DOCKHAND_LINE_OF_TOLD " WHERE t.order_no=$1 AND t.item <> $2 AND t.state = " DOCKHAND_TOLD(
                            waits) ""
                                   " AND o.waiting = 0 ORDER BY t.line",
                        order, item.text()),
               line_told_alone));
  }
  if (!occasion.by_office) return lines;
  add(lines, all_of(db.query(DOCKHAND_LINE_OF_TOLD " WHERE t.item=$1 AND t.state = " DOCKHAND_TOLD(
                                 here) " AND o.waiting = 0"
                                       " AND (o.ordered - o.cancelled <> t.wanted OR o.item <> t.item)"
                                       " ORDER BY t.order_no, t.line",
                             item.text()),
                    line_told_alone));
  add(lines,
      all_of(db.query("SELECT " DOCKHAND_TOLD_COLUMNS " FROM order_line o"
                      " JOIN told t ON t.order_no = o.order_no AND t.line = o.line"
                      " WHERE o.item=$1 AND o.reserved + o.picked > 0 AND o.waiting = 0 AND t.state = " DOCKHAND_TOLD(
                          over) " AND o.ordered - o.cancelled <> t.wanted ORDER BY o.order_no, o.line",
                      item.text()),
             line_told_alone));
  return lines;
}

// Other lines of the orders that leave in one piece with a line of the item: their day is the same.
std::vector<LineToTell> held_with(Engine& db, const ItemCode& item, Date today) {
  auto lines = all_of(db.query(DOCKHAND_LINE_OF_TOLD
                               " WHERE t.order_no IN (SELECT s.order_no FROM told s WHERE s.item=$1"
                               " AND s.state = " DOCKHAND_TOLD(waits) ") AND t.item <> $1 AND t.state = " DOCKHAND_TOLD(
                                   waits) " AND o.waiting > 0"
                                          " ORDER BY t.order_no, t.line LIMIT $2",
                               item.text(), lines_told),
                      line_told_alone);
  std::erase_if(lines, [&](const LineToTell& line) { return !hold_of(db, line.line.document, today); });
  return lines;
}

}  // namespace

std::vector<LineToTell> lines_to_tell(Engine& db, const ItemCode& item, const Occasion& occasion) {
  const bool all = occasion.night || occasion.by_office;
  auto lines = all_of(db.query("SELECT " DOCKHAND_TOLD_COLUMNS " FROM order_line o"
                               " LEFT JOIN told t ON t.order_no = o.order_no AND t.line = o.line"
                               " WHERE o.item=$1 AND o.waiting > 0"
                               // Who has read that he waits, or that his units are here, hears that he gets none.
                               " AND (o.order_class <= " DOCKHAND_USUAL_CLASS " OR coalesce(t.state, " DOCKHAND_TOLD(
                                   over) ") <> " DOCKHAND_TOLD(over) ")"
                                                                     " ORDER BY o.item, " DOCKHAND_RANK " LIMIT $2",
                               item.text(), occasion.night ? lines_told_by_night : lines_told),
                      line_told_alone);
  if (!all)
    std::erase_if(lines, [](const LineToTell& line) { return line.told && line.told->state == ToldState::waits; });
  if (occasion.by_fact && !occasion.night) add(lines, held_with(db, item, occasion.as_of.today));
  add(lines, covered_lines(db, item, occasion));
  return lines;
}

}  // namespace dockhand
