// The modules of a matrix symbol, read off a picture of it that is upright but not flat: on a bottle, a bag, a label
// that has come loose; or so coarse or smeared that the library cannot follow its edges.
//
// Decides: how large a module is, where each one lies, and whether it is dark. Leaves to others: finding the symbol
// (scanner/matrix/matrix_fields.h), what its modules say (scanner/reader/decode.h).
//
// Edges lie where modules meet, however few there are at any one place. Their strength is multiplied by a wave as long
// as a module and summed over a few modules. The phase of this sum is the phase of the grid of modules there, and it
// follows every bend: this is Fourier fringe analysis (Takeda, Ina and Kobayashi, J. Opt. Soc. Am. 72, 1982). The
// functions are pure and take about 5 ms for 300x300 pixels.
#pragma once

#include <optional>

#include "scanner/image/grid.h"
#include "scanner/image/picture.h"
#include "scanner/image/projection.h"

namespace dockhand {

// Returns one pixel for each module, with some of the paper around the symbol. Returns none when the edges run in one
// direction only, or lie on no grid. `margin` is the number of pixels around the symbol.
std::optional<Picture> sample_modules(const PictureView& upright, int margin);

// Draws each module dark or light, by what lies around it, in a picture that is easy to read: with four pixels for each
// module and a quiet zone. `sharpening` says how much of what a blur has brought from neighbours is removed, 0 to 1.
Picture draw_modules(const Picture& levels, double sharpening);
// Maps the pixels of such a drawing to the outline of the symbol, whose corners are (0, 0) and (1, 1). It is not exact,
// because modules may lie unevenly.
Projection outline_of_drawing(const Picture& drawn);
// Draws modules that are known to be dark (1) or light (0) in the same way.
Picture draw_modules(const Grid<char>& dark);

}  // namespace dockhand
