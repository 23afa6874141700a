// A hub that waits for its turn.
#pragma once

#include <functional>

#include "storage/store/site_store.h"

namespace dockhand {

// Claims the site. As long as another hub owns it, it asks again, while `goes_on` says so. `goes_on` is told why and
// makes the pause. An Error of kind busy says that it did not go on.
Status stand_by(SiteStore& store, const std::function<bool(const Error& why)>& goes_on);

}  // namespace dockhand
