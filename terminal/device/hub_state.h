// What a terminal knows of its hub, for the status bar and the sync screen.
//
// Decides: what is worth showing of it. Leaves to others: finding it out (terminal/station/station.cpp), what waits to
// be sent and what was questioned, which the books say (storage/views/views.h).
#pragma once

#include <optional>
#include <string>

#include "storage/model/time.h"

namespace dockhand {

struct HubState {
  bool configured = false;
  bool online = false;  // it answered last time, though it may have refused
  Instant offline_since{};
  std::string address{};
  std::string problem{};                 // a sentence; empty when all is well
  std::optional<Instant> last_answer{};  // when the hub answered last; none since the program began
};

}  // namespace dockhand
