#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <memory>
#include <string_view>
#include <thread>
#include <utility>

#include "storage/import/columns/import_columns.h"
#include "storage/import/import_json.h"
#include "storage/import/import_options.h"
#include "storage/import/imported_names.h"
#include "storage/import/mapping/mapping_memory.h"
#include "storage/import/progress_line.h"
#include "storage/import/rejects.h"
#include "storage/import/report_text.h"
#include "storage/model/codes.h"
#include "storage/model/exit_code.h"
#include "sync/local/desk.h"
#include "sync/local/left_out_rule.h"
#include "terminal/cli/import_questions.h"
#include "terminal/cli/rows.h"
#include "terminal/cli/subcommand.h"

namespace dockhand {
namespace {

bool is_new_file(const std::filesystem::path& file) { return !std::filesystem::exists(file); }

struct ImportOptions {
  std::vector<std::filesystem::path> files;
  std::string by = "office";
  ImportTexts texts;
  std::filesystem::path users;

  std::filesystem::path map_to_write() const {
    const auto found = std::find_if(texts.maps.begin(), texts.maps.end(), is_new_file);
    return found == texts.maps.end() ? std::filesystem::path() : *found;
  }
};

// How many bad lines are said; all of them are in the file of rejects.
constexpr std::size_t most_said = 50;

int tell_rejects(const ImportOptions& options, const ImportChoices& choices, const ImportedFile& one) {
  const auto left = leave_rejects(one, choices, options.texts.rejects);
  if (!left) return report(left.error());
  if (!*left) return exit_ok;
  std::fprintf(stderr, "%s: the bad rows are in %s, to be put right and imported again\n", one.file.c_str(),
               (*left)->c_str());
  return exit_ok;
}

bool tell(const ImportOptions& options, const ImportedFile& one) {
  const ImportReport& told = one.report;
  if (const std::string form = form_text(told.form); options.texts.dry_run && !options.texts.json && !form.empty())
    std::fprintf(stderr, "%s: read as %s\n", one.file.c_str(), form.c_str());
  for (const std::string& sentence : told.found) {
    if (!options.texts.json) std::fprintf(stderr, "%s: %s\n", one.file.c_str(), sentence.c_str());
  }
  for (std::size_t i = 0; i < std::min(most_said, told.errors.size()); ++i) {
    std::fprintf(stderr, "%s\n", told.errors[i].sentence().c_str());
  }
  if (const std::size_t all = told.errors.size() + told.errors_left_out; all > most_said) {
    std::fprintf(stderr, "%s: and %zu more faults\n", one.file.c_str(), all - most_said);
  }
  if (told.changes && !options.texts.json) return true;  // it is in the table
  return write_out(options.texts.json ? to_json(one) + "\n" : one.file.string() + ": " + outcome_text(one) + "\n");
}

// What was tried out, side by side.
bool tell_changes(const std::vector<ImportedFile>& files) {
  std::vector<RowJson> rows;
  for (const ImportedFile& one : files) {
    if (!one.report.changes) continue;
    const ImportChanges& changes = *one.report.changes;
    rows.push_back({{"file", one.file.string()},
                    {"kind", one.report.kind},
                    {"rows", one.report.rows},
                    {"new", changes.created},
                    {"changed", changes.changed},
                    {"unchanged", changes.unchanged},
                    {"gone", changes.gone},
                    {"refused", changes.refused}});
  }
  return rows.empty() || write_out(table_of(rows));
}

int tell_all(const ImportOptions& options, const ImportChoices& choices, const std::vector<ImportedFile>& files) {
  int code = exit_ok;
  if (!options.texts.json && !tell_changes(files)) return exit_failed;
  for (const ImportedFile& one : files) {
    if (!tell(options, one)) return exit_failed;
    const bool good = options.texts.dry_run ? is_taken(one.report, options.texts.skip_bad) : one.booked;
    if (!good) code = exit_bad_input;
    const int left = tell_rejects(options, choices, one);
    if (code == exit_ok) code = left;
  }
  return code;
}

Result<ImportChoices> choices_of(const ImportOptions& options) {
  ImportTexts texts = options.texts;
  std::erase_if(texts.maps, is_new_file);  // it is to be written
  return choices_of(texts);
}

std::string policy_columns() {
  std::string text;
  for (const auto& policy : policy_list()) {
    text += "  " + std::string(policy.name) + "?" + std::string(12 - std::string_view(policy.name).size(), ' ') +
            policy.about + "\n";
  }
  return text;
}

// What the names of a kind's columns do not say.
constexpr std::pair<std::string_view, const char*> remarks[] = {
    {"users",
     "(role: operator, supervisor, or none for who has left; a PIN is chosen at the terminal and stands in no file)"},
    {"items",
     "(tracking: none, lot or serial; expiry: yes when each lot needs its date; a count that is further\n"
     "             off than the tolerance is asked for twice)"},
    {"barcodes", "(units: base units in one pack)"},
    {"locations", "(kind: dock, storage, lane, tote, quarantine or shipping)"},
    {"orders",
     "(class: win, gain, redistribute, fill or lose; an order's goes before its customer's; ordered_at: where it is\n"
     "             not said, the day on which the order is imported first)"},
    {"purchases", "(for: the ORDER/LINE it was bought for)"},
    {"asns", "(line: of the purchase)"},
    {"stock", "(what lies where when the books begin; booked once)"},
    {"suppliers", "(order_cost, minimum_value, free_freight: amounts of money; lane: how its goods come)"},
    {"sources", "(price: of a base unit; rank: 1 is asked first; until: the last day of these terms)"},
    {"alternatives", "(ratio: units of the other for one of the item; kind: similar or better)"},
    {"wishes", "(whoever wants to hear when the item is here again; until: the last day)"},
    {"goodwill",
     "(what a customer is offered, once an order, whose units leave this many days late; cost: to the house;\n"
     "             an empty text ends the offer)"},
    {"promotions",
     "(an item is advertised, or without an item: a holiday; lift: percent of the usual demand that are counted on,\n"
     "             1 where nothing is sold, and on such a holiday nothing comes or leaves; 0 takes the row back)"},
    {"history", "(units that were asked for on a day before there were books)"},
    {"faces", "(a place that is filled up to max from reserve when fewer than min are there)"},
    {"site",
     "(prefer_completed: of equals serve who completes an order first; cancel_left_out: a line that an order comes\n"
     "             again without is not wanted any more; tell_customers: who waits is told when it leaves;\n"
     "             tell_shipped: and who has not waited that it has left, with carrier and number;\n"
     "             law_us, law_eu, law_uk: letters say what these ask for, as information and not as advice;\n"
     "             served: percent of order lines that are to find their units on the shelf, 98 where nothing is "
     "said)"},
};

bool is_policy(std::string_view name) {
  const auto& all = policy_list();
  return std::any_of(all.begin(), all.end(), [&](const PolicyInfo& policy) { return policy.name == name; });
}

std::string file_columns() {
  std::string text;
  for (const ImportKind& kind : import_kinds()) {
    std::string columns;
    for (const Column& column : kind.columns) {
      if (is_policy(column.name)) continue;
      columns += (columns.empty() ? "" : ",") + std::string(column.name) + (column.required ? "" : "?");
    }
    text += fmt::format("  {:<10} {}\n", kind.name + std::string(":"), columns);
    for (const auto& [name, remark] : remarks) {
      if (name == kind.name) text += fmt::format("             {}\n", remark);
    }
  }
  return text;
}

std::filesystem::path users_of(const ImportOptions& options, const std::filesystem::path& database) {
  return std::filesystem::absolute(options.users.empty() ? users_beside(database) : options.users);
}

// An import beside another one waits for its turn: a script that starts two of them has lost none.
Result<std::unique_ptr<Desk>> desk_in_turn(const std::filesystem::path& database, const Clock& clock) {
  constexpr int most_waits = 100;
  constexpr std::chrono::milliseconds one_wait{100};
  for (int waits = 0;; ++waits) {
    auto desk = open_desk(database, LedgerRole::terminal, clock);
    if (desk || desk.error().kind != ErrorKind::busy || waits == most_waits) return desk;
    std::this_thread::sleep_for(one_wait);
  }
}

int take_back(const CommonOptions& common, const ImportOptions& options, const OperatorName& by) {
  const auto database = database_of(common);
  if (!database) return report(database.error());
  const auto memory = std::filesystem::absolute(mapping_memory(*database));
  const Status may = may_take_back(memory, {options.files.begin(), options.files.end()});
  if (!may) return report(may.error());
  const SystemClock clock;
  const auto desk = desk_in_turn(*database, clock);
  if (!desk) return report(desk.error());
  const ImportProgress progress = progress_on(stderr);
  const auto outcome = (*desk)->take_back_import(by, users_of(options, *database), progress);
  end_progress(stderr, progress);
  if (!outcome) return report(outcome.error());
  if (const auto* refused = std::get_if<Refused>(&*outcome)) return report(not_taken_back(*database, *refused));
  const std::string name = forget_taken_back(memory, std::get<Accepted>(*outcome).id);
  const std::string told =
      options.texts.json ? taken_back_json(name) : name + " was taken back: its rows are as they were";
  return write_out(told + "\n") ? exit_ok : exit_failed;
}

// What the books would refuse of the other rows is told too, where there are books: whoever puts the rows right is told
// all at once. Nothing is booked.
std::vector<ImportedFile> all_that_is_bad(const ImportOptions& options, const ImportChoices& choices,
                                          const std::filesystem::path& database, ParsedFiles parsed) {
  std::vector<ImportedFile> bad;
  bad.reserve(parsed.files.size());
  for (const ParsedImport& one : parsed.files) bad.push_back({one.file, one.report, false});
  std::error_code failure;
  const auto by = OperatorName::parse(options.by);
  if (!by || !std::filesystem::exists(database, failure)) return bad;
  const SystemClock clock;
  const auto desk = desk_in_turn(database, clock);
  auto told = desk ? (*desk)->import(options.files, choices, *by, std::move(parsed))
                   : Result<std::vector<ImportedFile>>(desk.error());
  if (told) return *std::move(told);
  std::fprintf(stderr, "what the books say of the other rows is not known: %s\n", told.error().sentence().c_str());
  return bad;
}

int run_import(const CommonOptions& common, const ImportOptions& options) {
  const auto by = OperatorName::parse(options.by);
  if (!by) return report(by.error());
  if (options.texts.undo) return take_back(common, options, *by);
  if (options.files.empty()) return report({ErrorKind::bad_input, "files", "name the files, or say --undo"});
  auto choices = choices_of(options);
  if (!choices) return report(choices.error());
  auto database = database_of(common);
  if (!database) return report(database.error());
  const ImportQuestions questions{asks_of_terminal(), *database, options.map_to_write()};
  choices->header.memory = std::filesystem::absolute(mapping_memory(*database));
  choices->users = users_of(options, *database);
  if (!options.texts.json) choices->progress = progress_on(stderr);
  // A bad line is reported before any database is made.
  auto parsed = read_files(options.files, questions, *choices);
  if (!parsed) return report(parsed.error());
  if (!parsed->good) {
    const auto bad = all_that_is_bad(options, *choices, *database, std::move(*parsed));
    end_progress(stderr, choices->progress);
    return tell_all(options, *choices, bad);
  }
  const SystemClock clock;
  const auto desk = desk_in_turn(*database, clock);
  if (!desk) return report(desk.error());
  if (!options.texts.left_out.empty() && !options.texts.dry_run) {
    const Status ruled = set_left_out(*database, options.texts.left_out == "cancel", **desk, *by);
    if (!ruled) return report(ruled.error());
  }
  const auto imported = import_asking({options.files, *by, *choices, questions}, std::move(*parsed), **desk);
  end_progress(stderr, choices->progress);
  return imported ? tell_all(options, *choices, *imported) : report(imported.error());
}

std::vector<Option> options_of(ImportOptions& options) {
  std::vector<Option> all = import_options(options.texts,
                                           "a file that says which columns are which "
                                           "(storage/import/mapping/mapping.h); when it is not there it is written, "
                                           "of what is asked, or said with --set, --dates and --decimal");
  const std::vector<Option> own{
      argument("files", &options.files, "the files"), option("by", &options.by, "who imports (default office)"),
      option("users", &options.users, "where those are kept who sign on (default: users.csv beside the database)")};
  all.insert(all.begin(), own.begin(), own.end());
  return all;
}

}  // namespace

Subcommand subcommand_import() {
  auto options = std::make_shared<ImportOptions>();
  return {
      .name = "import",
      .about =
          "Reads files from the office, CSV or .xlsx: items, barcodes, locations, customers, orders, purchases, asns, "
          "stock, suppliers, sources, history, users, site",
      .options = options_of(*options),
      .run = [options](const CommonOptions& common) { return run_import(common, *options); },
      .footer =
          std::string("The header line says what a file is; columns with ? may be left out:\n") + file_columns() +
          "Items, customers and orders may also say how demand is served; an order goes before its customer, and that\n"
          "before the item:\n" +
          policy_columns() +
          "Files may be named in any order. When one has a line that cannot be read, none is imported, and each bad "
          "line\n"
          "is told with file, line and reason (exit code 3). When the books refuse one, as for an item that they do "
          "not\n"
          "know, it is refused as a whole, those before it are imported, and those behind it are not, and are named. "
          "The\n"
          "same file again changes nothing.\n"
          "Example: dockhand import items.csv locations.csv orders.csv"};
}

}  // namespace dockhand
