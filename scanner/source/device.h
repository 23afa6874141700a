// Devices that are plugged in and unplugged while the program runs.
//
// Decides: what is said when one cannot be opened, and that a source looks for it again until it is there.
// Leaves to others: what is done with it (scanner/drivers/).
#pragma once

#include <chrono>
#include <string>

#include "scanner/source/source.h"
#include "scanner/source/stop_signal.h"

namespace dockhand {

// Says why a device could not be opened or used, in one sentence that also says what to do: "no permission: add the
// user to the group dialout ...". `code` is an errno.
Error device_error(const std::string& device, int code);

// The option that every driver of a pluggable device has.
OptionSpec retry_option();

// Opens a device, uses it until it fails, and opens it again, until it is stopped. `open` gives Result<Device>; `use`
// takes the Device and gives the Error that ended it. A trouble that stays the same is reported once. A device that was
// unplugged and is not there is not reported again.
template <class Open, class Use>
void keep_open(const StopSignal& stop, const SourceEvents& events, std::chrono::milliseconds retry, const Open& open,
               const Use& use) {
  std::string reported;
  bool unplugged = false;
  const auto tell = [&](const Error& error) {
    if (events.trouble && error.sentence() != reported) events.trouble(error);
    reported = error.sentence();
  };
  while (!stop.is_set()) {
    auto device = open();
    if (device.ok()) {
      reported.clear();
      if (events.ready) events.ready();
      const Error end = use(*device);
      if (!stop.is_set()) tell(end);
      unplugged = true;
    } else if (!unplugged || device.error().kind != ErrorKind::unknown) {
      tell(device.error());
    }
    if (!stop.pause(retry)) return;
  }
}

}  // namespace dockhand
