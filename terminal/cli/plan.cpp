#include <memory>
#include <sstream>

#include "storage/codec/codec.h"
#include "storage/ledger/ledger.h"
#include "storage/model/exit_code.h"
#include "storage/upkeep/backup.h"
#include "storage/views/views.h"
#include "storage/words/wording.h"
#include "terminal/cli/rows.h"
#include "terminal/cli/subcommand.h"
#include "terminal/station/scratch_folder.h"

namespace dockhand {
namespace {

struct PlanOptions {
  std::string what_if;
  bool json = false;
};

Error not_understood(const std::string& what) {
  return {ErrorKind::bad_input, "--what-if", what + "; see dockhand plan --help"};
}

// Takes the words of a question, one after another. It keeps its first error.
class Words {
 public:
  explicit Words(const std::string& text) {
    std::istringstream stream(text);
    for (std::string word; stream >> word;) words_.push_back(word);
  }

  std::string next() { return at_ < words_.size() ? words_[at_++] : std::string(); }
  template <class T>
  std::optional<T> next(Result<T> (*parse)(std::string_view)) {
    auto value = parse(next());
    if (value) return std::move(value).value();
    if (!error_) error_ = not_understood(value.error().sentence());
    return std::nullopt;
  }
  // Reads "at PLACE", where the word stands next.
  template <class T>
  std::optional<T> after(const char* word, Result<T> (*parse)(std::string_view)) {
    if (at_ == words_.size() || words_[at_] != word) return std::nullopt;
    ++at_;
    return next(parse);
  }
  Status close() {
    if (!error_ && at_ < words_.size()) error_ = not_understood("'" + printable(words_[at_], 40) + "' is too much");
    if (error_) return *error_;
    return Done{};
  }

