// dockhand labels: labels for pallets and cartons, with numbers that are this terminal's alone.
//
// Numbers are used before their labels are printed, so that none is printed twice. When they run low the hub is asked
// for more, which come with a sync.
#include <fmt/format.h>

#include <algorithm>
#include <memory>

#include "storage/model/exit_code.h"
#include "storage/model/fresh_id.h"
#include "storage/model/label_numbers.h"
#include "storage/views/lease_views.h"
#include "sync/local/desk.h"
#include "terminal/cli/card_sheet.h"
#include "terminal/cli/rows.h"
#include "terminal/cli/subcommand.h"

namespace dockhand {
namespace {

struct LabelOptions {
  int count = 0;
  std::filesystem::path out = "labels.pdf";
  int dpi = 300;
  std::string by = "cli";
};

struct Printing {
  Desk& desk;
  OperatorName by;
  const Clock& clock;

  Result<Accepted> book(Action action) const {
    const auto outcome = desk.execute({fresh_command_id(), by, clock.now(), std::move(action)});
    if (!outcome) return outcome.error();
    if (const auto* refused = std::get_if<Refused>(&*outcome)) return refused->error;
    return std::get<Accepted>(*outcome);
  }
  // Once, until the hub has answered.
  Status ask_for_more(const LabelNumbers& numbers) const {
    if (numbers.asked || numbers.prefix.empty()) return Done{};
    const auto asked = book(AssignNumbers{numbers.prefix, Quantity::nearest(numbers.block), {}, numbers.holder});
    return asked ? Status(Done{}) : Status(asked.error());
  }
  Result<std::vector<Sscc>> take(const LabelNumbers& numbers, std::int64_t count) const {
    std::vector<Sscc> taken;
    taken.reserve(static_cast<std::size_t>(count));
    for (const LabelNumbers::Run& run : numbers.runs) {
      const std::int64_t units = std::min(run.left, count - static_cast<std::int64_t>(taken.size()));
      if (units <= 0) break;
      const auto used = book(UseNumbers{run.first, Quantity::nearest(units)});
      if (!used) return used.error();
      for (std::int64_t i = 0; i < units; ++i) taken.push_back(sscc_of(number_of(run.first) + i));
    }
    return taken;
  }
};

Error too_few(const LabelNumbers& numbers) {
  const std::string left = std::to_string(numbers.left()) + (numbers.left() == 1 ? " number is" : " numbers are");
  const std::string next = numbers.prefix.empty()
                               ? "`dockhand-hub assign --labels 500 --prefix DIGITS --to TERMINAL` gives the first ones"
                               : "the hub was asked for more, which come with the next sync";
  return Error{ErrorKind::refused, "labels", left + " left here, and nothing was printed: " + next};
}

Status print(const Printing& printing, const std::filesystem::path& database, const LabelOptions& options) {
  const auto numbers = label_numbers(database);
  if (!numbers) return numbers.error();
  const bool low = numbers->left() - options.count < numbers->block / 2;
  if (low) {
    if (auto asked = printing.ask_for_more(*numbers); !asked) return asked;
  }
  if (numbers->left() < options.count) return too_few(*numbers);
  const auto taken = printing.take(*numbers, options.count);
  if (!taken) return taken.error();
  return write_label_sheet(options.out, *taken, options.dpi);
}

int run_labels(const CommonOptions& common, const LabelOptions& options) {
  if (options.count < 1 || options.count > 1000) {
    return report({ErrorKind::bad_input, "count", "1 to 1000 labels are printed at once"});
  }
  const auto by = OperatorName::parse(options.by);
  if (!by) return report(by.error());
  const auto database = database_of(common);
  if (!database) return report(database.error());
  const SystemClock clock;
  const auto desk = open_desk(*database, LedgerRole::terminal, clock);
  if (!desk) return report(desk.error());
  const Status printed = print({**desk, *by, clock}, *database, options);
  if (!printed) return report(printed.error());
  return write_out(fmt::format("{}: {} labels for a printer of {} dpi. Print it at its true size (100 %).\n",
                               options.out.string(), options.count, options.dpi))
             ? exit_ok
             : exit_failed;
}

}  // namespace

Subcommand subcommand_labels() {
  auto options = std::make_shared<LabelOptions>();
  return {.name = "labels",
          .about = "Prints labels for pallets and cartons, with numbers that no other terminal has",
          .options = {argument("count", &options->count, "how many, at most 1000").required(),
                      option("dpi", &options->dpi, "dots an inch of the printer: 203, 300 or 600, say")
                          .within(150, 1200)
                          .with_standard(),
                      option("out", &options->out, "the PDF").with_standard(),
                      option("by", &options->by, "who prints them (default cli)")},
          .run = [options](const CommonOptions& common) { return run_labels(common, *options); },
          .footer =
              "The numbers are this terminal's, also without a network: the hub sets blocks of them aside\n"
              "(`dockhand-hub assign --labels`), and is asked for the next block when half of one is printed.\n"
              "Example: dockhand labels 20 --dpi 203"};
}

}  // namespace dockhand
