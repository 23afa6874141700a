// A line of an order, of a purchase or of a shipping notice, as the office's document says it.
//
// Decides: what a new line and a changed one do to the history of demand, to claims and to what waits; that what was
// stopped here, and what was received, stays as it is where the document only comes again; that an order of which
// nobody says when it was ordered was ordered on the day on which it was heard of. Leaves to others: the other rows of
// a document, and whether the item and the customer are known (storage/facts/facts_import.cpp). Only that
// one and facts_take_back.cpp include it.
#pragma once

#include <optional>
#include <set>
#include <string>

#include "storage/books/stopped_lines.h"
#include "storage/facts/facts.h"

namespace dockhand {

// A line that comes, beside its row.
struct ComingLine {
  std::string place;                   // that a refusal names
  bool is_new = false;                 // the books surely have no such line
  bool puts_back = false;              // it is a row as it was, for a document that is taken back
  Wants wants = Wants::as_before;      // again: a person has confirmed the document
  std::optional<ImportRow> written{};  // what the row has become, where the books have kept something
  bool is_left = false;                // the row was not written at all
};

// Nobody orders on a day to come: a line whose document says so, or says only when it was promised, was ordered on the
// `day` on which it was heard of.
OrderLineRow as_heard(const OrderLineRow& sent, Date day);

// The order joins `came_again` when it was known.
Performed write_order_line(Books& books, const OrderLineRow& order, ComingLine& coming,
                           std::set<std::string>& came_again);
Performed write_purchase_line(Books& books, const PurchaseLineRow& purchase, ComingLine& coming);
Performed write_asn_line(Books& books, const AsnRow& asn, ComingLine& coming);

}  // namespace dockhand
