#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include "terminal/cli/command.h"
#include "terminal/cli/exit_code.h"
#include "terminal/cli/picture_json.h"
#include "terminal/cli/reader_options.h"
#include "terminal/cli/scan_json.h"

namespace dockhand {
namespace {

struct Options {
  std::vector<std::string> images;
  ReaderOptions reader;
  int limit_s = 60;
};

int run(const Options& options) {
  WorkerSettings settings = still_worker(arguments_of(options.reader));
  settings.time_limit = std::chrono::seconds(options.limit_s);
  DecodeWorker worker(settings);
  const Date today = SystemClock().now().date();
  int code = exit_ok;
  for (const std::string& file : options.images) {
    const auto json = picture_json(file, worker, today);
    print_line(json);
    if (json.contains("error")) code = exit_bad_input;
  }
  return code;
}

}  // namespace

void add_scan(CLI::App& app, CommonOptions&, Exit& exit) {
  auto options = std::make_shared<Options>();
  CLI::App* command = app.add_subcommand(
      "scan",
      "Reads the barcodes in pictures (PNG, JPEG, WebP, PNM): one JSON line a picture with every symbol's format, "
      "text,\n"
      "AIM identifier, corners and meaning, and the milliseconds spent. They are read in a process of their own; exit\n"
      "code 3 when any picture was none, or ended that process.");
  command->add_option("image", options->images, "the pictures")->required();
  declare_reader_options(*command, options->reader);
  command->add_option("--limit-s", options->limit_s, "a picture that takes longer is given up")
      ->check(CLI::Range(1, 3600))
      ->capture_default_str();
  command->callback([options, &exit] { exit.code = run(*options); });
}

}  // namespace dockhand
