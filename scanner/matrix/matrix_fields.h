// Where in a part of a picture matrix symbols may be: quadrilaterals full of small squares.
//
// Decides: which parts look like print without a direction, the four corners of each, and what it looks like seen
// straight on. Leaves to others: which parts are worth it (scanner/reader/locator.h), reading
// (scanner/reader/passes.h), bars (scanner/bars/bar_fields.h).
//
// The library follows edges and corners in the picture as it is; a symbol that is seen at an angle or lies off its axes
// is lost to it, and read at once when it is flattened. Pure; about 2 ms for a part of 400x400 pixels.
#pragma once

#include <array>
#include <vector>

#include "scanner/image/picture.h"
#include "scanner/image/projection.h"

namespace dockhand {

// Its corners are in pixels, clockwise as seen, from the one nearest to the upper left.
struct MatrixField {
  std::array<PointF, 4> corners;
};

inline constexpr std::size_t max_matrix_fields = 6;

// The largest first.
std::vector<MatrixField> find_matrix_fields(const PictureView& part);
// Behind a blur edges are weaker, and wider. The fields that they show beside those that are known.
std::vector<MatrixField> find_blurred_matrix_fields(const PictureView& part, const std::vector<MatrixField>& known);

// A field seen straight on, twice as large as it is in the picture, with white around it as quiet zone.
struct Flattened {
  Picture picture;
  Projection source;  // where in the part a point of the picture was
  int margin = 0;     // pixels of the quiet zone
};
Flattened flatten(const PictureView& part, const MatrixField& field);

}  // namespace dockhand
