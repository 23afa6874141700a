#include "terminal/cli/reader_options.h"

namespace dockhand {

std::vector<Option> options_of(ReaderOptions& options) {
  return {option("budget_ms", &options.budget_ms, "CPU time for one picture (standard 2000); 0: as long as it takes")
              .within(0, 600'000),
          option("no_upce", &options.no_upce, "do not read UPC-E"),
          option("code39_full_ascii", &options.code39_full_ascii, "in Code 39, +A is a small a, and so on"),
          option("itf_any_length", &options.itf_any_length, "read Interleaved 2 of 5 that is no ITF-14")};
}

ReaderSettings reader_settings(const ReaderOptions& options) {
  ReaderSettings settings;
  settings.upce = !options.no_upce;
  settings.code39_full_ascii = options.code39_full_ascii;
  settings.accept.itf_any_length = options.itf_any_length;
  settings.budget = std::chrono::milliseconds(options.budget_ms);
  return settings;
}

std::vector<std::string> arguments_of(const ReaderOptions& options) {
  std::vector<std::string> arguments{"--budget-ms", std::to_string(options.budget_ms)};
  if (options.no_upce) arguments.emplace_back("--no-upce");
  if (options.code39_full_ascii) arguments.emplace_back("--code39-full-ascii");
  if (options.itf_any_length) arguments.emplace_back("--itf-any-length");
  return arguments;
}

}  // namespace dockhand
