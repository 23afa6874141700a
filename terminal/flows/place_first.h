// An item that is scanned where the place of the work has to be scanned first.
#pragma once

#include "terminal/kit/screen.h"

namespace dockhand {

// Says where the item lies by the books. Nothing is begun: where the person stands only its label says.
Step place_first(Views& views, const FoundItem& item);

}  // namespace dockhand
