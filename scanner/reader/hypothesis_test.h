// This tests whether a text explains the picture where it was read.
//
// Decides: whether the modules that a text stands for fit the grey levels about as well as any modules could, and
// better than those of any other text. A reading that came from mistaken widths does not, however many lines and looks
// agree on it: the same blur misleads them all. Leaves to others: what follows from it (scanner/reader/consensus.h),
// the modules (scanner/bars/module_fit.h, scanner/bars/symbol_codec.h). It is pure and takes about 3 ms.
#pragma once

#include "scanner/image/picture.h"
#include "storage/model/scan.h"

namespace dockhand {

// True for EAN and UPC. The others have modules of their own kinds, or check themselves well.
bool is_testable(Symbology symbology);

// `inconclusive` is the outcome for a symbology without such a test, and for a picture that no modules explain.
enum class TestOutcome { inconclusive, confirmed, rejected };
TestOutcome test_hypothesis(const Symbol& symbol, const PictureView& picture);

}  // namespace dockhand
