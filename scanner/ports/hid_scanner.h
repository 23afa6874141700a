// A scanner that is a keyboard for the system. It is read before the desktop gets its keys.
//
// Decides: that its keys are read by their scancodes under the scanner's own layout, so that no desktop setting can
// swap a character or swallow the separator, and that nothing else hears them.
// Leaves to others: the keys' meaning (scanner/ports/keymap.h), the kernel (scanner/ports/event_device.h).
#pragma once

#include "scanner/ports/event_device.h"
#include "scanner/source/source.h"

namespace dockhand {

std::vector<OptionSpec> hid_options();
// `system` must outlive the source.
Result<std::unique_ptr<Source>> start_hid_scanner(EventSystem& system, const SourceSettings& settings,
                                                  SourceEvents events);

}  // namespace dockhand
