// Printed cards and labels as pages of a PDF.
//
// Decides: the page (A4), and that each bar of a code is a whole number of the printer's dots wide and begins on one: a
// bar that the printer has to round is one that a scanner misreads. Leaves to others: which cards there are
// (terminal/kit/cards.h). libharu and Zint are included in card_sheet.cpp and nowhere else.
#pragma once

#include <filesystem>
#include <vector>

#include "storage/model/codes.h"
#include "storage/model/result.h"
#include "terminal/kit/cards.h"

namespace dockhand {

// `dpi` is that of the printer, 150 to 1200.
Status write_card_sheet(const std::filesystem::path& file, const std::vector<Card>& cards, int dpi);

// Labels with the numbers of handling units, as GS1-128.
Status write_label_sheet(const std::filesystem::path& file, const std::vector<Sscc>& units, int dpi);

}  // namespace dockhand
