// What the app is told of a station's options.
//
// Decides: that they are checked before anything is opened.
#pragma once

#include "terminal/app/app.h"
#include "terminal/station/station_options.h"

namespace dockhand {

// An Error names the option.
Result<AppSettings> settings_of(const StationOptions& options);

}  // namespace dockhand
