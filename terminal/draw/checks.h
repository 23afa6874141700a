// What a drawn frame must never have. For tests and UI scripts.
#pragma once

#include <string>
#include <vector>

#include "terminal/draw/canvas.h"

namespace dockhand {

// A sentence for each fault; empty: all is well.
std::vector<std::string> misfits(const Drawn& drawn);  // cut, outside its box or the screen, over another text
std::vector<std::string> faint_texts(const Drawn& drawn, double least_contrast);
std::vector<std::string> small_targets(const Drawn& drawn, float least_mm, float px_per_mm);

}  // namespace dockhand
