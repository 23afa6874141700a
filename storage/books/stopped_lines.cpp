#include "storage/books/stopped_lines.h"

#include <fmt/format.h>

#include <algorithm>

#include "storage/books/customer_choices.h"
#include "storage/schema/documents.h"

namespace dockhand {
namespace {

// A line by the table that it stands in.
struct LineName {
  std::string table, document;
  std::int32_t line;
};
LineName name_in_table(const OrderLine& line) { return {"order_line", line.document.text(), line.line}; }
LineName name_in_table(const PurchaseLine& line) { return {"purchase_line", line.document.text(), line.line}; }

std::optional<StoppedLine> find_stopped(Engine& db, const LineName& name) {
  auto rows =
      db.query("SELECT asked, units, said FROM stopped_line WHERE name=$1 AND document=$2 AND line=$3 AND ended_by=''",
               name.table, name.document, name.line);
  return rows.next() ? std::optional(StoppedLine{rows.integer(0), rows.integer(1), rows.integer(2)}) : std::nullopt;
}

void write_stopped(Books& books, const LineName& name, const StoppedLine& stopped) {
  books.db.run(
      "INSERT INTO stopped_line(name, document, line, asked, units, said) VALUES($1,$2,$3,$4,$5,$6)"
      " ON CONFLICT(name, document, line) DO UPDATE SET asked=excluded.asked, units=excluded.units,"
      " said=excluded.said, told=0, ended_by=''",
      name.table, name.document, name.line, stopped.asked, stopped.units, stopped.said);
}

void end_stopped(Books& books, const LineName& name) {
  books.db.run("UPDATE stopped_line SET ended_by=$4 WHERE name=$1 AND document=$2 AND line=$3", name.table,
               name.document, name.line, books.entry.command.id.text());
}

// It may be that the office wants it again, or only that its file comes each night.
bool is_first_told(Books& books, const LineName& name) {
  return books.db.run("UPDATE stopped_line SET told=1 WHERE name=$1 AND document=$2 AND line=$3 AND told=0", name.table,
                      name.document, name.line) > 0;
}

void tell_office(Books& books, const ItemCode& item, const std::optional<OrderLine>& line, std::int64_t units,
                 std::string detail) {
  books.notice(Notice{NoticeKind::document, item, line, {}, Quantity::nearest(units), {}, std::move(detail)});
  books.entry.office_told = true;
}

// What a notice begins with that tells of a stop.
std::string stop_told_of(const OrderLine& line) {
  return fmt::format("{line} was cancelled here, and came again as before", fmt::arg("line", line.text()));
}

// How many of an order line are cancelled, if the stop goes on.
Quantity cancelled_of(const OrderLineRow& row, std::int64_t stopped) {
  return Quantity::nearest(std::min(row.ordered.units(), std::max(row.cancelled.units(), stopped)));
}

// Whether the document wants the line again, which the books have as `there`.
bool wants_again(const StoppedLine& stopped, const OrderLineRow& there, const OrderLineRow& row, Wants wants) {
  return wants == Wants::again || row.item != there.item || row.ordered.units() != stopped.asked;
}
bool wants_again(const StoppedLine& stopped, const PurchaseLineRow& there, const PurchaseLineRow& row, Wants wants) {
  if (row.expected == there.expected && row.item == there.item) return false;
  return wants == Wants::again || row.item != there.item || row.expected.units() != stopped.asked;
}

std::optional<PurchaseLineRow> purchase_document(Engine& db, const PurchaseLineRow& like) {
  const auto there = document_like(db, like);
  return there ? std::optional(std::get<PurchaseLineRow>(*there)) : std::nullopt;
}

}  // namespace

std::optional<StoppedLine> stopped_line(Engine& db, const OrderLine& line) {
  return find_stopped(db, name_in_table(line));
}
std::optional<StoppedLine> stopped_line(Engine& db, const PurchaseLine& line) {
  return find_stopped(db, name_in_table(line));
}
void stop_line(Books& books, const OrderLine& line, const StoppedLine& stopped) {
  write_stopped(books, name_in_table(line), stopped);
}
void stop_line(Books& books, const PurchaseLine& line, const StoppedLine& stopped) {
  write_stopped(books, name_in_table(line), stopped);
}

// A document that cancels as much itself has heard of it: what it says from then on counts.
OrderLineRow less_stopped(Books& books, const OrderLineRow& row, Wants wants) {
  const auto stopped = stopped_line(books.db, row.line);
  const auto there = stopped ? order_line_document(books.db, row.line) : std::nullopt;
  if (!there) return row;
  if (there->cancelled <= row.cancelled) {
    if (!row.cancelled.none()) {
      end_stopped(books, name_in_table(row.line));
      ++books.entry.rows_written;  // the row is as it was, and yet it is news
    }
    return row;
  }
  if (wants_again(*stopped, *there, row, wants)) {
    end_stopped(books, name_in_table(row.line));
    tell_wanted_again(books, row, "cancelled here");
    return row;
  }
  OrderLineRow kept = row;
  kept.cancelled = cancelled_of(row, stopped->units);
  if (is_first_told(books, name_in_table(row.line))) {
    tell_office(books, row.item, row.line, kept.cancelled.units(),
                fmt::format("{stop}: {units} stay cancelled. Send another quantity, or confirm the file, if they are "
                            "wanted again",
                            fmt::arg("stop", stop_told_of(row.line)), fmt::arg("units", kept.cancelled.units())));
  }
  return kept;
}

PurchaseLineRow less_stopped(Books& books, const PurchaseLineRow& row, Wants wants) {
  const auto stopped = stopped_line(books.db, row.line);
  const auto there = stopped ? purchase_document(books.db, row) : std::nullopt;
  if (!there || (row.expected == there->expected && row.item == there->item)) return row;
  if (wants_again(*stopped, *there, row, wants)) {
    end_stopped(books, name_in_table(row.line));
    tell_office(books, row.item, std::nullopt, row.expected.units(),
                fmt::format("{line} was closed here, and is expected again: its purchase comes with {units} of {item} "
                            "now",
                            fmt::arg("line", row.line.text()), fmt::arg("units", row.expected.units()),
                            fmt::arg("item", row.item.text())));
    return row;
  }
  PurchaseLineRow kept = row;
  kept.expected = there->expected;
  if (is_first_told(books, name_in_table(row.line))) {
    tell_office(books, row.item, std::nullopt, stopped->units,
                fmt::format("{line} was closed here, and came again as before: {units} are not expected. Send another "
                            "quantity, or confirm the file, if they come after all",
                            fmt::arg("line", row.line.text()), fmt::arg("units", stopped->units)));
  }
  return kept;
}

bool is_still_stopped(Books& books, const Notice& notice) {
  return notice.line && notice.detail.starts_with(stop_told_of(*notice.line)) &&
         stopped_line(books.db, *notice.line).has_value();
}

void stop_as_before(Books& books, const CommandId& event) {
  books.db.run("UPDATE stopped_line SET ended_by='' WHERE ended_by=$1 AND ended_by > ''", event.text());
  decline_as_before(books, event);
}

std::optional<ImportRow> as_sent(Engine& db, const ImportRow& like) {
  auto there = document_like(db, like);
  if (!there) return there;
  if (auto* order = std::get_if<OrderLineRow>(&*there); order != nullptr && !order->cancelled.none()) {
    const std::int64_t chosen = chosen_of(db, *order);
    if (const auto stopped = stopped_line(db, order->line)) order->cancelled = Quantity::nearest(stopped->said);
    order->cancelled = Quantity::nearest(std::max<std::int64_t>(0, order->cancelled.units() - chosen));
  }
  if (auto* purchase = std::get_if<PurchaseLineRow>(&*there)) {
    if (const auto stopped = stopped_line(db, purchase->line)) purchase->expected = Quantity::nearest(stopped->asked);
  }
  return there;
}

}  // namespace dockhand
