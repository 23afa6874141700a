// This turns a field of bars upright.
//
// Decides: where the rows across a field's bars lie in the picture, perspective included, and how much of the quiet
// zones is taken along. Leaves to others: finding fields (scanner/bars/bar_fields.h), their exact angle
// (scanner/bars/bar_focus.h), reading (scanner/reader/passes.h). It is pure.
#pragma once

#include <vector>

#include "scanner/bars/bar_fields.h"
#include "scanner/image/enhance.h"

namespace dockhand {

// Returns `lines` lines from the upper to the lower end of the bars. Each is the mean of `rows` rows that are a pixel
// apart. Along a line the resolution is doubled, and there is room for the quiet zones at both ends.
Enhanced straighten(const PictureView& picture, const BarField& field, int rows, int lines);
// Adds one row across the field's bars, `down` pixels below its middle and `half` pixels to each side.
void add_row(const PictureView& picture, const BarField& field, double down, double half, std::vector<float>& sums);

}  // namespace dockhand
