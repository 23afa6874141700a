#include "storage/books/seen.h"
#include "storage/views/views_state.h"

namespace dockhand {

Result<std::vector<JobRow>> Views::jobs() {
  return state_->read([](Engine& db) {
    return all_of(
        db.query("SELECT screen, about, operator, since, detail FROM job ORDER BY since, screen, about"),
        [](const Cells& cells) {
          return JobRow{cells.text(0), cells.text(1), cells.code<OperatorName>(2), cells.instant(3), cells.text(4)};
        });
  });
}

Result<std::optional<Changed>> Views::changed_since(const std::vector<Seen>& seen) {
  return state_->read([&](Engine& db) { return dockhand::changed_since(db, seen); });
}

}  // namespace dockhand
