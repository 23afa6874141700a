// Where in a part of a picture matrix symbols may be: quadrilaterals full of small squares.
//
// Decides: which parts look like print without a direction, the four corners of each, and what it looks like seen
// straight on. Leaves to others: which parts are worth it (scanner/reader/locator.h), reading
// (scanner/reader/passes.h), bars (scanner/bars/bar_fields.h).
//
// The library follows edges and corners in the picture as it is. It does not find a symbol that is seen at an angle or
// is turned, but reads it at once when it is flattened. The functions are pure and take about 2 ms for a part of
// 400x400 pixels.
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

// Returns the fields, the largest first.
std::vector<MatrixField> find_matrix_fields(const PictureView& part);
// Finds fields behind a blur, where edges are weaker and wider. Returns those that are not known yet.
std::vector<MatrixField> find_blurred_matrix_fields(const PictureView& part, const std::vector<MatrixField>& known);

// A field as seen from the front, twice as large as it is in the picture, with white around it as quiet zone.
struct Flattened {
  Picture picture;
  Projection source;  // where in the part a point of the picture was
  int margin = 0;     // the width of the quiet zone in pixels
};
Flattened flatten(const PictureView& part, const MatrixField& field);

}  // namespace dockhand
