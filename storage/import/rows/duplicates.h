// Rows of one file that are about the same thing.
//
// Decides: what a row of the books is found by, and that of two with the same the first counts and the other is told;
// that an order has one customer.
// Leaves to others: what a row may hold.
#pragma once

#include <cstdint>
#include <string>

#include "storage/import/rows/bad_lines.h"
#include "storage/import/rows/parsed_import.h"

namespace dockhand {

// Returns the words by which a row is found, such as "PO-7/2".
std::string name_of(const ImportRow& row);
void refuse_duplicates(ParsedImport& parsed, BadLines& bad);
// Refuses rows that name another customer than an earlier row of their order. Nobody can know which of the two is
// wrong.
void refuse_second_customers(ParsedImport& parsed, BadLines& bad);
// Refuses rows of a notice that announce a handling unit which another notice of the file has announced above: the
// books know one for each.
void refuse_second_notices(ParsedImport& parsed, BadLines& bad);
// Leaves them out where a person has confirmed that the later notice replaces the earlier one: what an earlier one
// says of such a unit holds no more.
void take_last_notices(ParsedImport& parsed);
// Adds up rows that name one thing in two ways, as a case and as a piece: units of one item on one pallet, at one
// place, or asked for on one day, become one row. Returns how many rows went into others.
std::size_t add_up(ParsedImport& parsed);

}  // namespace dockhand
