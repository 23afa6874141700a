#include "scanner/camera/view_gate.h"

#include <algorithm>

#include "storage/model/add_on.h"

namespace dockhand {

std::vector<Symbol> ViewGate::pass(const std::vector<Symbol>& seen, Instant now) {
  std::erase_if(in_view_, [&](const InView& one) { return now.ms - one.last_seen.ms > absence_.count(); });
  std::vector<Symbol> scans;
  for (auto symbol = seen.begin(); symbol != seen.end(); ++symbol) {
    const auto same = [&](const Symbol& other) { return same_number(other, *symbol); };
    const auto known =
        std::find_if(in_view_.begin(), in_view_.end(), [&](const InView& one) { return same(one.symbol); });
    // It counts this one and those of its text before it in this frame.
    const auto nth = static_cast<std::size_t>(std::count_if(seen.begin(), symbol, same)) + 1;
    if (known == in_view_.end()) {
      in_view_.push_back({*symbol, now, 1});
      scans.push_back(*symbol);
      continue;
    }
    known->last_seen = now;
    if (twins_ == Twins::one || nth <= known->scans) continue;
    ++known->scans;
    scans.push_back(*symbol);
  }
  return scans;
}

}  // namespace dockhand
