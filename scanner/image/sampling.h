// Grey levels at points between the pixels of a picture.
//
// Decides: how a level between pixels follows from those around it (bilinear), and that beyond the edge there is the
// level of the edge. Leaves to others: which points are asked for. It is pure.
#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

#include "scanner/image/picture.h"
#include "storage/model/scan.h"

namespace dockhand {

inline std::uint8_t rounded_level(float level) {
  return static_cast<std::uint8_t>(std::clamp(level + 0.5F, 0.0F, 255.0F));
}

float exact_level_at(const PictureView& picture, PointF at);
std::uint8_t level_at(const PictureView& picture, PointF at);  // rounded
// Adds the grey levels at points that lie evenly from one point to the other, both included.
void add_levels(const PictureView& picture, PointF from, PointF to, std::vector<float>& sums);

}  // namespace dockhand
