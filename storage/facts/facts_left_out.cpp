#include "storage/facts/facts_left_out.h"

#include <fmt/format.h>

#include <utility>
#include <vector>

#include "storage/books/customer_choices.h"
#include "storage/books/stopped_lines.h"
#include "storage/facts/facts_checks.h"

namespace dockhand {
namespace {

// Returns lines that are still wanted, and whose order came again without them. When an order has more lines than one
// command carries, nothing can be told: the others may come with the next one.
std::vector<std::pair<OrderLine, ItemCode>> left_out(Books& books, const std::string& order,
                                                     const std::set<OrderLine>& came) {
  std::vector<std::pair<OrderLine, ItemCode>> lines;
  for (auto rows = books.db.query("SELECT line, item FROM order_line WHERE order_no=$1"
                                  " AND ordered - cancelled - returned > shipped ORDER BY line",
                                  order);
       rows.next();) {
    const OrderLine line{books.code<OrderNumber>(order), Cells(rows).number(0)};
    if (!came.contains(line)) lines.emplace_back(line, books.code<ItemCode>(rows.text(1)));
  }
  auto all = books.db.query("SELECT count(*) FROM order_line WHERE order_no=$1", order);
  if (all.next() && all.integer(0) > static_cast<std::int64_t>(Import::max_rows)) return {};
  return lines;
}

bool cancels_left_out(Books& books) {
  auto rows = books.db.query("SELECT value FROM site WHERE setting='cancel_left_out'");
  return rows.next() && rows.integer(0) != 0;
}

// The office cancels a line, and does not know what its customer took instead of it: he may still want that.
void ask_about_taken(Books& books, const OrderLine& made, const ItemCode& item, const OrderLine& first) {
  if (!is_first_heard_over(books, first)) return;
  const auto info = books.order_line(made);
  const Quantity open = Quantity::nearest(info ? info->demand - info->shipped : 0);
  books.notice(Notice{
      NoticeKind::document,
      item,
      made,
      {},
      open,
      {},
      fmt::format("{first} comes cancelled, and its customer took {units} of {item} instead, which go "
                  "out as {made}: ask him, and cancel {order} if he does not want them",
                  fmt::arg("first", first.text()), fmt::arg("units", open.units()), fmt::arg("item", item.text()),
                  fmt::arg("made", made.text()), fmt::arg("order", made.document.text()))});
  books.entry.office_told = true;
}

struct LinesOfFile {
  std::set<OrderLine> came, gone;  // all of them, and those that are cancelled whole
};

LinesOfFile lines_in(const Import& import) {
  LinesOfFile lines;
  for (const ImportRow& row : import.rows) {
    const auto* order = std::get_if<OrderLineRow>(&row);
    if (order == nullptr) continue;
    lines.came.insert(order->line);
    if (order->cancelled >= order->ordered) lines.gone.insert(order->line);
  }
  return lines;
}

}  // namespace

// Whether the office forgot a line or does not want it any more cannot be known, unless the site has said it: the line
// stays, and the office is told, once.
void tell_of_lines(Books& books, const Import& import, const std::set<std::string>& came_again) {
  const LinesOfFile lines = lines_in(import);
  const std::set<OrderLine>&came = lines.came, &gone = lines.gone;
  std::set<OrderLine> told;
  books.settle({NoticeKind::document}, [&](const Notice& notice) {
    if (!notice.line) return false;
    told.insert(*notice.line);
    if (!came.contains(*notice.line) || is_still_stopped(books, notice) || is_still_declined(books, notice))
      return false;
    const auto info = books.order_line(*notice.line);
    if (info && info->shipped > info->demand) return false;  // it still was sent more than it wants
    books.entry.office_told = true;
    return true;
  });
  const bool cancels = cancels_left_out(books);
  for (const std::string& order : came_again) {
    for (const auto& [line, item] : left_out(books, order, came)) {
      // No document of the office has what a customer took instead; it goes with the line that it stands for.
      const auto instead_of = made_for(books, line);
      if (instead_of && !gone.contains(*instead_of)) continue;
      if (cancels) {
        cancel_line(books, line, item);
        ++books.entry.rows_written;
        continue;
      }
      if (instead_of) {
        ask_about_taken(books, line, item, *instead_of);
        continue;
      }
      if (told.contains(line)) continue;
      const auto info = books.order_line(line);
      const std::int64_t open = info ? info->demand - info->shipped : 0;
      books.notice(Notice{NoticeKind::document,
                          item,
                          line,
                          {},
                          Quantity::nearest(open),
                          {},
                          order + " came again without its line " + std::to_string(line.line) +
                              ", which is still wanted: cancel it, or send it again"});
      books.entry.office_told = true;
    }
  }
}

}  // namespace dockhand
