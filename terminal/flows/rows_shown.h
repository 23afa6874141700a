// How many rows of a long list are shown, and the row that shows more of them.
//
// Decides: that a list shows a hundred rows and says how many there are, and that its last row brings the next hundred.
// Leaves to others: what the rows are. All that lies at a place is read, so that a scan of what is not shown is taken.
#pragma once

#include <algorithm>
#include <cstddef>
#include <string_view>

#include "terminal/kit/page.h"

namespace dockhand {

// Rows of the books at one place, at most: what is not read could not be taken.
inline constexpr std::size_t most_at_place = 5000;

class RowsShown {
 public:
  static constexpr std::size_t step = 100;

  // Of another list, the first rows.
  void begin() { shown_ = step; }
  std::size_t of(std::size_t all) const { return std::min(shown_, all); }
  // Says in the heading how many there are; where some are not shown, the last row shows the next.
  void tell(std::size_t all, std::string_view one, std::string_view many, WorkPage& page) const;
  // True: it was a tap on that row.
  bool shows_next(std::string_view id);

 private:
  std::size_t shown_ = step;
};

}  // namespace dockhand
