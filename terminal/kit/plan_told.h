// How old the night's plan is, for the screens that show what it says.
#pragma once

#include <string>

#include "terminal/kit/screen.h"

namespace dockhand {

// Returns "plan of 27 Nov, 3 days old". Empty: it is of today, or there is none.
Result<std::string> age_of_plan(const ScreenContext& context);

}  // namespace dockhand
