#include "sync/access/guesses.h"

#include <algorithm>

namespace dockhand {

std::chrono::seconds Guesses::silence_of(const std::string& address, Time now) const {
  const auto found = counts_.find(address);
  if (found == counts_.end() || found->second.wrong < free || now - found->second.since >= window) return {};
  const auto left = std::chrono::ceil<std::chrono::seconds>(found->second.since + window - now);
  return std::max(left, std::chrono::seconds{1});
}

int Guesses::wrong(const std::string& address, Time now) {
  if (counts_.size() >= max_addresses) {
    std::erase_if(counts_, [&](const auto& one) { return now - one.second.since >= window; });
    if (counts_.size() >= max_addresses) counts_.clear();
  }
  Count& count = counts_[address];
  if (count.wrong == 0 || now - count.since >= window) count = Count{0, now};
  return ++count.wrong;
}

}  // namespace dockhand
