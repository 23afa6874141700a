// What makes a poor picture of a symbol readable: smaller, larger, sharper.
//
// Decides: how a picture is changed, and where each of its points came from.
// Leaves to others: which change is tried when (scanner/reader/reader.h). Pure.
#pragma once

#include "scanner/image/picture.h"
#include "storage/model/scan.h"

namespace dockhand {

// A changed picture, and the affine way back to the picture that it was made of.
struct Enhanced {
  Picture picture;
  double xx = 1, xy = 0, x0 = 0;  // source x = xx * x + xy * y + x0
  double yx = 0, yy = 1, y0 = 0;
  Point source(Point p) const;
};

Enhanced copy(const PictureView& picture);
// Each pixel is the mean of factor x factor: less noise, and coarse symbols at a size that decoders like.
Enhanced shrink(const PictureView& picture, int factor);
// Twice the size, by a bicubic filter (Catmull-Rom).
Enhanced enlarge(const PictureView& picture);
// Adds `amount` of what a box blur of this radius took away, along rows, or along rows and columns.
void sharpen_rows(Picture& picture, float amount, int radius);
void sharpen(Picture& picture, float amount, int radius);
// Levels between the darkest and the lightest that matter: all but the outermost hundredth.
int contrast(const PictureView& picture);
// Levels are spread to all of 0 to 255.
void stretch_contrast(Picture& picture);
// Light on dark becomes dark on light.
Enhanced invert(const PictureView& picture);

// Takes light and shade along each row away: paper becomes white, ink black, by the lightest and the darkest nearby.
void level_rows(Picture& picture);

}  // namespace dockhand