 private:
  std::vector<std::string> words_;
  std::size_t at_ = 0;
  std::optional<Error> error_;
};

Result<LocationCode> first_dock(Views& views) {
  auto places = views.locations();
  if (!places) return places.error();
  for (const auto& [place, kind] : *places) {
    if (kind == LocationKind::dock) return place;
  }
  return Error{ErrorKind::unknown, "locations", "no dock is known: import one, or say at PLACE"};
}

Units units_of(const ItemCode& item, Quantity quantity, const std::optional<Lot>& lot) {
  return Units{item, quantity, lot, std::nullopt, std::nullopt};
}

Result<Action> read_receive(Words& words, Views& views) {
  const auto item = words.next(ItemCode::parse);
  const auto quantity = words.next(Quantity::parse);
  const auto lot = words.after("lot", Lot::parse);
  auto at = words.after("at", LocationCode::parse);
  const auto purchase = words.after("for", PurchaseLine::parse);
  if (auto closed = words.close(); !closed) return closed.error();
  if (!at) {
    auto dock = first_dock(views);
    if (!dock) return dock.error();
    at = *dock;
  }
  return Action(Receive{units_of(*item, *quantity, lot), *at, purchase, true});
}

Result<Action> read_count(Words& words, Views&) {
  const auto item = words.next(ItemCode::parse);
  const auto quantity = words.next(Quantity::parse);
  const auto lot = words.after("lot", Lot::parse);
  const auto at = words.after("at", LocationCode::parse);
  if (auto closed = words.close(); !closed) return closed.error();
  if (!at) return not_understood("a count needs at PLACE");
  return Action(Count{units_of(*item, *quantity, lot), *at, ""});
}

// Takes the units that the pick list names first for the line.
Result<Action> read_pick(Words& words, Views& views) {
  const auto line = words.next(OrderLine::parse);
  const auto quantity = words.next(Quantity::parse);
  if (auto closed = words.close(); !closed) return closed.error();
  auto why = views.why(*line);
  if (!why) return why.error();
  const auto hold = *why ? (*why)->hold : std::nullopt;
  if (hold && hold->back == HeldBack::from_picking) {
    return Error{ErrorKind::refused, line->text(), "it is " + sentence(*hold)};
  }
  auto list = views.pick_list(line->document);
  if (!list) return list.error();
  if (*list) {
    for (const PickStop& stop : (*list)->stops) {
      if (stop.line != *line) continue;
      Units units = units_of(stop.item, *quantity, std::nullopt);
      if (auto lot = Lot::parse(stop.lot)) units.lot = *lot;
      if (auto serial = Serial::parse(stop.serial)) units.serial = *serial;
      return Action(Pick{*line, units, stop.from, (*list)->lane});
    }
  }
  return Error{ErrorKind::refused, line->text(), "nothing of it can be picked now"};
}

Result<Action> read_release(Words& words, Views&) {
  const auto line = words.next(OrderLine::parse);
  const auto quantity = words.next(Quantity::parse);
  if (auto closed = words.close(); !closed) return closed.error();
  return Action(Release{*line, *quantity, std::nullopt});
}

Result<Action> read_ship(Words& words, Views&) {
  const auto order = words.next(OrderNumber::parse);
  if (auto closed = words.close(); !closed) return closed.error();
  return Action(Ship{*order});
}

// The whole order as the office would send it again, one of its lines changed: of a file without the others the office
// would be asked what has become of them. An order of more lines than one command carries comes in parts, and nothing
// is asked then.
template <class Change>
Result<Action> order_with(const OrderLine& changed, Views& views, const Change& change) {
  auto lines = views.order_lines(changed.document);
  if (!lines) return lines.error();
  const bool in_parts = lines->size() > Import::max_rows;
  Import import;
  bool known = false;
  for (const OrderLineView& one : *lines) {
    if (in_parts && one.line != changed) continue;
    auto row = views.order_document(one.line);
    if (!row) return row.error();
    if (!*row) continue;
    if (one.line == changed) {
      change(**row);
      known = true;
    }
    import.rows.emplace_back(std::move(**row));
  }
  if (!known) return Error{ErrorKind::unknown, changed.text(), "no such order line is known"};
  return Action(std::move(import));
}

Result<Action> read_cancel(Words& words, Views& views) {
  const auto line = words.next(OrderLine::parse);
  const auto quantity = words.next(Quantity::parse);
  if (auto closed = words.close(); !closed) return closed.error();
  return order_with(*line, views,
                    [&](OrderLineRow& row) { row.cancelled = std::min(row.ordered, row.cancelled + *quantity); });
}

Result<Action> read_class(Words& words, Views& views) {
  const auto line = words.next(OrderLine::parse);
  const auto order_class = words.next(parse_order_class);
  if (auto closed = words.close(); !closed) return closed.error();
  return order_with(*line, views, [&](OrderLineRow& row) { row.order_class = order_class; });
}

struct Verb {
  const char* name;
  const char* form;
  Result<Action> (*read)(Words&, Views&);
};
constexpr Verb verbs[] = {{"receive", "receive ITEM QTY [lot LOT] [at PLACE] [for PURCHASE/LINE]", read_receive},
                          {"count", "count ITEM QTY [lot LOT] at PLACE", read_count},
                          {"pick", "pick ORDER/LINE QTY", read_pick},
                          {"ship", "ship ORDER", read_ship},
                          {"release", "release ORDER/LINE QTY", read_release},
                          {"cancel", "cancel ORDER/LINE QTY", read_cancel},
                          {"class", "class ORDER/LINE CLASS", read_class}};

// Reads a command as `dockhand do` takes it, or a few words.
Result<Command> read_question(const std::string& text, Views& views) {
  const auto by = OperatorName::parse("what-if").value();
  const Instant now = system_clock().now();
  if (text.find_first_not_of(" \t") != std::string::npos && text[text.find_first_not_of(" \t")] == '{') {
    return parse_command(text, by, now);
  }
  Words words(text);
  const std::string name = words.next();
  for (const Verb& verb : verbs) {
    if (name != verb.name) continue;
    auto action = verb.read(words, views);
    if (!action) return action.error();
    return Command{CommandId::parse("what-if").value(), by, now, std::move(action).value()};
  }
  return not_understood("'" + printable(name, 40) + "' is not something that can be planned");
}

// Opens a terminal's database or a hub's.
Result<std::unique_ptr<Ledger>> open(const std::filesystem::path& file) {
  auto ledger = Ledger::open(file, LedgerRole::terminal, system_clock());
  if (ledger || ledger.error().kind != ErrorKind::foreign) return ledger;
  return Ledger::open(file, LedgerRole::hub, system_clock());
}

// Where the terminal has its database open a copy of this moment is asked, which is gone afterwards.
Result<Outcome> asked_of_a_copy(const std::filesystem::path& file, const Command& command) {
  const ScratchFolder scratch;
  const auto copy = scratch.path() / "what-if.db";
  if (const auto made = back_up(file, copy); !made) return made.error();
  auto ledger = open(copy);
  return ledger ? (*ledger)->preview(command) : Result<Outcome>(ledger.error());
}

Result<Outcome> asked(const std::filesystem::path& file, const Command& command) {
  auto ledger = open(file);
  if (ledger) return (*ledger)->preview(command);
  return ledger.error().kind == ErrorKind::busy ? asked_of_a_copy(file, command) : Result<Outcome>(ledger.error());
}

std::string answer_of(const std::string& question, const Accepted& accepted) {
  std::string text = "If " + printable(question) + ":\n  " + headline(accepted) + "\n";
  for (const Explanation& claim : accepted.claims) {
    text += "  " + claim.rank.line.text() + " (" + printable(claim.customer) + "): " + sentence(claim) + "\n";
  }
  for (const Notice& notice : accepted.notices) text += "  " + sentence(notice) + "\n";
  return text + "Nothing was written.\n";
}

int tell(const PlanOptions& options, const Outcome& outcome) {
  const auto* refused = std::get_if<Refused>(&outcome);
  if (options.json) {
    if (!write_out(to_json(outcome) + "\n")) return exit_failed;
    return refused == nullptr ? exit_ok : exit_bad_input;
  }
  if (refused != nullptr) return report(refused->error);
  return write_out(answer_of(options.what_if, std::get<Accepted>(outcome))) ? exit_ok : exit_failed;
}

int run_plan(const CommonOptions& common, const PlanOptions& options) {
  auto database = database_of(common);
  if (!database) return report(database.error());
  auto views = Views::open(*database);
  if (!views) return report(views.error());
  const auto command = read_question(options.what_if, **views);
  if (!command) return report(command.error());
  const auto outcome = asked(*database, *command);
  if (!outcome) return report(outcome.error());
  return tell(options, *outcome);
}

}  // namespace

Subcommand subcommand_plan() {
  auto options = std::make_shared<PlanOptions>();
  std::string footer = "What can be asked:\n";
  for (const Verb& verb : verbs) footer += "  " + std::string(verb.form) + "\n";
  return {.name = "plan",
          .about = "Tells what would happen, and writes nothing",
          .options = {option("what_if", &options->what_if, "what would happen").required(),
                      option("json", &options->json, "the outcome as one JSON object")},
          .run = [options](const CommonOptions& common) { return run_plan(common, *options); },
          .footer = footer +
                    "or a command as `dockhand do` takes it. The terminal may run meanwhile.\n"
                    "Example: dockhand plan --what-if \"receive BRG-6204 12\""};
}

}  // namespace dockhand
