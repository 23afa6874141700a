// Lines of documents that were stopped here: an order that was cancelled, a purchase line of which no more comes. The
// office's documents do not know that, and come again as they were.
//
// Decides: that such a line stays stopped until its document asks for another number or another item, or somebody
// confirms it; that the office is told once that it stays, in a notice that is open until somebody answers it, and
// always that it is wanted again. Leaves to others: stopping (storage/facts/facts_document.cpp), what a customer has
// decided (storage/books/customer_choices.h), the documents themselves (storage/facts/facts_lines.h).
#pragma once

#include <optional>

#include "storage/books/books.h"
#include "storage/model/rows/office_rows.h"

namespace dockhand {

struct StoppedLine {
  std::int64_t asked = 0;  // what the document had asked for
  std::int64_t units = 0;  // of an order line, how many were cancelled then; of a purchase line, how many do not come
  std::int64_t said = 0;   // how many of an order line its document had cancelled by itself
};
std::optional<StoppedLine> stopped_line(Engine& db, const OrderLine& line);
std::optional<StoppedLine> stopped_line(Engine& db, const PurchaseLine& line);
void stop_line(Books& books, const OrderLine& line, const StoppedLine& stopped);
void stop_line(Books& books, const PurchaseLine& line, const StoppedLine& stopped);

// A document is being written: whether it wants what was stopped, as its row says.
enum class Wants { as_before, again };

// Returns the row less what was stopped here. It ends the stop where the document wants the line again, and tells the
// office either way.
OrderLineRow less_stopped(Books& books, const OrderLineRow& row, Wants wants);
PurchaseLineRow less_stopped(Books& books, const PurchaseLineRow& row, Wants wants);

// Whether a notice says that an order line stays cancelled, and it still does: nobody has answered it yet.
bool is_still_stopped(Books& books, const Notice& notice);

// What an event has ended is stopped as before: the event is taken back.
void stop_as_before(Books& books, const CommandId& event);

// Returns the row of the same key as the office's document has it: without what was stopped here, or what a customer
// has decided. Empty: there is none.
std::optional<ImportRow> as_sent(Engine& db, const ImportRow& like);

}  // namespace dockhand
