#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <iterator>
#include <memory>
#include <nlohmann/json.hpp>

#include "storage/listings/exports.h"
#include "storage/model/exit_code.h"
#include "terminal/cli/rows.h"
#include "terminal/cli/subcommand.h"

namespace dockhand {
namespace {

struct ExportOptions {
  std::string what;
  std::size_t since = 0;
  bool json = false;
};

// What there is now is no list of events.
bool has_cursor(const std::string& what) {
  return std::any_of(std::begin(export_tables), std::end(export_tables),
                     [&](const ExportTable& one) { return one.name == what && one.of == ExportOf::moves; });
}

int run_export(const CommonOptions& common, const ExportOptions& options) {
  const auto database = database_of(common);
  if (!database) return report(database.error());
  const auto rows = exported_rows(*database, options.what, static_cast<std::int64_t>(options.since), INT64_MAX);
  if (!rows) return report(rows.error());
  // Whoever asks again by a number has to know it, and no row says it.
  if (rows->empty() && has_cursor(options.what)) {
    std::fprintf(stderr, "dockhand: nothing was booked after event %zu: the next --since is %zu\n", options.since,
                 options.since);
  }
  if (options.json) return show_rows(*rows, ShownAs::json);
  return write_out(csv_of_export(options.what, *rows)) ? exit_ok : exit_failed;
}

std::vector<std::string> names() {
  std::vector<std::string> all;
  std::transform(std::begin(export_tables), std::end(export_tables), std::back_inserter(all),
                 [](const ExportTable& one) { return std::string(one.name); });
  return all;
}

}  // namespace

Subcommand subcommand_export() {
  auto options = std::make_shared<ExportOptions>();
  return {.name = "export",
          .about = "Writes what happened, or what there is, as CSV for the office's own programs",
          .options = {argument("what", &options->what, "what to write").required().one_of(names()),
                      option("since", &options->since, "only what was booked after the event of this number (seq)"),
                      option("json", &options->json, "JSON lines instead of CSV")},
          .run = [options](const CommonOptions& common) { return run_export(common, *options); },
          .footer =
              "receipts, shipments and counts: one row for the units of each event, negative when they went back.\n"
              "What the office's own files of stock have brought is no count.\n"
              "shorts: units that who picked them did not find, with the order line and the place; negative when that\n"
              "was undone. "
              "The greatest seq of one file is the --since of the next. stock and allocations are as they are now.\n"
              "orders and purchases: as they can be imported again, with what of them is done.\n"
              "Example: dockhand export receipts --since 1042"};
}

}  // namespace dockhand
