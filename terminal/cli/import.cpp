#include <algorithm>
#include <cstdio>
#include <memory>
#include <nlohmann/json.hpp>

#include "sync/local/desk.h"
#include "terminal/cli/exit_code.h"
#include "terminal/cli/rows.h"
#include "terminal/cli/subcommand.h"

namespace dockhand {
namespace {

struct Options {
  std::vector<std::filesystem::path> files;
  std::string by = "office";
  bool json = false;
  bool confirm = false;
};

RowJson json_of(const std::filesystem::path& file, const ImportReport& told, bool booked) {
  RowJson json{{"file", file.string()}, {"kind", told.kind},         {"rows", told.rows},
               {"booked", booked},      {"repeated", told.repeated}, {"reserved", told.reserved}};
  json["errors"] = RowJson::array();
  for (const auto& error : told.errors) json["errors"].push_back({{"place", error.place}, {"message", error.message}});
  json["errors_left_out"] = told.errors_left_out;
  return json;
}

std::string text_of(const std::filesystem::path& file, const ImportReport& told, bool booked) {
  const std::string rows = file.string() + ": " + std::to_string(told.rows) + " rows of " + told.kind;
  if (!told.errors.empty()) return file.string() + ": not imported because of its bad lines\n";
  if (!booked) return rows + " are good, not imported because of the other files\n";
  if (told.repeated) return rows + ", imported before: nothing was changed\n";
  return rows + " imported" +
         (told.reserved == 0 ? "" : "; " + std::to_string(told.reserved) + " units of stock reserved") + "\n";
}

bool tell(const Options& options, const std::filesystem::path& file, const ImportReport& told, bool booked) {
  for (const auto& error : told.errors) std::fprintf(stderr, "%s\n", error.sentence().c_str());
  if (told.errors_left_out > 0) {
    std::fprintf(stderr, "%s: and %zu more bad lines\n", file.c_str(), told.errors_left_out);
  }
  return write_out(options.json ? line_of(json_of(file, told, booked)) : text_of(file, told, booked));
}

int tell_all(const Options& options, const std::vector<ImportedFile>& files) {
  int code = exit_ok;
  for (const ImportedFile& one : files) {
    if (!tell(options, one.file, one.report, one.booked)) return exit_failed;
    if (!one.booked) code = exit_bad_input;
  }
  return code;
}

std::string policy_columns() {
  std::string text;
  for (const auto& policy : policy_list()) {
    text += "  " + std::string(policy.name) + "?" + std::string(12 - std::string_view(policy.name).size(), ' ') +
            policy.about + "\n";
  }
  return text;
}

int run(const CommonOptions& common, const Options& options) {
  const auto by = OperatorName::parse(options.by);
  if (!by) return report(by.error());
  // A bad line is reported before any database is opened, or made.
  auto parsed = parse_files(options.files);
  if (!parsed) return report(parsed.error());
  if (!parsed->good) {
    std::vector<ImportedFile> bad;
    for (ParsedImport& one : parsed->files) bad.push_back({one.file, std::move(one.report), false});
    return tell_all(options, bad);
  }
  auto database = database_of(common);
  if (!database) return report(database.error());
  const SystemClock clock;
  const auto desk = open_desk(*database, LedgerRole::terminal, clock);
  if (!desk) return report(desk.error());
  const auto imported = (*desk)->import(options.files, *by, options.confirm);
  return imported ? tell_all(options, *imported) : report(imported.error());
}

}  // namespace

Subcommand subcommand_import() {
  auto options = std::make_shared<Options>();
  return {
      .name = "import",
      .about = "Reads CSV files from the office: items, barcodes, locations, customers, orders, purchases, asns, site",
      .options = {argument("files", &options->files, "CSV files").required(),
                  option("by", &options->by, "who imports (default office)"),
                  option("confirm", &options->confirm,
                         "answers yes to what is asked: booked units will be known otherwise"),
                  option("json", &options->json, "one JSON object per file")},
      .run = [options](const CommonOptions& common) { return run(common, *options); },
      .footer =
          std::string("The header line says what a file is; columns with ? may be left out:\n") +
          "  items:     item,name,tracking?,safety_stock?,order_cap?,expiry?,count_tolerance?,assume_suggested?\n"
          "             (tracking: none, lot or serial; expiry: yes when each lot needs its date; a count that is "
          "further\n"
          "             off than the tolerance is asked for twice; assume_suggested: yes when the lot that the books\n"
          "             suggest may be taken as seen)\n"
          "  barcodes:  barcode,item,level,units    (units: base units in one pack)\n"
          "  locations: location,kind,walk?,zone?   (kind: dock, storage, lane, tote, quarantine or shipping)\n"
          "  customers: customer,name,class?\n"
          "  orders:    order,line,customer,item,quantity,promised,priority?,ordered_at?,cancelled?,class?\n"
          "             (class: win, gain, redistribute, fill or lose; an order's goes before its customer's)\n"
          "  purchases: purchase,line,supplier,item,quantity,due,for?   (for: the ORDER/LINE it was bought for)\n"
          "  site:      setting,value               (prefer_completed: of equals serve who completes an order first)\n"
          "Items, customers and orders may also say how demand is served; an order goes before its customer, and that\n"
          "before the item:\n" +
          policy_columns() +
          "Files may be named in any order. When one has a bad line, none is imported, and each bad line is told with\n"
          "file, line and reason (exit code 3). The same file again changes nothing.\n"
          "Example: dockhand import items.csv locations.csv orders.csv"};
}

}  // namespace dockhand
