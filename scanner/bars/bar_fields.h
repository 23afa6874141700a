// Where in a picture the bars of linear symbols are: fields of parallel edges.
//
// Decides: which parts look like bars, how long they are, and which way they are read. Leaves to others: straightening
// and reading them (scanner/bars/straighten.h, scanner/reader/passes.h), matrix symbols (scanner/reader/locator.h).
//
// Small blocks get a direction by their structure tensor (Bigun and Granlund, ICCV 1987); neighbours with the same
// direction form one field. The functions are pure and take about 1 ms for 1280x720.
#pragma once

#include <vector>

#include "scanner/image/picture.h"

namespace dockhand {

// A slanted rectangle.
struct BarField {
  double x = 0, y = 0;  // its middle, in pixels
  double angle = 0;     // the direction across the bars, in radians, -pi/2 to pi/2; 0 for upright bars
  double length = 0;    // the distance across the bars, from the first to the last, in pixels
  double height = 0;    // the height of the bars, in pixels
  double keystone = 0;  // how much more the bars at one end lean than those in the middle, radians: perspective
  double strength = 0;  // the sum of what speaks for it; only to compare fields of one picture
};

inline constexpr std::size_t max_bar_fields = 8;

// Returns the fields, the strongest first. `block` is in pixels. It has to be a few modules, or the bars would become a
// pattern of their own.
std::vector<BarField> find_bar_fields(const PictureView& picture, int block = 16);

// Does the same at half the resolution, with a quarter of the noise. It finds bars that are so faint or blurred that
// noise hides them. Fields that `known` has already are left out.
std::vector<BarField> find_faint_bar_fields(const PictureView& picture, const std::vector<BarField>& known);

}  // namespace dockhand
