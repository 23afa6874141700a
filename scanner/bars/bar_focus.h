// This finds the exact direction in which the bars of a field lean.
//
// Decides: the angle, and how much it changes from one end to the other (perspective), at which the bars are sharpest
// when all rows along them are averaged: a field of blocks knows them to a degree or two, and over the height of the
// bars that is wider than a module. Leaves to others: finding fields (scanner/bars/bar_fields.h). It is pure and takes
// about 1 ms.
#pragma once

#include "scanner/bars/bar_fields.h"

namespace dockhand {

BarField focus(const PictureView& picture, BarField field);

}  // namespace dockhand
