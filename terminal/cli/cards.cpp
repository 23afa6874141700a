// dockhand cards: the printed cards that stand for buttons, rows, digits and choices.
#include <fmt/format.h>

#include <memory>

#include "storage/model/exit_code.h"
#include "terminal/cli/card_sheet.h"
#include "terminal/cli/subcommand.h"

namespace dockhand {
namespace {

struct CardOptions {
  std::filesystem::path out = "cards.pdf";
  int dpi = 300;
};

int run_cards(const CardOptions& options) {
  if (auto written = write_card_sheet(options.out, cards(), options.dpi); !written) return report(written.error());
  fmt::print("{}: {} cards for a printer of {} dpi. Print it at its true size (100 %).\n", options.out.string(),
             cards().size(), options.dpi);
  return exit_ok;
}

}  // namespace

Subcommand subcommand_cards() {
  auto options = std::make_shared<CardOptions>();
  return {.name = "cards",
          .about = "Prints cards that stand for buttons, so that a shift is worked by scans alone",
          .options = {option("dpi", &options->dpi, "dots an inch of the printer: 203, 300 or 600, say")
                          .within(150, 1200)
                          .with_standard(),
                      option("out", &options->out, "the PDF").with_standard()},
          .run = [options](const CommonOptions&) { return run_cards(*options); },
          .footer = "Each bar is a whole number of the printer's dots: print without scaling."};
}

}  // namespace dockhand
