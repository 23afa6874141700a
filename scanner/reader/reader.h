// This reads the symbols of one picture, with the passes of the ladder.
//
// Decides: what is tried, in which order, and when to stop: the picture as it is, then its regions, then each region
// straightened, enlarged and sharpened. After something was read, costly passes go on for what is like it alone, and
// for as long again as the others took at most; a budget ends all.
// Leaves to others: where regions are (scanner/reader/locator.h), what each pass does (scanner/reader/passes.h), what
// is believed (scanner/reader/consensus.h), the library (scanner/reader/decode.h), a camera's frames
// (scanner/reader/frames.h). Deterministic but for the budget.
#pragma once

#include <vector>

#include "scanner/image/picture.h"
#include "scanner/reader/consensus.h"
#include "scanner/reader/reader_settings.h"
#include "storage/model/scan.h"

namespace dockhand {

// Returns what the library is asked for under these settings.
DecodeOptions decode_options(const ReaderSettings& settings);

// Reads a picture that will not come again, such as a file. While nothing was read, everything is tried.
std::vector<Symbol> read_still(const PictureView& picture, const ReaderSettings& settings);

}  // namespace dockhand
