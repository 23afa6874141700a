// This finds prints that stand alone: several codes on one sheet, each with paper around it.
//
// Decides: which parts of a picture are connected print, about as wide as high, of which there are at least six of one
// size, at whatever distance from each other. Leaves to others: looking at them (scanner/reader/passes.h), the few
// larger regions in which bars and blurred symbols are looked for (scanner/reader/locator.h). It is pure and takes
// about 1 ms for 1280x720.
#pragma once

#include <vector>

#include "scanner/image/box.h"
#include "scanner/image/picture.h"

namespace dockhand {

inline constexpr std::size_t max_islands = 64;

// Returns boxes, each with some of the paper around it. The nearest to the middle comes first.
std::vector<Box> find_islands(const PictureView& picture);

}  // namespace dockhand
