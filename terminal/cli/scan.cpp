#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include "scanner/parse.h"
#include "scanner/reader.h"
#include "scanner/stopwatch.h"
#include "terminal/cli/command.h"
#include "terminal/cli/exit_code.h"
#include "terminal/cli/scan_json.h"

namespace dockhand {
namespace {

using nlohmann::ordered_json;

struct Options {
  std::vector<std::string> images;
  int budget_ms = 2000;
  bool no_upce = false;
  bool code39_full_ascii = false;
  bool itf_any_length = false;
};

ordered_json symbol_json(const Symbol& symbol, Date today) {
  ordered_json json{{"format", name_of(symbol.symbology)}, {"text", json_text(symbol.text)}};
  if (!symbol.aim.empty()) json["aim"] = symbol.aim;
  for (const Point& corner : symbol.corners) json["corners"].push_back({corner.x, corner.y});
  const auto scan = parse(symbol, today);
  if (!scan) {
    json["error"] = error_json(scan.error());
    return json;
  }
  ordered_json meaning = to_json(*scan);
  for (const char* told : {"symbology", "aim", "text"}) meaning.erase(told);
  json.update(meaning);
  return json;
}

ReaderSettings settings_of(const Options& options) {
  ReaderSettings settings;
  settings.upce = !options.no_upce;
  settings.code39_full_ascii = options.code39_full_ascii;
  settings.accept.itf_any_length = options.itf_any_length;
  settings.budget = std::chrono::milliseconds(options.budget_ms);
  return settings;
}

double milliseconds(Stopwatch::Duration time) {
  return static_cast<double>(std::chrono::duration_cast<std::chrono::microseconds>(time).count()) / 1000;
}

// One line; false when the picture could not be read.
bool scan_file(const std::string& file, const Options& options, Date today) {
  const Stopwatch watch;
  const auto picture = load_picture(file);
  ordered_json json{{"file", json_text(file)}};
  if (!picture) {
    json["error"] = error_json(picture.error());
    print_line(json);
    return false;
  }
  const Stopwatch reading;
  const auto symbols = read_still(picture->view(), settings_of(options));
  const double read_ms = milliseconds(reading.cpu());
  json["width"] = picture->width;
  json["height"] = picture->height;
  json["symbols"] = ordered_json::array();
  for (const Symbol& symbol : symbols) json["symbols"].push_back(symbol_json(symbol, today));
  json["ms"] = milliseconds(watch.wall());
  json["decode_cpu_ms"] = read_ms;
  print_line(json);
  return true;
}

int run(const Options& options) {
  const Date today = SystemClock().now().date();
  int code = exit_ok;
  for (const std::string& file : options.images) {
    if (!scan_file(file, options, today)) code = exit_bad_input;
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
      "AIM identifier, corners and meaning, and the milliseconds spent. Exit code 3 when any picture was none.");
  command->add_option("image", options->images, "the pictures")->required();
  command->add_option("--budget-ms", options->budget_ms, "CPU time for one picture (standard 2000); 0: as long as it takes")
      ->check(CLI::Range(0, 600'000));
  command->add_flag("--no-upce", options->no_upce, "do not read UPC-E");
  command->add_flag("--code39-full-ascii", options->code39_full_ascii, "in Code 39, +A is a small a, and so on");
  command->add_flag("--itf-any-length", options->itf_any_length, "read Interleaved 2 of 5 that is no ITF-14");
  command->callback([options, &exit] { exit.code = run(*options); });
}

}  // namespace dockhand
