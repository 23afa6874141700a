// Which modules of a matrix symbol are dark, when each is smeared into its neighbours.
//
// Decides: how far modules are smeared, how they are lit, and which modules explain the grey levels best. Leaves to
// others: where the modules lie (scanner/matrix/pose.h), what they say (scanner/reader/decode.h).
//
// This is scanner/bars/line_channel.h in two dimensions: a grey level is the sum of a module and its eight neighbours,
// weighted by the blur. The weights and the light are fitted by least squares to the modules as they seem. Then each
// module is changed where that explains the levels better (iterated conditional modes: Besag, J. Royal Statistical
// Society B 48, 1986). Both are repeated until nothing changes. The functions are pure and take less than 1 ms.
#pragma once

#include "scanner/image/grid.h"
#include "scanner/matrix/pose.h"

namespace dockhand {

struct DeblurredModules {
  Grid<char> dark;  // 1 or 0; only the symbol, without the paper around it
  double error;     // root mean square of what is not explained, 1 the whole contrast
};
DeblurredModules deblur_modules(const PictureView& part, const Pose& pose);

}  // namespace dockhand
