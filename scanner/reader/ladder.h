// The ladder: the passes that a picture may need, in one list for still pictures and for a camera's frames.
//
// Decides: which passes there are, on what each of them looks, and in which order under which budget. Leaves to others:
// what a pass does (scanner/reader/passes.h), when to stop (scanner/reader/reader.h for still pictures,
// scanner/reader/frames.h for frames).
#pragma once

#include <chrono>
#include <cstdint>
#include <vector>

#include "scanner/bars/bar_fields.h"
#include "scanner/image/box.h"
#include "scanner/reader/passes.h"

namespace dockhand {

enum class Pass : std::uint8_t {
  plain,
  plain_matrix,  // looks for matrix symbols only
  straight_3,    // the mean of 3 rows
  straight_6,
  straight_12,
  flattened,
  fitted,
  blurred,
  enlarged,
  enlarged_sharp,
  half,  // at half the size
  half_sharp,
  third,
  third_sharp,
  inverted,
};

// Says what a picture seems to hold.
struct Survey {
  Box whole;
  std::vector<Box> regions;      // regions of print, the nearest to the middle first
  std::vector<Box> pieces;       // the same regions, where a large one may be cut into parts
  std::vector<BarField> fields;  // fields of bars, the strongest first
  std::vector<Box> islands;      // separate prints, about as wide as high, the nearest to the middle first

  bool has_large_regions() const { return pieces.size() > regions.size(); }
};

// Says whether the field fills so much of the region that the region holds bars. The edges and rows of a matrix symbol
// look like small fields of bars.
bool is_large_in(const BarField& field, const Box& region);

// One pass on one part of the picture.
struct PlannedPass {
  Pass pass;
  Box box;
  BarField field = {};  // for a pass on bars
};

// A still picture will not come again, so everything is tried. A camera's frame has to be done before the next one
// comes: cheap passes come first, and each frame begins with another of the costly ones, by its `turn`.
enum class Budget : std::uint8_t { still, frame };
std::vector<PlannedPass> plan_passes(const Survey& survey, Budget budget, std::size_t turn = 0);

// Makes the pass of a step. It leaves out `blurred`, which is for the caller that keeps the lines of earlier frames
// (try_through_blur).
void try_pass(ReadContext& context, const PlannedPass& step, const FieldShare& share = {});

// Returns the processor time that it takes, as measured on a slow core.
std::chrono::nanoseconds expected_time(const PlannedPass& step);

}  // namespace dockhand
