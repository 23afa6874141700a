#include "sync/store/standby.h"

namespace dockhand {

Status stand_by(SiteStore& store, const std::function<bool(const Error& why)>& goes_on) {
  for (;;) {
    const auto claimed = store.claim();
    if (claimed) return Done{};
    if (claimed.error().kind != ErrorKind::busy || !goes_on(claimed.error())) return claimed.error();
  }
}

}  // namespace dockhand
