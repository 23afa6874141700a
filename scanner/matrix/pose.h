// Where the modules of a small flat matrix symbol lie, when it is too blurred for its edges to show.
//
// Decides: which kind and size of symbol a field may be, and how its modules lie in the picture: as the modules that
// are known beforehand (scanner/matrix/function_patterns.h) fit it best. Leaves to others: where fields are
// (scanner/matrix/matrix_fields.h), what the other modules are (scanner/matrix/deblurring.h). Symbols that are
// bent, or of other kinds, are for scanner/matrix/module_grid.h.
//
// A blur removes the edges of single modules, and leaves what is larger: the squares and borders by which a symbol is
// found. A picture of these, with the same blur, is moved over the picture until the two agree. Gauss and Newton's
// method finds the eight numbers of the perspective. The pattern is moved back instead of the picture, so that all
// costly work is done once for each pattern (inverse compositional alignment: Baker and Matthews, Int. J. Computer
// Vision 56, 2004). The functions are pure and take about 3 ms for a field.
#pragma once

#include <vector>

#include "scanner/image/picture.h"
#include "scanner/matrix/function_patterns.h"
#include "scanner/matrix/matrix_fields.h"

namespace dockhand {

struct Pose {
  const FunctionPattern* pattern;  // one of function_patterns()
  Projection place;                // maps the square with corners (-1, -1) and (1, 1) to the picture's pixels
  double likeness;  // the smaller of two correlations with the picture: that of all known modules, and that of the
                    // finest of them

  // The middle of module (0, 0) is at (0.5, 0.5).
  PointF at(double column, double row) const {
    return place({2 * column / pattern->side() - 1, 2 * row / pattern->side() - 1});
  }
};

// Returns the likeliest first, and none that is unlikely.
std::vector<Pose> fit_poses(const PictureView& part, const MatrixField& field);

}  // namespace dockhand
