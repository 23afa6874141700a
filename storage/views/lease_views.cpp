#include "storage/views/lease_views.h"

#include <algorithm>

#include "storage/engine/row_reader.h"
#include "storage/model/label_numbers.h"
#include "storage/schema/open_reader.h"
#include "storage/schema/setting.h"

namespace dockhand {

std::vector<LeaseView> leases_in(Engine& db, std::size_t limit) {
  const std::string own = text_setting(db, "writer");
  return all_of(db.query("SELECT kind, document, order_no, line, item, writer, holder, demand, claimed FROM lease"
                         " WHERE demand + claimed > 0 ORDER BY kind, document, order_no, line LIMIT $1",
                         static_cast<std::int64_t>(std::min<std::size_t>(limit, INT32_MAX))),
                [&own](const Cells& cells) {
                  RowReader row(cells);
                  const std::string kind = row.text();
                  const std::string document = row.text();
                  const auto line = row.line<OrderNumber>();
                  const auto item = row.code<ItemCode>();
                  const std::string terminal = row.text();
                  const std::string holder = row.text();
                  const std::int64_t waiting = row.integer(), reserved = row.integer();
                  return LeaseView{kind, document, line, item, terminal, holder, waiting, reserved, terminal == own};
                });
}

Result<std::vector<LeaseView>> open_leases(const std::filesystem::path& database, std::size_t limit) {
  auto reader = open_reader(database);
  if (!reader) return reader.error();
  auto leases = leases_in(**reader, limit);
  if ((*reader)->failed()) return (*reader)->failure();
  return leases;
}

std::int64_t LabelNumbers::left() const {
  std::int64_t sum = 0;
  for (const Run& run : runs) sum += run.left;
  return sum;
}

Result<LabelNumbers> label_numbers(const std::filesystem::path& database) {
  auto reader = open_reader(database);
  if (!reader) return reader.error();
  Engine& db = **reader;
  LabelNumbers numbers;
  for (auto rows = db.query("SELECT first, numbers, used, prefix, holder, open FROM number_block WHERE writer=$1"
                            " ORDER BY first",
                            text_setting(db, "writer"));
       rows.next();) {
    const std::int64_t first = rows.integer(0);
    const std::int64_t used =
        std::max(rows.integer(2), number_setting(db, ("numbers_used " + std::to_string(first)).c_str()));
    numbers.block = rows.integer(1);
    numbers.prefix = rows.text(3);
    numbers.holder = rows.text(4);
    if (rows.integer(5) != 0 && used < numbers.block) {
      numbers.runs.push_back({sscc_of(first + used), numbers.block - used});
    }
  }
  const bool has_hub = !text_setting(db, "hub_generation").empty();
  numbers.asked = has_hub && db.query("SELECT 1 FROM event WHERE action = 'assign_numbers' AND seq > $1 LIMIT 1",
                                      number_setting(db, "applied"))
                                 .next();
  if (db.failed()) return db.failure();
  return numbers;
}

Quantity sum_of(const UnsureClaims& unsure) {
  Quantity sum;
  for (const auto& [line, units] : unsure) sum = sum + units;
  return sum;
}

}  // namespace dockhand
