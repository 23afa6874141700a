#include "storage/views/lease_views.h"

#include "storage/engine/row_reader.h"
#include "storage/schema/open_reader.h"
#include "storage/views/views_state.h"

namespace dockhand {

Result<std::vector<LeaseView>> open_leases(const std::filesystem::path& database, std::size_t limit) {
  auto reader = open_reader(database);
  if (!reader) return reader.error();
  auto leases =
      all_of((*reader)->query("SELECT kind, document, order_no, line, item, writer, demand, claimed FROM lease"
                              " WHERE demand + claimed > 0 ORDER BY kind, document, order_no, line LIMIT $1",
                              sql_limit(limit)),
             [](const Cells& cells) {
               RowReader row(cells);
               const std::string kind = row.text();
               const std::string document = row.text();
               const auto line = row.line<OrderNumber>();
               const auto item = row.code<ItemCode>();
               const std::string terminal = row.text();
               const std::int64_t waiting = row.integer();
               return LeaseView{kind, document, line, item, terminal, waiting, row.integer()};
             });
  if ((*reader)->failed()) return (*reader)->failure();
  return leases;
}

}  // namespace dockhand
