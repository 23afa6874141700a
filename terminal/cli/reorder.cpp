#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>

#include "storage/assortment/assortment_of.h"
#include "storage/model/exit_code.h"
#include "storage/model/fresh_id.h"
#include "storage/nightly/plan_thread.h"
#include "storage/nightly/tonight.h"
#include "storage/words/plan_words.h"
#include "sync/local/desk.h"
#include "terminal/cli/options_together.h"
#include "terminal/cli/ordered_otherwise.h"
#include "terminal/cli/reorder_rows.h"
#include "terminal/cli/reorder_told.h"
#include "terminal/cli/rows.h"
#include "terminal/cli/subcommand.h"

namespace dockhand {
namespace {

namespace plan = planning;

struct ReorderOptions {
  double promise = 0;  // 0: the promise of the site
  double order_cost = usual_order_cost;
  std::string today;
  bool all = false, kept = false;
  bool excess = false, dead = false, classes = false;
  bool confirmed = false;
  bool json = false, csv = false;
  std::string approve, reject, placed, ended;
  std::string quantity, from, purchase, reason;
  std::string by = "cli";

  ShownAs shown() const {
    if (csv) return ShownAs::csv;
    return json ? ShownAs::json : ShownAs::table;
  }
  // Empty: what would be ordered now is computed, and nothing is written down.
  std::optional<WrittenList> written() const {
    if (classes) return WrittenList::classes;
    if (dead) return WrittenList::dead;
    if (excess) return WrittenList::excess;
    return kept ? std::optional(WrittenList::proposals) : std::nullopt;
  }
};

// --- what would be ordered now, as the night would propose it ------------------------------------------------------

struct Computed {
  std::vector<RowJson> rows;
  PlanRoom room;
};

Result<Computed> computed(const std::filesystem::path& database, const ReorderOptions& options, Date today) {
  auto views = PlanningViews::open(database);
  if (!views) return views.error();
  const auto assortment = assortment_of(**views, today, options.order_cost, KeptLines::last_year);
  if (!assortment) return assortment.error();
  auto settings = plan_settings_of(**views);
  if (!settings) return settings.error();
  if (options.promise > 0) settings->promise = options.promise / 100;
  settings->costs.order = options.order_cost;
  const auto decided = (*views)->proposals();
  if (!decided) return decided.error();
  const Tonight ordered = tonight(*assortment, decisions_of(*decided, today), *settings, today);
  Computed now{{}, ordered.room};
  for (const plan::Proposal& one : ordered.proposals) {
    if (one.order > 0 || options.all) now.rows.push_back(reorder_row(one, *assortment, today));
  }
  return now;
}

int show_computed(const std::filesystem::path& database, const ReorderOptions& options, Date today) {
  const auto now = computed(database, options, today);
  if (!now) return report(now.error());
  const std::string room = sentence(now->room);
  if (!room.empty() && options.shown() == ShownAs::table && !write_out(room + ".\n\n")) return exit_failed;
  return show_rows(now->rows, options.shown());
}

// --- what is written down ------------------------------------------------------------------------------------------

// Who makes the plan that is written down: this command, the program that has the database open, or the hub.
enum class Planner { here, running, hub };

// Makes sure that there is a plan of today. When a program runs that has the database, it has made the plan or will
// make it soon.
Result<Planner> plan_now(const std::filesystem::path& database, const Clock& clock, Date today) {
  for (const LedgerRole role : {LedgerRole::terminal, LedgerRole::hub}) {
    auto ledger = Ledger::open(database, role, clock);
    if (!ledger && ledger.error().kind == ErrorKind::busy) return Planner::running;
    if (!ledger && role == LedgerRole::terminal && ledger.error().kind == ErrorKind::foreign) continue;
    if (!ledger) return ledger.error();
    const auto hub = (*ledger)->pull_position();
    if (!hub) return hub.error();
    if (!hub->generation.empty()) return Planner::hub;
    if (auto begun = (*ledger)->begin_day(); !begun) return begun.error();
    const auto made = plan_for(database, today, clock.now(), [&](const auto& work) {
      work(**ledger);
      return true;
    });
    return made ? Result<Planner>(Planner::here) : Result<Planner>(made.error());
  }
  return Planner::here;
}

Result<bool> knows_a_part(const std::filesystem::path& database) {
  const auto views = PlanningViews::open(database);
  return views ? (*views)->knows_a_part() : Result<bool>(views.error());
}
Result<bool> has_plan(const std::filesystem::path& database) {
  const auto views = PlanningViews::open(database);
  const auto day = views ? (*views)->plan_day() : Result<std::optional<Date>>(views.error());
  return day ? Result<bool>(day->has_value()) : Result<bool>(day.error());
}

// A list only reads what the last plan has said: who looks at it orders nothing.
Result<Planner> planner_of(const std::filesystem::path& database, WrittenList list, const Clock& clock, Date today) {
  if (list == WrittenList::proposals) return plan_now(database, clock, today);
  const auto part = knows_a_part(database);
  if (!part) return part.error();
  return *part ? Planner::hub : Planner::here;
}

// Instead of an empty table of what is written down.
std::string nothing_because(Planner planner, WrittenList list, bool is_planned) {
  if (!is_planned && planner == Planner::here && list != WrittenList::proposals) {
    return "Nothing is planned yet: `dockhand reorder --keep` makes the day's plan.\n";
  }
  if (planner == Planner::hub && !is_planned) {
    return "The hub makes the plan, and nothing of it is here: `dockhand sync --once` fetches what it has made.\n";
  }
  if (planner == Planner::running && !is_planned) {
    return "Nothing is planned yet: the program that has the database open makes the day's plan.\n";
  }
  switch (list) {
    case WrittenList::proposals: return "There is nothing to order.\n";
    case WrittenList::excess: return "There is not too much of anything.\n";
    case WrittenList::dead: return "Somebody asks for all that is here.\n";
    case WrittenList::classes: return "Nothing has a class: nobody has asked for anything yet.\n";
  }
  return {};
}

int show_written(const std::filesystem::path& database, WrittenList list, const ReorderOptions& options,
                 const Clock& clock, Date today) {
  const auto planner = planner_of(database, list, clock, today);
  if (!planner) return report(planner.error());
  const auto rows = written(database, list, today);
  if (!rows) return report(rows.error());
  const auto is_planned = has_plan(database);
  if (!is_planned) return report(is_planned.error());
  const bool is_table = options.shown() == ShownAs::table;
  if (is_table && list == WrittenList::proposals && !tell_what_is_asked(database, today)) return exit_failed;
  if (is_table && !tell_plan_age(database, today)) return exit_failed;
  if (!rows->empty() || options.shown() != ShownAs::table) return show_rows(*rows, options.shown());
  return write_out(nothing_because(*planner, list, *is_planned)) ? exit_ok : exit_failed;
}

// --- decisions -----------------------------------------------------------------------------------------------------

Result<Action> placed_decision(const ReorderOptions& options) {
  OrderPlaced placed{options.placed, {}};
  if (!options.purchase.empty()) {
    const auto line = PurchaseLine::parse(options.purchase);
    if (!line) return line.error();
    placed.purchase = *line;
  }
  if (!options.quantity.empty()) {
    const auto quantity = Quantity::parse(options.quantity);
    if (!quantity) return quantity.error();
    if (quantity->none()) return Error{ErrorKind::bad_input, "--quantity", "is what was ordered; none is --ended"};
    placed.ordered = OrderedUnits{*quantity, {}, {}};
  }
  return Action(placed);
}

Result<Action> decision(const ReorderOptions& options) {
  if (!options.reject.empty()) return Action(Reject{options.reject, options.reason});
  if (!options.ended.empty()) return Action(OrderPlaced{options.ended, {}, OrderedUnits{}});
  if (!options.placed.empty()) {
    return placed_decision(options);
  }
  if (options.quantity.empty()) return Action(Approve{options.approve, {}, options.from, options.confirmed});
  const auto quantity = Quantity::parse(options.quantity);
  if (!quantity) return quantity.error();
  return Action(Approve{options.approve, *quantity, options.from, options.confirmed});
}

// Says with which option a number that is likely a slip is taken all the same.
Error said_how(Error error) {
  error.message += ". With --confirmed it is taken";
  return error;
}

// Other units than were approved are asked about where they are likely a slip.
Result<std::optional<Error>> asked_before(const std::filesystem::path& database, const ReorderOptions& options,
                                          const Action& action) {
  const auto* placed = std::get_if<OrderPlaced>(&action);
  if (placed == nullptr || options.confirmed || !placed->ordered || placed->ordered->quantity.none()) {
    return std::optional<Error>();
  }
  return asked_about_ordered(database, placed->proposal, placed->ordered->quantity);
}

int decide(const std::filesystem::path& database, const ReorderOptions& options, const Clock& clock) {
  const auto by = OperatorName::parse(options.by);
  if (!by) return report(by.error());
  const auto action = decision(options);
  if (!action) return report(action.error());
  const auto asked = asked_before(database, options, *action);
  if (!asked) return report(asked.error());
  if (*asked) return report(said_how(**asked));
  const auto desk = open_desk(database, LedgerRole::terminal, clock);
  if (!desk) return report(desk.error());
  const auto outcome = (*desk)->execute(Command{fresh_command_id(), *by, clock.now(), *action});
  if (!outcome) return report(outcome.error());
  if (const auto* no = std::get_if<Refused>(&*outcome))
    return report(no->confirmable ? said_how(no->error) : no->error);
  return write_out(std::get<Accepted>(*outcome).id.text() + "\n") ? exit_ok : exit_failed;
}

const std::vector<SaidWith>& said_with() {
  static const std::vector<SaidWith> all{{"quantity", {"approve", "placed"}},
                                         {"from", {"approve"}},
                                         {"confirmed", {"approve", "placed"}},
                                         {"reason", {"reject"}},
                                         {"purchase", {"placed"}},
                                         {"by", {"approve", "reject", "placed", "ended"}}};
  return all;
}
const std::vector<NotWith>& not_with() {
  static const std::vector<NotWith> all{
      {{"keep", "excess", "dead", "classes", "all", "promise", "order-cost", "today", "json", "csv"},
       {"approve", "reject", "placed", "ended"}},
      {{"all", "promise", "order-cost"}, {"keep", "excess", "dead", "classes"}},
      {{"keep"}, {"excess", "dead", "classes"}},
      {{"excess"}, {"dead", "classes"}},
      {{"dead"}, {"classes"}},
      {{"json"}, {"csv"}}};
  return all;
}

std::ptrdiff_t decisions(const ReorderOptions& options) {
  const auto all = {&options.approve, &options.reject, &options.placed, &options.ended};
  return std::count_if(all.begin(), all.end(), [](const std::string* id) { return !id->empty(); });
}

std::optional<Error> wrong(const ReorderOptions& options, const std::set<std::string>& given) {
  if (given.contains("promise") && !(options.promise >= 50 && options.promise <= 99.9)) {
    return Error{ErrorKind::bad_input, "--promise", "is a percentage from 50 to 99.9"};
  }
  if (!(options.order_cost > 0) || options.order_cost > 1e6) {
    return Error{ErrorKind::bad_input, "--order-cost", "is more than 0, and at most a million"};
  }
  if (decisions(options) > 1) {
    return Error{ErrorKind::bad_input, "", "one decision at a time: approve, reject, placed or ended"};
  }
  return out_of_place(given, said_with(), not_with());
}

// A terminal with a hub has heard of a part of the demand, so that what it would order by itself is wrong.
int show_of_the_hub(const std::filesystem::path& database, const ReorderOptions& options,
                    const std::set<std::string>& given, const Clock& clock, Date today) {
  for (const char* asks : {"all", "promise", "order-cost", "today"}) {
    if (!given.contains(asks)) continue;
    return report({ErrorKind::refused, "--" + std::string(asks),
                   "a terminal knows a part of the demand: ask the hub, or say --keep for the hub's plan"});
  }
  const bool says = options.shown() == ShownAs::table;
  if (says && !write_out("This is the hub's plan: a terminal knows a part of the demand.\n\n")) return exit_failed;
  return show_written(database, options.written().value_or(WrittenList::proposals), options, clock, today);
}

int run_reorder(const CommonOptions& common, const ReorderOptions& options) {
  if (const auto error = wrong(options, common.given)) return report(*error);
  const SystemClock clock;
  const auto today = options.today.empty() ? Result<Date>(clock.now().date()) : Date::parse(options.today);
  if (!today) return report(today.error());
  const auto database = database_of(common);
  if (!database) return report(database.error());
  if (decisions(options) > 0) return decide(*database, options, clock);
  if (const auto list = options.written()) return show_written(*database, *list, options, clock, *today);
  const auto part = knows_a_part(*database);
  if (!part) return report(part.error());
  if (*part) return show_of_the_hub(*database, options, common.given, clock, *today);
  return show_computed(*database, options, *today);
}

constexpr const char* help_of_reorder =
    "The most worth first: what saves most waiting for its money. Without more, nothing is written down.\n"
    "free: on hand less all that is asked for, what is kept back (safety_stock) and what gets too old before an order\n"
    "comes; below 0: so many too few. coming: in that time;\n"
    "later: after it, so that it helps too late. level: at or below which free and coming units are too few.\n"
    "cover_days: until what is free has run out, as is expected. order_by: the last day on which it comes in time.\n"
    "saves: units that wait, or would wait without it. textbook and king: what their formulae would keep instead.\n"
    "backup: who would probably be sooner. how_many: why it is so many.\n"
    "--keep writes today's plan down and shows its proposals by their ids, with what was decided; a running terminal\n"
    "or hub does so once a day. --excess, --dead and --classes read the last plan. --approve ID, --reject ID and "
    "--placed ID decide; the id that is answered can be "
    "undone.\n"
    "--reject takes an approval back too. What was ordered counts as coming until a purchase of the office says it, or "
    "--ended ID.\n"
    "--approve ID --from SUPPLIER orders it of another of its sources, in whole packs and at its price.\n"
    "Example: dockhand reorder --keep --csv > to_order.csv && dockhand reorder --approve BRG-6204@2026-11-28";

}  // namespace

Subcommand subcommand_reorder() {
  auto options = std::make_shared<ReorderOptions>();
  return {
      .name = "reorder",
      .about = "Tells what to order today, how much, and why; approves it",
      .options = {option(
                      "promise", &options->promise,
                      "percent of order lines that find their units (default: the site's, 98 where it says nothing)"),
                  option("order-cost", &options->order_cost, "what an order line costs where its supplier says nothing")
                      .with_standard(),
                  option("all", &options->all, "also the items of which there is enough"),
                  option("keep", &options->kept, "write the plan down; its proposals, with what was decided"),
                  option("excess", &options->excess, "items of which there is more than is needed"),
                  option("dead", &options->dead, "dead stock: what lies there and nobody asks for any more"),
                  option("classes", &options->classes,
                         "all items by class: A to C by money, X to Z by how well they are foreseen"),
                  option("approve", &options->approve, "the proposal of this id is to be ordered"),
                  option("quantity", &options->quantity,
                         "other units: with --approve than were proposed, with --placed than were approved"),
                  option("from", &options->from, "with --approve: another of the item's sources, in its packs"),
                  option("confirmed", &options->confirmed,
                         "such a number is meant: far too many, no whole packs, or far from what was approved"),
                  option("reject", &options->reject, "not now, or not any more: it is proposed again in a week"),
                  option("reason", &options->reason, "with --reject: why"),
                  option("placed", &options->placed, "the approved proposal of this id has been ordered"),
                  option("ended", &options->ended, "nothing comes any more of what was ordered by this id"),
                  option("purchase", &options->purchase, "with --placed: as this purchase line, PO-1/1"),
                  option("by", &options->by, "who decided").with_standard(),
                  option("today", &options->today, "as if it were this day: 2026-11-28"),
                  option("json", &options->json, "one JSON object a row"),
                  option("csv", &options->csv, "CSV instead of a table")},
      .run = [options](const CommonOptions& common) { return run_reorder(common, *options); },
      .footer = help_of_reorder};
}

}  // namespace dockhand
