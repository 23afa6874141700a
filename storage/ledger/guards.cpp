#include "storage/ledger/guards.h"

namespace dockhand {

// It is weak, so that a test's own definition takes its place.
[[gnu::weak]] bool stands(Guard) { return true; }

}  // namespace dockhand
