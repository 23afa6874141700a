// A hub that waits for its turn.
#pragma once

#include <functional>

#include "storage/store/site_store.h"

namespace dockhand {

// Claims the site; asked again as long as another hub owns it and `goes_on`, which is told why and takes its time, says
// so. busy: it does not go on.
Status stand_by(SiteStore& store, const std::function<bool(const Error& why)>& goes_on);

}  // namespace dockhand
