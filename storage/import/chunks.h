// The rows of a file, cut into what one command books.
//
// Decides: that the lines of an order are booked together. Leaves to others: asking the books
// (storage/import/import.h).
#pragma once

#include <cstddef>
#include <deque>
#include <vector>

#include "storage/import/rows/parsed_import.h"

namespace dockhand {

// Rows that are booked by one command, and what is known of them.
struct Chunk {
  std::vector<ImportRow> rows;
  std::vector<RowNote> notes;
};

// Null: it is no line of an order.
const OrderNumber* order_of(const ImportRow& row);
// Each has at most Import::max_rows. The rows are moved out.
std::deque<Chunk> chunks_of(ParsedImport& parsed);
// What was cut where a row was refused is one again.
std::deque<Chunk> cut_anew(std::deque<Chunk> good);
// A refused row goes out of its chunk; what is in front of it and behind is asked for again.
void take_out(Chunk chunk, std::size_t row, std::deque<Chunk>& chunks);

}  // namespace dockhand
