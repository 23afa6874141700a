// From one picture to the symbols that it shows: the ladder.
//
// Decides: what is tried, in which order, and when to stop: the picture as it is, then its regions, then each region
// straightened, enlarged and sharpened, until something is read or the budget is spent.
// Leaves to others: where regions are (scanner/locator.h), how pictures are changed (scanner/enhance.h), what is
// believed (scanner/accept.h), the library (scanner/decode.h).
// Deterministic but for the budget.
#pragma once

#include <chrono>
#include <vector>

#include "scanner/accept.h"
#include "scanner/picture.h"
#include "storage/model/scan.h"

namespace dockhand {

struct ReaderSettings {
  bool upce = false;
  AcceptRules accept;
  // CPU time of the calling thread; zero is no limit. A step that has begun is ended.
  std::chrono::milliseconds budget{0};
};

// A picture that will not come again, such as a file: everything is tried while nothing was found.
std::vector<Symbol> read_still(const PictureView& picture, const ReaderSettings& settings);

}  // namespace dockhand
