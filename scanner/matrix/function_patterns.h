// The modules that all matrix symbols of a kind and size have in common.
//
// Decides: which these are, from the standards: ISO/IEC 18004 (QR Code: finder, timing and alignment patterns) and
// ISO/IEC 16022 (Data Matrix ECC 200: the solid and the broken border). Leaves to others: where they are in a picture
// (scanner/matrix/pose.h).
// Sizes that labels have: QR versions 1 to 6, square Data Matrix symbols of a single region, 10 to 26 modules.
#pragma once

#include <vector>

#include "scanner/image/grid.h"
#include "storage/model/scan.h"

namespace dockhand {

struct FunctionPattern {
  Symbology symbology;
  Grid<signed char> modules;  // it is square; 1 dark, -1 light, 0 data

  int side() const { return modules.width; }
  // Outside of the symbol there is paper.
  int at(int x, int y) const { return modules.has(x, y) ? modules.at(x, y) : -1; }
};

const std::vector<FunctionPattern>& function_patterns();

}  // namespace dockhand
