// Where the modules of a small flat matrix symbol lie, when it is too blurred for its edges to show.
//
// Decides: which kind and size of symbol a field may be, and how its modules lie in the picture: as the modules that
// are known beforehand (scanner/matrix/function_patterns.h) fit it best. Leaves to others: where fields are
// (scanner/matrix/matrix_fields.h), what the other modules are (scanner/matrix/deblurring.h). Symbols that are
// bent, or of other kinds, are for scanner/matrix/module_grid.h.
//
// A blur takes the edges of single modules away, and leaves what is larger: the squares and borders by which a symbol
// is found. What they look like behind a blur is moved over the picture until the two agree, by Gauss and Newton's
// method on the eight numbers of a perspective; since the pattern is moved back instead of the picture, all that is
// costly is done once a pattern (inverse compositional alignment: Baker and Matthews, Int. J. Computer Vision 56,
// 2004). Pure; about 3 ms a field.
#pragma once

#include <vector>

#include "scanner/image/picture.h"
#include "scanner/matrix/function_patterns.h"
#include "scanner/matrix/matrix_fields.h"

namespace dockhand {

struct Pose {
  const FunctionPattern* pattern;  // one of function_patterns()
  Projection place;                // from the square of corners (-1, -1) and (1, 1) to the picture's pixels
  double likeness;  // correlation with the picture of all known modules, or of the finest of them: the smaller one

  // The middle of module (0, 0) is at (0.5, 0.5).
  PointF at(double column, double row) const {
    return place({2 * column / pattern->side() - 1, 2 * row / pattern->side() - 1});
  }
};

// The likeliest first; none that is unlikely.
std::vector<Pose> fit_poses(const PictureView& part, const MatrixField& field);

}  // namespace dockhand
