#include <memory>
#include <nlohmann/json.hpp>

#include "scanner/worker/decoder_options.h"
#include "storage/model/exit_code.h"
#include "terminal/cli/picture_json.h"
#include "terminal/cli/rows.h"
#include "terminal/cli/scan_json.h"
#include "terminal/cli/subcommand.h"
#include "terminal/settings/driver_options.h"

namespace dockhand {
namespace {

struct ScanOptions {
  std::vector<std::string> images;
  SourceOptions reader{still_options()};
  int limit_s = 60;
};

// A file that cannot be read counts for more than a picture that is none.
int code_of(const nlohmann::ordered_json& error) {
  return error.at("kind") == name_of(ErrorKind::io) ? exit_failed : exit_bad_input;
}

int run_scan(const ScanOptions& options) {
  WorkerSettings settings = still_worker(arguments_of(still_options(), options.reader));
  settings.time_limit = std::chrono::seconds(options.limit_s);
  DecodeWorker worker(settings);
  const Date today = SystemClock().now().date();
  int code = exit_ok;
  for (const std::string& file : options.images) {
    const auto json = picture_json(file, worker, today);
    if (!write_out(json_line(json))) return exit_failed;
    if (json.contains("error")) code = code == exit_failed ? code : code_of(json.at("error"));
  }
  return code;
}

}  // namespace

Subcommand subcommand_scan() {
  auto options = std::make_shared<ScanOptions>();
  std::vector<Option> all = options_of(still_options(), options->reader);
  all.insert(all.begin(), argument("image", &options->images, "the pictures").required());
  all.push_back(
      option("limit_s", &options->limit_s, "a picture that takes longer is given up").within(1, 3600).with_standard());
  return {
      .name = "scan",
      .about =
          "Reads the barcodes in pictures (PNG, JPEG, WebP): one JSON line a picture with every symbol's format, "
          "text,\n"
          "AIM identifier, corners and meaning, and the milliseconds spent. They are read in a process of their own; "
          "exit\n"
          "code 3 when any picture was none, or ended that process, and 1 when a file could not be read.",
      .options = std::move(all),
      .run = [options](const CommonOptions&) { return run_scan(*options); }};
}

}  // namespace dockhand
