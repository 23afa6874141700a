// The modules of a matrix symbol, read off a picture of it that is upright but not flat: on a bottle, a bag, a label
// that has come loose; or so coarse or smeared that the library cannot follow its edges.
//
// Decides: how large a module is, where each one lies, and whether it is dark. Leaves to others: finding the symbol
// (scanner/matrix/matrix_fields.h), what its modules say (scanner/reader/decode.h).
//
// Edges lie where modules meet, however few there are at any one place. Their strength, multiplied by a wave as long as
// a module and summed over a few modules, has the phase of the grid of modules there, and the phase follows every bend:
// Fourier fringe analysis (Takeda, Ina and Kobayashi, J. Opt. Soc. Am. 72, 1982). Pure; about 5 ms for 300x300 pixels.
#pragma once

#include <optional>

#include "scanner/image/grid.h"
#include "scanner/image/picture.h"
#include "scanner/image/projection.h"

namespace dockhand {

// One pixel a module, some of the paper around included. None where the edges run in one direction only, or lie on no
// grid. `margin`: pixels around the symbol.
std::optional<Picture> sample_modules(const PictureView& upright, int margin);

// Dark and light, by what lies around each module, in a picture that is easy to read: four pixels a module and a quiet
// zone. `sharpening`: how much of what a blur has carried over from its neighbours is taken back, 0 to 1.
Picture draw_modules(const Picture& levels, double sharpening);
// From the pixels of such a drawing to the outline of the symbol, whose corners are (0, 0) and (1, 1): nearly, since
// modules may lie unevenly.
Projection outline_of_drawing(const Picture& drawn);
// The same of modules that are known to be dark (1) or light (0).
Picture draw_modules(const Grid<char>& dark);

}  // namespace dockhand
