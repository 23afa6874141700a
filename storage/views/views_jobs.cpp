#include "storage/books/seen.h"
#include "storage/views/views_state.h"

namespace dockhand {

Result<std::vector<JobRow>> Views::jobs() {
  return state_->read([](Engine& db) {
    return all_of(db.query("SELECT screen, about, operator, since, detail FROM job ORDER BY since, screen, about"),
                  [](const Cells& cells) {
                    RowReader row(cells);
                    return JobRow{row.text(), row.text(), row.code<OperatorName>(), row.instant(), row.text()};
                  });
  });
}

Result<std::optional<Changed>> Views::changed_since(const std::vector<Seen>& seen) {
  return state_->read([&](Engine& db) { return dockhand::changed_since(db, seen); });
}

}  // namespace dockhand
