#include "terminal/kit/safeguards.h"

namespace dockhand {
namespace {

Safeguard behind(const Seen& seen) {
  if (std::holds_alternative<SeenPicked>(seen)) return Safeguard::seen_shipped;
  if (std::holds_alternative<SeenStock>(seen)) return Safeguard::seen_counted;
  const bool decided = std::holds_alternative<SeenLot>(seen) || std::holds_alternative<SeenExpiry>(seen) ||
                       std::holds_alternative<SeenItem>(seen) || std::holds_alternative<SeenAnnounced>(seen) ||
                       std::holds_alternative<SeenProposal>(seen) || std::holds_alternative<SeenBarcode>(seen) ||
                       std::holds_alternative<SeenSource>(seen);
  return decided ? Safeguard::seen_decided : Safeguard::seen_taken;
}

}  // namespace

// It is weak, so that a test's own definition takes its place.
[[gnu::weak]] bool stands(Safeguard) { return true; }

std::vector<Seen> guarded(std::vector<Seen> seen) {
  std::erase_if(seen, [](const Seen& one) { return !stands(behind(one)); });
  return seen;
}

}  // namespace dockhand
