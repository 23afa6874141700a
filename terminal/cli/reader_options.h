// How pictures are read, as options of `dockhand scan` and of the process that reads for it.
#pragma once

#include <string>
#include <vector>

#include "scanner/reader/reader.h"
#include "terminal/settings/option.h"

namespace dockhand {

struct ReaderOptions {
  int budget_ms = 2000;  // seven times what nineteen of twenty photographs take
  bool no_upce = false;
  bool code39_full_ascii = false;
  bool itf_any_length = false;
};

// They set `options`, which outlives them.
std::vector<Option> options_of(ReaderOptions& options);
ReaderSettings reader_settings(const ReaderOptions& options);
// What is read as these options.
std::vector<std::string> arguments_of(const ReaderOptions& options);

}  // namespace dockhand
