#include <memory>
#include <nlohmann/json.hpp>

#include "storage/listings/listings.h"
#include "storage/model/exit_code.h"
#include "terminal/cli/rows.h"
#include "terminal/cli/subcommand.h"

namespace dockhand {
namespace {

struct PromiseOptions {
  std::string item, quantity;
  std::string today;
  bool json = false;
};

Result<RowJson> row_of(const CommonOptions& common, const PromiseOptions& options) {
  const auto item = ItemCode::parse(options.item);
  if (!item) return item.error();
  const auto quantity = Quantity::parse(options.quantity);
  if (!quantity) return quantity.error();
  if (quantity->none()) return Error{ErrorKind::bad_input, "QUANTITY", "must be 1 or more"};
  const auto now = options.today.empty() ? Result<Instant>(system_clock().now()) : Instant::parse(options.today);
  if (!now) return now.error();
  const auto database = database_of(common);
  if (!database) return database.error();
  return promise_row(*database, *item, *quantity, ManualClock(*now));
}

int run_promise(const CommonOptions& common, const PromiseOptions& options) {
  const auto row = row_of(common, options);
  if (!row) return report(row.error());
  std::vector<RowJson> rows;
  rows.push_back(*row);
  return show_rows(rows, options.json ? ShownAs::json : ShownAs::table);
}

}  // namespace

Subcommand subcommand_promise() {
  auto options = std::make_shared<PromiseOptions>();
  return {.name = "promise",
          .about = "Tells when an order would leave, before it is taken",
          .options = {argument("item", &options->item, "what is asked for").required(),
                      argument("quantity", &options->quantity, "how many units").required(),
                      option("today", &options->today, "as if it were this day: 2026-11-28"),
                      option("json", &options->json, "one JSON object")},
          .run = [options](const CommonOptions& common) { return run_promise(common, *options); },
          .footer =
              "Behind all who wait for it. p50: as likely earlier as later. p90: kept nine times in ten, the day\n"
              "that may be told. to_order: only if what nothing brings is ordered today. free: of them, how many\n"
              "are here. instead: what the office has named, where not all are here and enough of it is.\n"
              "Example: dockhand promise BRG-6204 20"};
}

}  // namespace dockhand
