// What customers have decided about lines of the office, kept by the event that says so: the office's documents do not
// know it, and come again as they were.
//
// Decides: that units for which a customer took another item stay replaced; that units which he has cancelled stay
// cancelled until the office asks for another number of them; and that the line of the other item is the books' own.
// Leaves to others: the decisions (storage/facts/facts_customer.cpp), the documents (storage/facts/facts_lines.h).
#pragma once

#include "storage/books/books.h"
#include "storage/model/rows/office_rows.h"

namespace dockhand {

// `exchanged`: so many of the line were replaced; `declined`: so many are not wanted; `made`: the line stands for
// others.
enum class CustomerChoice { exchanged, declined, made };
// `ordered`: what the office had asked for.
void keep_choice(Books& books, const CommandId& event, CustomerChoice kind, const OrderLine& line, std::int64_t units,
                 std::int64_t ordered);
void forget_choices(Books& books, const CommandId& event);
// What an import has wanted again is declined as before: the import is taken back.
void decline_as_before(Books& books, const CommandId& event);

// Returns how many of the line its customer does not want, or has replaced, as long as the office asks for so many.
std::int64_t chosen_of(Engine& db, const OrderLineRow& row);
// Returns the row as the office has sent it, less what its customer has decided otherwise.
OrderLineRow with_choices(Books& books, const OrderLineRow& row);
// Whether a notice says that units of a line stay cancelled as its customer has said, and they still do: nobody has
// answered it yet.
bool is_still_declined(Books& books, const Notice& notice);
// The office says that a line is over of which its customer took another item. Returns whether that is news.
bool is_first_heard_over(Books& books, const OrderLine& line);
// Returns for a line that a customer's choice has made the one that it stands for.
std::optional<OrderLine> made_for(Books& books, const OrderLine& line);

// Tells the office that its document wants a line again. `was` says how it had been ended, such as "cancelled here".
void tell_wanted_again(Books& books, const OrderLineRow& row, const char* was);

}  // namespace dockhand
