// Lines of orders and purchases among the rows of a file.
//
// Decides: how a document is named beside those of other kinds. Leaves to others: what the books know of it
// (storage/import/meet_books.h).
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "storage/model/commands/command.h"

namespace dockhand {

// "order 4711", "purchase P1"; nothing: the row is of no such document.
std::optional<std::string> document_of(const ImportRow& row);

// The rest only of rows that have a document.
std::int32_t& line_number_of(ImportRow& row);
std::string text_of_line(const ImportRow& row);
// Promised, or due.
std::optional<Date> day_of_line(const ImportRow& row);

}  // namespace dockhand
