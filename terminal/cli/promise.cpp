#include <algorithm>
#include <memory>
#include <nlohmann/json.hpp>

#include "storage/listings/listings.h"
#include "storage/listings/sooner.h"
#include "storage/model/exit_code.h"
#include "storage/views/views.h"
#include "terminal/cli/rows.h"
#include "terminal/cli/subcommand.h"

namespace dockhand {
namespace {

struct PromiseOptions {
  std::string item, quantity;
  std::string today;
  std::string purchase, due;
  bool json = false;
};

Result<Date> day_asked_for(const PromiseOptions& options, const Instant& now) {
  return options.due.empty() ? Result<Date>(Date::from_days(now.date().days() + 1)) : Date::parse(options.due);
}

// Who would have it sooner if this purchase line came on another day.
Result<RowJson> sooner_row(Views& views, const PurchaseLine& line, Date on) {
  const auto lines = views.purchase_lines(line.document);
  if (!lines) return lines.error();
  const auto is_it = [&](const PurchaseLineView& one) { return one.line == line; };
  const auto bought = std::find_if(lines->begin(), lines->end(), is_it);
  if (bought == lines->end()) return Error{ErrorKind::unknown, line.text(), "no such purchase line is known"};
  const auto coming = views.coming(bought->item);
  if (!coming) return coming.error();
  Sooner sooner{line, on};
  for (const ComingView& one : *coming) {
    if (one.purchase == line) sooner = sooner_with(one, on).value_or(sooner);
  }
  return RowJson{{"purchase", line.text()},      {"item", bought->item.text()}, {"on", on.text()},
                 {"lines_sooner", sooner.lines}, {"units", sooner.units},       {"days", sooner.days}};
}

Result<RowJson> sooner_row_of(const CommonOptions& common, const PromiseOptions& options) {
  const auto line = PurchaseLine::parse(options.purchase);
  if (!line) return line.error();
  const auto now = options.today.empty() ? Result<Instant>(system_clock().now()) : Instant::parse(options.today);
  if (!now) return now.error();
  const auto on = day_asked_for(options, *now);
  if (!on) return on.error();
  const auto database = database_of(common);
  if (!database) return database.error();
  const ManualClock clock(*now);
  auto views = Views::open(*database, clock);
  if (!views) return views.error();
  return sooner_row(**views, *line, *on);
}

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
  if (options.purchase.empty() == options.item.empty()) {
    return report({ErrorKind::bad_input, "ITEM", "name an item and how many of it, or --purchase and no item"});
  }
  const auto row = options.purchase.empty() ? row_of(common, options) : sooner_row_of(common, options);
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
          .options = {argument("item", &options->item, "what is asked for"),
                      argument("quantity", &options->quantity, "how many units"),
                      option("purchase", &options->purchase, "PURCHASE/LINE: who would have it sooner"),
                      option("due", &options->due, "if it came on this day: 2026-12-01; tomorrow, when it is not said"),
                      option("today", &options->today, "as if it were this day: 2026-11-28"),
                      option("json", &options->json, "one JSON object")},
          .run = [options](const CommonOptions& common) { return run_promise(common, *options); },
          .footer =
              "Behind all who wait for it. p50: as likely earlier as later. p90: kept nine times in ten, the day\n"
              "that may be told. to_order: only if what nothing brings is ordered today. free: of them, how many\n"
              "are here. instead: what the office has named, where not all are here and enough of it is.\n"
              "--purchase: how many lines and units would leave how many days sooner; what is paid for that is\n"
              "booked by `dockhand do` with expedite.\n"
              "Example: dockhand promise BRG-6204 20\n"
              "         dockhand promise --purchase PO-7001/1 --due 2026-12-01"};
}

}  // namespace dockhand
