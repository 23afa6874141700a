#include <algorithm>
#include <cstdio>
#include <memory>
#include <nlohmann/json.hpp>

#include "storage/model/exit_code.h"
#include "storage/views/moved.h"
#include "terminal/cli/rows.h"
#include "terminal/cli/subcommand.h"

namespace dockhand {
namespace {

struct Options {
  std::string what;
  std::size_t since = 0;
  bool json = false;
};

RowJson row_of(const MovedUnits& moved) {
  return {{"seq", moved.seq},           {"at", moved.at.text()},  {"by", moved.by},     {"action", moved.action},
          {"document", moved.document}, {"line", moved.line},     {"item", moved.item}, {"lot", moved.lot},
          {"serial", moved.serial},     {"quantity", moved.units}};
}

// What there is now, and not what has moved.
bool is_state(const std::string& what) { return what == "stock" || what == "allocations"; }

Result<std::vector<RowJson>> rows_of(const std::filesystem::path& database, const Options& options) {
  const std::string topic = options.what == "allocations" ? "claims" : options.what;
  for (const Topic& one : topics()) {
    if (is_state(options.what) && topic == one.name) return one.rows(database, {100'000'000, ""});
  }
  Moved what = Moved::counted;
  if (options.what == "receipts") what = Moved::received;
  if (options.what == "shipments") what = Moved::shipped;
  const auto moved = moved_after(database, what, static_cast<std::int64_t>(options.since));
  if (!moved) return moved.error();
  std::vector<RowJson> rows;
  std::transform(moved->begin(), moved->end(), std::back_inserter(rows), row_of);
  return rows;
}

// A file with no rows says what its columns are all the same.
std::string heading_of(const Options& options) {
  RowJson like = row_of(MovedUnits{});
  if (options.what == "stock") like = row_like_stock();
  if (options.what == "allocations") like = row_like_claims();
  const std::string table = csv_of({like});
  return table.substr(0, table.find('\n') + 1);
}

int run(const CommonOptions& common, const Options& options) {
  const auto database = database_of(common);
  if (!database) return report(database.error());
  const auto rows = rows_of(*database, options);
  if (!rows) return report(rows.error());
  if (rows->empty() && !options.json) return write_out(heading_of(options)) ? exit_ok : exit_failed;
  return show_rows(*rows, options.json ? ShownAs::json : ShownAs::csv);
}

}  // namespace

Subcommand subcommand_export() {
  auto options = std::make_shared<Options>();
  return {.name = "export",
          .about = "Writes what happened, or what there is, as CSV for the office's own programs",
          .options = {argument("what", &options->what, "what to write")
                          .required()
                          .one_of({"receipts", "shipments", "counts", "stock", "allocations"}),
                      option("since", &options->since, "only what was booked after the event of this number (seq)"),
                      option("json", &options->json, "JSON lines instead of CSV")},
          .run = [options](const CommonOptions& common) { return run(common, *options); },
          .footer =
              "receipts, shipments and counts: one row for the units of each event, negative when they went back.\n"
              "The greatest seq of one file is the --since of the next. stock and allocations are as they are now.\n"
              "Example: dockhand export receipts --since 1042"};
}

}  // namespace dockhand
