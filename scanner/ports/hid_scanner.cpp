#include "scanner/ports/hid_scanner.h"

#include <cerrno>

#include "scanner/ports/keymap.h"
#include "scanner/ports/probe.h"
#include "scanner/source/device.h"
#include "scanner/source/threaded_source.h"
#include "scanner/source/wedge.h"

namespace dockhand {
namespace {

class HidScanner {
 public:
  HidScanner(EventSystem& system, const SourceSettings& settings, Keymap keymap, WedgeSettings lines,
             SourceEvents events)
      : system_(system),
        where_(settings.where),
        grab_(settings.options.flag("grab")),
        retry_(settings.options.number("retry_ms")),
        events_(std::move(events)),
        keymap_(std::move(keymap)),
        wedge_(events_.deliver, events_.trouble, std::move(lines)) {}

  void run(const StopSignal& stop) {
    keep_open(
        stop, events_, retry_, [this] { return open(); },
        [&](std::unique_ptr<EventDevice>& device) { return listen(*device, stop); });
  }

 private:
  Result<std::unique_ptr<EventDevice>> open() {
    const auto device = found_device(where_, DeviceKind::keyboard);
    if (!device) return device.error();
    name_ = *device;
    keymap_.release();
    return system_.open(name_, grab_);
  }

  Error listen(EventDevice& device, const StopSignal& stop) {
    for (;;) {
      if (stop.wait(device.descriptor()) == StopSignal::Wake::stopped) return device_error(name_, EINTR);
      const auto read = device.read();
      if (!read) {
        wedge_.cut_off();
        return read.error();
      }
      if (read->lost) wedge_.lose("keys were lost and the scan was not taken: scan it again");
      for (const KeyEvent& key : read->keys) wedge_.type(keymap_.key(key.code, key.pressed));
    }
  }

  EventSystem& system_;
  const std::string where_;
  const bool grab_;
  const std::chrono::milliseconds retry_;
  const SourceEvents events_;
  Keymap keymap_;
  Wedge wedge_;
  std::string name_;  // the device that was opened last
};

}  // namespace

std::vector<OptionSpec> hid_options() {
  std::vector<OptionSpec> options = line_options(
      {{"layout", std::string("us"), "the keyboard layout that the scanner is set to, by its XKB name: de(nodeadkeys)"},
       {"grab", true, "no other program gets what it types"}});
  options.push_back(retry_option());
  return options;
}

Result<std::unique_ptr<Source>> start_hid_scanner(EventSystem& system, const SourceSettings& settings,
                                                  SourceEvents events) {
  auto lines = wedge_settings(settings.options);
  if (!lines) return lines.error();
  auto keymap = Keymap::of(settings.options.text("layout"));
  if (!keymap) return keymap.error();
  return std::unique_ptr<Source>(std::make_unique<ThreadedSource<HidScanner>>(
      system, settings, std::move(keymap).value(), *lines, std::move(events)));
}

}  // namespace dockhand
