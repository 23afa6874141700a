// This follows the fields of bars in a camera's view from frame to frame.
//
// Decides: which field of this frame is one of the last, moved a little, so that its lines go on adding up
// (scanner/bars/symbol_lines.h). Leaves to others: finding fields (scanner/bars/bar_fields.h). Only one thread may use
// it.
#pragma once

#include <vector>

#include "scanner/bars/bar_fields.h"
#include "scanner/bars/symbol_lines.h"

namespace dockhand {

class BarTrails {
 public:
  // Takes the fields of a new frame. What was not seen for `patience` frames is forgotten.
  void next_frame(const std::vector<BarField>& fields);
  // Returns the lines that were seen of this field of the newest frame until now.
  SymbolLines& lines_of(const BarField& field);

 private:
  struct Trail {
    BarField field;
    SymbolLines lines = {};
    int unseen = 0;  // frames since it was seen
  };
  Trail* trail_of(const BarField& field);

  static constexpr int patience = 4;
  static constexpr std::size_t most_trails = 2 * max_bar_fields;
  std::vector<Trail> trails_;
};

}  // namespace dockhand
