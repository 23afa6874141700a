// Lines of orders and purchases among the rows of a file.
//
// Decides: how a document is named beside those of other kinds. Leaves to others: what the books know of it
// (storage/import/meeting/meet_books.h).
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "storage/model/commands/command.h"

namespace dockhand {

// Returns "order 4711" or "purchase P1". It is nothing when the row belongs to no such document.
std::optional<std::string> document_of(const ImportRow& row);

// The following functions are only for rows that have a document.
std::int32_t& line_number_of(ImportRow& row);
std::string text_of_line(const ImportRow& row);
// The day that is promised, or on which it is due.
std::optional<Date> day_of_line(const ImportRow& row);

}  // namespace dockhand
