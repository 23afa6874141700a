// What a drawn frame must never have. For tests and UI scripts.
#pragma once

#include <string>
#include <vector>

#include "terminal/draw/canvas.h"
#include "terminal/kit/page.h"

namespace dockhand {

// A sentence for each fault; empty: all is well. A number is cut short also where a code may lose its middle.
std::vector<std::string> misfits(
    const Drawn& drawn);  // cut, outside its box or the screen, over another text; a button's word
                          // broken, a toast over a button or over a keypad's title
std::vector<std::string> faint_texts(const Drawn& drawn, double least_contrast);
std::vector<std::string> faint_marks(const Drawn& drawn, double least_contrast);  // icons, borders, stripes
std::vector<std::string> small_targets(const Drawn& drawn, float least_mm, float px_per_mm);
// Rows of a list lie on each other; all else that can be tapped keeps its distance.
std::vector<std::string> close_targets(const Drawn& drawn, float least_mm, float px_per_mm);
// Rows whose state is shown by the colour of their stripe alone: without it they would look alike.
std::vector<std::string> states_by_colour(const Page& page);

}  // namespace dockhand
