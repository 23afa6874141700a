#include "scanner/ports/hid_scanner.h"

namespace dockhand {

std::vector<OptionSpec> options_of_evdev() { return hid_options(); }

Result<std::unique_ptr<Source>> open_evdev(const SourceSettings& settings, SourceEvents events) {
  return start_hid_scanner(linux_events(), settings, std::move(events));
}

}  // namespace dockhand
