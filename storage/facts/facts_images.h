// What rows of the office were before an event wrote them, so that it can be taken back.
//
// Decides: what is kept: which rows the event made, and what the others that it changed were. Leaves to others: taking
// it back (storage/facts/facts_take_back.cpp).
#pragma once

#include <cstddef>
#include <optional>
#include <utility>
#include <vector>

#include "storage/books/bought_as.h"
#include "storage/facts/facts.h"

namespace dockhand {

// Keeps the rows of one event as they were before it. When a row that had been taken back is written again, it does not
// count as gone any more.
class RowImages {
 public:
  void before(Books& books, const ImportRow& row);
  bool is_new() const { return !was_; }  // about the row that comes now
  // `position` is the row's place among the rows of the event, `written` what the books have made of it; empty: it is
  // as it came.
  void after(std::size_t position, const ImportRow& row, const std::optional<ImportRow>& written = {});
  void keep(Books& books, const Command& command) const;
  const HeardOfOffice& heard() const { return heard_; }

 private:
  void hear(const ImportRow& row);

  bool looked_ = false, revives_ = false;
  std::optional<ImportRow> was_;
  // places of rows in the event, each from the first to the last
  std::vector<std::pair<std::size_t, std::size_t>> created_;
  std::vector<ImportRow> changed_;
  std::int64_t counted_ = 0;               // what `was_` counted for in the history of demand, if it is an order line
  std::vector<std::int64_t> demanded_;     // the same for each row of `changed_`
  bool closed_ = false;                    // the office had said that no more comes of `was_`
  std::int64_t given_up_ = 0;              // units of `was_` that were expected until it was closed
  std::vector<std::int64_t> were_closed_;  // the same for each row of `changed_`: 1 or 0
  std::vector<ImportRow> became_;          // rows of `changed_` that the books have not written as they came
  HeardOfOffice heard_;
};

// Keeps rows as they were before an event that is no import, with what each counted for in the history of demand.
void keep_rows(Books& books, const Command& command, const std::vector<ImportRow>& was,
               const std::vector<std::int64_t>& demanded);

struct KeptImage {
  std::vector<std::size_t> created;  // places among the event's rows, ascending
  std::vector<ImportRow> was;
  std::vector<std::int64_t> demanded;  // what each row counted for; 0 when it is no order line
  std::vector<std::int64_t> closed;    // one for each row; 1 for a purchase line that the office had closed
  std::vector<ImportRow> became;       // rows that were not written as they came
};
// Returns nothing when this database does not know it.
std::optional<KeptImage> image_of(Books& books, const CommandId& event);

// True for a purchase line that the office has closed.
bool is_closed(Books& books, const ImportRow& row);

// Writes rows of the office. `images` remembers what they were before; it is null when that is not wanted. When a
// document is put back, nobody is told about the lines that it leaves out.
enum class Tells { of_lines_left_out, nothing };
Performed write_rows(Books& books, const Import& import, RowImages* images, Tells tells = Tells::of_lines_left_out);

// Returns the rows of an event that can be taken back. Other events have none.
std::vector<ImportRow> rows_of(const Action& action);
// Takes back what the event wrote, the last row first. A request is refused where something was built on those rows; an
// undo that comes from another database takes back as much as it can.
Performed take_back_rows(Books& books, const CommandId& event, const Action& action);

}  // namespace dockhand
