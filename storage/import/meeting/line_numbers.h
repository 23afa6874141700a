// Line numbers of documents whose files have none.
//
// Decides: which line of the books a row of a file is. It is known by its item first, as exports leave lines out and
// put others in between; a line of another item is never taken. Of several lines of one item the equal row goes first,
// and where there are fewer rows than lines, the line of which something was picked, sent or received stays. Leaves to
// others: counting places (storage/import/mapping/mapper.h).
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "storage/model/rows/document_line.h"

namespace dockhand {

struct FileLine {
  std::int32_t place = 0;  // its place among the rows of its document
  ItemCode item;
  Quantity quantity{};
  std::optional<Date> day{};  // the day that is promised, or on which it is due
  bool among_others = false;  // the file has not all rows of the document: the place says more than the item
  bool is_fixed = false;      // the file says its number, which is `place`
};

// Returns the number of each row of one document; no two are the same. `known` are the lines that the books have of it.
std::vector<std::int32_t> numbers_in_books(const std::vector<FileLine>& rows, const std::vector<DocumentLine>& known);

}  // namespace dockhand
