#include "scanner/source/source.h"

#include <algorithm>

namespace dockhand {
namespace {

constexpr Driver all[] = {
#define DRIVER(name, help) {#name, help, options_of_##name, open_##name},
#include "scanner/drivers/drivers.def"
#undef DRIVER
};

}  // namespace

std::span<const Driver> drivers() { return all; }

const Driver* driver_named(const std::string& name) {
  const auto* found = std::find_if(std::begin(all), std::end(all), [&](const Driver& d) { return d.name == name; });
  return found == std::end(all) ? nullptr : found;
}

void deliver_picture(const SourceEvents& events, const std::vector<Symbol>& symbols,
                     std::chrono::steady_clock::time_point taken) {
  for (std::size_t i = 0; i < symbols.size(); ++i) {
    events.deliver({symbols[i], {}, taken, i + 1 < symbols.size()});
  }
}

}  // namespace dockhand
