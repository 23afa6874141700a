// These functions make a poor picture of a symbol readable: smaller, larger, sharper.
//
// Decides: how a picture is changed, and where each of its points came from. Leaves to others: which change is tried
// when (scanner/reader/reader.h). It is pure.
#pragma once

#include "scanner/image/picture.h"
#include "storage/model/scan.h"

namespace dockhand {

// A changed picture, and the affine mapping back to the picture from which it was made.
struct Enhanced {
  Picture picture;
  double xx = 1, xy = 0, x0 = 0;  // source x = xx * x + xy * y + x0
  double yx = 0, yy = 1, y0 = 0;
  Point source(Point p) const;
};

Enhanced copy(const PictureView& picture);
// Each pixel becomes the mean of factor x factor pixels. This lessens the noise and gives coarse symbols a size that
// decoders like.
Enhanced shrink(const PictureView& picture, int factor);
// Doubles the size with a bicubic filter (Catmull-Rom).
Enhanced enlarge(const PictureView& picture);
// Adds `amount` of what a box blur of this radius took away, along rows, or along rows and columns.
void sharpen_rows(Picture& picture, float amount, int radius);
void sharpen(Picture& picture, float amount, int radius);
// Returns how many levels lie between the darkest and the lightest that matter. The outermost hundredth of the pixels
// is left out.
int contrast(const PictureView& picture);
// Spreads the levels to all of 0 to 255.
void stretch_contrast(Picture& picture);
// Makes light on dark to dark on light.
Enhanced invert(const PictureView& picture);

// Removes light and shade along each row: paper becomes white and ink becomes black, by the lightest and the darkest
// pixels nearby.
void level_rows(Picture& picture);

}  // namespace dockhand
